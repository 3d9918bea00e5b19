"""A button for a file that a route of ours makes: the route asks who wants it, and notes it."""

from collections.abc import Mapping

import streamlit as st

from pages.parts.files import script, sheet
from pages.parts.pressed import pressed

_FILE = st.components.v2.component(
    "insight_made_file",
    html='<div class="ins made-file"></div>',
    css=sheet("made_file"),
    js=script("pressed", "made_file"),
)


def made_file(
    words: str, address: str, name: str, fields: Mapping[str, str], *, primary: bool = False, done: str = ""
) -> None:
    """Draw the button with these words. The file is called `name`; `done` is said below when it is there.

    A press draws the page again first and the browser asks for the file after that, so that `fields` hold what was
    typed a moment before: a file is never noted for whoever stood in the field until then.
    """
    key = f"file-{address}"
    asked, noted = pressed(key)
    data = {
        "words": words, "address": address, "name": name, "fields": dict(fields), "primary": primary, "done": done,
        "asked": asked,
    }  # fmt: skip
    _FILE(key=key, data=data, on_asked_change=noted)
