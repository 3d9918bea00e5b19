"""What is told: conversations, stories, what their readers said of them, and the vault they are sealed in."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# What is told.

interview = Table(
    "interview",
    metadata,
    Column("id", ID, primary_key=True),
    link("inquiry"),
    link("question_set"),
    Column("way", String(20)),
    Column("place_kind", String(60), nullable=False, server_default=""),
    Column("held_on", Date),
    Column("state", String(20), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
)
interviewer = Table(
    "interviewer",
    metadata,
    link("interview", gone_with_it=True, primary_key=True),
    Column("place", Integer, primary_key=True),
    link("account", nullable=True),
    link("organisation", nullable=True),
    Column("job", String(20), nullable=False, server_default=""),
)
# One person's part in a conversation: who tells, what they agreed to, and how they are.
telling = Table(
    "telling",
    metadata,
    Column("id", ID, primary_key=True),
    link("interview", gone_with_it=True, index=True),
    Column("place", Integer, nullable=False),
    link("storyteller", nullable=True),
    link("consent", nullable=True),
    Column("teller", String(20), nullable=False),
    Column("told_about", Boolean, nullable=False),
    Column("they_agreed", Boolean),  # whoever it is told about; empty when nobody asked them
    Column("whose", String(20), nullable=False),
    Column("stories", Integer, nullable=False),
    Column("feeling", String(20)),
    Column("compared_with", String(100), nullable=False, server_default=""),
    Column("since", String(20), nullable=False, server_default=""),
    Column("asked_by_known", Boolean),
    Column("felt_heard", String(20)),
    UniqueConstraint("interview", "place"),
)
# What a listener took from a conversation; the words are sealed under the conversation's key and go with it.
reflection = Table(
    "reflection",
    metadata,
    link("interview", gone_with_it=True, primary_key=True),
    link("account", gone_with_it=True, primary_key=True),
    Column("made_on", Date, nullable=False),
    Column("ask_on", Date),
    Column("answer", String(20), nullable=False, server_default=""),
)
draft = Table(
    "draft",
    metadata,
    link("interview", gone_with_it=True, primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
story = Table(
    "story",
    metadata,
    Column("id", ID, primary_key=True),
    link("inquiry"),
    link("storyteller"),
    link("consent"),
    link("interview", nullable=True),
    Column("brought_by", ID, nullable=False),
    Column("teller", String(20), nullable=False),
    Column("told_on", Date),
    Column("way", String(20)),
    Column("place_kind", String(60), nullable=False, server_default=""),
    Column("ref", String(200)),
    Column("told_about", Boolean, nullable=False),
    Column("they_agreed", Boolean),
    Column("text_key", String(64), index=True),  # a keyed hash: the same text is known again, and nothing else
    link("source", nullable=True),
    Column("content_note", String(200), nullable=False, server_default=""),
    Column("held", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("lease_owner", String(60)),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("words", Integer, nullable=False),
    Column("title", String(200), nullable=False, server_default=""),
    Column("text", Text),
    Column("approved_by", String(200)),
    Column("approved_at", Moment),
    Column("approved_outside", Boolean),
    Index(None, "state", "lease_until"),
    Index(None, "inquiry", "told_on"),
    Index(None, "consent"),
    Index(None, "storyteller"),
)
stretch = Table(
    "stretch",
    metadata,
    link("story", gone_with_it=True, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("part", String(20), nullable=False),
    Column("whose", String(20), nullable=False),
    Column("prompt", Text),  # the question as it was asked: staff's words
)

# What its readers said of a story before and after it was kept.
review = Table(
    "review",
    metadata,
    link("story", gone_with_it=True, primary_key=True),
    Column("looked_over_by", String(60)),  # the first of two readers; empty where one is enough
    Column("alarms", String(100), nullable=False, server_default=""),
    Column("signed_by", String(60)),
)
review_count = Table(
    "review_count",
    metadata,
    *(Column(name, String(20), primary_key=True) for name in ("month", "label", "what")),
    Column("number", Integer, nullable=False),
)

# The vault: data keys, each wrapped by the master key, and what is sealed under them.

data_key = Table(
    "data_key", metadata, Column("owner", ID, primary_key=True), Column("wrapped", LargeBinary, nullable=False)
)
sealed = Table(
    "sealed",
    metadata,
    Column("owner", ID, primary_key=True),
    Column("name", String(30), primary_key=True),
    Column("ciphertext", LargeBinary, nullable=False),
    Column("expires_at", Moment, index=True),
)

# Where texts come from that were written for another purpose, and on what basis they may be used for this one.
source = Table(
    "source",
    metadata,
    Column("id", ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(60), nullable=False),
    Column("what", String(40), nullable=False),
    Column("basis", String(40), nullable=False),
    Column("told", String(40), nullable=False),
)
# Which columns of a table of this shape hold what; the shape is a keyed hash of its headings.
column_choice = Table(
    "column_choice",
    metadata,
    Column("shape", String(64), primary_key=True),
    Column("choice", Text, nullable=False),
)

# When somebody was not safe: that it was passed on, and originals that two stewards keep a while longer for it.
passed_on = Table(
    "passed_on",
    metadata,
    Column("id", ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(60), nullable=False),
    Column("body", String(100), nullable=False),
)
original_hold = Table(
    "original_hold",
    metadata,
    link("story", gone_with_it=True, primary_key=True),
    Column("asked_by", String(60), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("agreed_by", String(60)),
    Column("until", Moment, nullable=False),
)
