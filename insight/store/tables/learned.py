"""What sub-groups learn: whom they have not heard, what they noticed and try, their sessions, and their cycles."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# A stretch of a protected story that something here stands on: an entry, an experiment, the wall of a room, a part of a
# share-back. `of` is the id of that; `words_hash` tells whether the words there are still the same.
citation = Table(
    "citation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("of", ID, nullable=False),
    Column("kind", String(20), nullable=False),
    link("story", gone_with_it=True, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words_hash", String(64), nullable=False),
    Column("resonance", String(20), nullable=False, server_default=""),  # on the wall: turning, voice, discovery
    Column("why", String(1000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("of", "story", "start", "end"),
)
# Themes that an entry, an experiment or a session is about; `of` is the id of that.
about_theme = Table(
    "about_theme",
    metadata,
    Column("of", ID, primary_key=True),
    link("theme", gone_with_it=True, primary_key=True, index=True),
)
# People whom a group says it has not heard. It stays in view until somebody has listened.
gap = Table(
    "gap",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", gone_with_it=True, index=True),
    Column("who", String(200), nullable=False),
    Column("why", String(1000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("heard_on", Date),
    Column("heard_by", String(60)),
    Column("heard", String(1000), nullable=False, server_default=""),
)
# A round of learning: understand the system, co-design, experiment, embed and influence.
learning_cycle = Table(
    "learning_cycle",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", nullable=True, index=True),
    link("learning_cycle", name="parent", nullable=True),
    Column("name", String(200), nullable=False),
    Column("purpose", String(1000), nullable=False),
    Column("scale", String(20), nullable=False),
    link("account", name="steward", nullable=True),
    Column("stage", String(20), nullable=False),
    Column("begun_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
# When a cycle came to a stage, and what was learned in the one before.
cycle_step = Table(
    "cycle_step",
    metadata,
    Column("id", ID, primary_key=True),
    link("learning_cycle", gone_with_it=True, index=True),
    Column("stage", String(20), nullable=False),
    Column("learned", String(2000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
# A session of a sub-group: who came, what was decided, and when the next one is.
group_session = Table(
    "group_session",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", gone_with_it=True, index=True),
    Column("held_on", Date, nullable=False),
    Column("others", Integer, nullable=False),  # who came and has no account
    Column("decisions", Text, nullable=False, server_default=""),
    Column("next_on", Date),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
session_person = Table(
    "session_person",
    metadata,
    link("group_session", gone_with_it=True, primary_key=True),
    link("account", gone_with_it=True, primary_key=True),
)
# What a group noticed, so what, now what.
learning_entry = Table(
    "learning_entry",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", gone_with_it=True, index=True),
    link("group_session", nullable=True),
    Column("noticed", String(2000), nullable=False),
    Column("so_what", String(2000), nullable=False, server_default=""),
    Column("now_what", String(2000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("changed_at", Moment),
    Column("put_away_at", Moment),
)
# One person's reading of a theme, signed; several stand side by side and are never averaged.
theme_reading = Table(
    "theme_reading",
    metadata,
    Column("id", ID, primary_key=True),
    link("theme", gone_with_it=True, index=True),
    Column("text", String(2000), nullable=False),
    Column("role", String(20), nullable=False),  # of who signed it, on that day
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("taken_back_at", Moment),
)
# What one of those who told said when a theme was taken back to them: that's it, not it, something is missing.
check_back = Table(
    "check_back",
    metadata,
    Column("id", ID, primary_key=True),
    link("theme", gone_with_it=True, index=True),
    Column("held_on", Date, nullable=False),
    Column("answer", String(20), nullable=False),
    Column("missing", String(1000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)

# Something a group is trying.
experiment = Table(
    "experiment",
    metadata,
    Column("id", ID, primary_key=True),
    link("subgroup", gone_with_it=True, index=True),
    link("learning_cycle", nullable=True),
    Column("name", String(200), nullable=False),
    Column("what", String(2000), nullable=False),
    Column("who", String(500), nullable=False, server_default=""),
    Column("since", Date),
    Column("legal", String(1000), nullable=False, server_default=""),
    Column("safe", String(1000), nullable=False, server_default=""),
    Column("surprise", String(1000), nullable=False, server_default=""),
    Column("stop_if", String(1000), nullable=False, server_default=""),
    Column("small", String(1000), nullable=False, server_default=""),  # how small it begins
    Column("review_on", Date),
    Column("ended_on", Date),
    Column("ended_as", String(20), nullable=False, server_default=""),
    Column("lesson", String(2000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
# Whose permission the group thinks it needs, who asked, and what they said.
experiment_permission = Table(
    "experiment_permission",
    metadata,
    Column("id", ID, primary_key=True),
    link("experiment", gone_with_it=True, index=True),
    Column("whose", String(200), nullable=False),
    Column("asked_by", String(200), nullable=False, server_default=""),
    Column("asked_on", Date),
    Column("answer", String(20), nullable=False, server_default=""),
    Column("said", String(1000), nullable=False, server_default=""),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
# Tries one, two, three.
experiment_try = Table(
    "experiment_try",
    metadata,
    Column("id", ID, primary_key=True),
    link("experiment", gone_with_it=True),
    Column("number", Integer, nullable=False),
    Column("did", String(2000), nullable=False),
    Column("happened", String(2000), nullable=False, server_default=""),
    Column("begun_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("experiment", "number"),
)
# A review that was held, or put off with a reason: none is skipped silently.
experiment_review = Table(
    "experiment_review",
    metadata,
    Column("id", ID, primary_key=True),
    link("experiment", gone_with_it=True, index=True),
    Column("due_on", Date),
    Column("held", Boolean, nullable=False),
    Column("said", String(2000), nullable=False),
    Column("next_on", Date),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
# What was seen in the wider system beside an experiment, with its source: typed in, never computed.
system_note = Table(
    "system_note",
    metadata,
    Column("id", ID, primary_key=True),
    link("experiment", gone_with_it=True, index=True),
    Column("noted_on", Date, nullable=False),
    Column("text", String(2000), nullable=False),
    Column("source", String(500), nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
