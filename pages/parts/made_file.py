"""A button for a file that a route of ours makes: the route asks who wants it, and notes it."""

from collections.abc import Mapping

import streamlit as st

from pages.parts.files import script, sheet

_FILE = st.components.v2.component(
    "insight_made_file", html='<div class="ins made-file"></div>', css=sheet("made_file"), js=script("made_file")
)


def made_file(
    words: str, address: str, name: str, fields: Mapping[str, str], *, primary: bool = False, done: str = ""
) -> None:
    """Draw the button with these words. The file is called `name`; `done` is said below when it is there."""
    data = {"words": words, "address": address, "name": name, "fields": dict(fields), "primary": primary, "done": done}
    _FILE(key=f"file-{address}", data=data)
