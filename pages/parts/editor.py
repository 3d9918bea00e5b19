"""The page to write on: what is typed goes to the draft route by itself, and no rerun takes a word back."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.parts.files import markup, script, sheet

_EDITOR = st.components.v2.component(
    "insight_editor", html=markup("editor"), css=sheet("editor"), js=script("saver", "editor")
)
_HEIGHT = 340  # pixels: about ten lines of a letter, and the status line still on a small laptop's screen


@dataclass(frozen=True, slots=True)
class EditorState:
    """What the page knows in this run: the text as the draft store gave it, and the newest revision the browser saved.

    When `revision` is higher than the one handed in, the store holds newer words than `text`.
    """

    text: str
    revision: int


def editor(
    key: str,
    draft_id: str,
    field: str,
    value: str,
    revision: int,
    label: str,
    prompts: Sequence[str] = (),
    saved_at: str = "",
    height: int = _HEIGHT,
) -> EditorState:
    """Draw the page for one field of one draft, with its prompts small and to the side.

    `value`, `revision` and `saved_at` ("12:04") are what the draft store holds now. The browser posts to
    `/insight/drafts/{draft_id}`; each save it is granted raises the revision by one. The page reruns a moment after
    the person stops typing. Read the text from the store before acting on it: it, not this part, is the truth.
    """
    result = _EDITOR(
        key=key,
        data={
            "draft": draft_id,
            "field": field,
            "value": value,
            "revision": revision,
            "label": label,
            "prompts": list(prompts),
            "saved_at": saved_at,
            "height": height,
        },
        on_revision_change=_noted,
    )
    acknowledged = result.revision
    return EditorState(text=value, revision=max(revision, acknowledged if isinstance(acknowledged, int) else 0))


def _noted() -> None:
    """Streamlit reports only what has a callback; the result itself carries the revision."""
