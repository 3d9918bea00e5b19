"""Every table of the bank. Columns that could identify somebody hold ciphertext of the vault, or protected text."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from insight.store.moment import Moment

ID = String(32)
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _link(target: str, *, gone_with_it: bool = False, **options: Any) -> Column[Any]:
    """A foreign key named after its table; `gone_with_it` deletes the row together with what it belongs to."""
    name = options.pop("name", target)
    key = ForeignKey(f"{target}.id", ondelete="CASCADE" if gone_with_it else None)
    return Column(name, ID, key, **{"nullable": False, **options})


# Who: organisations and their teams, sub-groups, accounts.

organisation = Table(
    "organisation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(200), unique=True, nullable=False),
)
team = Table(
    "team",
    metadata,
    Column("id", ID, primary_key=True),
    _link("organisation"),
    Column("name", String(200), nullable=False),
    UniqueConstraint("organisation", "name"),
)
subgroup = Table(
    "subgroup", metadata, Column("id", ID, primary_key=True), Column("name", String(200), unique=True, nullable=False)
)
account = Table(
    "account",
    metadata,
    Column("id", ID, primary_key=True),
    Column("sign_in_name", String(200), unique=True, nullable=False),
    Column("name", String(200), nullable=False),
    Column("position", String(200), nullable=False, server_default=""),
    Column("password", String(200)),
    Column("role", String(20), nullable=False),
    _link("organisation", nullable=True),
    Column("active", Boolean, nullable=False),
    Column("demo", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)
account_team = Table(
    "account_team", metadata, _link("account", gone_with_it=True, primary_key=True), _link("team", primary_key=True)
)
account_subgroup = Table(
    "account_subgroup",
    metadata,
    _link("account", gone_with_it=True, primary_key=True),
    _link("subgroup", primary_key=True),
)
session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _link("account", gone_with_it=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
invitation = Table(
    "invitation",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("expires_at", Moment, nullable=False),
)
sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who_hash", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False),
)

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
    _link("inquiry"),
    Column("version", Integer, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("refinement", Text, nullable=False, server_default=""),
    UniqueConstraint("inquiry", "version"),
)
prompt = Table(
    "prompt",
    metadata,
    Column("id", ID, primary_key=True),
    _link("question_set"),
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
    _link("storyteller"),
    _link("consent", name="replaces", nullable=True),
    Column("inside", Boolean),
    Column("room", Boolean),
    Column("outside", Boolean),
    Column("quotes", Boolean),
    Column("script", String(20), nullable=False),
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
    _link("consent", gone_with_it=True, index=True),
    _link("organisation", nullable=True),
    _link("team", nullable=True),
)

# What is told.

interview = Table(
    "interview",
    metadata,
    Column("id", ID, primary_key=True),
    _link("inquiry"),
    _link("question_set"),
    _link("storyteller", nullable=True),
    _link("consent", nullable=True),
    Column("teller", String(20)),
    Column("way", String(20)),
    Column("place_kind", String(60), nullable=False, server_default=""),
    Column("held_on", Date),
    Column("told_about", Boolean, nullable=False),
    Column("feeling", String(20)),
    Column("compared_with", String(100), nullable=False, server_default=""),
    Column("whose", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
)
interviewer = Table(
    "interviewer",
    metadata,
    _link("interview", gone_with_it=True, primary_key=True),
    Column("place", Integer, primary_key=True),
    _link("account", nullable=True),
    _link("organisation", nullable=True),
    Column("position", String(200), nullable=False, server_default=""),
)
draft = Table(
    "draft",
    metadata,
    _link("interview", gone_with_it=True, primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
story = Table(
    "story",
    metadata,
    Column("id", ID, primary_key=True),
    _link("inquiry"),
    _link("storyteller"),
    _link("consent"),
    _link("interview", nullable=True),
    Column("brought_by", ID, nullable=False),
    Column("teller", String(20), nullable=False),
    Column("told_on", Date),
    Column("way", String(20)),
    Column("place_kind", String(60), nullable=False, server_default=""),
    Column("ref", String(200)),
    Column("told_about", Boolean, nullable=False),
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
    _link("story", gone_with_it=True, primary_key=True),
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
    _link("story", gone_with_it=True, primary_key=True),
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

# What is understood: passages, vectors, themes.

passage = Table(
    "passage",
    metadata,
    Column("id", ID, primary_key=True),
    _link("story", gone_with_it=True, index=True),
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
    _link("passage", name="name_passage", nullable=True),
    Column("human_name", String(200)),
    Column("words", Text, nullable=False),
    Column("centroid", LargeBinary, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("retired_at", Moment),
    _link("theme_build", name="build"),
)
theme_passage = Table(
    "theme_passage",
    metadata,
    _link("theme", gone_with_it=True, primary_key=True),
    _link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("fit", Float, nullable=False),
    Column("weak", Boolean, nullable=False),
)
theme_quote = Table(
    "theme_quote",
    metadata,
    _link("theme", gone_with_it=True, primary_key=True),
    _link("passage", gone_with_it=True, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),  # within the passage
    Column("end", Integer, nullable=False),
)
theme_event = Table(
    "theme_event",
    metadata,
    Column("id", Integer, primary_key=True),
    _link("theme", gone_with_it=True, index=True),
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
    _link("storyteller"),
    _link("inquiry"),
    _link("story", gone_with_it=True, nullable=True, index=True),
    Column("told_on", Date),
    Column("answer", String(20), nullable=False),
    Column("compared_with", String(100), nullable=False, server_default=""),
    Column("asked_by_known", Boolean),
    Column("felt_heard", String(20)),
)

# What is known about the bank itself.

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
)
