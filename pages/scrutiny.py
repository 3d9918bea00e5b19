"""A page for scrutiny: what a council committee reads, made of what may be public, and taken along as a file."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.share.council_paper import (
    FIGURES,
    HEARD,
    LONGEST_TYPED,
    MOST_QUOTES,
    MOST_TRIED,
    NOT_KNOWN,
    NOTHING_TRIED,
    PURPOSE,
    TRYING,
    Paper,
    shortened,
    tried_in_words,
)
from insight.share.scrutiny import PaperFile, Wanted
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.made_file import made_file
from pages.parts.options import words_of
from pages.parts.wiring import house

FILES = {
    PaperFile.DOCX: ("Take along the page", "for-scrutiny.docx"),
    PaperFile.HTML: ("Take it as a web page", "for-scrutiny.html"),
}
SEEN = 70  # letters of a quote in the list
ALL = "All inquiries"


def chosen(reader: Reader, named: dict[str, str]) -> Wanted:
    """What it is about, and what stands in it."""
    choices = {"": ALL} | named
    inquiry = st.selectbox("What is it about?", choices, format_func=words_of(choices), key="scrutiny-about")
    offered = house().giving.scrutiny.offered(reader, inquiry)
    heard = st.text_area(
        "What we heard, in two or three sentences", max_chars=LONGEST_TYPED, help="In your own words. No names, please."
    )
    said = {one.id: f"“{shortened(one.words, SEEN)}” {one.line}" for one in offered.quotes}
    quotes = st.multiselect(
        "Two or three quotes", list(said), default=list(said)[:2], format_func=words_of(said),
        max_selections=MOST_QUOTES, key=f"quotes-{inquiry}",
    ) if said else []  # fmt: skip
    if not said:
        st.text("Nothing here may be quoted in public. The page can go without, but say why.")
    tried = {one.of: one.name for one in offered.tried}
    trying = st.multiselect(
        "Things we are trying", list(tried), default=list(tried)[:2], format_func=words_of(tried),
        max_selections=MOST_TRIED, key=f"tried-{inquiry}",
    ) if tried else []  # fmt: skip
    gaps = f"We have not heard: {'; '.join(offered.not_heard)}." if offered.not_heard else ""
    not_known = st.text_area("What we do not know", value=gaps[:LONGEST_TYPED], max_chars=LONGEST_TYPED)
    return Wanted(inquiry, tuple(quotes), tuple(trying), heard, not_known)


def as_it_reads(paper: Paper) -> None:
    """The page as the committee will read it."""
    st.subheader(PURPOSE, anchor=False)
    if paper.purpose:
        st.text(paper.purpose)
    st.subheader(HEARD, anchor=False)
    if paper.heard:
        st.text(paper.heard)
    letters("scrutiny-quotes", [LetterItem(one.id, one.words, small_line=one.line) for one in paper.quotes])
    st.subheader(FIGURES, anchor=False)
    st.text(" ".join(paper.figures))
    st.subheader(TRYING, anchor=False)
    for one in paper.tried:
        st.text("\n".join(tried_in_words(one)))
    if not paper.tried:
        st.text(NOTHING_TRIED)
    st.subheader(NOT_KNOWN, anchor=False)
    st.text(" ".join(paper.not_known))
    if paper.left_out:
        st.text("Left out:\n" + "\n".join(f"• {line}" for line in paper.left_out))


def take(wanted: Wanted) -> None:
    """The files."""
    to = st.text_input("Who gets it?", autocomplete="off", placeholder="The health scrutiny committee, 12 November")
    fields = {
        "inquiry": wanted.inquiry, "quotes": " ".join(wanted.quotes), "tried": " ".join(wanted.tried),
        "heard": wanted.heard, "not_known": wanted.not_known, "to": to,
    }  # fmt: skip
    for kind, (words, name) in FILES.items():
        primary = kind is PaperFile.DOCX
        made_file(words, f"/insight/scrutiny/{kind}", name, fields, primary=primary, done=f"{name} is with you now.")
    st.text(
        "It is kept that it went out, for whom, and whose words stand in it. Make it again before you use it later."
    )


reader = require(Action.GIVE_BACK)
st.title("A page for scrutiny")
st.text(
    "One page for a committee: what people said beside the figures. Council papers are public, so it holds only what "
    "people let us share outside and quote word for word. How people feel does not belong in it."
)
try:
    named = house().giving.scrutiny.inquiries(reader)
    if named:
        wanted = chosen(reader, named)
        st.divider()
        as_it_reads(house().giving.scrutiny.look(reader, wanted))
        take(wanted)
    else:
        st.text("Nobody has told us anything yet that may be shared outside. When they have, make the page here.")
except InsightError as error:
    st.error(str(error))
