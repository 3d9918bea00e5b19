"""What was found before: every look for themes, as it was, without what was taken out since."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.kept import Build
from pages.parts.guard import require
from pages.parts.lines import counted, day, plain
from pages.parts.options import told_apart
from pages.parts.theme_lines import what_was_done
from pages.parts.wiring import house

SHOWN = 24
LATEST_ACTS = 30

reader = require(Action.SEE_THEMES)
services = house()


def looked(build: Build) -> str:
    """`3 May 2026 at 10:15, over 240 stories`."""
    at = build.finished_at or build.started_at
    return f"{day(at)} at {at:%H:%M}, over {counted(build.stories, 'story', 'stories')}"


st.page_link("pages/themes.py", label="All themes")
st.title("What was found before")
st.text("Each time the machine looks for themes, what it found is kept. Stories that were taken out are in none of it.")
try:
    past = services.themes.builds.past(reader)[:SHOWN]
    if past:
        build = st.selectbox("Which time?", past, format_func=told_apart(past, looked))
        st.text(build.reason)
        for one in services.themes.builds.then(reader, build.id):
            st.markdown(f"**{plain(one.name)}**")
            st.text(
                f"{counted(one.passages, 'passage', 'passages')} of {counted(one.stories, 'story', 'stories')}. "
                + ", ".join(one.words[:6])
            )
    else:
        st.text("Nobody has looked for themes yet.")
    st.subheader("What people did with themes since", anchor=False)
    acts = services.themes.by_hand.history(reader)[:LATEST_ACTS]
    st.text("\n".join(what_was_done(one) for one in acts) or "Nothing yet.")
except InsightError as error:
    st.error(str(error))
