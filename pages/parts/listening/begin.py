"""Who listens to whom, about what; and the conversations that are not finished yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from insight.stories.inquiry import WAY_WORDS, Inquiry, Way
from insight.stories.interview import JOB_WORDS, Interview, KindOfJob, Listener
from insight.stories.pairs import Partner
from pages.parts.options import told_apart, words_of

PLACES = (
    "day centre", "hostel", "clinic", "café", "outreach, on foot", "their own place", "office", "online",
    "open space event", "learning lab", "somewhere else",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """What is asked before a conversation begins."""

    inquiry: str
    partner: Listener
    job: KindOfJob
    way: Way
    place_kind: str


def unfinished(open_ones: Sequence[Interview], inquiries: Sequence[Inquiry]) -> str | None:
    """The conversations that can be gone on with, on whatever machine they were begun; which one was chosen."""
    names = {one.id: one.name for one in inquiries}
    if open_ones:
        st.subheader("Or go on with one", anchor=False)
    for one in open_ones:
        about = names.get(one.inquiry, "A conversation")
        if st.button(f"{about}, begun on {one.opened_at:%d %B at %H:%M}", key=f"open-{one.id}", type="tertiary"):
            return one.id
    return None


def begin(
    inquiries: Sequence[Inquiry],
    partners: Sequence[Partner],
    organisations: Mapping[str, str],
    my_job: KindOfJob | None,
) -> Begun | None:
    """Who listens to whom, about what."""
    ways, jobs = list(Way), list(KindOfJob)
    inquiry = st.selectbox("What is it about?", inquiries, format_func=told_apart(inquiries, lambda one: one.name),
                           key="listen-about")  # fmt: skip
    if inquiry is not None:
        st.text(inquiry.purpose)
    way = st.selectbox("How do you talk?", ways, format_func=_way)
    place = st.selectbox("In what kind of place?", PLACES)
    st.subheader("The two of you", anchor=False)
    job = st.selectbox("What do you do?", jobs, index=jobs.index(my_job) if my_job else 0, format_func=_capital)
    known: list[Partner | None] = [*partners, None]
    partner = st.selectbox(
        "Who listens with you?",
        known,
        format_func=told_apart(known, lambda one: one.in_words if one else "Somebody without an account"),
        key="listen-with",
    )
    listener = Listener(partner.organisation, partner.job, partner.account) if partner else None
    if listener is None:
        listener = _somebody(organisations, jobs)
    if not st.button("Go on", type="primary") or inquiry is None:
        return None
    return Begun(inquiry.id, listener, job, way, place or "")


def _somebody(organisations: Mapping[str, str], jobs: Sequence[KindOfJob]) -> Listener:
    with_whom = st.selectbox("Where do they work?", list(organisations), format_func=words_of(organisations),
                             key="listen-where")  # fmt: skip
    other = st.selectbox("What do they do?", jobs, index=1, format_func=_capital)
    return Listener(with_whom, other)


def _way(way: Way) -> str:
    return WAY_WORDS[way].capitalize()


def _capital(job: KindOfJob) -> str:
    words = JOB_WORDS[job]
    return f"{words[0].upper()}{words[1:]}"
