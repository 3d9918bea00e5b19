"""Draws a share-back large enough for a room, one part at a time, to be gone through with the arrow keys."""

import streamlit as st

from insight.share.share_back import Given, GivenQuote
from pages.parts.files import script, sheet

_SLIDES = st.components.v2.component(
    "insight_slides", html='<div class="ins slides"></div>', css=sheet("slides"), js=script("slides")
)


def slides(key: str, given: Given) -> None:
    """Draw the parts in their order, a quote of its own each, and at the end what was left out."""
    shown: list[dict[str, str]] = []
    for section in given.sections:
        for one in section.parts:
            above = section.heading if one.heading else ""
            heading = one.heading or section.heading
            if one.text:
                shown.append(
                    {"above": above, "heading": heading, "text": one.text, "quote": "", "line": "", "note": ""}
                )
            shown.extend({"above": above, "heading": heading, "text": "", **_quote(each)} for each in one.quotes)
    left = "\n".join(given.left_out) or "Nothing was left out."
    shown.append({"above": "", "heading": "What is not here", "text": left, "quote": "", "line": "", "note": ""})
    with st.container(key="slides"):
        _SLIDES(key=key, data={"slides": shown})


def _quote(one: GivenQuote) -> dict[str, str]:
    note = f"Before you read on: {one.note}" if one.note else ""
    return {"quote": one.words.strip(), "line": one.line, "note": note}
