"""Why it is tried, as letters; and what people told since, with how they felt before and after."""

import streamlit as st

from insight.access.reader import Reader
from insight.learning.before_after import BeforeAfter
from insight.learning.experiment import Experiment
from insight.measure.answers import SINCE_WORDS
from insight.measure.said import THE_OTHERS
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, day, plain, who_tells
from pages.parts.story_actions import ACTIONS, follow
from pages.parts.wiring import house

_FEWEST_WORDS = "We say how people felt only where enough of them answered, in both times."
NEVER_A_PROOF = (
    "This is a sign and never a proof: a reason to go and listen. It does not tell whether what we try made the "
    "difference."
)
_STORIES = 5


def why(reader: Reader, one: Experiment, *, together: bool) -> None:
    """The passages that prompted it, how many are left out, and its themes."""
    st.subheader("Why we try this", anchor=False)
    prompted = house().learning.traces.back(reader, one.id, together=together)
    items = [
        LetterItem(
            each.citation.id, each.text, small_line=who_tells(each.story.facts), actions=ACTIONS,
            why="" if each.theirs else "These are our notes, not their words.",
        )
        for each in prompted.passages
    ]  # fmt: skip
    if items and (chosen := letters(f"why-{one.id}", items)) is not None:
        story = next(each.story.id for each in prompted.passages if each.citation.id == chosen.id)
        follow(reader, story, chosen.action)
    if prompted.left_out:
        left_out = counted(prompted.left_out, "passage is", "passages are")
        in_a_room = "not to be read out in a room, " if together else ""
        st.text(f"{left_out} left out: {in_a_room}not open to you, or not the same any more.")
    elif not prompted.passages:
        st.text("No passage stands here yet. Press “Try something because of this” under what people told us.")
    if prompted.themes:
        st.text("It is about:" if prompted.chosen else "What they said lies in:")
        for theme, name in sorted(prompted.themes.items(), key=lambda each: each[1].casefold()):
            st.page_link("pages/theme.py", label=plain(name), query_params={"theme": theme})


def since(reader: Reader, one: Experiment, *, together: bool) -> None:
    """Stories told since on the same themes first, then how people felt, in words."""
    if one.since is None:
        return
    st.subheader("What people told us since", anchor=False)
    found = house().learning.traces.since(reader, one.id, _STORIES, together=together)
    if not found.passages and not found.left_out:
        st.text(f"Since {day(one.since)} nobody has told us more about this. Who could be asked?")
    items = [
        LetterItem(each.passage, each.text, small_line=who_tells(each.facts), actions=ACTIONS)
        for each in found.passages
    ]
    if items and (chosen := letters(f"since-{one.id}", items)) is not None:
        follow(reader, next(each.facts.id for each in found.passages if each.passage == chosen.id), chosen.action)
    if found.more:
        st.text(f"{counted(found.more, 'older story is', 'older stories are')} not shown here. The themes have them.")
    if found.left_out:
        st.text(f"{counted(found.left_out, 'story is', 'stories are')} left out: not to be read out in a room.")
    st.text("\n\n".join(felt(found.feeling)))


def felt(feeling: tuple[BeforeAfter, ...]) -> tuple[str, ...]:
    """How people felt before and after, for each length of time apart; what it cannot tell comes last."""
    if not feeling:
        return (f"{_FEWEST_WORDS} There are too few so far.",)
    said = []
    for one in feeling:
        said.append(
            f"Compared with {SINCE_WORDS[one.length]}, of those who told us about this before {one.until:%B %Y}, "
            f"{one.before}. Of those who told us from {one.later:%B %Y}, {one.after}."
        )
    return (*said, f"{NEVER_A_PROOF} {THE_OTHERS}")
