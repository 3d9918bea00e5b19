"""What is understood: passages, vectors, themes, and how people are."""

from sqlalchemy import Boolean, Column, Date, Float, Integer, LargeBinary, String, Table, Text, false

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# What is understood: passages, vectors, themes.

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
theme_build = Table(
    "theme_build",
    metadata,
    Column("id", ID, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("state", String(20), nullable=False),
    Column("model", String(80), nullable=False),
    Column("stories", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("anchors", LargeBinary),
)
theme = Table(
    "theme",
    metadata,
    Column("id", ID, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("machine_name", String(200), nullable=False),
    link("passage", name="name_passage", nullable=True),
    Column("human_name", String(200)),
    Column("words", Text, nullable=False),
    Column("centroid", LargeBinary, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("retired_at", Moment),
    link("theme_build", name="build"),
)
theme_passage = Table(
    "theme_passage",
    metadata,
    link("theme", gone_with_it=True, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("fit", Float, nullable=False),
    Column("weak", Boolean, nullable=False),
)
theme_quote = Table(
    "theme_quote",
    metadata,
    link("theme", gone_with_it=True, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),  # within the passage
    Column("end", Integer, nullable=False),
)
theme_event = Table(
    "theme_event",
    metadata,
    Column("id", Integer, primary_key=True),
    link("theme", gone_with_it=True, index=True),
    Column("at", Moment, nullable=False),
    Column("by", ID, nullable=False),
    Column("what", String(30), nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
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
