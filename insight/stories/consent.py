"""What a storyteller agreed to: each use a separate yes or no, and whom they do not want to read it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SCRIPT_VERSION = "2026-11"


class Use(StrEnum):
    """The uses that are asked about one by one."""

    INSIDE = "inside"
    ROOM = "room"
    OUTSIDE = "outside"
    QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Consent:
    """A storyteller's answers. `None` means that nobody has asked yet, which is not a yes.

    Consent to take part is kept apart from the lawful basis, which is recorded once per inquiry.
    """

    inside: bool | None = None
    room: bool | None = None
    outside: bool | None = None
    quotes: bool | None = None
    not_organisations: frozenset[str] = frozenset()
    not_teams: frozenset[str] = frozenset()
    script: str = SCRIPT_VERSION
    how: str = "spoken"
    taken_by: str = ""
    given_on: date | None = None
    review_on: date | None = None
    erase_on: date | None = None

    @property
    def known(self) -> bool:
        """Whether anybody asked."""
        return self.inside is not None

    def allows(self, use: Use) -> bool:
        """Whether this use was agreed to. Every wider use needs the inside one as well."""
        return self.inside is True and getattr(self, use.value) is True


@dataclass(frozen=True, slots=True)
class Asking:
    """One question of the consent script, as it is read aloud."""

    use: Use
    question: str
    note: str = field(default="")


SCRIPT_OPENING = (
    "You don't have to do this. Nothing you get here changes if you say no or stop.",
    "What you tell us is never used to decide anything about you: no room, prescription, benefit or case.",
    "If someone is in serious danger, or a child is not safe, we must tell someone. We tell you first if we can.",
    "Please leave out details of crimes that nobody knows about.",
    "We take out names and make dates and places less exact. People close to you may still recognise it.",
    "You can change your mind later. What is already printed cannot come back.",
)

SCRIPT = (
    Asking(Use.INSIDE, "May people in the alliance read what you told us, to learn from it?"),
    Asking(Use.ROOM, "May it be read out in a room, at a meeting?"),
    Asking(
        Use.OUTSIDE,
        "May it be shared outside, without anything that says who you are?",
        "Council papers are public on the web. It could also reach the press or a university.",
    ),
    Asking(Use.QUOTES, "May we quote you word for word?"),
)
