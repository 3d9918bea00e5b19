"""Sentences about themes that several pages say alike."""

from insight.themes.by_hand import Done
from insight.themes.shelf import Line
from pages.parts.lines import counted, day

HOW_SURE = {
    "settled": "The machine put passages that speak of the same thing together and gave each heap a name out of it. "
    "You decide what they are called and what they mean.",
    "tentative": "There are few stories yet, so this is a start for talking. It may look different with the next ten.",
}
WHAT_WAS_DONE = {
    "found": "found it in the stories",
    "made": "made this theme",
    "renamed": "gave it another name",
    "pinned": "pinned it",
    "unpinned": "unpinned it",
    "set_aside": "set it aside",
    "brought_back": "brought it back",
    "merged": "made it part of another theme",
    "took_in": "made another theme part of it",
    "split": "made a theme of its own out of a part of it",
    "split_off": "made it out of a part of another theme",
    "split_found": "agreed to make it out of a part of another theme",
    "moved_in": "moved a passage here",
    "moved_out": "moved a passage to another theme",
    "grown": "agreed to other passages in it",
    "new": "agreed to it as a new theme",
    "faded": "agreed to let it go",
    "retired": "retired it",
    "undone": "took back what was done last",
}


def behind(line: Line) -> str:
    """`12 stories from 11 people`. Of which kinds they are is said where small groups are not counted."""
    return f"{counted(line.stories, 'story', 'stories')} from {counted(line.tellers, 'person', 'people')}"


def what_was_done(done: Done) -> str:
    """`3 May 2026: Jean pinned it.`"""
    taken_back = " (taken back)" if done.undone else ""
    return f"{day(done.at)}: {done.by} {WHAT_WAS_DONE[done.what]}{taken_back}."
