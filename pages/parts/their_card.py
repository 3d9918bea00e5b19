"""What whoever brings a card is shown and asked, one thing after another."""

from collections.abc import Callable

import streamlit as st

from insight.access.reader import Reader, Role
from insight.stories.card import Heading, Theirs
from insight.stories.letters_back import LONGEST_PLACE
from insight.stories.receipt import narrowed, told_to_the_person
from pages.parts.agreed_anew import agreed_anew
from pages.parts.card_in_hand import note, opened, opening, put_away, shutting, take
from pages.parts.cards import agreed_lines, card, receipt, whole_copy
from pages.parts.led_to import led_to
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, day, plain
from pages.parts.options import words_of
from pages.parts.wiring import house

VIEW, STORY, DONE, CHANGED = "view", "story", "done", "changed"
# One of them, and several.
READERS = {
    Role.INTERVIEWER: ("one of a pair who listen", "of the pairs who listen"),
    Role.MEMBER: ("in a learning sub-group", "in learning sub-groups"),
    Role.PEER_RESEARCHER: ("peer researcher", "peer researchers"),
    Role.STEWARD: ("steward", "stewards"),
    Role.OPERATOR: ("who looks after the computer", "who look after the computer"),
}
EVERYTHING = "everything"


def told(reader: Reader, code: str, seen: Theirs) -> None:
    """Headings, and a story whole when they are in private."""
    st.subheader("What you told us", anchor=False)
    for number, one in enumerate(seen.told, 1):
        when = _when(number, one, seen)
        if opened(STORY) == one.story:
            _whole(reader, code, one.story, when)
        elif one.open:
            st.markdown(f"{when}: {plain(one.title)}")
            if st.button("We are in private: show all of it", key=f"show-{one.story}", type="tertiary"):
                opening(STORY, one.story)
        else:
            st.text(f"{when}: {'not to be read by this organisation' if one.approved else 'waits to be looked over'}.")


def _when(number: int, one: Heading, seen: Theirs) -> str:
    """`In summer 2026`; with its number where there are several, for two may be of one season."""
    if not one.season:
        return f"Story {number}"
    return f"{number}. In {one.season}" if len(seen.told) > 1 else f"In {one.season}"


def _whole(reader: Reader, code: str, story: str, when: str) -> None:
    found = house().with_a_card.read(reader, code, story)
    letters(f"theirs-{story}", [LetterItem(story, str(found.text), small_line=when, passage=False)])
    if st.button("Put it away"):
        shutting(STORY)
        st.rerun()


def agreed(seen: Theirs) -> None:
    """What they agreed to."""
    st.subheader("What you agreed to", anchor=False)
    for line in agreed_lines(seen.agreed):
        st.text(line)
    if st.button("Change what I agreed"):
        opening(VIEW, "change")
    if seen.agreed.erase_on is not None and st.button("Keep it for longer", type="tertiary"):
        opening(VIEW, "longer")


def came_of_it(seen: Theirs) -> None:
    """By how many of which kinds it was read, and what it is a part of."""
    st.subheader("What came of it", anchor=False)
    number = sum(count for _, count in seen.readers)
    kinds = ", ".join(f"{count} {READERS[role][count > 1]}" for role, count in seen.readers if role in READERS)
    st.text(f"{counted(number, 'person has', 'people have')} opened it whole: {kinds}." if number
            else "Nobody has opened it whole yet.")  # fmt: skip
    if seen.themes:
        st.text(f"It is part of {counted(len(seen.themes), 'theme', 'themes')} that people learn from:")
        st.markdown("\n".join(f"- {plain(name)}" for name in seen.themes))
    else:
        st.text("It is in no theme yet.")
    for line in led_to(seen.came):
        st.text(line)
    if seen.pick_up:
        st.text(f"The word for your letter: {seen.pick_up}")


def change(reader: Reader, code: str, seen: Theirs) -> None:
    """Their answers, asked again."""
    cards = house().with_a_card
    st.title("Change what I agreed")
    st.text("What you say here holds at once, for everything you told us. What is printed already cannot come back.")
    answers = agreed_anew(seen.agreed, cards.organisations(reader), cards.teams(reader))
    if answers is not None:
        now = cards.change(reader, code, answers)
        note(CHANGED, "\n".join(narrowed(seen.agreed, now, now.given_on)) if now.given_on else "")
        opening(VIEW, "changed" if answers.inside else "unread")


def changed(reader: Reader, code: str, seen: Theirs) -> None:
    """A card with what holds now, in place of the old one."""
    st.title("That is kept")
    st.text("It holds from this moment on. The words on your card stay the same; this is how it reads now.")
    card("changed-card", code, seen.agreed, seen.pick_up)
    if lines := opened(CHANGED):
        receipt("changed-receipt", lines.splitlines())


def longer(reader: Reader, code: str, seen: Theirs) -> None:
    """As they agreed, for some years more."""
    cards = house().with_a_card
    until = cards.kept_until()
    st.title("Keep it for longer")
    st.text(f"May we keep what you told us until {day(until)}? What you agreed to stays as it is.")
    st.text("We ask you again in a year. You can remove it on any day before.")
    if st.button("Yes, keep it until then", type="primary"):
        cards.keep_longer(reader, code)
        opening(VIEW, "changed")


def copy(reader: Reader, code: str, seen: Theirs) -> None:
    """Whether it may be shown now."""
    st.title("A copy of all that is kept")
    st.text("Is the person who told it here, and nobody else? It is shown whole.")
    if st.button("Yes, we are in private: show it", type="primary"):
        opening(VIEW, "everything")


def everything(reader: Reader, code: str, seen: Theirs) -> None:
    """The copy, to print or to take as a file."""
    st.title("A copy of all that is kept")
    whole_copy("their-copy", code, house().leaving.their_copy.look(reader, code))


def unread(reader: Reader, code: str, seen: Theirs) -> None:
    """Nobody may read it: it can go as well."""
    st.title("Nobody reads it any more")
    st.text("From this moment on nobody can read what you told us. You can leave it like that, or remove it for good.")
    if st.button("Remove what I told you"):
        opening(VIEW, "remove")


def remove(reader: Reader, code: str, seen: Theirs) -> None:
    """What goes, and once more whether it should."""
    st.title("Remove what I told you")
    st.text("It goes from everywhere it is kept, and cannot be brought back. What was printed or given away stays out.")
    st.text("Would it be enough if fewer people could read it, or if nobody quoted you?")
    if st.button("Change who may read it instead", type="tertiary"):
        opening(VIEW, "change")
    names = {EVERYTHING: "Everything I told you"} | {
        one.story: plain(f"Only this: {_when(number, one, seen)}{f': {one.title}' if one.title else ''}")
        for number, one in enumerate(seen.told, 1)
    }
    what: str | None = EVERYTHING
    if len(seen.told) > 1:
        what = st.radio("What should go?", list(names), index=None, format_func=words_of(names), key="what-goes")
    if st.button("Remove it for good", type="primary", disabled=what is None):
        only = None if what == EVERYTHING else what
        receipts = house().leaving.withdrawal.withdraw_by_code(reader, code, only)
        shutting(VIEW)
        if only is None:
            put_away()
        opening(DONE, told_to_the_person(receipts))


def word(reader: Reader, code: str, seen: Theirs) -> None:
    """A word of their own, which stands on no card."""
    st.title("A word of my own")
    st.text("Who finds your card cannot use it without a word that only you know. If you forget it, the steward can "
            "find your story by your own words, and give you a new card.")  # fmt: skip
    with st.form("own-word", border=False, clear_on_submit=True):
        own = st.text_input("One word. Leave it empty to do without.", autocomplete="off")
        if st.form_submit_button("Keep this", type="primary"):
            take(house().with_a_card.own_word(reader, code, own))
            opening(VIEW, "changed")


def felt(reader: Reader, code: str, seen: Theirs) -> None:
    """Their own line over time, theirs to see."""
    st.title("How you said you were")
    said = house().with_a_card.said_they_were(reader, code)
    for line in said:
        st.text(line)
    if not said:
        st.text("We did not ask you, or nothing of it is kept.")


def letter(reader: Reader, code: str, seen: Theirs) -> None:
    """Where a letter should be left about what came of it."""
    st.title("A letter about what came of it")
    st.text("We can leave a letter for you that says what came of what you told us. It has no name on it. "
            "You ask for it with a word that we give you now.")  # fmt: skip
    with st.form("letter", border=False):
        place = st.text_input(
            "Where should it be left? A place where you can ask for it.", autocomplete="off", max_chars=LONGEST_PLACE
        )
        if st.form_submit_button("Leave me a letter there", type="primary"):
            house().letters_back.ask(reader, code, place)
            opening(VIEW, "changed")


VIEWS: dict[str, Callable[[Reader, str, Theirs], None]] = {
    "change": change, "changed": changed, "longer": longer, "unread": unread, "remove": remove, "word": word,
    "letter": letter, "felt": felt, "copy": copy, "everything": everything,
}  # fmt: skip
