"""What goes by itself one day, in words: for those whom it concerns, and for the steward."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.kept_for import Kind
from insight.stories.receipt import WHY_WORDS
from insight.stories.retention import Coming, Retention, Went
from pages.parts.lines import counted, day

_GOES = {
    Kind.UNFINISHED: ("unfinished conversation goes", "unfinished conversations go"),
    Kind.UNREVIEWED: ("story that nobody looked over goes", "stories that nobody looked over go"),
    Kind.ORIGINAL: ("text as it was typed goes", "texts as they were typed go"),
    Kind.REVIEW: ("person was to be asked again: from then on it stays", "people were to be asked again: it all stays"),
    Kind.OVER: ("story goes, as was agreed", "stories go, as was agreed"),
}


def leaving_soon(retention: Retention, reader: Reader) -> bool:
    """Say what of the reader's own goes soon, and how to keep it; whether there was something."""
    soon = retention.warnings(reader)
    if soon:
        st.subheader("Going soon")
    for one in soon:
        on = day(one.on)
        if one.kind is Kind.UNFINISHED:
            many = "conversation goes", "conversations go"
            st.text(f"{counted(one.number, *many)} on {on}. Go on with it, and it stays.")
        else:
            st.text(f"{counted(one.number, *_GOES[one.kind])} on {on}. Look it over, and it stays.")
    return bool(soon)


def coming_line(one: Coming) -> str:
    """`4 December 2026: 3 unfinished conversations go`."""
    inside = " inside" if one.kind is Kind.REVIEW else ""
    return f"{day(one.on)}: {counted(one.number, *_GOES[one.kind])}{inside}."


def went_lines(went: Went) -> tuple[str, ...]:
    """What went, a line for each reason."""
    lines = [f"{counted(number, 'story', 'stories')}, {WHY_WORDS[why]}." for why, number in went.stories.items()]
    for number, one, many in (
        (went.conversations, "conversation that nobody finished.", "conversations that nobody finished."),
        (went.originals, "text as it was typed.", "texts as they were typed."),
        (went.narrowed, "story stays inside since its date.", "stories stay inside since their date."),
    ):
        if number:
            lines.append(counted(number, one, many))
    return tuple(lines)
