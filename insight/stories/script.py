"""What is read aloud before anybody tells: one script for adults, one for people of 16 and 17; each has its version."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """The uses that are asked about one by one."""

    INSIDE = "inside"
    ROOM = "room"
    OUTSIDE = "outside"
    QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question of the script, as it is read aloud."""

    use: Use
    question: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A version of what is said and asked. A use that a script does not ask about is a no."""

    version: str
    opening: tuple[str, ...]
    askings: tuple[Asking, ...]

    def said(self, until: int) -> tuple[str, ...]:
        """The lines to read aloud, with the year at whose end what is told is removed."""
        return tuple(line.format(until=until) for line in self.opening)


_YOU_DECIDE = "You don't have to do this. Nothing you get here changes if you say no or stop."
_NO_DECISION = "It is never used to decide anything about you: no room, prescription, benefit or case."
_CRIMES = "Please leave out details of crimes that nobody knows about."
_CLOSE = "We take out names and make dates and places less exact. People close to you may still know it is you."
_LATER = "You can change your mind later. What is already printed cannot come back."
_UNTIL = "We keep it until the end of {until}. Then we remove it."
_INSIDE = Asking(Use.INSIDE, "May people in the alliance read what you told us, to learn from it?")
_ROOM = Asking(Use.ROOM, "May it be read out in a room, at a meeting?")
_QUOTES = Asking(Use.QUOTES, "May we quote you word for word?")

ADULT = Script(
    "2026-12",
    (
        _YOU_DECIDE,
        "People who work in the alliance and people who have been there themselves read it, to make things better. "
        "You can say who should not.",
        _NO_DECISION,
        "If someone is in serious danger, or a child is not safe, we must tell someone. We tell you first if we can.",
        _CRIMES,
        _CLOSE,
        _LATER,
        _UNTIL,
    ),
    (
        _INSIDE,
        _ROOM,
        Asking(
            Use.OUTSIDE,
            "May it be shared outside, without anything that says who you are?",
            "Council papers are public on the web. It could also reach the press or a university.",
        ),
        _QUOTES,
    ),
)

YOUNG = Script(
    "2026-12-young",
    (
        _YOU_DECIDE,
        "You can have somebody you trust with you. Shall we wait for them?",
        "People who work in the alliance and people who have been there themselves read it, to make things better. "
        "You can say who should not.",
        "Because you are under 18 we do not share it outside: not in council papers, not with the press.",
        _NO_DECISION,
        "If you or somebody else is not safe, we must tell someone who can help. We tell you first if we can.",
        _CRIMES,
        _CLOSE,
        _LATER,
        _UNTIL,
    ),
    (_INSIDE, _ROOM, Asking(Use.QUOTES, "May we use your very words, inside the alliance?")),
)

SCRIPTS = {script.version: script for script in (ADULT, YOUNG)}


def script_of(version: str) -> Script:
    """The script of a version; the adults' one for a version that this program has never read aloud."""
    return SCRIPTS.get(version, ADULT)


def question_about(use: Use) -> str:
    """How an adult is asked about a use."""
    return next(asking.question for asking in ADULT.askings if asking.use is use)
