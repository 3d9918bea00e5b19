"""The plain card that a person takes away, shown as it will print: four words, no service, no topic."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.files import script, sheet

# Not isolated: the print rules have to hide everything else on the page.
_CARD = st.components.v2.component(
    "insight_card",
    html='<div class="ins card"></div>',
    css=sheet("card"),
    js=script("card"),
    isolate_styles=False,
)


def card(key: str, words: Sequence[str], lines: Sequence[str], heading: str = "Keep these four words") -> None:
    """Draw the card: `words` large and in order, `lines` in plain print below. The page's state keeps none of it.

    The lines say what the words open and whom to ask; they name neither a service nor what was talked about, because
    a card is found in pockets.
    """
    _CARD(key=key, data={"heading": heading, "words": list(words), "lines": list(lines)})
