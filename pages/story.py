"""One whole story, set like a letter, with who tells and what it may not be used for."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.story import WHOSE_WORDS, Part, Whose
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import plain, who_tells
from pages.parts.safety import NOTHING_DECIDED, support
from pages.parts.story_actions import recognise, stand_aside, thanks
from pages.parts.stretch_actions import stretch_actions, with_stretch
from pages.parts.wiring import house

HEADINGS = {Part.DIFFERENCE: "What made the difference"}

reader = require(Action.READ)
services = house().reading
try:
    story = services.story(reader, st.query_params.get("story", ""))
    st.title(plain(story.facts.title or "A story"), anchor=False)
    st.text(NOTHING_DECIDED)
    if story.facts.content_note:
        st.text(f"Before you read: {story.facts.content_note}")
    items = []
    for number, one in enumerate(story.stretches):
        heading = one.prompt or HEADINGS.get(one.part, who_tells(story.facts))
        whose = "" if one.whose is Whose.THEIR_WORDS else f" ({WHOSE_WORDS[one.whose]})"
        items.append(
            LetterItem(
                str(number), str(story.text)[one.start : one.end], small_line=heading + whose, passage=False,
                actions=stretch_actions(reader),
            )
        )  # fmt: skip
    if (chosen := letters(f"story-{story.id}", items)) is not None:
        stretch = story.stretches[int(chosen.id)]
        with_stretch(reader, chosen.action, story.id, stretch.start, stretch.end)
    support()
    if st.button("I think I know who this is", type="tertiary"):
        recognise(reader, story.id)
    if st.button("I know this person. Show me nothing more of theirs", type="tertiary"):
        stand_aside(reader, story.id)
except InsightError as error:
    if not thanks():
        st.error(str(error))
