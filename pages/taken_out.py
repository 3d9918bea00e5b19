"""What is taken out: which names and details stay in stories, become less exact, or go, as the alliance decides."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.policy import Policy, Treatment
from pages.parts.guard import require
from pages.parts.options import words_of
from pages.parts.wiring import house

CITY = {Treatment.KEEP: "stays", Treatment.GENERALISE: "becomes “the city”", Treatment.HIDE: "is taken out"}
PARTNERS = {
    Treatment.KEEP: "stay",
    Treatment.GENERALISE: "become “partner organisation 1”",
    Treatment.HIDE: "are taken out like any other",
}
AGES = {Treatment.KEEP: "stay", Treatment.GENERALISE: "become a decade, “30s”", Treatment.HIDE: "are taken out"}
DATES = {
    Treatment.KEEP: "stay",
    Treatment.GENERALISE: "become a part of the year, “early 2021”",
    Treatment.HIDE: "are taken out",
}

reader = require(Action.ADMINISTER)
services = house().policies
now = services.current()


def choice(label: str, words: dict[Treatment, str], value: Treatment) -> Treatment:
    """One of three."""
    return st.radio(label, list(words), index=list(words).index(value), format_func=words_of(words)) or value


def names(label: str, value: tuple[str, ...], help_: str) -> tuple[str, ...]:
    """A list, one name a line."""
    return tuple(st.text_area(label, "\n".join(value), help=help_, height=120).splitlines())


st.title("What is taken out")
st.text(
    "Decide together, and write down why. The UK Data Service says: where a detail matters to the story, make it less "
    "exact rather than take it out. The ICO asks: would somebody who knows the person still know them? "
    "What you decide holds from the next story on. People still decide about every story themselves."
)
with st.form("policy", border=False):
    city = st.text_input("The city or place you share", now.city, autocomplete="off")
    city_is = choice("Its name", CITY, now.city_is)
    partners = names("Organisations of the alliance", now.partners, "One a line, as people say them.")
    partners_are = choice("Their names", PARTNERS, now.partners_are)
    ages = choice("Ages", AGES, now.ages)
    dates = choice("Dates", DATES, now.dates)
    st.subheader("Your own lists", anchor=False)
    organisations = names("Other organisations, hostels, cafés", now.organisations, "One a line. Always taken out.")
    places = names("Places only people here know", now.places, "One a line. Always taken out.")
    kept = names(
        "Words that are never a name",
        now.words_kept,
        "One a line. Never put a person's name here: it would be left in.",
    )
    if st.form_submit_button("Keep this", type="primary"):
        try:
            services.change(
                reader, Policy(city, city_is, partners, partners_are, ages, dates, organisations, places, kept)
            )
            st.success("Kept. It holds from the next story on.")
        except InsightError as error:
            st.error(str(error))
