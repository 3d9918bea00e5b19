"""One passage of a story with the codes that can be tapped for it; what others gave is there once one has finished."""

from collections.abc import Mapping, Sequence

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.coding import AtWork
from insight.research.study import Code, Coding
from insight.themes.passages import Window
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import plain
from pages.parts.options import told_apart
from pages.parts.wiring import house

LONGEST_SHOWN = 60  # letters of a stretch on a button


def piece(reader: Reader, work: AtWork, codes: Mapping[str, Code], one: Window, place: str) -> None:
    """Draw a passage; tap a code to give it, and again to take it off. `place` says which it is: `2 of 7`."""
    story = work.story.id
    begun = [each for each in work.mine if one.start <= each.start < one.end]
    whole = {each.code: each for each in begun if (each.start, each.end) == (one.start, one.end)}
    parts = [each for each in begun if each.id not in {other.id for other in whole.values()}]
    letters(f"piece-{story}-{one.start}", [_letter(work, codes, one, parts, place)])
    offered = [each.id for each in codes.values() if not each.retired or each.id in whole]
    given = [each for each in offered if each in whole]
    key = f"codes-{story}-{one.start}"
    st.pills(
        f"Codes for passage {place}", offered, selection_mode="multi", default=given,
        format_func=told_apart(offered, lambda each: plain(codes[each].name)), key=key, disabled=work.finished,
        on_change=_tapped, args=(reader, work, one, whole, key),
    )  # fmt: skip
    for each in parts:
        label = f"Take off: {plain(codes[each.code].name)}, from “{plain(_said(work, each))}”"
        if not work.finished and st.button(label, key=f"off-{each.id}", type="tertiary"):
            house().desk.coding.uncode(reader, work.collection, each.id)
            st.rerun()


def _tapped(reader: Reader, work: AtWork, one: Window, whole: Mapping[str, Coding], key: str) -> None:
    """Keep what was tapped before the page is drawn anew; where that cannot be, show what is kept."""
    coding, chosen = house().desk.coding, set(st.session_state[key])
    try:
        for code in chosen - whole.keys():
            coding.code(reader, work.collection, work.story.id, code, one.start, one.end)
        for code in whole.keys() - chosen:
            coding.uncode(reader, work.collection, whole[code].id)
    except InsightError as error:
        st.session_state[key] = list(whole)
        st.error(str(error))


def some_words(reader: Reader, work: AtWork, codes: Sequence[Code]) -> None:
    """Give a code to exact words rather than to a whole passage."""
    text = str(work.story.text)
    with st.expander("Give a code to a few words only"), st.form("some-words", border=False, clear_on_submit=True):
        words = st.text_input("The words, just as they stand in the story", autocomplete="off").strip()
        code = st.selectbox("The code", codes, format_func=told_apart(codes, lambda one: one.name),
                            key="some-words-code")  # fmt: skip
        if not st.form_submit_button("Give this code") or code is None:
            return
        at = text.find(words) if words else -1
        if at < 0:
            st.error("These words do not stand in the story. Nothing was kept. Write them just as they are.")
            return
        house().desk.coding.code(reader, work.collection, work.story.id, code.id, at, at + len(words))
        st.rerun()


def _letter(work: AtWork, codes: Mapping[str, Code], one: Window, parts: Sequence[Coding], place: str) -> LetterItem:
    """The passage; what was coded within it is marked, what others gave it stands below."""
    marks: list[tuple[int, int]] = []
    for each in sorted(parts, key=lambda each: each.start):
        start, end = max(each.start - one.start, marks[-1][1] if marks else 0), min(each.end, one.end) - one.start
        if start < end:
            marks.append((start, end))
    touching = [each for each in work.others if each.start < one.end and one.start < each.end]
    said = [f"{work.people[each.by]}: {codes[each.code].name}" for each in touching]
    return LetterItem(
        str(one.start), str(work.story.text)[one.start : one.end], marks, f"Passage {place}", "; ".join(said)
    )


def _said(work: AtWork, one: Coding) -> str:
    words = str(work.story.text)[one.start : one.end]
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()} …"
