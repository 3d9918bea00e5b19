"""What listeners took from a conversation, and whether they did what they meant to: what is kept beside the words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Done(StrEnum):
    """What became of what somebody wanted to do differently, in their own judgement."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_RIGHT = "not_right"


DONE_WORDS = {
    Done.YES: "Yes",
    Done.PARTLY: "Partly",
    Done.NOT_YET: "Not yet",
    Done.NOT_RIGHT: "It was not the right thing",
}


@dataclass(frozen=True, slots=True)
class Reflection:
    """That one listener wrote something after one conversation; the words are in the vault."""

    interview: str
    account: str
    made_on: date
