"""Story cards as they will print, one a page, with a button that prints them and nothing else of the page."""

import streamlit as st

from insight.share.story_card import NOTE_BEFORE, Pack
from pages.parts.files import script, sheet

# Not isolated: the print rules have to hide everything else on the page.
_PACK = st.components.v2.component(
    "insight_pack", html='<div class="ins pack"></div>', css=sheet("pack"), js=script("pack"), isolate_styles=False
)


def printable_cards(pack: Pack) -> None:
    """Draw the cards. The page's state keeps none of them."""
    cards = [
        {
            "number": one.named,
            "line": one.line,
            "note": f"{NOTE_BEFORE}: {one.note}" if one.note else "",
            "words": one.words,
            "more": "This is a part of what was told." if one.cut else "",
        }
        for one in pack.cards
    ]
    _PACK(key="pack", data={"cards": cards})
