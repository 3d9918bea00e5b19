"""What can be done with any story or quote: open it whole, say "I think I know who this is", or step aside."""

import streamlit as st

from insight.access.reader import Reader
from pages.parts.wiring import house

_OPEN, _RECOGNISE = "open", "recognise"
ACTIONS = ((_OPEN, "Open the whole story"), (_RECOGNISE, "I think I know who this is"))
_SAID = "said_of_story"
_THANKS = {
    "recognised": "Thank you. The story has left everybody's view until somebody has looked at it again.",
    "aside": "Thank you. You are shown nothing more that this person tells. Others still are.",
}


def follow(reader: Reader, story: str, action: str) -> None:
    """Do what was pressed. A story that was recognised leaves everybody's view at once; no name is asked."""
    if action == _RECOGNISE:
        recognise(reader, story)
    st.switch_page("pages/story.py", query_params={"story": story})


def recognise(reader: Reader, story: str) -> None:
    """Hold the story, and draw the page anew without it."""
    house().recognised.say(reader, story)
    st.session_state[_SAID] = "recognised"
    st.rerun()


def stand_aside(reader: Reader, story: str) -> None:
    """Show this reader nothing more of whoever tells this story, and draw the page anew without it."""
    house().reading.stand_aside(reader, story)
    st.session_state[_SAID] = "aside"
    st.rerun()


def thanks() -> bool:
    """Say once what happened to the story; whether there was something to say."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(_THANKS[said])
    return said is not None
