"""What nobody has read yet, or hardly: passages that no theme holds, and stories that were opened least."""

import streamlit as st

from insight.access.gate import Action
from pages.parts.guard import require
from pages.parts.honesty import letters_of
from pages.parts.lines import counted
from pages.parts.story_actions import follow, thanks
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

A_FEW = 6

reader = require(Action.SEE_THEMES)
wanted = st.session_state.get("hardly_read", A_FEW)
found = house().seeing.themes.hardly_read(reader, wanted)
st.title("Hardly read yet")
thanks()
if not found.of_stories:
    st.text("There are no stories yet. Those that nobody opens will be here, so that somebody does.")
else:
    st.text("Somebody told us this. Read one, so that somebody has. We count how often, and never who.")
    st.subheader("Stories opened least", anchor=False)
    st.text(
        f"{found.unopened:,} of {counted(found.of_stories, 'story has', 'stories have')} not been opened whole yet."
        if found.unopened
        else "Each story has been opened whole at least once. These were opened least."
    )
    if (pressed := letters_of("least", found.least)) is not None:
        follow(reader, *pressed)
    st.subheader("What no theme holds", anchor=False)
    if found.no_theme:
        st.text(f"{counted(found.outside, 'passage is', 'passages are')} in no theme, or fit theirs badly.")
        if (pressed := letters_of("no-theme", found.no_theme)) is not None:
            follow(reader, *pressed)
    else:
        st.text("Every passage has a theme that fits it well enough.")
    if len(found.least) == wanted and st.button("Show more"):
        st.session_state["hardly_read"] = wanted + A_FEW
        st.rerun()
ways_to_see("least_read.py")
