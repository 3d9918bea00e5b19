"""Code a story: the stories of a collection, its codes, and one story passage by passage with codes to tap."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.research.coding import AtWork
from insight.research.comparing import pieces
from insight.research.study import Code
from pages.parts.codebook import Codes, change_code, codebook
from pages.parts.coding_piece import piece, some_words
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.memos import memos
from pages.parts.safety import NOTHING_DECIDED, support
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.STUDY)
desk = house().desk


def go(**where: str) -> None:
    """To one story, one code, or back to the list."""
    st.query_params.from_dict({"collection": wanted, **where})
    st.rerun()


def stories(codes: Codes) -> None:
    """The stories of the collection, and how far they are."""
    st.title("Code a story")
    st.text("Give each passage the codes that fit it. You see what others gave when you have finished a story.")
    codebook(reader, wanted, codes)
    st.subheader("The stories", anchor=False)
    found = desk.coding.stories(reader, wanted)
    for one in found:
        with st.container(gap=None):
            if st.button(plain(one.facts.title or "A story"), key=one.facts.id, type="tertiary"):
                go(story=one.facts.id)
            mine = "you have finished it" if one.finished else "you have not finished it"
            others = f", {counted(one.others, 'other has', 'others have')}" if one.others else ""
            st.text(f"{who_tells(one.facts)}: {mine}{others}")
    if not found:
        st.text("No story is here yet. A story comes in when somebody keeps a quote of it.")
    suggestions()


def suggestions() -> None:
    """Codes that came with a file from another program."""
    found = desk.coding.suggestions(reader, wanted)
    if not found:
        return
    st.subheader("Codes that came with a file", anchor=False)
    st.text("Nobody here has said yet whether they fit.")
    deeds = (("take", "It fits: take it"), ("leave", "Leave it"))
    items = [
        LetterItem(one.coding.id, one.text, small_line=f"{one.code.name}? {who_tells(one.facts)}", actions=deeds)
        for one in found
    ]
    if (chosen := letters(f"suggested-{wanted}", items)) is not None:
        (desk.coding.take if chosen.action == "take" else desk.coding.leave)(reader, wanted, chosen.id)
        st.rerun()


def one_code(codes: Codes, code: Code) -> None:
    """Another name, another meaning, or retired; and what people think about it."""
    st.title(plain(code.name), anchor=False)
    if change_code(reader, wanted, codes, code):
        go()
    memos(reader, desk.collecting.open(reader, wanted), code=code.id)


def one_story(work: AtWork, codes: dict[str, Code]) -> None:
    """Passage by passage."""
    st.title(plain(work.story.facts.title or "A story"), anchor=False)
    st.text(NOTHING_DECIDED)
    if work.story.facts.content_note:
        st.text(f"Before you read: {work.story.facts.content_note}")
    st.text(f"{who_tells(work.story.facts)}. Tap the codes that fit. Tap again to take one off.")
    found = pieces(str(work.story.text))
    for number, one in enumerate(found, 1):
        piece(reader, work, codes, one, f"{number} of {len(found)}")
    if work.finished:
        st.text("You have finished this story. What others gave stands below each passage.")
        if work.may_go_back and st.button("I have not finished after all", type="tertiary"):
            desk.coding.go_back(reader, wanted, work.story.id)
            st.rerun()
    else:
        some_words(reader, work, [one for one in codes.values() if not one.retired])
        st.text("When you have finished, you see what others gave. You cannot change yours after that.")
        if st.button("I have finished this story", type="primary"):
            desk.coding.finish(reader, wanted, work.story.id)
            st.rerun()
    with st.expander("What you think about it"):
        memos(reader, desk.collecting.open(reader, wanted), story=work.story.id)
    support()


asked = st.query_params
wanted = asked.get("collection", "")
begin_at_the_top("|".join(asked.to_dict().values()))
try:
    if not wanted:
        st.title("Code a story")
        st.text("Open a collection first. Its stories are the ones you can code.")
    else:
        ordered = desk.coding.codebook(reader, wanted)
        by_id = {one.id: one for _, one in ordered}
        if "story" in asked:
            one_story(desk.coding.story(reader, wanted, asked["story"]), by_id)
        elif asked.get("code") in by_id:
            one_code(ordered, by_id[asked["code"]])
        else:
            stories(ordered)
except InsightError as error:
    st.error(str(error))
if ("story" in asked or "code" in asked) and st.button("Back to the stories and codes", type="tertiary"):
    go()
st.page_link("pages/collected.py", label="To the collection", query_params={"collection": wanted} if wanted else None)
