"""Story cards: stories that may be read out in a room, as cards for a session, with the sheets beside them."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.errors import BadInput, InsightError
from insight.research.parcel import WAY_WORDS, Way
from insight.share.pack import From, Sheet, Wanted
from insight.share.story_card import NOTE_BEFORE
from pages.parts.card_numbers import story_of_a_card
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted
from pages.parts.made_file import made_file
from pages.parts.options import words_of
from pages.parts.pack import printable_cards
from pages.parts.wiring import house

SOURCES = {From.INQUIRY: "an inquiry", From.THEME: "a theme", From.COLLECTION: "a collection"}
FILES = {
    Sheet.CARDS: ("Take along the cards", "story-cards.docx"),
    Sheet.SHEETS: ("Take along the sheets beside them", "session-sheets.docx"),
}
NONE_YET = {
    From.INQUIRY: "Nobody has told us anything yet.",
    From.THEME: "No themes have been found yet.",
    From.COLLECTION: "There is no collection yet.",
}


def chosen(reader: Reader) -> Wanted | None:
    """Of what, and for whom."""
    source = st.selectbox("Make cards of", list(SOURCES), format_func=SOURCES.__getitem__)
    named = house().giving.packs.choices(reader, source)
    if not named:
        st.text(NONE_YET[source])
        return None
    which = st.selectbox("Which one?", list(named), format_func=words_of(named), key=f"which-{source}")
    way = st.radio("What are they for?", list(Way), format_func=WAY_WORDS.__getitem__, horizontal=True)
    return Wanted(source, which, way) if way else None


def take(reader: Reader, wanted: Wanted) -> None:
    """What is in it and what is not, the files, and the cards themselves."""
    packs = house().giving.packs
    pack = packs.look(reader, wanted)
    notes = f", {counted(len(pack.noted), 'has', 'have')} a note to read first" if pack.noted else ""
    st.text(f"{counted(len(pack.cards), 'card', 'cards')}{notes}.")
    if pack.left_out:
        st.text("Left out:\n" + "\n".join(f"• {line}" for line in pack.left_out))
    if not pack.cards:
        return
    to = st.text_input("Who gets them?", autocomplete="off", placeholder="The accommodation group, in October")
    fields = {"source": wanted.source.value, "id": wanted.id, "way": wanted.way.value, "to": to}
    for sheet, (words, name) in FILES.items():
        primary = sheet is Sheet.CARDS
        made_file(words, f"/insight/pack/{sheet}", name, fields, primary=primary, done=f"{name} is with you now.")
    st.text("It is kept which stories went out on cards, and for whom. Collect the cards afterwards.")
    if may(reader, Action.LEARN) and wanted.way is Way.INSIDE:
        st.text("Afterwards, type in the numbers of the cards that stayed with you, and keep a record.")
        st.page_link("pages/session.py", label="Go to the record of the session")
    if st.button("Print them from here", type="tertiary"):
        try:
            packs.printed(reader, wanted, to)
        except BadInput as error:
            st.error(str(error))
        else:
            printable_cards(pack)
        return
    st.subheader("How they read", anchor=False)
    letters(
        f"pack-{wanted.source}-{wanted.id}",
        [
            LetterItem(
                one.number or str(at),
                one.words,
                small_line=". ".join(
                    filter(None, (one.named, one.line, f"{NOTE_BEFORE}: {one.note}" if one.note else ""))
                ),
            )
            for at, one in enumerate(pack.cards)
        ],
    )  # fmt: skip


reader = require(Action.GIVE_BACK)
st.title("Story cards")
st.text("For a session around a table: cards with what people told us, and only what may be read out in a room.")
try:
    wanted = chosen(reader)
    if wanted is not None:
        take(reader, wanted)
    st.subheader("Which story was that?", anchor=False)
    story_of_a_card(reader)
except InsightError as error:
    st.error(str(error))
