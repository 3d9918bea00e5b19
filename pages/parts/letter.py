"""Draws protected stories and passages as letters, with what matched marked; a whole list is one component."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.files import script, sheet
from pages.parts.offsets import Utf16Offsets

_LETTERS = st.components.v2.component(
    "insight_letters", html='<div class="ins letters"></div>', css=sheet("letter"), js=script("letter")
)


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One protected story or passage to draw.

    `marks` are stretches of `text` in code points, in order and apart from each other. `small_line` says who tells,
    `why` stands below the words. Each action is a name for the page and the words on its button.
    """

    id: str
    text: str
    marks: Sequence[tuple[int, int]] = ()
    small_line: str = ""
    why: str = ""
    passage: bool = True
    actions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which button the person pressed, under which letter."""

    id: str
    action: str


def letters(key: str, items: Sequence[LetterItem]) -> Chosen | None:
    """Draw the items one below another; what was pressed in this run, or None."""
    offered = {(item.id, name) for item in items for name, _ in item.actions}
    result = _LETTERS(key=key, data={"items": [_as_data(item) for item in items]}, on_chosen_change=_noted)
    pressed = result.chosen
    if not pressed or (pressed["id"], pressed["action"]) not in offered:
        return None
    return Chosen(id=pressed["id"], action=pressed["action"])


def letter(
    key: str,
    text: str,
    marks: Sequence[tuple[int, int]] = (),
    small_line: str = "",
    passage: bool = False,
) -> None:
    """Draw one story, or one passage, with nothing to press."""
    letters(key, [LetterItem(id="", text=text, marks=marks, small_line=small_line, passage=passage)])


def _as_data(item: LetterItem) -> dict[str, object]:
    offsets = Utf16Offsets(item.text)
    return {
        "id": item.id,
        "text": item.text,
        "marks": [[offsets.to_units(start), offsets.to_units(end)] for start, end in item.marks],
        "small_line": item.small_line,
        "why": item.why,
        "passage": item.passage,
        "actions": [list(action) for action in item.actions],
    }


def _noted() -> None:
    """Streamlit reports only what has a callback; the result itself carries the answer."""
