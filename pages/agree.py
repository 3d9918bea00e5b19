"""Where we agree: how alike people see each code, in words first, and the passages about which they differ."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.research.agreement import in_words
from insight.research.coding import Agreement
from insight.research.comparing import Agreed, Differs
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.wiring import house

reader = require(Action.STUDY)
coding = house().desk.coding


def figures(one: Agreed) -> str:
    """`Waiting: 0.82, 34 passages, 2 people`."""
    figure = "no figure" if one.alpha is None else f"{one.alpha:.2f}"
    seen = counted(one.pieces, "passage", "passages")
    return f"{one.code.name}: {figure}, {seen}, {counted(one.coders, 'person', 'people')}"


def how_alike(found: Agreement) -> None:
    """Each code in words; the figures below, for who wants them."""
    for one in found.codes:
        with st.container(gap=None):
            st.subheader(plain(one.code.name), anchor=False)
            st.text(in_words(one.alpha, one.pieces))
    if not found.codes:
        st.text("There is no code yet. When two people have finished the same story, you see here how alike they see.")
        return
    with st.expander("The figures"):
        st.text(
            "This is Krippendorff’s alpha. It is 1 when all agree, and 0 when they agree no more than by chance. "
            "From 0.8 on you can rely on a code. Below 0.67 you should not."
        )
        st.text("\n".join(figures(one) for one in found.codes))


def side_by_side(number: int, one: Differs, people: dict[str, str]) -> None:
    """A passage, who gave it the code and who did not, and a hand to settle it."""
    letters(f"differs-{number}", [LetterItem(str(number), one.text, small_line=who_tells(one.facts))])
    for column, said, who in zip(st.columns(2), ("It belongs", "It does not"), (one.yes, one.no), strict=True):
        names = ", ".join(people.get(each, "somebody") for each in who)
        column.text(f"{said}: {names}")
    ids = [each.id for each in one.codings]
    for label, keep in (("Keep it there", True), ("Take it off", False)):
        if st.button(f"{label}: {plain(one.code.name)}", key=f"{keep}-{number}"):
            coding.settle(reader, wanted, ids, keep)
            st.rerun()


def differences(found: Agreement) -> None:
    """What is still open, code by code."""
    st.subheader("Where you differ", anchor=False)
    st.text("Talk about it, then settle it. Both may be right: then say better what the code means.")
    still_open = [one for one in found.differs if not one.settled]
    for number, one in enumerate(still_open):
        st.markdown(f"**{plain(one.code.name)}**")
        side_by_side(number, one, found.people)
    if not still_open:
        st.text("Nothing is open in the stories you have finished.")
    settled = len(found.differs) - len(still_open)
    if settled:
        st.text(f"You have settled {counted(settled, 'passage', 'passages')}. The figures stay as they were.")


wanted = st.query_params.get("collection", "")
st.title("Where we agree")
st.text("People code apart from each other, and then look how alike they see.")
try:
    if wanted:
        found = coding.agreement(reader, wanted)
        how_alike(found)
        differences(found)
    else:
        st.text("Open a collection first.")
except InsightError as error:
    st.error(str(error))
st.page_link("pages/collected.py", label="To the collection", query_params={"collection": wanted} if wanted else None)
