"""Story cards for a session: what stands on each, what lies beside them, and what was left out and why."""

from dataclasses import dataclass

from insight.learning.citation import RESONANCE_WORDS
from insight.research.parcel import Way

# What a card of the size of a postcard holds, in characters; a line break costs as much as a line.
LONGEST, A_LINE = 1_000, 75
MOST_CARDS = 24
NOTE_BEFORE = "Before you read"
NO_NOTES = "None of these cards has a note. Go gently all the same."
OUR_WORDS = "told in our words"

STAYS = "What stays with us, and why"
HOW_IT_STAYS = tuple(words[0].upper() + words[1:] for words in RESONANCE_WORDS.values())
LAY_OUT = "Lay the cards out. Everybody takes one, reads it alone or aloud, and puts it down when they have had enough."
COUNT = "Count the cards: none leaves the room."
HOW_TO = {
    Way.INSIDE: (
        LAY_OUT,
        "Write the number of each card that stays with you, tick why, and say what it was in it.",
        "Afterwards, type the numbers in where the session is written down, under A sub-group's room: each story then "
        "hangs on your wall, with why.",
        COUNT,
    ),
    Way.OUTSIDE: (
        LAY_OUT,
        "Write the first words of each card that stays with you, tick why, and say what it was in it.",
        COUNT,
    ),
}
NOTES_TITLE = "Before you begin: notes on these cards"
NOTES_SAID = (
    "Read this sheet first. Say what is coming before a card is read out, and let people pass.",
    "Nobody has to read, to stay, or to say why. Agree on somebody to talk to afterwards.",
)
RULE = "What is told here decides nothing about whoever told it. Do not guess who it is."


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One card. `words` is an exact part of the protected story, `cut` whether more was told than stands here.

    `number` is empty on cards that go outside.
    """

    number: str
    line: str
    note: str
    words: str
    cut: bool

    @property
    def named(self) -> str:
        """`Card 04711`; empty where it has no number."""
        return f"Card {self.number}" if self.number else ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Cards for one session, in the order in which they print."""

    name: str
    way: Way
    cards: tuple[StoryCard, ...]
    left_out: tuple[str, ...]

    @property
    def noted(self) -> tuple[StoryCard, ...]:
        """The cards that something should be said before."""
        return tuple(one for one in self.cards if one.note)


def cost(words: str) -> int:
    """How much of a card these words take, in characters."""
    return len(words) + A_LINE * words.count("\n")


def room_beside(note: str) -> int:
    """What a card has left for words below a note, in characters."""
    return LONGEST - cost(note) - A_LINE if note else LONGEST


def fitting(words: str, room: int = LONGEST) -> str:
    """As much of the beginning as fits into this room, up to the end of a sentence where there is one.

    >>> fitting("It was good. " + "More. " * 200)[-5:]
    'More.'
    """
    if cost(words) <= room:
        return words
    end = room
    while cost(words[:end]) > room:
        end -= A_LINE
    part = words[:end]
    last = max(part.rfind(mark) for mark in (". ", "? ", "! ", ".\n"))
    return (part[: last + 1] if last > room // 4 else part[: part.rfind(" ")]).rstrip()
