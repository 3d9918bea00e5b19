"""The answers to "do you feel better or worse?": five steps, up and down, or rather not say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insight.stories.inquiry import TellerKind


class Answer(StrEnum):
    """What a person tapped."""

    MUCH_WORSE = "much_worse"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    MUCH_BETTER = "much_better"
    UP_AND_DOWN = "up_and_down"
    RATHER_NOT = "rather_not"


STEPS = (Answer.MUCH_WORSE, Answer.WORSE, Answer.SAME, Answer.BETTER, Answer.MUCH_BETTER, Answer.UP_AND_DOWN)

ANSWER_WORDS = {
    Answer.MUCH_WORSE: "much worse",
    Answer.WORSE: "a bit worse",
    Answer.SAME: "about the same",
    Answer.BETTER: "a bit better",
    Answer.MUCH_BETTER: "much better",
    Answer.UP_AND_DOWN: "up and down",
    Answer.RATHER_NOT: "rather not say",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer beside its story."""

    storyteller: str
    answer: Answer
    told_on: date | None
    compared_with: str
    story: str
    teller: TellerKind
    inquiry: str
