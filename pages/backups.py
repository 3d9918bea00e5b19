"""Backups: when the last was made, until when each is kept, and one more now."""

import streamlit as st

from insight.access.gate import Action
from insight.keeping.kept import KeptBackup
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.wiring import house

reader = require(Action.ADMINISTER)
services = house()


def line(one: KeptBackup) -> str:
    """`22 November 2026 at 10:00, 216 stories, kept until 7 December 2026`."""
    said = f"{one.at:%d %B %Y at %H:%M}, {counted(one.stories, 'story', 'stories')}"
    if one.expires_on is None:
        return f"{said}. Somebody made it by hand and took it away. Ask them where it is."
    return f"{said}, kept until {one.expires_on:%d %B %Y}."


def how_to_set_up() -> None:
    """No folder is named yet."""
    st.text(
        "No backups are made by themselves yet. Ask whoever set this machine up to name two things: a folder on "
        "another disk, and a file with a passphrase. They find how in docs/backup.md."
    )


def make_one(number: int, hours: int) -> None:
    """How it goes by itself, and one more."""
    every = "Once a day" if hours == 24 else f"Every {counted(hours, 'hour', 'hours')}"
    st.text(f"{every} a backup is made by itself. The newest {number:,} are kept, and older ones are deleted.")
    if st.button("Make one now", type="primary"):
        services.lanes.back_up()
        st.success("This has been asked for. It takes a minute or two. Then you see it here.")


st.title("Backups")
st.text(
    "A backup is a sealed copy of everything here. If this machine is lost, a backup and its passphrase bring "
    "it all back. Keep the passphrase on paper, in another place than the backups."
)
if services.settings.database_url is not None:
    st.text("This bank lies on a database server. Whoever looks after that server makes its backups.")
    st.stop()
keeping = services.keeping.backups
if keeping.plan.is_set:
    make_one(keeping.plan.number, services.settings.backup_hours)
else:
    how_to_set_up()
known = keeping.known(reader)
st.subheader("What there is", anchor=False)
for each in known:
    st.text(line(each))
if not known:
    st.text("No backup was ever made.")
st.text(
    "Texts as they were typed are not in a backup once the story was approved. What somebody had removed is in older "
    "backups until these are deleted. If an old one is ever used, it is left out before anybody can read."
)
