"""Narrows a search down by who told, when, for what, and what they agreed to; folded away until it is wanted."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from insight.access.reader import Reader
from insight.measure.answers import ANSWER_WORDS, Answer
from insight.stories.filters import Filters
from insight.stories.inquiry import TELLER_WORDS, Inquiry, TellerKind
from insight.stories.script import Use
from insight.themes.shelf import Line
from pages.parts.options import told_apart
from pages.parts.saved_searches import FILTERS
from pages.parts.wiring import house

T = TypeVar("T")
AGREED = {Use.ROOM: "may be read out in a room", Use.OUTSIDE: "may be shared outside", Use.QUOTES: "may be quoted"}


def narrowed(reader: Reader) -> Filters:
    """What the reader chose besides words; all open at first."""
    with st.expander("Narrow it down"):
        services = house()
        inquiries, months = services.reading.inquiries(reader), _months(services.search.days(reader))
        themes = services.themes.shelf.list(reader).themes
        _as_saved(inquiries, themes)
        left, right = st.columns(2)
        inquiry = _facet(left, "Told for", inquiries, _named, "anything", "told_for")
        teller = _facet(right, "Told by", list(TellerKind), TELLER_WORDS.__getitem__, "anybody", "told_by")
        since = _facet(left, "Told from", months, _in_words, "the beginning", "told_from")
        until = _facet(right, "Told until", months[::-1], _in_words, "now", "told_until")
        theme = _facet(left, "Theme", themes, _named, "any", "in_theme")
        feeling = _facet(right, "Who feels", list(Answer), ANSWER_WORDS.__getitem__, "any way", "who_feels")
        use = _facet(left, "What they agreed to", list(AGREED), AGREED.__getitem__, "any", "agreed_to")
    return Filters(
        inquiry=inquiry.id if inquiry else None,
        teller=teller,
        since=since,
        until=_last_day(until) if until else None,
        theme=theme.id if theme else None,
        feeling=feeling,
        use=use,
    )


def _facet(
    column: DeltaGenerator, label: str, options: Sequence[T], words: Callable[[T], str], all_open: str, key: str
) -> T | None:
    """What was chosen of one facet; `all_open` says what stands there while nothing is."""
    return column.selectbox(
        label, options, index=None, format_func=told_apart(options, words), placeholder=all_open, key=key
    )


def _as_saved(inquiries: Sequence[Inquiry], themes: Sequence[Line]) -> None:
    """Fill in what a saved search that was just opened is narrowed to, as far as it is still there."""
    saved: Filters | None = st.session_state.pop(FILTERS, None)
    if saved is None:
        return
    st.session_state["told_for"] = next((one for one in inquiries if one.id == saved.inquiry), None)
    st.session_state["in_theme"] = next((one for one in themes if one.id == saved.theme), None)
    st.session_state["told_by"], st.session_state["who_feels"] = saved.teller, saved.feeling
    st.session_state["told_from"] = saved.since
    st.session_state["told_until"] = saved.until.replace(day=1) if saved.until else None
    st.session_state["agreed_to"] = saved.use


def _months(days: tuple[date, date] | None) -> list[date]:
    """The first day of each month between two days, both months included."""
    if days is None:
        return []
    first, last = (one.year * 12 + one.month - 1 for one in days)
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _last_day(month: date) -> date:
    after = month.year * 12 + month.month
    return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)


def _named(one: Inquiry | Line) -> str:
    return one.name


def _in_words(month: date) -> str:
    return f"{month:%B %Y}"
