"""Taking the questions along: on paper, in Word, and as a form for phones without a signal."""

import re

import streamlit as st

from insight.access.reader import Reader
from insight.share.papers import Papers
from insight.stories.inquiry import TELLER_WORDS, TellerKind
from pages.parts.paper import paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVERYBODY = "everybody"


def whom() -> TellerKind | None:
    """Whose questions are looked at; `None` for all of them together."""
    kinds: list[TellerKind | None] = [None, *TellerKind]
    chosen: TellerKind | None = st.selectbox(
        "Questions for", kinds, format_func=lambda one: TELLER_WORDS[one] if one else _EVERYBODY
    )
    return chosen


def take_along(reader: Reader, papers: Papers, wanted: str) -> None:
    """The guide as it will print, and the files. No story is in them."""
    st.title("Take it along")
    teller = whom()
    young = st.checkbox("They are 16 or 17: another script is read aloud")
    shown = papers.sheet(reader, wanted, teller, young=young)
    guide = papers.guide(reader, wanted, teller, young=young)
    name = re.sub(r"[^a-z0-9]+", "-", shown.title.lower()).strip("-") or "inquiry"
    st.download_button("Download for Word", guide, f"{name}.docx", DOCX, type="primary", on_click="ignore")
    paper(f"paper-{wanted}", shown)
    st.subheader("On a phone without a signal", anchor=False)
    st.text(
        "This form works in ODK Collect and KoboToolbox. Lock the phone: what is typed stays on it until it is sent. "
        "Bring in the table that you get from there, and then delete it."
    )
    form = papers.form(reader, wanted)
    st.download_button("Download the form", form, f"{name}.xlsx", XLSX, on_click="ignore")
