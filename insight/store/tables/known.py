"""What is known about the bank itself."""

from sqlalchemy import Column, Date, Integer, String, Table, Text

from insight.store.moment import Moment
from insight.store.tables.base import ID, metadata

bank = Table("bank", metadata, Column("name", String(60), primary_key=True), Column("value", Text, nullable=False))
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", String(60), nullable=False),
    Column("what", String(40), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("story", ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(60), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("why", String(20), nullable=False, server_default="asked"),
)
backup = Table(
    "backup",
    metadata,
    Column("at", Moment, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("stories", Integer, nullable=False),
    Column("expires_on", Date),  # when it is deleted by itself; empty for one that somebody took away
)
