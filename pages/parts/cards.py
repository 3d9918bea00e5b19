"""Sheets that a person takes away, shown as they will print: the card, the letter back, a receipt, their copy."""

from collections.abc import Sequence

import streamlit as st

from insight.stories.code import WORDS_IN_A_CODE
from insight.stories.consent import Consent
from insight.stories.script import Use
from insight.stories.their_copy import TITLE, Section
from pages.parts.files import script, sheet
from pages.parts.lines import day
from pages.parts.pressed import pressed

# Not isolated: the print rules have to hide everything else on the page.
_SHEET = st.components.v2.component(
    "insight_card",
    html='<div class="ins card"></div>',
    css=sheet("card"),
    js=script("pressed", "card"),
    isolate_styles=False,
)

AGREED_WORDS = {
    Use.INSIDE: "People in the alliance may read it",
    Use.ROOM: "It may be read out in a room",
    Use.OUTSIDE: "It may be shared outside, without who you are",
    Use.QUOTES: "You may be quoted word for word",
}
WHAT_FOR = "With these words you can see, change or remove what you told us. Ask anybody who listens."
OWN_WORD = "Type the word that you chose yourself after them. It is on no card."


def agreed_lines(agreed: Consent) -> tuple[str, ...]:
    """What was agreed, a line for each use and one for how long; who should not read it is never among them."""
    lines = [f"{words}: {_answer(agreed, use)}" for use, words in AGREED_WORDS.items()]
    if agreed.erase_on is not None:
        lines.append(f"We keep it until {day(agreed.erase_on)}")
    return tuple(lines)


def card(key: str, code: str, agreed: Consent, pick_up: str = "") -> None:
    """Draw the card for this code, to print or to take as a Word file. The page's state keeps none of it.

    A word of the person's own is not printed: a card is found in pockets, and so is whatever stands on it. `pick_up`
    is the word that they get their letter with.
    """
    words = code.split()
    lines = [*agreed_lines(agreed), WHAT_FOR]
    if len(words) > WORDS_IN_A_CODE:
        lines.append(OWN_WORD)
    if pick_up:
        lines.append(f"The word for your letter: {pick_up}")
    _draw(key, "card", "Keep these words", words[:WORDS_IN_A_CODE], lines)


def letter_sheet(key: str, word: str, text: str) -> None:
    """Draw a letter back as it will print, with the word that it is asked for by; it can only be printed.

    A press draws the page again first, so that what was typed a moment before stands on the paper too.
    """
    _draw(key, "letter", word, (), [line for line in text.splitlines() if line.strip()], typed=True)


def receipt(key: str, lines: Sequence[str]) -> None:
    """Draw what was removed or changed as it will print; it can only be printed."""
    _draw(key, "receipt", "Receipt", (), lines)


def whole_copy(key: str, code: str, sections: Sequence[Section]) -> None:
    """Draw everything that is kept of one person, to print or to take as a Word file; nothing of it is kept."""
    parts = [{"heading": one.heading, "lines": list(one.lines)} for one in sections]
    _draw(key, "copy", TITLE, (), (), code=code, sections=parts)


def _draw(key: str, kind: str, heading: str, words: Sequence[str], lines: Sequence[str], **more: object) -> None:
    asked, noted = pressed(key)
    data = {"kind": kind, "heading": heading, "words": list(words), "lines": list(lines), "asked": asked, **more}
    _SHEET(key=key, data=data, on_asked_change=noted)


def _answer(agreed: Consent, use: Use) -> str:
    if use is Use.OUTSIDE and agreed.outside and agreed.inside and agreed.waits_for_a_second_yes:
        return "not yet, we ask you again on another day"
    return "yes" if agreed.agreed_to(use) else "no"
