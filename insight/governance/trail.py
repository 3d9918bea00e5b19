"""Who did what: the audit in words, in part, and as a table to take along. Never a word of a story."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from insight.access.entry import Choice, Entry
from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.governance.audit_words import in_words
from insight.ports import Bank, Work

A_PAGE = 50
_FIRST_LETTERS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words: when, who, what they did, to what, and what else is known of it."""

    at: datetime
    who: str
    did: str
    about: str
    more: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see: a month (its first day in UTC), one account, some kinds; `None` is all."""

    month: datetime | None = None
    by: str | None = None
    kinds: tuple[str, ...] | None = None

    @property
    def choice(self) -> Choice:
        """The same as moments."""
        return Choice(self.month, None if self.month is None else _next(self.month), self.by, self.kinds)


@dataclass(frozen=True, slots=True)
class Filters:
    """What one can choose from: months, newest first; names by account; kinds that there are."""

    months: tuple[datetime, ...]
    people: dict[str, str]
    kinds: tuple[str, ...]


class AuditTrail:
    """For the steward, who reads it and takes it along."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def filters(self, reader: Reader) -> Filters:
        """What there is to choose from."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            span, kinds = work.trail.span(), work.trail.kinds()
            people = {one: _name(work, one) for one in work.trail.by_whom()}
        return Filters(
            _months(*span) if span else (),
            dict(sorted(people.items(), key=lambda one: one[1].casefold())),
            tuple(sorted(kinds, key=in_words)),
        )

    def page(self, reader: Reader, wanted: Wanted, number: int) -> tuple[tuple[Line, ...], int]:
        """One page of what is wanted, newest first, and how many entries that are in all; the first page is 0."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            found = work.trail.some(wanted.choice, A_PAGE, number * A_PAGE)
            return self._lines(work, reader, found), work.trail.count(wanted.choice)

    def broken_at(self, reader: Reader) -> int | None:
        """The number of the first entry that was changed or lost; `None` when the list is whole."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.records.broken_at()

    def entries(self, reader: Reader, wanted: Wanted) -> tuple[Entry, ...]:
        """All of what is wanted as it is kept, oldest first."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.trail.some(wanted.choice)[::-1]

    def table(self, reader: Reader, wanted: Wanted) -> bytes:
        """All of what is wanted as csv, oldest first, with ids. Taking it along is an entry of its own.

        No cell begins like a formula (OWASP, CSV Injection).
        """
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            found = work.trail.some(wanted.choice)[::-1]
            names = {one: _name(work, one) for one in {entry.by for entry in found}}
            work.records.write(reader.id, "audit_taken_along", "audit", self._clock(), entries=len(found))
        made = io.StringIO()
        rows = csv.writer(made)
        rows.writerow(("number", "when", "who", "name", "what", "in words", "about", "more"))
        for one in found:
            cells = (one.by, names[one.by], one.what, in_words(one.what), one.subject, one.detail)
            rows.writerow((one.number, one.at.isoformat(), *map(_inert, cells)))
        return made.getvalue().encode("utf-8-sig")  # without the mark a spreadsheet guesses another encoding

    def _lines(self, work: Work, reader: Reader, found: Sequence[Entry]) -> tuple[Line, ...]:
        stories = work.trail.stories([one.subject for one in found], scope(reader, today=self._clock().date()))
        inquiries = {one.id: one.name for one in (*work.inquiries.all(), *work.inquiries.all(closed=True))}
        organisations = work.alliance.organisations()

        def about(subject: str) -> str:
            if subject in stories:
                inquiry, at = stories[subject]
                return f"a story for “{inquiry}” that came in on {at.day} {at:%B %Y at %H:%M}"
            if subject in inquiries:
                return f"“{inquiries[subject]}”"
            return organisations.get(subject) or _name(work, subject, unknown="")

        return tuple(
            Line(one.at, _name(work, one.by), in_words(one.what), about(one.subject), _more(one.detail))
            for one in found
        )


def _name(work: Work, by: str, unknown: str = "somebody who has left") -> str:
    """What a doer is called: an account's name, a job's purpose, or one of the two that are no account."""
    account = work.people.by_id(by)
    if account is not None:
        return account.name
    if by.startswith("system:"):
        return f"the program itself ({by.removeprefix('system:')})"
    return {"operator": "whoever sits at the machine", "sign_in": "the sign-in page"}.get(by, unknown)


def _more(detail: str) -> str:
    """`role steward, days 14`."""
    return ", ".join(f"{name} {value}".replace("_", " ") for name, value in json.loads(detail).items())


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FIRST_LETTERS_OF_FORMULAS) else cell


def _months(first: datetime, last: datetime) -> tuple[datetime, ...]:
    months = [datetime(first.year, first.month, 1, tzinfo=UTC)]
    while (after := _next(months[-1])) <= last:
        months.append(after)
    return tuple(reversed(months))


def _next(month: datetime) -> datetime:
    return datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=UTC)
