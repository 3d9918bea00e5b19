"""What groups made of the passages: themes with a lasting identity, what people did with them, and every build."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, String, Table, Text, false

from insight.store.moment import Moment
from insight.store.tables.base import ID, link, metadata

# One build: what it was made with, how far it is, and what it found; each can be shown again as it was.
theme_build = Table(
    "theme_build",
    metadata,
    Column("id", ID, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("state", String(30), nullable=False),
    Column("model", String(80), nullable=False),
    Column("parameters", Text, nullable=False, server_default="{}"),
    Column("stories", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("anchors", LargeBinary),
    Column("step", String(200), nullable=False, server_default=""),  # while it runs: what it is doing, in words
    Column("stop_asked", Boolean, nullable=False, server_default=false()),
)
build_theme = Table(
    "build_theme",
    metadata,
    link("theme_build", name="build", gone_with_it=True, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("theme", ID),  # the theme that went on as this one; empty where it was new
    Column("machine_name", String(200), nullable=False),
    link("passage", name="name_passage", nullable=True),
    Column("words", Text, nullable=False),
    Column("centroid", LargeBinary, nullable=False),
    Column("steadiness", Float),
)
build_passage = Table(
    "build_passage",
    metadata,
    link("theme_build", name="build", gone_with_it=True, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("number", Integer, nullable=False),
    Column("fit", Float, nullable=False),
    Column("weak", Boolean, nullable=False),
)
# What a build would change in the themes that people know: theirs to decide.
theme_proposal = Table(
    "theme_proposal",
    metadata,
    Column("id", ID, primary_key=True),
    link("theme_build", name="build", gone_with_it=True),
    Column("kind", String(20), nullable=False),
    Column("themes", String(100), nullable=False, server_default=""),  # ids of themes it is about
    Column("number", Integer),  # of the build's theme
    Column("decision", String(20), nullable=False, server_default=""),
    Column("decided_by", String(60)),
    Column("decided_at", Moment),
)

theme = Table(
    "theme",
    metadata,
    Column("id", ID, primary_key=True),
    Column("origin", String(20), nullable=False, server_default="found"),  # or marked: made of passages people chose
    Column("position", Integer, nullable=False),
    Column("machine_name", String(200), nullable=False),
    link("passage", name="name_passage", nullable=True),
    Column("human_name", String(200)),
    link("story", name="human_name_of", nullable=True),  # whose words the human name repeats, with their permission
    Column("words", Text, nullable=False),
    Column("centroid", LargeBinary, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("steadiness", Float),
    Column("set_aside_at", Moment),
    Column("retired_at", Moment),
    link("theme_build", name="build", nullable=True),
)
theme_passage = Table(
    "theme_passage",
    metadata,
    link("theme", gone_with_it=True, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("fit", Float, nullable=False),
    Column("weak", Boolean, nullable=False),
    Column("by", String(60)),  # who put it there by hand; a build leaves it where it is
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
# Passages that people said belong to a theme of their own making, or do not: what it learns from.
theme_mark = Table(
    "theme_mark",
    metadata,
    link("theme", gone_with_it=True, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("belongs", Boolean, nullable=False),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
)
theme_note = Table(
    "theme_note",
    metadata,
    Column("id", ID, primary_key=True),
    link("theme", gone_with_it=True, index=True),
    Column("by", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", String(2000), nullable=False),
)
# What was done with themes, act by act. `detail` is what stood there before, so that an act can be taken back.
theme_event = Table(
    "theme_event",
    metadata,
    Column("id", Integer, primary_key=True),
    link("theme", gone_with_it=True, index=True),
    Column("at", Moment, nullable=False),
    Column("by", ID, nullable=False),
    Column("what", String(30), nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("act", ID, index=True),
    Column("undone", Boolean, nullable=False, server_default=false()),
)
# Where a passage stood before an act moved it.
theme_move = Table(
    "theme_move",
    metadata,
    Column("act", ID, primary_key=True),
    link("passage", gone_with_it=True, primary_key=True, index=True),
    Column("was_in", ID),
    Column("fit", Float, nullable=False),
    Column("weak", Boolean, nullable=False),
    Column("by", String(60)),
)
# The hand-overs a passage speaks of, by kinds of place: from a hostel to a prescriber, from prison to the street.
hand_over = Table(
    "hand_over",
    metadata,
    link("passage", gone_with_it=True, primary_key=True),
    Column("from_kind", String(20), primary_key=True),
    Column("to_kind", String(20), primary_key=True),
)
# How often a story was opened: what nobody reads is shown, so that somebody does.
story_opened = Table(
    "story_opened",
    metadata,
    link("story", gone_with_it=True, primary_key=True),
    Column("times", Integer, nullable=False),
)
