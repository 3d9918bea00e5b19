"""Better or worse over time: what made the difference, what is seen in one sentence, then the line and its signals."""

import streamlit as st

from insight.access.gate import Action
from insight.measure.answers import SINCE_WORDS
from insight.measure.line import Kind, Line, Point
from insight.measure.over_time import chance_in_words, in_words, signal_in_words, span
from insight.measure.spc import Signal
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.line_chart import line_chart
from pages.parts.lines import counted, day, plain, who_tells
from pages.parts.wiring import house

A_FEW, A_PAGE = 5, 12
GO_AND_LISTEN = (
    "A signal is a reason to go and listen. It is no score and it proves nothing: it does not say why, and whoever was "
    "not asked is not in it."
)

reader = require(Action.SEE_FEELING)
services = house()
over_time = services.measure.over_time


def named(kind: Kind) -> str:
    """`How people are, compared with some months ago`."""
    asked = "How it is to work here" if kind.of_work else "How people are"
    return f"{asked}, compared with {SINCE_WORDS[kind.since] if kind.since else 'a time of their own'}"


def in_a_line(point: Point) -> str:
    """`March 2027: 40 people answered, and 18 of them said better (45 of 100). 2 others were not asked.`"""
    name = point.period.name
    if point.answered == 0:
        return f"{name}: nobody answered."
    if point.share is None:
        return f"{name}: too few people to show, here or beside it."
    said = f"{name}: {counted(point.answered or 0, 'person', 'people')} answered, "
    said += f"and {point.better or 'none'} of them said better ({point.share * 100:.0f} of 100)."
    if point.rather_not:
        said += f" {point.rather_not} would rather not say."
    if point.not_asked:
        said += f" {point.not_asked} others told us something and were not asked."
    return said


def beside(signal: Signal, drawn: Line) -> None:
    """What was tried and told in the weeks of a signal."""
    first, last = span(signal, drawn)
    for one in over_time.tried(reader, first, last):
        label = plain(f"{one.name}: {one.what} on {day(one.on)}")
        st.page_link("pages/trying.py", label=label, query_params={"trying": one.experiment})
    key = f"more-{signal.rule}-{first:%Y-%m}"
    found = over_time.stories(reader, first, last)
    shown = found[: A_PAGE * (1 + st.session_state.get(f"{key}-pages", 0))]
    st.text(f"{counted(len(found), 'story was', 'stories were')} told in this time, the newest first.")
    for story in services.reading.some(reader, shown).values():
        st.page_link("pages/story.py", label=plain(story.facts.title), query_params={"story": story.id})
        st.text(who_tells(story.facts))
    if len(found) > len(shown) and st.button("Show more", key=key, type="tertiary"):
        st.session_state[f"{key}-pages"] = st.session_state.get(f"{key}-pages", 0) + 1
        st.rerun()


def the_line(kind: Kind) -> None:
    """One sentence, the line, the same in words, and what it points to."""
    drawn = over_time.line(reader, kind)
    sentence = in_words(drawn, kind)
    if drawn.people:
        st.subheader(f"{counted(drawn.people, 'person', 'people')} answered", anchor=False)
    st.text(sentence)
    signals = [signal_in_words(one, drawn, kind) for one in drawn.signals]
    if drawn.seen > 1:
        line_chart(f"line-{kind.since}-{kind.of_work}", drawn, " ".join([named(kind) + ".", sentence, *signals]))
    if drawn.limits is not None:
        st.text(f"{chance_in_words(drawn)}\n{GO_AND_LISTEN}")
    for one, said in zip(drawn.signals, signals, strict=True):
        with st.expander(said):
            beside(one, drawn)
    if drawn.points:
        with st.expander("The same in words"):
            for point in drawn.points:
                st.text(in_a_line(point))


st.title("Better or worse over time")
st.subheader("What made the difference", anchor=False)
differences = services.feeling.differences(reader, A_FEW)
letters("differences", [LetterItem(one.facts.id, one.text, small_line=who_tells(one.facts)) for one in differences])
kinds = over_time.kinds(reader)
if not kinds:
    st.text("Too few people have said how they are. When more have, you will see here how that changes over time.")
else:
    chosen = kinds[0]
    if len(kinds) > 1:
        chosen = st.selectbox("What is compared", kinds, format_func=named)
    else:
        st.text(f"{named(chosen)}.")
    the_line(chosen)
st.page_link("pages/feeling.py", label="Back to how people feel")
