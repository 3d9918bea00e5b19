"""How a theme is read, side by side: by those who told us first, then by peer researchers, then by others."""

import streamlit as st

from insight.access.reader import ROLE_WORDS, Reader
from insight.errors import NotFound
from insight.learning.check_back import CheckedBack
from insight.learning.learned import CHECK_BACK_WORDS
from insight.learning.readings import LONGEST, Signed
from pages.parts.act import act
from pages.parts.lines import counted, day
from pages.parts.looked_over import looked_over
from pages.parts.wiring import house

ACROSS = 3
_SIGNED = "readings_signed"


def readings(reader: Reader, theme: str) -> None:
    """Draw them, and a place to sign one's own. Where people differ they stand side by side; nothing is averaged."""
    service = house().learning.readings
    try:
        found = service.of(reader, theme)
    except NotFound:  # nothing of it is open to this reader, so nothing is said of it
        return
    st.subheader("How we read it", anchor=False)
    across = min(ACROSS, len(found.signed) + 1)
    for at in range(-1, len(found.signed), across):
        for place, number in zip(st.columns(across, gap="large"), range(at, at + across), strict=True):
            with place:
                if number < 0:
                    _those_who_told(found.told, theme)
                elif number < len(found.signed):
                    _one(reader, theme, found.signed[number])
    written = st.session_state.get(_SIGNED, 0)
    with st.form(f"reading-{theme}-{written}", border=False):
        text = st.text_area(
            "How do you read it? Your name will stand below.", max_chars=LONGEST, height=110, help="No other names."
        )
        if st.form_submit_button("Sign this reading"):

            def sign() -> None:
                with looked_over():
                    service.sign(reader, theme, text)
                st.session_state[_SIGNED] = written + 1

            act(sign, "Your reading stands beside the others.")
    st.page_link("pages/room.py", label="Write down what we noticed", query_params={"theme": theme})


def in_words(told: CheckedBack) -> str:
    """How many said what, as far as it may be counted."""
    if not told.asked:
        return "Nobody has taken this back to them yet."
    if told.people is None:
        return "Few have answered so far, so we do not count what they said."
    said = [f"{number} said “{CHECK_BACK_WORDS[kind]}”" for kind, number in told.answers.items() if number]
    few = None in told.answers.values()
    counts = f": {', '.join(said)}" if said else ""
    return f"{counted(told.people, 'person', 'people')} answered{counts}." + (
        " The rest are too few to count." if few else ""
    )


def _those_who_told(told: CheckedBack, theme: str) -> None:
    st.markdown("**Those who told us**")
    st.text(in_words(told))
    if told.missing:
        st.text("What they missed:\n" + "\n".join(f"• {one}" for one in told.missing))
    st.page_link("pages/check_back.py", label="Take it back to them", query_params={"theme": theme})


def _one(reader: Reader, theme: str, one: Signed) -> None:
    st.text(one.reading.text)
    st.text(f"{one.by}, {ROLE_WORDS[one.reading.role]}, {day(one.reading.at.date())}")
    if one.own and st.button("Take this reading back", key=f"reading-{one.reading.id}", type="tertiary"):
        act(lambda: house().learning.readings.take_back(reader, theme, one.reading.id), "Your reading was taken back.")
