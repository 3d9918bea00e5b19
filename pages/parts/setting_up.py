"""The steps before the first story, each a form that keeps one thing and says whether it is kept."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from insight.access.reader import Reader
from insight.governance.keeping import FEWEST_YEARS, MOST_YEARS
from insight.governance.lawful import ARTICLE_6_WORDS, ARTICLE_9_WORDS, ARTICLE_10_WORDS
from insight.governance.set_up import LONGEST, Host, Research
from pages.parts.lines import counted, day, plain
from pages.parts.options import words_of
from pages.parts.wiring import house

_Article = TypeVar("_Article")

CRIME_LEFT_OUT, CRIME_TOLD = "No, it is left out", "Yes, it may be told"


def host(reader: Reader) -> bool:
    """On whose machine it lies, and whom to write to."""
    services = house().office.set_up
    now = services.host(reader) or Host("", "")
    st.text(
        "Insight and all that people tell lie on one machine. Who looks after it? Whom can people write to? "
        "Name a post or a mailbox, not a person: people move on."
    )
    with st.form("host", border=False):
        organisation = st.text_input("Which organisation", now.organisation, LONGEST, autocomplete="off")
        contact = st.text_input("Where to write to", now.contact, LONGEST, autocomplete="off")
        if st.form_submit_button("Keep this", type="primary"):
            services.keep_host(reader, Host(organisation, contact))
            return True
    return False


def controllers(reader: Reader) -> bool:
    """Organisations that decide together, each with whom to write to."""
    services = house().office.set_up
    st.text(
        "The law calls them controllers: those who decide together why stories are kept, and how. Each has somebody "
        "who looks after data protection. Put what you agree between you in writing, and tell people the main points."
    )
    there = services.controllers(reader)
    for one in there:
        with st.container(gap=None):
            st.text(f"{one.name}\nWrite to: {one.officer}")
            if st.button(f"Take out {plain(one.name)}", key=f"out-{one.organisation}", type="tertiary"):
                services.remove_controller(reader, one.organisation)
                st.rerun()
    times = st.session_state.setdefault("times-named", 0)  # what was refused stays to be changed
    with st.form(f"controller-{times}", border=False):
        name = st.text_input("Name of an organisation", max_chars=LONGEST, autocomplete="off")
        officer = st.text_input("Where to write to about data protection", max_chars=LONGEST, autocomplete="off")
        if st.form_submit_button("Add", type="secondary" if there else "primary"):
            services.add_controller(reader, name, officer)
            st.session_state["times-named"] = times + 1
            st.rerun()
    return bool(there) and st.button("That is all of us", type="primary")


def basis(reader: Reader) -> bool:
    """On what basis in law each of them takes part in each inquiry."""
    services = house().office.set_up
    st.text(
        "The law asks for a reason to keep what people tell. Ask whoever looks after data protection. It is not the "
        "same as the yes of the person: that is asked each time and kept with their story."
    )
    inquiries = {one.id: one.name for one in services.inquiries(reader)}
    names = {one.organisation: one.name for one in services.controllers(reader)}
    if not inquiries or not names:
        st.text("First say who decides together, and begin an inquiry under “What we ask”.")
        return False
    said = services.bases(reader)
    missing = {one.id for one in services.without_basis(reader)} & inquiries.keys()
    for inquiry, name in inquiries.items():
        theirs = [one for one in said if one.inquiry == inquiry]
        with st.expander(plain(f"{name}: {'not complete' if inquiry in missing else 'said'}")):
            for one in theirs:
                crime = ARTICLE_10_WORDS[one.article_10] if one.article_10 else "Crime is left out."
                words = (names[one.controller], ARTICLE_6_WORDS[one.article_6], ARTICLE_9_WORDS[one.article_9], crime)
                st.text("\n".join(words))
            if not theirs:
                st.text("Nobody has said anything for this one.")
    # Outside a form: whether crime may be told decides whether there is one more question.
    chosen = st.multiselect(
        "For which inquiries?",
        list(inquiries),
        sorted(missing),
        format_func=words_of(inquiries),
    )
    who = st.multiselect("For which organisations?", list(names), list(names), format_func=words_of(names))
    article_6 = _choice("Why may we keep it?", ARTICLE_6_WORDS)
    article_9 = _choice("Why may we keep what is told about health and the like?", ARTICLE_9_WORDS)
    crime = st.radio("May crime be told, whether it was proven or not?", (CRIME_LEFT_OUT, CRIME_TOLD))
    article_10 = _choice("Why may we keep that?", ARTICLE_10_WORDS) if crime == CRIME_TOLD else None
    if st.button("Keep this", type="primary"):
        services.keep_basis(reader, chosen, who, article_6, article_9, article_10)
        return True
    return False


def research(reader: Reader) -> bool:
    """Whether it is research, and what an ethics committee said."""
    services = house().office.set_up
    now = services.research(reader) or Research(False)
    st.text(
        "Learning how to do things better is mostly not research. If you want to publish what you find as research, or "
        "a university takes part, it is: then ask an ethics committee first."
    )
    with st.form("research", border=False):
        answer = st.radio("Is it research?", ("No", "Yes"), index=int(now.is_research))
        ethics = st.text_input(
            "The number of the ethics committee's yes", now.ethics, LONGEST, autocomplete="off",
            help="Leave it empty if it is no research. It is locked away like a text as typed.",
        )  # fmt: skip
        if st.form_submit_button("Keep this", type="primary"):
            services.keep_research(reader, Research(answer == "Yes", ethics))
            return True
    return False


def keeping(reader: Reader) -> bool:
    """How many years what is told is kept."""
    services = house().office.set_up
    st.text(
        "There has to be an end. This is read out to everybody before they tell us something: we keep it until the end "
        "of a year, and then it goes. What was agreed with people before stays as it was. Stories from files that have "
        "no agreed end follow this number, also those that are in."
    )
    with st.form("keeping", border=False):
        years = st.number_input("How many years?", FEWEST_YEARS, MOST_YEARS, services.years(reader))
        if st.form_submit_button("Keep this", type="primary"):
            services.keep_years(reader, int(years))
            return True
    return False


def safety(reader: Reader) -> bool:
    """The numbers that every listening page shows."""
    now = house().safety.current()
    st.text("Every listening page shows whom to call when someone is not safe. Are these numbers right here?")
    st.text("\n".join(f"{one.body}: {one.phone or 'no number yet'}" for one in now.contacts))
    st.page_link("pages/who_to_call.py", label="Change the steps and numbers")
    if st.button("I have called each number. Keep this", type="primary"):
        house().safety.change(reader, now)
        return True
    return False


def assessment(reader: Reader) -> bool:
    """That an impact assessment was done."""
    services = house().office.set_up
    now = services.assessed(reader)
    st.text(
        "The law asks you to think first about what could go wrong for the people who tell us, and what you do about "
        "it. A form with the facts about Insight filled in lies in the folder “docs/templates”. Your data-protection "
        "officer helps. Do it again when something big changes."
    )
    if now is not None:
        st.text(f"{now.by} said so: it was done on {day(now.on)}.")
    with st.form("assessment", border=False):
        done = st.checkbox("We did a data protection impact assessment, and acted on it.")
        on = st.date_input("On which day was it signed?", format="DD/MM/YYYY")
        if st.form_submit_button("Keep this with my name", type="primary"):
            if done:
                services.keep_assessed(reader, on)
                return True
            st.error("Tick the line when it is done. Nothing was changed.")
    return False


def said_so_far(reader: Reader) -> None:
    """A line under the list: which inquiries still wait for their basis."""
    lacking = house().office.set_up.without_basis(reader)
    if lacking:
        names = ", ".join(f"“{one.name}”" for one in lacking)
        st.text(f"{counted(len(lacking), 'inquiry has', 'inquiries have')} no basis in law yet: {names}.")


def _choice(label: str, words: Mapping[_Article, str]) -> _Article:
    return st.selectbox(label, list(words), format_func=words_of(words))
