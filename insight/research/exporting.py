"""Taking a collection or the whole bank along: what may leave which way, read afresh each time, told in the audit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import partial

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.research.parcel import Parcel, Way, inside, outside
from insight.research.study import Collection, Study
from insight.research.whole_bank import whole_bank
from insight.stories.script import Use
from insight.themes.repeats import repeats


class Format(StrEnum):
    """The files that can be made."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    QDPX = "qdpx"
    QDC = "qdc"
    CODEBOOK = "codebook"


class TakingAlong:
    """From a collection to a file. No file is kept here, and none touches a disk."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        writers: Mapping[Format, Callable[[Parcel], bytes]],
        small_number: int,
    ) -> None:
        """`writers` make each kind of file; fewer people than `small_number` are not told apart outside."""
        self._bank = bank
        self._clock = clock
        self._writers = writers
        self._small_number = small_number

    def collections(self, reader: Reader) -> tuple[Collection, ...]:
        """What there is to take along."""
        require(reader, Action.TAKE_ALONG)
        with self._bank.reading() as work:
            return work.studies.collections(scope(reader, today=self._clock().date()))

    def look(self, reader: Reader, collection: str, way: Way) -> Parcel:
        """What would be in a file that leaves this way, and what not. `NotFound`: it is not open to them."""
        require(reader, Action.TAKE_ALONG)
        with self._bank.reading() as work:
            return self._parcel(work, reader, collection, way)

    def file(self, reader: Reader, collection: str, way: Way, kind: Format) -> bytes:
        """The file. That it was made is audited, with numbers and no words; what it says, it says as of now."""
        require(reader, Action.TAKE_ALONG)
        with self._bank.reading() as work:
            parcel = self._parcel(work, reader, collection, way)
        return self._made(reader, parcel, kind)

    def everything(self, reader: Reader, way: Way, kind: Format, inquiry: str | None = None) -> tuple[bytes, Parcel]:
        """A file of all that may leave this way, of the whole bank or one inquiry, and what is in it."""
        require(reader, Action.TAKE_ALONG)
        with self._bank.reading() as work:
            parcel = self._of(
                work, reader, lambda within: whole_bank(work, reader, within, self._clock(), inquiry), way,
                unused_codes=False,
            )  # fmt: skip
        return self._made(reader, parcel, kind), parcel

    def _made(self, reader: Reader, parcel: Parcel, kind: Format) -> bytes:
        made = self._writers[kind](parcel)
        held = {"stories": len(parcel.study.stories), "quotes": len(parcel.excerpts), "codes": len(parcel.study.codes)}
        with self._bank.writing() as work:
            work.records.write(
                reader.id, "study_taken_along", parcel.study.collection.id, self._clock(),
                way=parcel.way.value, file=kind.value, **held,
            )  # fmt: skip
        return made

    def _parcel(self, work: Work, reader: Reader, collection: str, way: Way) -> Parcel:
        return self._of(work, reader, lambda within: work.studies.study(collection, within), way)

    def _of(
        self, work: Work, reader: Reader, study: Callable[[Scope], Study], way: Way, *, unused_codes: bool = True
    ) -> Parcel:
        """What may leave this way of a study that is read anew for each use."""
        today = self._clock().date()
        here = scope(reader, today=today)
        known = study(here)
        if way is Way.INSIDE:
            return inside(known, today)
        may_go = study(scope(reader, Use.OUTSIDE, today=today))
        named = [one.id for one in may_go.stories]
        quotable = {one.id for one in work.stories.some(named, scope(reader, Use.QUOTES, today=today))}
        shut_in = [one for one in known.stories if one.id not in quotable or one.facts.told_about]

        def said_by_others(besides: str, words: str) -> bool:
            return bool(work.stories.tellers_of(words, here, besides))

        def theirs(typed: str) -> bool:
            """Whether it repeats somebody whose words may not go out, and nobody else (see `repeats`)."""
            return any(repeats(typed, str(one.text), partial(said_by_others, one.facts.storyteller)) for one in shut_in)

        few = rule_in(work, self._small_number).hidden_below
        return outside(may_go, frozenset(quotable), theirs, few, today, unused_codes=unused_codes)
