"""Check-back: take a theme to those who told us, ask "Is that it?", and write down what they say."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.learning.check_back import LONGEST_MISSING, ThemeCard
from insight.learning.learned import CHECK_BACK_WORDS
from pages.parts.guard import require
from pages.parts.letter import letter
from pages.parts.lines import day, plain
from pages.parts.looked_over import looked_over
from pages.parts.made_file import made_file
from pages.parts.options import told_apart
from pages.parts.readings import in_words
from pages.parts.wiring import house

WRITTEN = "answers_written"

reader = require(Action.LEARN)
service = house().learning.check_back


def chosen() -> ThemeCard | None:
    """The theme to take back."""
    cards = {one.theme: one for one in service.cards(reader)}
    if not cards:
        st.text("No themes have been found yet. When they are, you take them back to those who told us from here.")
        return None
    wanted, ids = st.query_params.get("theme", ""), list(cards)
    at = ids.index(wanted) if wanted in ids else 0
    theme = st.selectbox("Which theme?", ids, index=at, format_func=told_apart(ids, lambda one: cards[one].heading))
    if theme != wanted:
        st.query_params["theme"] = theme
    return cards[theme]


def card(one: ThemeCard) -> None:
    """What is shown to them, on the screen or on paper: nothing that may not be read out."""
    st.subheader(plain(one.heading), anchor=False)
    if one.quote:
        letter(f"card-{one.theme}", one.quote, passage=True)
    else:
        st.text("Nobody has agreed that their words on this are read out. The heading is all there is.")
    made_file(
        "Take this card along", "/insight/theme-card", "theme-card.docx", {"theme": one.theme},
        done="theme-card.docx is with you now. Print it small, four on a page.",
    )  # fmt: skip


def answers(theme: str) -> None:
    """What one person says, and what all said together, as far as it may be counted."""
    written = st.session_state.get(WRITTEN, 0)
    st.subheader("What do they say?", anchor=False)
    with st.form(f"answer-{theme}-{written}", border=False):
        with st.container(key="large-check-back"):
            answer = st.radio("Is that it?", list(CHECK_BACK_WORDS), index=None, format_func=CHECK_BACK_WORDS.get)
        missing = st.text_area("What is missing, or not so?", max_chars=LONGEST_MISSING, height=90, help="No names.")
        on = st.date_input("When did you ask?", "today", max_value="today", format="DD/MM/YYYY")
        if st.form_submit_button("Write this answer down", type="primary"):
            if answer is None:
                st.error("Choose what they said first.")
            else:
                with looked_over():
                    service.answer(reader, theme, on, answer, missing)
                st.session_state[WRITTEN] = written + 1
                st.rerun()
    st.text(in_words(service.about(reader, theme)))
    mine = service.of_today(reader, theme)
    if mine:
        with st.expander(f"You wrote down today: {len(mine)}"):
            for one in mine:
                st.text(f"{CHECK_BACK_WORDS[one.answer]}, {day(one.held_on)}. {one.missing}")
                if st.button("Take this out", key=f"slip-{one.id}", type="tertiary"):
                    service.take_out(reader, theme, one.id)
                    st.rerun()


st.title("Take a theme back to those who told us")
st.text(
    "Show them the heading and the words, and ask: is that it? They need not answer. Nothing they say decides anything "
    "about them, and who said it is not written down."
)
try:
    theme = chosen()
    if theme is not None:
        card(theme)
        answers(theme.theme)
        if may(reader, Action.USE_CARD) and may(reader, Action.GIVE_BACK):
            label = "They have their card with them? Write down that they have been told."
            st.page_link("pages/told_back.py", label=label)
        st.page_link("pages/theme.py", label="The whole theme", query_params={"theme": theme.theme})
except InsightError as error:
    st.error(str(error))
