"""Draws how far a theme can be trusted: in plain words first, then the theme most like it, then the other side."""

import streamlit as st

from insight.access.reader import Reader
from insight.themes.honesty import Honesty
from insight.themes.seen import Said
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, who_tells
from pages.parts.story_actions import ACTIONS
from pages.parts.stretch_actions import stretch_actions, with_stretch

_STEADY, _FAIRLY = 0.8, 0.6
_LIKE, _VERY_LIKE = 0.8, 0.9  # cosines of centres: on the demo bank a third of themes lie above the higher


def honesty(key: str, seen: Honesty) -> tuple[str, str] | None:
    """Draw it; the story and the action that was pressed under one of the letters, if one was."""
    for line in (*warnings(seen), *in_words(seen)):
        st.text(line)
    st.subheader("Where somebody sees another side", anchor=False)
    if not seen.against:
        st.text("We found nobody who turns against what is said here. That may be our rule, and not them.")
        return None
    st.text("We look for words such as “to be fair” or “I'm not saying”. They are marked. Much is missed.")
    return letters_of(f"{key}-against", seen.against)


def letters_of(key: str, said: tuple[Said, ...], reader: Reader | None = None) -> tuple[str, str] | None:
    """Draw passages as letters; the story and the action that was pressed, if one was.

    With a reader, a passage can also be kept or put on a wall, which is done here.
    """
    actions = (*ACTIONS, *(stretch_actions(reader) if reader else ()))
    chosen = letters(
        key,
        [
            LetterItem(one.passage, one.text, (one.mark,) if one.mark else (), who_tells(one.facts), actions=actions)
            for one in said
        ],
    )
    if chosen is None:
        return None
    one = next(one for one in said if one.passage == chosen.id)
    if reader and with_stretch(reader, chosen.action, one.facts.id, one.start, one.start + len(one.text)):
        return None
    return one.facts.id, chosen.action


def warnings(seen: Honesty) -> tuple[str, ...]:
    """What has to be said before any figure."""
    said = []
    if seen.two_make_it:
        who = "One person makes" if seen.people == 1 else "Two people make"
        said.append(f"{who} this theme. It is what they told us, and not more. Listen to others before you act on it.")
    elif seen.two_fill_it:
        said.append("Most of this theme is what two people told us. Read the others before you act on it.")
    if seen.pairs == 1 and not seen.without_pair and seen.stories > 1:
        said.append("Only one pair heard all of this. Another pair might hear it in another way.")
    return tuple(said)


def in_words(seen: Honesty) -> tuple[str, ...]:
    """Who is behind it, how steady it is, how well it fits, and what is most like it."""
    told = counted(seen.people, "person", "people")
    heard = (
        f"{counted(seen.pairs, 'pair', 'pairs')} from {counted(seen.organisations, 'organisation', 'organisations')}"
    )
    said = [f"{told} told of this, in {counted(seen.stories, 'story', 'stories')}."]
    if seen.pairs:
        said[0] += f" {heard} listened."
    if seen.without_pair:
        said.append(f"{counted(seen.without_pair, 'story', 'stories')} came in without a pair.")
    said.append(_steady(seen.steadiness))
    said.append(
        f"{seen.weak} of {counted(seen.passages, 'passage', 'passages')} fit badly."
        if seen.weak
        else f"All {counted(seen.passages, 'passage', 'passages')} fit well enough."
    )
    if seen.rival is not None:
        alike = next(
            words
            for least, words in ((_VERY_LIKE, "very much like it"), (_LIKE, "much like it"), (-1, "somewhat like it"))
            if seen.rival.likeness >= least
        )
        said.append(
            f"The theme next to it is “{seen.rival.name}”. It is {alike} ({seen.rival.likeness:.2f} of 1). "
            f"{seen.rival.next_best} of {counted(seen.passages, 'passage', 'passages')} would go there next."
        )
    return tuple(said)


def _steady(steadiness: float | None) -> str:
    if steadiness is None:
        return "How steady it is has not been tried yet."
    tried = "We left some stories out and looked for themes again, many times."
    if steadiness >= _STEADY:
        return f"It is steady. {tried} It came back almost every time."
    if steadiness >= _FAIRLY:
        return f"It is fairly steady. {tried} It came back more often than not, with some changes."
    return f"It is shaky. {tried} It often came back as something else."
