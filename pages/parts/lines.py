"""The small line above a story: who tells, when, in what kind of place."""

import re
from datetime import date

from insight.stories.inquiry import TELLER_WORDS
from insight.stories.safeguarding import KeptOriginal
from insight.stories.story import Facts

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$])")


def plain(text: str) -> str:
    """The text with everything that Streamlit would read as markup written out as itself: for headings and links."""
    return _MARKDOWN.sub(r"\\\1", text)


def who_tells(facts: Facts) -> str:
    """`Someone using services, summer 2026, at a day centre`. Nothing in it says who it was."""
    teller = facts.pseudonym or TELLER_WORDS[facts.teller]
    about = " about somebody" if facts.told_about else ""
    said = [f"{teller[0].upper()}{teller[1:]}{about}"]
    if facts.season:
        said.append(facts.season)
    if facts.place_kind:
        said.append(facts.place_kind)
    if not facts.consent.known:
        said.append("nobody has recorded what they agreed to, so only reviewers see this")
    return ", ".join(said)


def original_named(one: KeptOriginal) -> str:
    """`Round one, 312 words, came in 4 June at 10:15`: enough to tell texts apart, and no word of them."""
    return f"{one.inquiry_name}, {counted(one.words, 'word', 'words')}, came in {one.received_at:%d %B at %H:%M}"


def day(one: date) -> str:
    """`3 June 2026`."""
    return f"{one.day} {one:%B %Y}"


def counted(number: int, one: str, many: str) -> str:
    """`1 story`, `12 stories`."""
    return f"{number:,} {one if number == 1 else many}"
