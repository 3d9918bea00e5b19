"""What stands on the paper that a pair takes along: the script, the questions with room to write, and how they feel."""

from dataclasses import dataclass

from insight.measure.answers import ANSWER_WORDS
from insight.stories.inquiry import STAGE_WORDS, STOP_OR_SKIP, TELLER_WORDS, Inquiry, Stage, TellerKind
from insight.stories.script import Asking, Script

STORY_LINES, ANSWER_LINES = 10, 5

BEFORE = "Read this aloud before you begin. Tick what the person says."
ON_PAPER = "Write no names on this paper. When it is written into Insight, shred it."
STOP = "You can stop at any time."
FEELING = "In yourself, are things better, worse, about the same, or up and down?"
FEELING_TIP = (
    "Pick a time to compare with, and write it down. The person ticks, you look away. Do not ask in a crisis. "
    "Ask somebody who works here how it is to work here."
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, for whom where not for everybody, and how many lines there are to write on."""

    text: str
    tip: str
    to: str
    lines: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A guide for one kind of teller, or with every kind's questions. It names no service."""

    title: str
    to: str
    said: tuple[str, ...]
    askings: tuple[Asking, ...]
    stages: tuple[tuple[str, tuple[Question, ...]], ...]
    feelings: tuple[str, ...] = tuple(ANSWER_WORDS.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What is in reach on the first page."""
        return STOP, STOP_OR_SKIP, ON_PAPER


def sheet(inquiry: Inquiry, teller: TellerKind | None, script: Script, until: int) -> Sheet:
    """The paper for an inquiry's newest questions. What is told is kept until the end of the year `until`."""
    prompts = inquiry.questions.prompts if teller is None else inquiry.questions.for_teller(teller)
    first = prompts[0] if prompts else None
    stages = []
    for stage in Stage:
        questions = tuple(
            Question(
                one.text,
                one.tip,
                TELLER_WORDS[one.teller] if teller is None and one.teller else "",
                STORY_LINES if one is first else ANSWER_LINES,
            )
            for one in prompts
            if one.stage is stage
        )
        if questions:
            stages.append((STAGE_WORDS[stage], questions))
    to = TELLER_WORDS[teller] if teller else "anybody"
    return Sheet(inquiry.name, to, script.said(until), script.askings, tuple(stages))
