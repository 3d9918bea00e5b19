"""The review of what would be taken out: the story as a letter, in which a person hides, shows, renames and adds."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import streamlit as st

from insight.errors import BadInput
from insight.stories.proposal import REVIEWER
from insight.stories.spans import Label, Span, Tier
from pages.parts.files import markup, script, sheet
from pages.parts.offsets import Utf16Offsets

# Not isolated: browsers disagree on reading a selection inside a shadow tree.
_MARKS = st.components.v2.component(
    "insight_marks",
    html=markup("marks"),
    css=sheet("marks"),
    js=script("review", "marks"),
    isolate_styles=False,
)

_PEOPLE, _PLACES, _REST = "People", "Places and organisations", "Dates, numbers and the rest"
_GROUPS = {
    Label.PERSON: _PEOPLE, Label.NICK: _PEOPLE, Label.REL: _PEOPLE, Label.JOB: _PEOPLE, Label.PET: _PEOPLE,
    Label.ORG: _PLACES, Label.PLACE: _PLACES, Label.ADDR: _PLACES, Label.PCODE: _PLACES,
}  # fmt: skip

# What a person may call a stretch they add: (the words of the choice, what stands in for it until it is numbered anew).
_ASKED = {
    Label.PERSON: ("a person", "person"),
    Label.PLACE: ("a place", "place"),
    Label.ORG: ("an organisation", "organisation"),
    Label.DATE: ("a date or age", "date"),
    Label.EVENT: ("something else", "left out"),
}

_REVIEWER_REASON = "taken out by those who read it"
_STAMP_LENGTH = 16  # hex digits: enough to tell one text from the next under the same key
_UNREADABLE = (
    "We could not read what was decided on this screen. Nothing was changed. Load the page again and try once more."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """All spans as the person left them, in order: MASK is taken out, SUGGEST stays in. Offsets are code points.

    A span the person added has `source` REVIEWER; its replacement is provisional, numbered within this text only.
    """

    spans: tuple[Span, ...]


def review(key: str, text: str, spans: Sequence[Span], called: str = "") -> Decision | None:
    """Draw `text` (the original, LF line ends) with `spans` (in code points, apart from each other) for review.

    `called` is the name that the teller chose: it is offered where a person gets another name.

    None until something is decided. While the key lives in this session the person's decisions go before `spans`;
    keep them, and hand them in as `spans` next time, so that a reload stands where the person stood.
    Raises BadInput, in plain words, if what the browser sent does not fit the text.
    """
    offsets = Utf16Offsets(text)
    stamp = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_STAMP_LENGTH]
    decided, turn = _decided(_last_sent(key), stamp, offsets, spans)
    shown = spans if decided is None else decided
    result = _MARKS(
        key=key,
        data={
            "text": text,
            "title": "The story",
            "called": called,
            "stamp": stamp,
            "turn": turn,
            "spans": [_as_data(span, offsets) for span in sorted(shown, key=lambda span: span.start)],
            "kinds": _KINDS,
        },
        on_decisions_change=_noted,
    )
    decided, _ = _decided(result.decisions, stamp, offsets, spans)
    return None if decided is None else Decision(decided)


def _last_sent(key: str) -> object:
    held = st.session_state.get(key)
    return held.get("decisions") if isinstance(held, Mapping) else None


def _decided(
    sent: object, stamp: str, offsets: Utf16Offsets, proposed: Sequence[Span]
) -> tuple[tuple[Span, ...] | None, int]:
    """What the browser sent about this text, and its turn; (None, 0) if it has sent nothing."""
    if not isinstance(sent, Mapping) or sent.get("stamp") != stamp:
        return None, 0
    known = {(span.start, span.end, span.label): span for span in proposed}
    try:
        spans = tuple(_as_span(each, offsets, known) for each in sent["spans"])
        turn = int(sent["turn"])
    except (KeyError, TypeError, ValueError):
        raise BadInput(_UNREADABLE) from None
    if any(later.start < earlier.end for earlier, later in pairwise(spans)):
        raise BadInput(_UNREADABLE)
    return spans, turn


def _as_span(sent: Mapping[str, Any], offsets: Utf16Offsets, known: Mapping[tuple[int, int, Label], Span]) -> Span:
    start, end = offsets.to_points(sent["start"], sent["end"])
    label = Label(sent["label"])
    proposal = known.get((start, end, label))
    return Span(
        start=start,
        end=end,
        label=label,
        tier=Tier.MASK if sent["hide"] is True else Tier.SUGGEST,
        replacement=str(sent["replacement"]),
        source=REVIEWER if proposal is None else proposal.source,
        reason=_REVIEWER_REASON if proposal is None else proposal.reason,
        entity=str(sent["entity"]),
    )


def _as_data(span: Span, offsets: Utf16Offsets) -> dict[str, object]:
    return {
        "start": offsets.to_units(span.start),
        "end": offsets.to_units(span.end),
        "label": span.label.value,
        "hide": span.tier is Tier.MASK,
        "entity": span.entity,
        "replacement": span.replacement,
        "reason": span.reason,
    }


def _kind(label: Label) -> dict[str, str]:
    ask, stand_in = _ASKED.get(label, ("", ""))
    return {"label": label.value, "group": _GROUPS.get(label, _REST), "ask": ask, "stand_in": stand_in}


_KINDS = [_kind(label) for label in (*_ASKED, *(label for label in Label if label not in _ASKED))]


def _noted() -> None:
    """Streamlit reports only what has a callback; the result itself carries the decisions."""
