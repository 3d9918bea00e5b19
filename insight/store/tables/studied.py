"""What peer researchers keep: collections, quotes, codes on stretches of stories, memos and searches."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint, false

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# A collection has a reason. It is open to the members of its sub-group, or to everybody who may search.
collection = Table(
    "collection",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("reason", String(1000), nullable=False),
    link("subgroup", nullable=True),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("closed_at", Moment),
)
# A quote is a stretch of a protected story in code points; `words_hash` tells whether it still says the same.
quote = Table(
    "quote",
    metadata,
    Column("id", ID, primary_key=True),
    link("collection", gone_with_it=True, index=True),
    link("story", gone_with_it=True, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words_hash", String(64), nullable=False),
    Column("note", String(1000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("collection", "story", "start", "end"),
)
code = Table(
    "code",
    metadata,
    Column("id", ID, primary_key=True),
    link("collection", gone_with_it=True, index=True),
    link("code", name="parent", nullable=True),
    Column("name", String(200), nullable=False),
    Column("description", String(2000), nullable=False, server_default=""),
    Column("guid", String(36), nullable=False),  # by which other programs know it
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("retired_at", Moment),
)
# A code on a stretch, by one person; `suggested` ones came from elsewhere and wait for somebody to take them. `kept`
# says what somebody decided where coders differed: what each of them said stays, so that agreement can be told.
coding = Table(
    "coding",
    metadata,
    Column("id", ID, primary_key=True),
    link("code", gone_with_it=True, index=True),
    link("story", gone_with_it=True, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words_hash", String(64), nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("suggested", Boolean, nullable=False, server_default=false()),
    Column("kept", Boolean),
    Column("kept_by", String(60)),
    UniqueConstraint("code", "story", "start", "end", "by"),
)
# Who has finished coding which story: without it "not coded" would not be told from "not read".
story_coded = Table(
    "story_coded",
    metadata,
    link("collection", gone_with_it=True, primary_key=True),
    link("story", gone_with_it=True, primary_key=True),
    Column("by", String(60), primary_key=True),
    Column("at", Moment, nullable=False),
)
memo = Table(
    "memo",
    metadata,
    Column("id", ID, primary_key=True),
    link("collection", gone_with_it=True, index=True),
    link("code", nullable=True),
    link("story", nullable=True, gone_with_it=True),
    Column("text", Text, nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
saved_search = Table(
    "saved_search",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", gone_with_it=True, index=True),
    Column("name", String(200), nullable=False),
    Column("query", String(2000), nullable=False),
    Column("filters", Text, nullable=False, server_default="{}"),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
