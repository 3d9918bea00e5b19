""" "I think I know who this is": a story leaves view at once, is looked at again, changed, and given back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, require, scope, scope_of_held
from insight.access.reader import Reader
from insight.ports import Bank
from insight.stories import mask, proposal, risk
from insight.stories.protect import keep_approved
from insight.stories.removal import unname
from insight.stories.risk import Risk
from insight.stories.story import ProtectedStory
from insight.stories.text import Approval, ProtectedText


@dataclass(frozen=True, slots=True)
class Again:
    """A story that somebody recognised, with what could have given it away."""

    story: ProtectedStory
    risk: Risk


class Recognised:
    """Holds stories and gives them back."""

    def __init__(
        self, bank: Bank, clock: Callable[[], datetime], hint: Callable[[str], None], flush: Callable[[], bool]
    ) -> None:
        """`hint` tells the worker which story has other words; `flush` makes the database's files forget the old."""
        self._bank = bank
        self._clock = clock
        self._hint = hint
        self._flush = flush

    def say(self, reader: Reader, story: str) -> None:
        """A reader thinks they know who this is: the story leaves view. No name is asked, and it is counted."""
        require(reader, Action.RAISE_CONCERN)
        now = self._clock()
        with self._bank.writing() as work:
            work.stories.get(story, scope(reader, today=now.date()))
            work.stories.hold(story)
            work.reviews.count(f"{now:%Y-%m}", "", "recognised", 1)
            work.records.write(reader.id, "story_held", story, now)

    def waiting(self, reader: Reader) -> tuple[ProtectedStory, ...]:
        """Stories out of view, for those who look again."""
        require(reader, Action.SIGN_OFF)
        held = scope_of_held(reader, today=self._clock().date())
        with self._bank.reading() as work:
            return work.stories.some(work.reviews.held(held), held)

    def look(self, reader: Reader, story: str) -> Again:
        """One of them, with the sentences that could give somebody away. Opening it is audited."""
        require(reader, Action.SIGN_OFF)
        with self._bank.writing() as work:
            found = work.stories.get(story, scope_of_held(reader, today=self._clock().date()))
            work.records.write(reader.id, "story_opened", story, self._clock())
        return Again(found, risk.judged(str(found.text)))

    def strike(self, reader: Reader, story: str, start: int, end: int) -> None:
        """Leave out a stretch; passages, vectors and theme names of the old words go with it."""
        require(reader, Action.SIGN_OFF)
        now = self._clock()
        with self._bank.writing() as work:
            found = work.stories.get(story, scope_of_held(reader, today=now.date()))
            before = str(found.text)
            done = mask.cut(before, start, end, proposal.LEFT_OUT)
            stretches = tuple(proposal.moved(found.stretches, done))
            unname(work, [story])
            work.typed_words.follow(story, before, done.text)
            work.passages.forget(story)
            text = ProtectedText(done.text, Approval(reader.id, now))
            keep_approved(work, story, text, stretches)
            work.passages.compact_words()
            work.records.raise_generation()
            work.records.write(reader.id, "story_struck", story, now)
        self._flush()
        self._hint(story)

    def give_back(self, reader: Reader, story: str) -> None:
        """It can be read again, as far as its consent reaches."""
        require(reader, Action.SIGN_OFF)
        with self._bank.writing() as work:
            work.stories.get(story, scope_of_held(reader, today=self._clock().date()))
            work.stories.hold(story, held=False)
            work.records.write(reader.id, "story_given_back", story, self._clock())
