"""Take a collection along: for work inside or to go outside, as a document, tables, or for a program for research."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.exporting import Format
from insight.research.parcel import WAY_WORDS, Way
from pages.parts.collections import chosen_collection
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.made_file import made_file
from pages.parts.wiring import house

WAYS = {
    Way.INSIDE: "All that you may read here. It must not be passed on.",
    Way.OUTSIDE: "Only quotes that people let us share and use word for word. Nothing that we wrote.",
}
# How each file is called here, and on the disk of whoever takes it.
KINDS = {
    Format.DOCX: ("A Word document, to read and to print", "collection.docx"),
    Format.XLSX: ("An Excel workbook", "collection.xlsx"),
    Format.CSV: ("The quotes as a table (csv)", "quotes.csv"),
    Format.QDPX: ("For NVivo, ATLAS.ti, MAXQDA or QualCoder (qdpx)", "collection.qdpx"),
    Format.QDC: ("The codes alone, for these programs (qdc)", "codebook.qdc"),
    Format.CODEBOOK: ("The codes alone, for Taguette (csv)", "codebook.csv"),
}
IN_THE_AUDIT = (
    "It is noted that you took it. When somebody removes what they told us, your file does not change: make it again."
)


def show(reader: Reader, collection: str, way: Way) -> None:
    """What is in it, what is not, and the button."""
    parcel = house().leaving.taking_along.look(reader, collection, way)
    stories = counted(len(parcel.study.stories), "story", "stories")
    quotes = counted(len(parcel.excerpts), "quote", "quotes")
    st.text(f"In it: {quotes} from {stories}, {counted(len(parcel.study.codes), 'code', 'codes')}.")
    if parcel.left_out:
        st.text("Left out:\n" + "\n".join(f"• {line}" for line in parcel.left_out))
    kind = st.selectbox("As what?", list(KINDS), format_func=lambda one: KINDS[one][0])
    name = KINDS[kind][1]
    wanted = {"collection": collection, "way": way.value}
    words, ready = f"Take along {name}", f"{name} is with you now."
    made_file(words, f"/insight/study/{kind}", name, wanted, primary=True, done=ready)
    st.text(IN_THE_AUDIT)


reader = require(Action.TAKE_ALONG)
st.title("Take a collection along")
st.text("A file for work away from here. It names nobody who told us, and holds nothing that they did not agree to.")
try:
    collection = chosen_collection(house().leaving.taking_along.collections(reader))
    if collection is not None:
        way = st.radio(
            "What is it for?", list(WAYS), index=None, format_func=WAY_WORDS.__getitem__, captions=list(WAYS.values())
        )
        if way is None:
            st.text("Say what it is for, and you see what would be in it.")
        else:
            show(reader, collection.id, way)
except InsightError as error:
    st.error(str(error))
