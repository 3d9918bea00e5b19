"""What is understood: passages with their vectors, and how people are."""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, false

from insight.store.tables.base import ID, link, metadata

passage = Table(
    "passage",
    metadata,
    Column("id", ID, primary_key=True),
    link("story", gone_with_it=True, index=True),
    Column("whole", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_hash", String(64), nullable=False, index=True),
)
vector = Table(
    "vector",
    metadata,
    Column("text_hash", String(64), primary_key=True),
    Column("model", String(80), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
# How it is.

feeling = Table(
    "feeling",
    metadata,
    Column("id", ID, primary_key=True),
    link("storyteller"),
    link("inquiry"),
    link("story", gone_with_it=True, nullable=True, index=True),
    Column("told_on", Date),
    Column("answer", String(20), nullable=False),
    Column("compared_with", String(100), nullable=False, server_default=""),
    Column("since", String(20), nullable=False, server_default=""),
    Column("of_work", Boolean, nullable=False, server_default=false()),
    Column("asked_by_known", Boolean),
    Column("felt_heard", String(20)),
)
