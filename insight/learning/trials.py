"""Tries one, two, three; reviews, held or put off with a reason; and what is seen in the wider system beside them."""

from collections.abc import Callable
from datetime import date, datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Refused
from insight.learning.experiment import LONGEST_DID, LONGEST_NOTE, LONGEST_SAID, LONGEST_SOURCE, Experiment
from insight.learning.experiments import not_ended, review_day
from insight.ports import Bank, Work
from insight.research.typed import checked
from insight.stories.protect import Detector


class Trials:
    """What happens between the beginning and the end."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def begin_try(self, reader: Reader, wanted: str, did: str) -> int:
        """The next try begins today; its number. `Refused` while the one before runs."""
        require(reader, Action.LEARN)
        if not did.strip():
            raise BadInput("Say what you do in this try.")
        (did,) = checked(self._detector, (did, LONGEST_DID))
        with self._bank.writing() as work:
            one = self._running(work, reader, wanted)
            if one.trying is not None:
                raise Refused("A try is still running. Write down what happened first.")
            number = len(one.tries) + 1
            work.experiments.add_try(wanted, number, did, self._clock().date(), reader.id, self._clock())
            work.records.write(reader.id, "try_begun", wanted, self._clock(), number=number)
        return number

    def end_try(self, reader: Reader, wanted: str, happened: str) -> None:
        """The try that runs ends today, with what happened, whether it worked or not."""
        require(reader, Action.LEARN)
        if not happened.strip():
            raise BadInput("Say what happened. A try that did not work teaches most.")
        (happened,) = checked(self._detector, (happened, LONGEST_DID))
        with self._bank.writing() as work:
            one = self._running(work, reader, wanted)
            if one.trying is None:
                raise Refused("No try is running.")
            work.experiments.end_try(one.trying.id, happened, self._clock().date())
            work.records.write(reader.id, "try_ended", wanted, self._clock(), number=one.trying.number)

    def hold_review(self, reader: Reader, wanted: str, said: str, next_on: date) -> None:
        """You looked at it together today: what was said, and when you look again. It may be before it is due."""
        require(reader, Action.LEARN)
        self._review(reader, wanted, said, next_on, held=True)

    def put_off_review(self, reader: Reader, wanted: str, why: str, next_on: date) -> None:
        """The review is held later, for a reason that stays on the page."""
        require(reader, Action.LEARN)
        self._review(reader, wanted, why, next_on, held=False)

    def note(self, reader: Reader, wanted: str, noted_on: date, text: str, source: str) -> None:
        """What was seen in the wider system, and where that is from. Also after the end: some things show late."""
        require(reader, Action.LEARN)
        if not text.strip() or not source.strip():
            raise BadInput("Write down what was seen, and where it is from.")
        if noted_on > self._clock().date():
            raise BadInput("That day has not come yet.")
        text, source = checked(self._detector, (text, LONGEST_NOTE), (source, LONGEST_SOURCE))
        with self._bank.writing() as work:
            work.experiments.get(wanted, self._within(reader))
            work.experiments.add_note(wanted, noted_on, text, source, reader.id, self._clock())
            work.records.write(reader.id, "system_noted", wanted, self._clock())

    def _review(self, reader: Reader, wanted: str, said: str, next_on: date, *, held: bool) -> None:
        if not said.strip():
            raise BadInput("Write down what you said." if held else "Write down why it is put off.")
        review_day(next_on, self._clock().date())
        (said,) = checked(self._detector, (said, LONGEST_SAID))
        with self._bank.writing() as work:
            one = self._running(work, reader, wanted)
            if not held and one.review_on is not None and next_on <= one.review_on:
                raise BadInput("Put off means later. Choose a day after the one that was agreed.")
            work.experiments.add_review(wanted, one.review_on, held, said, next_on, reader.id, self._clock())
            what = "review_held" if held else "review_put_off"
            work.records.write(reader.id, what, wanted, self._clock())

    def _running(self, work: Work, reader: Reader, wanted: str) -> Experiment:
        one = not_ended(work, wanted, self._within(reader))
        if one.since is None:
            raise Refused("It has not begun yet.")
        return one

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())
