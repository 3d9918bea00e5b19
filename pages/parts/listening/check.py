"""Everything once more before it is handed in, with a way back to each part."""

from collections.abc import Mapping, Sequence

import streamlit as st

from insight.measure.answers import ANSWER_WORDS, HEARD_WORDS
from insight.stories.consent import Consent
from insight.stories.inquiry import TELLER_WORDS, Prompt, TellerKind
from insight.stories.interview import Draft, Interview, Telling
from pages.parts.letter import letter
from pages.parts.listening.agree import in_words
from pages.parts.listening.steps import Step, go
from pages.parts.safety import support


def check(
    one: Interview,
    telling: Telling,
    agreed: Consent | None,
    wishes: Sequence[str],
    prompts: Sequence[Prompt],
    drafts: Mapping[str, Draft],
) -> tuple[TellerKind | None, bool]:
    """One person's part, each with a way back to it; who else tells, if somebody does, and whether to hand in."""
    st.title("Check, then hand in")
    st.text("Read it to them. They can change anything.")
    place = telling.place
    about = ", about somebody else" if telling.told_about else ""
    _part(one.id, Step.WHO, place, "Who tells", (f"{TELLER_WORDS[telling.teller]}{about}".capitalize(),))
    asked = in_words(agreed) if agreed else ("Not asked yet",)
    _part(one.id, Step.AGREE, place, "What they agreed to", asked)
    _part(one.id, Step.MORE, place, "What else they wish", wishes)
    _heading(one.id, Step.WRITE, place, "What they told you")
    fields = {telling.field(prompt.id): prompt.text for prompt in prompts}
    for number, field in enumerate(telling.story_fields, start=1):
        fields[field] = "The story" if number == 1 else f"Story {number}"
    fields[telling.difference_field] = "What made the difference"
    for field, heading in fields.items():
        written = drafts.get(field)
        if written and written.text.strip():
            letter(f"check-{field}", written.text, small_line=heading)
    felt = telling.felt
    said = ["Not asked" if felt is None else ANSWER_WORDS[felt.answer].capitalize()]
    if felt is not None and felt.heard is not None:
        said.append(f"Did they feel heard? {HEARD_WORDS[felt.heard]}")
    _part(one.id, Step.FEEL, place, "Better or worse", said)
    support()
    others = _others(one, place)
    return others, st.button("Hand in", type="primary")


def _others(one: Interview, place: int) -> TellerKind | None:
    """In a group: who else tells, and going from one person's part to another's."""
    with st.expander("Somebody else tells too", expanded=len(one.tellings) > 1):
        st.text("In a group everybody has a part of their own, and says yes or no alone.")
        for number, other in enumerate(one.tellings, start=1):
            words = f"Person {number}: {TELLER_WORDS[other.teller]}"
            if other.place == place:
                st.text(f"{words} (you see this part now)")
            elif st.button(words, key=f"person-{other.place}", type="tertiary"):
                go(one.id, Step.CHECK, other.place)
        kind = st.radio("Who is it?", list(TellerKind), format_func=_teller, key="somebody")
        return kind if st.button("Add this person") else None


def _teller(kind: TellerKind) -> str:
    return TELLER_WORDS[kind].capitalize()


def _heading(conversation: str, step: Step, place: int, heading: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(heading, anchor=False)
        if st.button(f"Change: {heading.lower()}", key=f"change-{step}", type="tertiary"):
            go(conversation, step, place)


def _part(conversation: str, step: Step, place: int, heading: str, lines: Sequence[str]) -> None:
    _heading(conversation, step, place, heading)
    for line in lines:
        st.text(line)
