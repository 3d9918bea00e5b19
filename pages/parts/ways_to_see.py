"""Links between the ways in which the themes can be looked at, all but the one that is open."""

import streamlit as st

_WAYS = (
    ("themes.py", "As a list"),
    ("theme_wall.py", "For a room"),
    ("theme_map.py", "As a map"),
    ("theme_voices.py", "By who speaks"),
    ("theme_times.py", "Over time"),
    ("hand_overs.py", "Hand-overs"),
    ("least_read.py", "Hardly read yet"),
)


def ways_to_see(here: str) -> None:
    """Draw a link to each way but the one of the file `here`."""
    st.subheader("Other ways to see this", anchor=False)
    with st.container(horizontal=True, key="ways-to-see"):
        for file, label in _WAYS:
            if file != here:
                st.page_link(f"pages/{file}", label=label)
