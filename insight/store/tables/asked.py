"""What is asked, who tells, and what they agreed to. No name is kept."""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, Text, UniqueConstraint, false

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# What is asked: inquiries and their versioned question sets.

inquiry = Table(
    "inquiry",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(200), unique=True, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
)
question_set = Table(
    "question_set",
    metadata,
    Column("id", ID, primary_key=True),
    link("inquiry"),
    Column("version", Integer, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("refinement", Text, nullable=False, server_default=""),
    Column("made_at", Moment),
    UniqueConstraint("inquiry", "version"),
)
prompt = Table(
    "prompt",
    metadata,
    Column("id", ID, primary_key=True),
    link("question_set"),
    Column("position", Integer, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("teller", String(20)),
    Column("text", Text, nullable=False),
    Column("tip", Text, nullable=False, server_default=""),
)

# Who tells and what they agreed to. No name is kept.

storyteller = Table(
    "storyteller",
    metadata,
    Column("id", ID, primary_key=True),
    Column("teller", String(20), nullable=False),
    Column("code_hash", LargeBinary, unique=True),
    Column("pseudonym", String(60), nullable=False, server_default=""),
)
consent = Table(
    "consent",
    metadata,
    Column("id", ID, primary_key=True),
    link("storyteller"),
    link("consent", name="replaces", nullable=True),
    Column("inside", Boolean),
    Column("room", Boolean),
    Column("outside", Boolean),
    Column("quotes", Boolean),
    Column("script", String(20), nullable=False),
    Column("to_confirm", Boolean, nullable=False, server_default=false()),
    Column("confirmed_on", Date),
    Column("if_they_die", String(20), nullable=False, server_default="keep"),
    Column("how", String(20), nullable=False),
    Column("taken_by", String(200), nullable=False),
    Column("given_on", Date),
    Column("review_on", Date),
    Column("erase_on", Date),
)
consent_exclusion = Table(
    "consent_exclusion",
    metadata,
    Column("id", Integer, primary_key=True),
    link("consent", gone_with_it=True, index=True),
    link("organisation", nullable=True),
    link("team", nullable=True),
)
# A teller who wants to hear what came of it: where and under which word is sealed in the vault under the teller's key.
letter_back = Table(
    "letter_back",
    metadata,
    link("storyteller", gone_with_it=True, primary_key=True),
    Column("asked_on", Date, nullable=False),
    Column("left_on", Date),
)
