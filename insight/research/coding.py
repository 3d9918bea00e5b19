"""Codes on stretches of a collection's stories, by several people who do not see each other's until they are done."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound, Refused
from insight.ports import Bank, Work
from insight.research.collecting import CLOSED, trimmed
from insight.research.comparing import Agreed, Differs, compared
from insight.research.study import Code, Coding, Study, codebook, words_hash
from insight.research.typed import checked
from insight.stories.protect import Detector
from insight.stories.story import Facts, ProtectedStory

LONGEST_NAME, LONGEST_MEANING = 80, 2_000
NO_CODE = "There is no such code in this collection."
NOT_YET = "Finish this story first. Then you see what others made of it."


@dataclass(frozen=True, slots=True)
class Coded:
    """A story of a collection: whether this reader has coded it to the end, and how many others have."""

    facts: Facts
    finished: bool
    others: int


@dataclass(frozen=True, slots=True)
class AtWork:
    """A story of a collection in a coder's hands. `others` is empty until they have finished it."""

    collection: str
    story: ProtectedStory
    mine: tuple[Coding, ...]
    others: tuple[Coding, ...]
    finished: bool
    may_go_back: bool  # finished, and nobody else's codes were there to see
    people: dict[str, str]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code that came from elsewhere, on a stretch of a story: `text` is an exact slice of it."""

    coding: Coding
    code: Code
    facts: Facts
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree about each code, and where they differ in stories that this reader has finished."""

    codes: tuple[Agreed, ...]
    differs: tuple[Differs, ...]
    people: dict[str, str]


class CodingTogether:
    """The codebook of a collection, and what several people code with it."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    # The codebook.

    def codebook(self, reader: Reader, collection: str) -> list[tuple[int, Code]]:
        """The codes by name, each followed by those under it, with how deep it stands; retired ones among them."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            codes = self._study(work, reader, collection).codes
        return list(codebook(sorted(codes, key=lambda one: (one.name.casefold(), one.id))))

    def add_code(self, reader: Reader, collection: str, name: str, meaning: str, under: str | None) -> str:
        """A new code, under another or by itself; its id."""
        require(reader, Action.STUDY)
        name, meaning = self._checked(name, meaning)
        with self._bank.writing() as work:
            codes = {one.id: one for one in self._open_study(work, reader, collection).codes}
            _refuse_twins(codes.values(), name)
            if under is not None and under not in codes:
                raise NotFound(NO_CODE)
            guid = str(uuid.uuid4())
            new = work.studies.add_code(collection, name, meaning, under, guid, reader.id, self._clock())
            work.records.write(reader.id, "code_added", collection, self._clock())
        return new

    def change_code(
        self, reader: Reader, collection: str, code: str, name: str, meaning: str, under: str | None
    ) -> None:
        """Call a code otherwise, say what it means, or put it under another. Where it stands it stays."""
        require(reader, Action.STUDY)
        name, meaning = self._checked(name, meaning)
        with self._bank.writing() as work:
            codes = {one.id: one for one in self._open_study(work, reader, collection).codes}
            if code not in codes or (under is not None and under not in codes):
                raise NotFound(NO_CODE)
            _refuse_twins((one for one in codes.values() if one.id != code), name)
            above = under
            while above is not None:
                if above == code:
                    raise BadInput("A code cannot stand under itself. Nothing was changed.")
                above = codes[above].parent
            work.studies.change_code(code, name, meaning, under)
            work.records.write(reader.id, "code_changed", collection, self._clock())

    def retire(self, reader: Reader, collection: str, code: str) -> None:
        """Nobody gives this code any more; where it stands it stays."""
        require(reader, Action.STUDY)
        self._retire(reader, collection, code, self._clock(), "code_retired")

    def use_again(self, reader: Reader, collection: str, code: str) -> None:
        """A retired code can be given again."""
        require(reader, Action.STUDY)
        self._retire(reader, collection, code, None, "code_used_again")

    # Coding.

    def stories(self, reader: Reader, collection: str) -> tuple[Coded, ...]:
        """The stories of a collection that are open to this reader, and how far they are."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            study, finished = self._study(work, reader, collection), work.studies.finished(collection)
        done = {one.id: finished.get(one.id, {}).keys() for one in study.stories}
        return tuple(
            Coded(one.facts, reader.id in done[one.id], len(done[one.id] - {reader.id})) for one in study.stories
        )

    def story(self, reader: Reader, collection: str, story: str) -> AtWork:
        """One story to code. Who opened which is audited; others' codes are shown once the reader has finished."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            study = self._study(work, reader, collection)
            found = _story(study, story)
            finished = reader.id in work.studies.finished(collection).get(story, {})
            alone = self._alone(work, reader, study, story)
            work.records.write(reader.id, "story_opened", story, self._clock())
        here = [one for one in study.codings if one.story == story and not one.suggested]
        mine = tuple(one for one in here if one.by == reader.id)
        others = tuple(one for one in here if one.by != reader.id and finished)
        return AtWork(collection, found, mine, others, finished, finished and alone, study.people)

    def code(self, reader: Reader, collection: str, story: str, code: str, start: int, end: int) -> bool:
        """Put a code on a stretch of a story; false when the reader has put it there already."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            study = self._open_study(work, reader, collection)
            text = str(_story(study, story).text)
            if code not in {one.id for one in study.codes if not one.retired}:
                raise NotFound(NO_CODE)
            start, end = trimmed(text, start, end)
            return work.studies.add_coding(
                code, story, start, end, words_hash(text[start:end]), reader.id, self._clock(), False
            )

    def uncode(self, reader: Reader, collection: str, coding: str) -> None:
        """Take off a code of one's own, until one has finished the story."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            study = self._open_study(work, reader, collection)
            mine = [one for one in study.codings if one.id == coding and one.by == reader.id and not one.suggested]
            if not mine:
                raise NotFound("There is no such code of yours.")
            if reader.id in work.studies.finished(collection).get(mine[0].story, {}):
                raise Refused("You have finished this story. Where you differ from others, you settle it together.")
            work.studies.drop_coding(coding)

    def finish(self, reader: Reader, collection: str, story: str) -> None:
        """The reader has coded this story to the end: what they gave no code has none for them."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            _story(self._open_study(work, reader, collection), story)
            if work.studies.finish_story(collection, story, reader.id, self._clock()):
                work.records.write(reader.id, "story_coded", story, self._clock())

    def go_back(self, reader: Reader, collection: str, story: str) -> None:
        """The reader has not finished after all. `Refused` when they have seen by now what others made of it."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            study = self._open_study(work, reader, collection)
            _story(study, story)
            if not self._alone(work, reader, study, story):
                raise Refused("You have seen what others made of this story. Where you differ, you settle it together.")
            work.studies.take_up_story(collection, story, reader.id)

    # What came from elsewhere.

    def suggestions(self, reader: Reader, collection: str) -> tuple[Suggested, ...]:
        """Codes that came with a file and wait for somebody to take them."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            study = self._study(work, reader, collection)
        codes, stories = {one.id: one for one in study.codes}, {one.id: one for one in study.stories}
        return tuple(
            Suggested(one, codes[one.code], stories[one.story].facts, str(stories[one.story].text)[one.start : one.end])
            for one in study.codings
            if one.suggested
        )

    def take(self, reader: Reader, collection: str, coding: str) -> None:
        """Make a suggestion one's own."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            one = self._suggestion(work, reader, collection, coding)
            work.studies.drop_coding(coding)
            work.studies.add_coding(
                one.code, one.story, one.start, one.end, one.words_hash, reader.id, self._clock(), False
            )
            work.records.write(reader.id, "suggestion_taken", one.story, self._clock())

    def leave(self, reader: Reader, collection: str, coding: str) -> None:
        """Throw a suggestion away."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            one = self._suggestion(work, reader, collection, coding)
            work.studies.drop_coding(coding)
            work.records.write(reader.id, "suggestion_left", one.story, self._clock())

    # Together.

    def agreement(self, reader: Reader, collection: str) -> Agreement:
        """How far coders agree, and every piece about which they differ, in stories this reader has finished."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            study = work.studies.study(collection, scope(reader, today=self._clock().date()), taken_off=True)
            finished, since = work.studies.finished(collection), work.studies.codes_since(collection)
            people = {one.id: one.name for one in work.people.all()}
        agreed, differs = compared(study, finished, since)
        seen = tuple(one for one in differs if reader.id in finished[one.facts.id])
        return Agreement(agreed, seen, people)

    def settle(self, reader: Reader, collection: str, codings: Sequence[str], keep: bool) -> None:
        """Where coders differ: what was coded stays, or is taken off. What each of them said is kept."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            self._open_study(work, reader, collection)
            study = work.studies.study(collection, scope(reader, today=self._clock().date()), taken_off=True)
            finished = work.studies.finished(collection)
            found = [one for one in study.codings if one.id in set(codings) and not one.suggested]
            if not found or len(found) < len(set(codings)):
                raise NotFound("This is not here any more. Look again at where you differ.")
            if any(reader.id not in finished.get(one.story, {}) for one in found):
                raise Refused(NOT_YET)
            for one in found:
                work.studies.settle_coding(one.id, keep, reader.id)
                work.records.write(reader.id, "coding_settled", one.story, self._clock(), kept=keep)

    def _checked(self, name: str, meaning: str) -> tuple[str, str]:
        clean = " ".join(name.split())
        if not clean:
            raise BadInput("Give the code a name.")
        clean, meaning = checked(self._detector, (clean, LONGEST_NAME), (meaning, LONGEST_MEANING))
        return clean, meaning

    def _study(self, work: Work, reader: Reader, collection: str) -> Study:
        return work.studies.study(collection, scope(reader, today=self._clock().date()))

    def _open_study(self, work: Work, reader: Reader, collection: str) -> Study:
        study = self._study(work, reader, collection)
        if study.collection.closed_at is not None:
            raise Refused(CLOSED)
        return study

    def _retire(self, reader: Reader, collection: str, code: str, at: datetime | None, what: str) -> None:
        with self._bank.writing() as work:
            if code not in {one.id for one in self._open_study(work, reader, collection).codes}:
                raise NotFound(NO_CODE)
            work.studies.retire_code(code, at)
            work.records.write(reader.id, what, collection, self._clock())

    def _suggestion(self, work: Work, reader: Reader, collection: str, coding: str) -> Coding:
        for one in self._open_study(work, reader, collection).codings:
            if one.id == coding and one.suggested:
                return one
        raise NotFound("Somebody has decided about this already.")

    def _alone(self, work: Work, reader: Reader, study: Study, story: str) -> bool:
        """Whether nobody else has finished this story, or put a code into it."""
        others = work.studies.finished(study.collection.id).get(story, {}).keys() - {reader.id}
        coded = any(one.story == story and one.by != reader.id and not one.suggested for one in study.codings)
        return not others and not coded


def _story(study: Study, story: str) -> ProtectedStory:
    for one in study.stories:
        if one.id == story:
            return one
    raise NotFound("There is no such story in this collection, or it is not open to you.")


def _refuse_twins(codes: Iterable[Code], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in codes):
        raise BadInput("There is a code of this name already. Choose another.")
