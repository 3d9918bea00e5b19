"""A report for scrutiny: one page for a council committee, with figures and people's words in balance."""

from dataclasses import dataclass
from datetime import date

from insight.share.given import Named

PUBLIC = "Council papers are public. Everything here may be shared outside, and every quote is in people's own words."
TITLE = "What people told us"
LONGEST_TYPED, LONGEST_QUOTE, LONGEST_NAME, LONGEST_LESSON, LONGEST_PURPOSE = 350, 240, 90, 160, 240
MOST_QUOTES, MOST_TRIED = 3, 3
PURPOSE, HEARD, FIGURES, TRYING, NOT_KNOWN = (
    "Why we listen",
    "What we heard",
    "How many people told us",
    "What we are trying, and what came of it",
    "What we do not know",
)
NOTHING_TRIED = "Nothing yet that we can tell of."


@dataclass(frozen=True, slots=True)
class Said:
    """A quote that may be public: `id` finds it again, `line` says who tells as far as that may be said."""

    id: str
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The page as it is read. `left_out` is for those who make it, and stands in no file."""

    about: str
    made_on: date
    purpose: str
    heard: str
    quotes: tuple[Said, ...]
    figures: tuple[str, ...]
    tried: tuple[Named, ...]
    not_known: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def day(self) -> str:
        """`3 June 2026`."""
        return f"{self.made_on.day} {self.made_on:%B %Y}"


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut after a word where it is too long.

    >>> shortened("They rang again and again.", 15)
    'They rang …'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: line.rfind(" ", 0, longest - 1)] + " …"


def tried_in_words(one: Named) -> tuple[str, str]:
    """Something that is tried: its name, and what came of it with what was learned."""
    lesson = shortened(one.lesson, LONGEST_LESSON)
    return shortened(one.name, LONGEST_NAME), f"{one.outcome} {lesson}".strip()
