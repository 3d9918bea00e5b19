"""What people do with a draft: put a part into other words, choose its quotes, and give the whole to somebody."""

import streamlit as st

from insight.access.reader import Reader
from insight.share.making import MOST_QUOTES
from insight.share.may_go import Opened
from insight.share.share_back import ShareBack
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import day, plain, who_tells
from pages.parts.made_file import made_file
from pages.parts.options import words_of
from pages.parts.share_back_view import quoted
from pages.parts.wiring import house

FILES = {"docx": "A Word document", "html": "A page for any browser"}


def go(**where: str) -> None:
    """To the list, to one share-back, or to a part of it."""
    st.query_params.from_dict(where)
    st.rerun()


def make(reader: Reader) -> None:
    """A new one: its title, what it is about, and from whom."""
    st.title("Make a share-back")
    st.text("You get a draft: what people told us in their own words, how people feel, and what you are trying.")
    making = house().giving.share_backs.making
    about = making.about(reader)
    choices = {("inquiry", one): name for one, name in about.inquiries.items()}
    choices |= {("theme", one): f"One theme: {name}" for one, name in about.themes.items()}
    with st.form("new", border=False):
        title = st.text_input("Its title", autocomplete="off", placeholder="What we heard about waiting")
        what = st.selectbox("What is it about?", list(choices), index=None, format_func=words_of(choices),
                            key="share-back-about")  # fmt: skip
        groups = {None: "all of us"} | about.subgroups
        subgroup = st.selectbox("Who is it from?", groups, format_func=words_of(groups), key="share-back-from")
        if st.form_submit_button("Make the draft", type="primary"):
            of = dict([what]) if what else {}
            go(share=making.make(reader, title, subgroup, of.get("inquiry"), of.get("theme")))


def add(reader: Reader, share_back: str) -> None:
    """A part of one's own."""
    st.title("Add a part")
    with st.form("add", border=False):
        heading = st.text_input("Its heading", autocomplete="off", placeholder="What we ask of you")
        text = st.text_area("What you want to say", height=200, help="Others will read it. No names, please.")
        if st.form_submit_button("Add it", type="primary"):
            house().giving.share_backs.making.add(reader, share_back, heading, text)
            go(share=share_back)


def change(reader: Reader, opened: Opened, part: str) -> None:
    """One part: its words, its quotes, and others that may stand there."""
    making, share_back = house().giving.share_backs.making, opened.share_back.id
    changing = making.part(reader, share_back, part)
    shown = next(one for one in opened.given.parts if one.id == part)
    st.title("Change this part")
    with st.form("words", border=False):
        heading = st.text_input(
            "Heading", value=changing.heading, placeholder=shown.heading, autocomplete="off",
            help="Leave it empty for the usual one.",
        )  # fmt: skip
        text = st.text_area("What we say", value=changing.text, height=240, help="Others will read it. No names.")
        if st.form_submit_button("Keep these words", type="primary"):
            making.word(reader, share_back, part, heading, text)
            go(share=share_back)
    known = opened.sources[part]
    if known:
        st.header("Quotes", anchor=False)
        quotes = zip(known, shown.quotes, strict=True)
        items = [quoted(one.citation, quote, ("out", "Take this quote out")) for one, quote in quotes]
        if (pressed := letters(f"in-{part}", items)) is not None:
            making.unquote(reader, share_back, pressed.id)
            st.rerun()
    if changing.offered and len(known) < MOST_QUOTES:
        st.header("Other quotes that may stand here", anchor=False)
        offers = {f"{one.facts.id}-{one.start}": one for one in changing.offered}
        items = [
            LetterItem(key, one.text, small_line=who_tells(one.facts), actions=(("in", "Quote this"),))
            for key, one in offers.items()
        ]
        if (pressed := letters(f"offered-{part}", items)) is not None:
            one = offers[pressed.id]
            making.quote(reader, share_back, part, one.facts.id, one.start, one.end)
            st.rerun()
    if st.button("Take this part out", type="tertiary"):
        making.drop(reader, share_back, part)
        go(share=share_back)


def give(reader: Reader, kept: ShareBack) -> None:
    """As a file, for somebody; who has been given it; and for a room."""
    st.header("Give it to somebody", anchor=False)
    st.text("We note to whom it goes. When somebody removes what they told us, their receipt says who has it.")
    to = st.text_input("For whom is it?", autocomplete="off", placeholder="the scrutiny committee").strip()
    if to:
        for form, words in FILES.items():
            name = f"share-back.{form}"
            fields = {"share": kept.id, "to": to}
            made_file(words, f"/insight/share-back/{form}", name, fields, done=f"{name} is with you now.")
    given = house().giving.share_backs.giving.given_to(reader, kept.id)
    if given:
        st.text("Given out so far:\n" + "\n".join(f"• {day(one.at.date())}, for {one.to_whom}" for one in given))
    st.page_link("pages/share_back_room.py", label="Show it in a room", query_params={"share": kept.id})


def title(reader: Reader, kept: ShareBack, shown: str) -> None:
    """Another title."""
    with st.expander("Give it another title"), st.form("title", border=False):
        name = st.text_input("Its title", value=shown, autocomplete="off")
        if st.form_submit_button("Keep this title"):
            house().giving.share_backs.making.rename(reader, kept.id, name)
            st.rerun()


def list_line(kept: ShareBack, of: str) -> str:
    """`From Estates. Others read it since 3 June 2026.`"""
    stands = f"Others read it since {day(kept.closed_at.date())}." if kept.closed_at else "A draft."
    return f"From {plain(of)}. {stands}" if of else stands
