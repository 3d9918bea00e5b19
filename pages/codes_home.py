"""Bring codes home: codes that somebody made in another program come in, and what they stand on is a suggestion."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.importing import Homecoming
from pages.parts.collections import chosen_collection
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.wiring import house

KINDS = ["qdpx", "qdc", "csv", "xlsx"]
READ, DONE, ROUND = "codes_read", "codes_home", "round_of_codes"


def read(reader: Reader, collection: str) -> Homecoming | None:
    """What the chosen file would bring; read once. Nothing of its words is kept."""
    chosen = st.file_uploader("The file", type=KINDS, key=f"codes-{st.session_state.get(ROUND, 0)}")
    if chosen is None:
        st.session_state.pop(READ, None)
        return None
    st.session_state.pop(DONE, None)
    asked = chosen.file_id, collection
    before = st.session_state.get(READ)
    if before is None or before[0] != asked:
        with st.spinner("Reading it"):
            found = house().leaving.coming_home.look(reader, collection, chosen.name, chosen.getvalue())
        st.session_state[READ] = before = asked, found
    brought: Homecoming = before[1]
    return brought


def show(reader: Reader, found: Homecoming) -> None:
    """What comes in and what is lost; then the button."""
    codes = counted(len(found.codes), "new code", "new codes")
    places = counted(len(found.suggestions), "suggestion", "suggestions")
    again = f" {counted(found.again, 'place', 'places')} you have already." if found.again else ""
    st.text(f"It brings {codes} and {places}.{again}")
    if found.lost:
        st.subheader("This is lost", anchor=False)
        st.text("\n".join(f"• {line}" for line in found.lost))
    if st.button("Bring them home", type="primary", disabled=not found.brings):
        st.session_state[DONE] = len(found.codes), house().leaving.coming_home.take(reader, found)
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.rerun()


reader = require(Action.BRING_IN)
st.title("Bring codes home")
st.text(
    "Somebody coded these stories in another program: NVivo, ATLAS.ti, MAXQDA, QualCoder (qdpx, qdc) or Taguette "
    "(qdc, csv, xlsx). New codes come in. Where they stand is a suggestion: nothing counts before one of you takes it. "
    "No story comes in this way."
)
if DONE in st.session_state:
    codes, places = st.session_state[DONE]
    st.success(f"{counted(codes, 'code', 'codes')} and {counted(places, 'suggestion', 'suggestions')} are home.")
try:
    collection = chosen_collection(house().leaving.taking_along.collections(reader))
    if collection is not None and (found := read(reader, collection.id)) is not None:
        show(reader, found)
except InsightError as error:
    st.error(str(error))
