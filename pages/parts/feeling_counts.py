"""How people are, in figures: a sentence first, then bars, then groups in their own order, each in words."""

from collections.abc import Sequence

import streamlit as st

from insight.measure.feeling import Difference, Length
from insight.measure.line import quarter
from insight.measure.said import AGAINST_WORDS, Row
from insight.stories.inquiry import TELLER_WORDS
from pages.parts.charts import FeelingCount, feeling_bars
from pages.parts.feeling_words import BETTER, MUCH_BETTER, MUCH_WORSE, SAME, UP_AND_DOWN, WORSE
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.wiring import house

NAMES = {
    **{kind.value: words.capitalize() for kind, words in TELLER_WORDS.items()},
    "known": "Asked by somebody they knew",
    "stranger": "Asked by people they did not know",
    "not said": "Nobody said if they knew who asked",
    "no date": "No date",
}


def made_the_difference(key: str, said: Sequence[Difference]) -> None:
    """What people said made the difference: it is read before any figure."""
    st.subheader("What made the difference", anchor=False)
    if not said:
        st.text("Nobody has said yet what made the difference.")
    letters(key, [LetterItem(one.facts.id, one.text, small_line=who_tells(one.facts)) for one in said])


def one_length(key: str, lengths: Sequence[Length], chosen: Length) -> Length:
    """Which length of time to look at; at first the one that most people chose."""
    if len(lengths) < 2:
        return chosen
    words = [AGAINST_WORDS[one.against] for one in lengths]
    picked = st.selectbox("Compared with", words, index=lengths.index(chosen), key=key)
    return lengths[words.index(picked)]


def everybody(of: Length, sentence: str) -> None:
    """All who answered, as a sentence and bars."""
    answered = "People" if of.row.answered is None else counted(of.row.answered, "person", "people")
    feeling_bars(_counts(of.row), f"{answered} answered, compared with {AGAINST_WORDS[of.against]}", sentence)


def counted_apart(lengths: Sequence[Length], of: Length, missing: Sequence[str] = ()) -> None:
    """How many compared with another time, as far as that is shown, never added up; and who is not counted."""
    others = [
        f"{counted(one.row.answered, 'person', 'people')} compared with {AGAINST_WORDS[one.against]}. "
        "They are counted apart."
        for one in lengths
        if one is not of and one.row.answered is not None
    ]
    if others or missing:
        st.text("\n".join([*others, *missing]))


def in_groups(rows: Sequence[Row]) -> None:
    """Group by group, in words and then as figures."""
    services = house().feeling
    for row in rows:
        st.markdown(f"**{plain(named(row.group))}**")
        st.text(services.in_words(row))


def as_figures(rows: Sequence[Row]) -> None:
    """The same figures, a group a line."""
    with st.expander("The same as figures"):
        for row in rows:
            figures = ", ".join(
                f"{one.answer.said} {'–' if one.people is None else one.people}" for one in _counts(row)
            )
            st.text(f"{named(row.group)}: {figures}")
        st.text("– stands for a number that is too small to show, or that would tell one that is.")


def named(group: str) -> str:
    """A group's name in words: `April to June 2026`, or as it is called."""
    year, _, number = group.partition(" Q")
    if year.isdecimal() and number.isdecimal():
        return quarter(int(year), int(number)).name
    return NAMES.get(group, group)


def _counts(row: Row) -> tuple[FeelingCount, ...]:
    """A row as the chart takes it."""
    return (
        FeelingCount(MUCH_BETTER, row.much_better), FeelingCount(BETTER, row.better), FeelingCount(SAME, row.same),
        FeelingCount(WORSE, row.worse), FeelingCount(MUCH_WORSE, row.much_worse),
        FeelingCount(UP_AND_DOWN, row.up_and_down),
    )  # fmt: skip
