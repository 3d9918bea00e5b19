"""What is asked: inquiries begin, their questions are refined from round to round, each time with the reason."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Conflict, NotFound
from insight.measure.disclosure import Group, Rule, protect
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.stories import prompts as typed
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet
from insight.stories.prompts import Compared
from insight.stories.protect import Detector

LONGEST_NAME = 80
LONGEST_PURPOSE = 400
LONGEST_REASON = 400
_BETWEEN = "\n\n"  # what is looked at together is parted like the paragraphs of a story


@dataclass(frozen=True, slots=True)
class Round:
    """A version of the questions, and how many told under it; `None` where the rule for small numbers hides it."""

    questions: QuestionSet
    stories: int | None
    tellers: int | None


@dataclass(frozen=True, slots=True)
class History:
    """An inquiry with every version of its questions, newest first."""

    inquiry: Inquiry
    rounds: tuple[Round, ...]


class Asking:
    """Inquiries and their questions."""

    def __init__(
        self, bank: Bank, clock: Callable[[], datetime], detector: Callable[[], Detector], small_number: int
    ) -> None:
        """`detector` looks for names in what staff type; fewer tellers than `small_number` are not counted out."""
        self._bank = bank
        self._clock = clock
        self._detector = detector
        self._small_number = small_number

    def open(self, reader: Reader) -> tuple[Inquiry, ...]:
        """Inquiries that conversations are held for, by name."""
        require(reader, Action.ASK)
        with self._bank.reading() as work:
            return work.inquiries.all()

    def closed(self, reader: Reader) -> tuple[Inquiry, ...]:
        """Inquiries that have ended, by name."""
        require(reader, Action.ASK)
        with self._bank.reading() as work:
            return work.inquiries.all(closed=True)

    def show(self, reader: Reader, inquiry: str) -> History:
        """One inquiry with its versions, and how many of those whom this reader may read told under each."""
        require(reader, Action.ASK)
        with self._bank.reading() as work:
            told = work.inquiries.told(inquiry, scope(reader, today=self._clock().date()))
            found = work.inquiries.get(inquiry)
            return History(found, _rounds(work.inquiries.versions(inquiry), told, rule_in(work, self._small_number)))

    def in_words(self, one: Round) -> str:
        """How many told under a version of the questions, and no more exact than the rule for small numbers allows."""
        if one.tellers is None:
            return "So few people told us something, in this round or one beside it, that we do not say how many."
        if not one.tellers:
            return "Nobody has told us anything in this round yet."
        return f"{one.tellers} people told us {one.stories} stories in this round."

    def compare(self, reader: Reader, inquiry: str, before: int, after: int) -> Compared:
        """What version `after` asks that `before` did not, and the other way round."""
        require(reader, Action.ASK)
        with self._bank.reading() as work:
            versions = {one.version: one.prompts for one in work.inquiries.versions(inquiry)}
        if before not in versions or after not in versions:
            raise NotFound("There is no such version of these questions.")
        return typed.compare(versions[before], versions[after])

    def begin(self, reader: Reader, name: str, purpose: str, prompts: Iterable[Prompt]) -> str:
        """A new inquiry; its id. `BadInput` says in words what is missing or too long, or that it names somebody."""
        require(reader, Action.REFINE)
        called = _said("name", name, LONGEST_NAME)
        why = _said("purpose", purpose, LONGEST_PURPOSE)
        asked = typed.checked(prompts)
        self._refuse_names((("The name", called), ("The purpose", why), *_texts(asked)))
        with self._bank.writing() as work:
            if work.inquiries.has_name(called):
                raise BadInput("There is an inquiry of this name already. Nothing was kept. Give this one another.")
            new = work.inquiries.add(called, why, asked, self._clock())
            self._write(work, reader, "inquiry_begun", new, questions=len(asked))
            return new

    def refine(self, reader: Reader, inquiry: str, seen: str, prompts: Iterable[Prompt], why: str) -> int:
        """Ask otherwise from now on, and say why; the number of the version that this makes.

        `seen` is the id of the question set that was changed. A version that a conversation has used stays as it is
        and the next one is made; one that nobody has used is replaced. `Conflict` when it is no longer the newest.
        """
        require(reader, Action.REFINE)
        reason = _said("reason", why, LONGEST_REASON)
        asked = typed.checked(prompts)
        self._refuse_names((*_texts(asked), ("The reason", reason)))
        with self._bank.writing() as work:
            newest = work.inquiries.get(inquiry).questions
            if newest.id != seen:
                raise Conflict("Somebody else changed these questions meanwhile. Yours were not kept: look at theirs.")
            if [_asked(one) for one in asked] == [_asked(one) for one in newest.prompts]:
                raise BadInput("Nothing is different yet. Change a question first, then say why.")
            version, reasons = newest.version + 1, reason
            if not newest.frozen:
                work.inquiries.drop_version(newest.id)
                version, reasons = newest.version, "\n".join(filter(None, (newest.why, reason)))
            work.inquiries.add_version(inquiry, version, asked, reasons, self._clock())
            self._write(work, reader, "questions_refined", inquiry, version=version, questions=len(asked))
            return version

    def close(self, reader: Reader, inquiry: str) -> None:
        """Nobody begins a conversation for it any more. What was told stays."""
        self._end(reader, inquiry, "inquiry_closed", self._clock())

    def open_again(self, reader: Reader, inquiry: str) -> None:
        """Conversations can be held for it again."""
        self._end(reader, inquiry, "inquiry_opened_again", None)

    def _end(self, reader: Reader, inquiry: str, what: str, at: datetime | None) -> None:
        require(reader, Action.REFINE)
        with self._bank.writing() as work:
            work.inquiries.get(inquiry)
            work.inquiries.close(inquiry, at)
            self._write(work, reader, what, inquiry)

    def _refuse_names(self, texts: Iterable[tuple[str, str]]) -> None:
        """`BadInput` where a text would give somebody away by itself. The text is not repeated in it."""
        said = list(texts)
        ends = list(accumulate(len(text) + len(_BETWEEN) for _, text in said))
        for one in self._detector().detect(_BETWEEN.join(text for _, text in said)):
            if one.surely_names:
                where = said[bisect_right(ends, one.start)][0]
                raise BadInput(
                    f"{where} seems to hold somebody's name, number or address. Nothing was kept. Say it without. "
                    "If it is no name, ask the steward to add it to the words that are never one."
                )

    def _write(self, work: Work, reader: Reader, what: str, inquiry: str, **counts: int) -> None:
        work.records.write(reader.id, what, inquiry, self._clock(), **counts)


def _said(what: str, text: str, longest: int) -> str:
    """The text without spaces to spare; `BadInput` when there is none, or too much of it."""
    tidy = " ".join(text.split())
    if not tidy:
        raise BadInput(f"The {what} is missing. Nothing was kept.")
    if len(tidy) > longest:
        raise BadInput(f"The {what} is longer than {longest} characters. Nothing was kept. Say it shorter.")
    return tidy


def _texts(prompts: Iterable[Prompt]) -> Iterable[tuple[str, str]]:
    """Every text of the prompts, and how to speak of it."""
    for one in prompts:
        yield f"A question under “{one.stage.value.capitalize()}”", one.text
        if one.tip:
            yield f"A tip under “{one.stage.value.capitalize()}”", one.tip


def _asked(one: Prompt) -> tuple[object, ...]:
    return one.stage, one.teller, one.text, one.tip


def _rounds(versions: Iterable[QuestionSet], told: dict[str, tuple[int, int]], rule: Rule) -> tuple[Round, ...]:
    """How many told under each version; together they are the people of the inquiry, which is counted elsewhere."""
    groups = tuple(Group(one, (tellers,), 0) for one, (_, tellers) in told.items())
    overall = Group("", (sum(tellers for _, tellers in told.values()),), 0)
    _, (shown,) = protect(overall, (groups,), rule)
    tellers = {one.name: one.total for one in shown}
    return tuple(
        Round(
            one, None if (people := tellers.get(one.id, 0)) is None else rule.said(told.get(one.id, (0, 0))[0]), people
        )
        for one in versions
    )
