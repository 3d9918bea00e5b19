"""Who speaks of what: people using services, people working in them, family and friends, beside each theme."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.seeing import Told
from insight.themes.seen import VOICE_WORDS, Voice
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.options import told_apart
from pages.parts.story_actions import follow, thanks
from pages.parts.theme_charts import HOW_TO_READ, Strip, in_a_line, strips
from pages.parts.voices import voices
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
services = house().seeing.themes
COLUMNS = tuple(VOICE_WORDS.values())


def strip(told: Told) -> Strip:
    """One theme's people by voice."""
    return Strip(told.name, tuple(told.spread.of(voice) for voice in Voice))


st.title("Who speaks of what")
thanks()
everything, *themes = services.told(reader)
if not themes:
    st.text("No themes have been found yet. When they are, you will see here who speaks of them.")
else:
    st.text("Where they differ is often the finding. Choose a theme and read them side by side.")
    try:
        places = {one.theme: at for at, one in enumerate(themes)}
        chosen = st.selectbox(
            "Theme",
            themes,
            index=places.get(st.query_params.get("theme", ""), 0),
            format_func=told_apart(themes, lambda one: one.name),
        )
        if (pressed := voices(f"voices-{chosen.theme}", services.voices(reader, chosen.theme))) is not None:
            follow(reader, *pressed)
    except InsightError as error:
        st.error(str(error))
    st.subheader(f"All themes: {counted(everything.spread.people, 'person', 'people')} told us", anchor=False)
    st.text(HOW_TO_READ)
    strips("who-speaks", COLUMNS, strip(everything), [strip(one) for one in themes])
    with st.expander("The same in words"):
        for one in themes:
            st.text(in_a_line(COLUMNS, strip(everything), strip(one)))
ways_to_see("theme_voices.py")
