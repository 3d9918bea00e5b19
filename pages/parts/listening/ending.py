"""How a conversation ends: with a card for everybody who told, or early and without a trace."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.collect import HandedIn
from insight.stories.letters_back import LONGEST_PLACE, LettersBack
from pages.parts.cards import card
from pages.parts.listening.steps import Step
from pages.parts.top import begin_at_the_top

EARLY = {
    Step.STOP: (
        "That is fine",
        "They would rather that nobody reads it, so nothing is kept. Thank them for their time.",
    ),
    Step.TOO_YOUNG: (
        "We stop here",
        "We do not ask people under 16. Thank them, and stay with them as long as they like. If something they said "
        "worries you, open “Someone is not safe”.",
    ),
    Step.NOT_TODAY: (
        "Another day, then",
        "Nobody should be asked while they are unwell, or have drunk or taken something. Stay for a cup of tea. "
        "The conversation waits in your list.",
    ),
}


def stop(step: Step) -> tuple[bool, bool]:
    """Why it ends here; whether to go on another day, and whether to take everything away."""
    title, says = EARLY[step]
    st.title(title)
    st.text(says)
    later = step is Step.NOT_TODAY and st.button("Go on another day", type="primary")
    return later, st.button("Take everything away", type="tertiary" if step is Step.NOT_TODAY else "primary")


def hand_over(reader: Reader, done: HandedIn, letters: LettersBack) -> str | None:
    """A card for each, one a page; the story to look over first, when everybody has theirs."""
    shown = int(st.session_state.setdefault("card_shown", 0))
    begin_at_the_top(f"card-{shown}")
    one = done.cards[shown]
    if one.code is None:
        st.title("Their card goes on")
        st.text("They came with a card. The same words open what they told today.")
    else:
        st.title("Hand over this card")
        asked_for = f"pick_up_{shown}"
        card(f"card-{shown}", one.code, one.agreed, st.session_state.get(asked_for, ""))
        st.text("Print it, or write the words on a plain card. They are shown once and we do not keep them.")
        if asked_for not in st.session_state and (place := _letter(shown)):
            st.session_state[asked_for] = letters.ask(reader, one.code, place)
            st.rerun()
    if len(done.cards) > 1:
        st.text(f"Person {shown + 1} of {len(done.cards)}")
    if not st.button("They have it", type="primary"):
        return None
    if shown + 1 < len(done.cards):
        st.session_state["card_shown"] = shown + 1
        st.rerun()
    for name in ("handed_in", "card_shown", *(f"pick_up_{number}" for number in range(len(done.cards)))):
        st.session_state.pop(name, None)
    return done.stories[0]


def _letter(shown: int) -> str:
    """Where they want a letter left about what came of it; empty when they want none."""
    with st.expander("A letter about what came of it?"), st.form(f"letter-{shown}", border=False):
        st.text("We can leave one for you. It has no name on it. You ask for it with a word that is put on the card.")
        place = st.text_input(
            "Where should it be left? A place where you can ask for it.", autocomplete="off", max_chars=LONGEST_PLACE
        )
        return place.strip() if st.form_submit_button("Leave me a letter there") else ""
