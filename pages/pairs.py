"""Who listens with whom: people who have not met yet, which organisations have listened together, what struck you."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.stories.interview import JOB_WORDS
from insight.stories.pairs import Partner
from insight.stories.together import Meeting, Together
from pages.parts.charts import together_circles
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.reflection import reflection
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.SEE_PAIRS)
services = house().pairs


def who(one: Partner) -> str:
    """`Sol, Kite Advocacy, has been there: peer mentor, peer researcher`."""
    return ", ".join(word for word in (one.name, one.organisation_name, JOB_WORDS[one.job] if one.job else "") if word)


def times(one: Meeting) -> str:
    """`Lantern Housing and Kite Advocacy: 6 conversations`."""
    return f"{one.one} and {one.other}: {counted(one.times, 'conversation', 'conversations')}"


def people() -> None:
    """Whom to listen with next, for those who listen; by name and two by two for the steward."""
    if may(reader, Action.LISTEN):
        st.subheader("You could listen with", anchor=False)
        suggested = services.suggestions(reader)
        for one in suggested:
            st.text(who(one))
        if suggested:
            st.text("You would hardly meet otherwise, and you have not listened together yet.")
        else:
            st.text("Nobody to suggest yet. When people begin a conversation, they say what kind of job they have.")
    if may(reader, Action.ADMINISTER):
        st.subheader("People who could listen together", anchor=False)
        unlikely = services.unlikely_pairs(reader)
        for one, other in unlikely:
            st.text(f"{who(one)}\nwith {who(other)}")
        if not unlikely:
            st.text("Nobody to suggest yet. When people begin a conversation, they say what kind of job they have.")
        met = services.by_name(reader)
        with st.expander("Who has listened with whom, by name"):
            for each in met:
                st.text(times(each))
            if not met:
                st.text("No two people with accounts have listened together yet.")


def seen(key: str, heading: str, together: Together) -> None:
    """In words, as a picture, and as a list."""
    st.subheader(heading, anchor=False)
    st.text(together.in_words())
    if not together.met:
        return
    together_circles(key, together)
    with st.expander("The same as a list"):
        st.text("\n".join(times(one) for one in together.met))
        if together.apart:
            st.text("\n".join(f"{together.told_apart(two)}." for two in together.apart))


def overview() -> None:
    """Who has listened with whom, and who could."""
    st.title("Who listens with whom")
    st.text("Two who would hardly meet listen to somebody together. The mix is the point.")
    people()
    seen("organisations", "Which organisations have listened together", services.organisations(reader))
    seen("jobs", "Which kinds of job have listened together", services.jobs(reader))


def add(conversation: str) -> None:
    """What struck this listener in one conversation."""
    st.title("What struck you?")
    written = reflection(conversation, primary=True)
    if written is not None:
        services.reflect(reader, conversation, written.struck, written.monday)
        st.switch_page("pages/home.py")


wanted = st.query_params.get("conversation")
begin_at_the_top(wanted or "")
try:
    if wanted is None:
        overview()
    else:
        add(wanted)
except InsightError as error:
    st.error(str(error))
