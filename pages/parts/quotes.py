"""A quote of a collection as a letter: who tells, for which inquiry, and what it may be used for today."""

from insight.research.collecting import Kept
from insight.stories.script import Use
from pages.parts.letter import LetterItem
from pages.parts.lines import who_tells

ACTIONS = (("open", "Open the whole story"), ("note", "Write a note"), ("drop", "Take it out of here"))
_USES = {
    Use.INSIDE: "read it inside the alliance",
    Use.ROOM: "read it out in a room",
    Use.OUTSIDE: "share it outside",
}


def may_be_used(one: Kept) -> str:
    """`You may read it inside the alliance and share it outside, but not word for word.`"""
    uses = [words for use, words in _USES.items() if use in one.uses]
    if not uses:
        return "Nobody has recorded what they agreed to. Do not use it yet."
    listed = " and ".join(filter(None, (", ".join(uses[:-1]), uses[-1])))
    how = "and quote it word for word" if Use.QUOTES in one.uses else "but not word for word"
    return f"You may {listed}, {how}."


def quoted(one: Kept, by: str) -> LetterItem:
    """The quote with its source; below it what it may be used for, and the note beside it."""
    said = [may_be_used(one)]
    if not one.theirs:
        said.append("These are our notes, not their words.")
    if one.quote.note:
        said.append(f"Note: {one.quote.note}")
    said.append(f"Kept by {by}.")
    source = f"{who_tells(one.facts)}, for “{one.facts.inquiry_name}”"
    return LetterItem(one.quote.id, one.text, small_line=source, why=" ".join(said), actions=ACTIONS)
