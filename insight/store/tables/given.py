"""What is given back: share-backs and their parts, what went out to whom, and who has been told what came of it."""

from sqlalchemy import Column, Date, Integer, String, Table, Text

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

share_back = Table(
    "share_back",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", nullable=True),
    link("inquiry", nullable=True),  # about a whole inquiry, or about one theme
    link("theme", nullable=True),
    Column("title", String(200), nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("closed_at", Moment),
)
# What we heard, how people feel, what we are trying, what changed and what did not. Its quotes are citations.
share_back_part = Table(
    "share_back_part",
    metadata,
    Column("id", ID, primary_key=True),
    link("share_back", gone_with_it=True, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    link("theme", nullable=True),
    link("experiment", nullable=True),
    Column("heading", String(200), nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
)
# A document that left: to whom, and which stories stand in it, so that a removal can say where they went.
given_out = Table(
    "given_out",
    metadata,
    Column("id", ID, primary_key=True),
    link("share_back", nullable=True),
    Column("kind", String(20), nullable=False),  # a share-back, story cards, a report for scrutiny
    Column("name", String(200), nullable=False),
    Column("to_whom", String(200), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
given_out_story = Table(
    "given_out_story",
    metadata,
    link("given_out", gone_with_it=True, primary_key=True),
    link("story", gone_with_it=True, primary_key=True, index=True),
)
# Somebody who told us was told what came of it: with their card, by a letter, or when a theme was taken back to them.
told_back = Table(
    "told_back",
    metadata,
    Column("id", ID, primary_key=True),
    link("storyteller", gone_with_it=True, index=True),
    Column("how", String(20), nullable=False),
    Column("told_on", Date, nullable=False),
    Column("by", String(60), nullable=False),
)
