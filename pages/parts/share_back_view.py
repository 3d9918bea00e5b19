"""Draws a share-back as those outside read it; inside, a margin says where each quote comes from."""

from collections.abc import Callable, Sequence

import streamlit as st

from insight.share.may_go import Source
from insight.share.share_back import ENDS, MADE_OF, Given, GivenPart, GivenQuote, PartKind, Section
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import plain, who_tells

_OF_OURS = {
    PartKind.FEELING: "Counted anew at every look, from people who agreed that it goes outside.",
    PartKind.TRYING: "We wrote this.",
    PartKind.CHANGED: "We wrote this.",
    PartKind.OWN: "We wrote this.",
}


def head(given: Given) -> None:
    """The title, who made it, and what it is made of."""
    st.title(plain(given.title), anchor=False)
    st.text(f"{given.first_line} {MADE_OF}")


def whole(given: Given) -> None:
    """All of it, as it is read."""
    head(given)
    body(given.sections)
    left_out(given.left_out)


def body(sections: Sequence[Section], margin: Callable[[GivenPart], None] | None = None) -> None:
    """The sections; where there is a `margin`, it is drawn at the side of each part."""
    for section in sections:
        st.header(plain(section.heading), anchor=False)
        for one in section.parts:
            part(one) if margin is None else _beside(one, margin)


def _beside(one: GivenPart, margin: Callable[[GivenPart], None]) -> None:
    words, side = st.columns([5, 2], gap="large")
    with words:
        part(one)
    with side:
        margin(one)


def part(one: GivenPart) -> None:
    """One part: its heading, what we wrote, and the quotes."""
    if one.heading:
        st.subheader(plain(one.heading), anchor=False)
    if one.text:
        st.text(one.text)
    if one.quotes:
        letters(f"quotes-{one.id}", [quoted(str(at), quote) for at, quote in enumerate(one.quotes)])


def quoted(key: str, one: GivenQuote, *actions: tuple[str, str]) -> LetterItem:
    """A quote as a letter, with a word of warning before it."""
    line = f"{one.line}. Before you read on: {one.note}" if one.note else one.line
    return LetterItem(key, one.words.strip(), small_line=line, actions=actions)


def sources(one: GivenPart, known: Sequence[Source]) -> None:
    """Where what stands in a part comes from, with a way to each story that the reader may open."""
    if one.kind in _OF_OURS and not one.empty:
        st.text(_OF_OURS[one.kind])
    for at, source in enumerate(known, start=1):
        if source.facts is None:
            st.text(f"Quote {at}: from a story that is not open to you.")
            continue
        st.text(f"Quote {at}: {who_tells(source.facts)}, for “{source.facts.inquiry_name}”.")
        st.page_link("pages/story.py", label=f"Open story {at}", query_params={"story": source.facts.id})


def left_out(lines: Sequence[str]) -> None:
    """What is missing and why."""
    st.header("What is not here", anchor=False)
    st.text("\n".join(f"• {line}" for line in lines) or "Nothing was left out.")
    st.text(ENDS)
