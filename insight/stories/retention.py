"""Retention: nothing is kept without an end. What is over goes the way a withdrawal goes, and leaves the same proof."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from insight.access.gate import Action, may, require
from insight.access.reader import Reader, system
from insight.governance.keeping import years_kept
from insight.ports import Bank, Work
from insight.stories.kept_for import Kind, Leaving, Terms
from insight.stories.receipt import Receipt, Why
from insight.stories.removal import Gone, Ledger, Removal, unname

# So many things leave in one sweep at most: each holds the bank for a moment, and the proof is one for all of them.
MOST_AT_ONCE = 25
WARNED_BEFORE = timedelta(days=7)
DAY = timedelta(days=1)
AHEAD = BEHIND = timedelta(days=30)
REVIEW_PASSED = "review date passed"
KEEPING = system("keeping")

_WHY = {Kind.UNREVIEWED: Why.UNREVIEWED, Kind.OVER: Why.DATE}


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did, in counts; a receipt for each story that left."""

    conversations: int = 0
    narrowed: int = 0
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """So many of one kind go, or narrow, on one day."""

    kind: Kind
    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Went:
    """What went in the last thirty days, in counts: stories by why, unfinished conversations, texts as typed."""

    stories: dict[Why, int]
    conversations: int
    originals: int
    narrowed: int


class Retention:
    """Ends what is over, and says beforehand what will."""

    def __init__(
        self, bank: Bank, removal: Removal, ledger: Ledger, clock: Callable[[], datetime], terms: Terms
    ) -> None:
        """`removal` is the one way in which a story leaves; `ledger` names stories that may not be here."""
        self._bank = bank
        self._removal = removal
        self._ledger = ledger
        self._clock = clock
        self._terms = terms

    @property
    def terms(self) -> Terms:
        """How long things are kept now, with the years as the alliance decided."""
        with self._bank.reading() as work:
            return replace(self._terms, years=years_kept(work, self._terms.years))

    # What is coming, and what went.

    def warnings(self, reader: Reader) -> tuple[Coming, ...]:
        """What of this reader's own goes soon: unfinished conversations, and stories that nobody looked over."""
        require(reader, Action.SEE_HOME)
        now = self._clock()
        with self._bank.reading() as work:
            found: tuple[Leaving, ...] = ()
            if may(reader, Action.LISTEN):
                found += self._ends(work.keeping.unfinished(now - self._terms.warned_after, reader.id))
            if may(reader, Action.REVIEW):
                own = work.keeping.unreviewed(now - self._unreviewed + WARNED_BEFORE, now, reader.id)
                found += self._ends(own)
        return _counted(found)

    def coming(self, reader: Reader) -> tuple[Coming, ...]:
        """Everything that goes or narrows in the next thirty days, in counts by day."""
        require(reader, Action.ADMINISTER)
        now = self._clock()
        until = (now + AHEAD).date()
        with self._bank.reading() as work:
            found = (
                *self._ends(work.keeping.unfinished(now - self._drafts + AHEAD)),
                *self._ends(work.keeping.unreviewed(now - self._unreviewed + AHEAD, now)),
                *work.keeping.originals(now + AHEAD),
                *work.keeping.past_review(until),
                *work.keeping.ending(until, years_kept(work, self._terms.years), now),
            )
        return _counted(found)

    def went(self, reader: Reader) -> Went:
        """What went in the last thirty days."""
        require(reader, Action.ADMINISTER)
        since = self._clock() - BEHIND
        with self._bank.reading() as work:
            stories = work.keeping.withdrawn(since)
            conversations, originals, narrowed = (
                work.keeping.counted(what, since)
                for what in ("conversation_expired", "originals_forgotten", "consent_narrowed")
            )
        return Went({why: stories[why.value] for why in Why if why in stories}, conversations, originals, narrowed)

    # The sweep.

    def sweep(self) -> Swept:
        """End what is over, each thing in one transaction of its own; what a killed process left is done first."""
        self._removal.finish()
        gone = [one for take in (self._take_again, self._conversations, self._stories) for one in take()]
        narrowed = self._narrow()
        receipts = self._removal.prove(gone)
        swept = Swept(sum(not one.story for one in gone), narrowed, receipts)
        if gone or narrowed:
            with self._bank.writing() as work:
                work.records.write(
                    KEEPING.id, "swept", "keeping", self._clock(), stories=len(receipts),
                    conversations=swept.conversations, narrowed=narrowed,
                    complete=all(one.complete for one in receipts),
                )  # fmt: skip
        return swept

    def _take_again(self) -> list[Gone]:
        """Stories that the ledger says were withdrawn: a process was killed in between, or old files were put back."""
        with self._bank.reading() as work:
            here = work.keeping.still_here(tuple(self._ledger.stories()))
        gone = []
        for story in here[:MOST_AT_ONCE]:
            with self._bank.writing() as work:
                if work.keeping.still_here([story]):
                    gone.append(self._removal.take_out(work, KEEPING, story, Why.ASKED))
        return gone

    def _conversations(self) -> list[Gone]:
        """Conversations that nobody has gone on with."""
        before = self._clock() - self._drafts
        with self._bank.reading() as work:
            due = work.keeping.unfinished(before)
        gone = []
        for one in due[:MOST_AT_ONCE]:
            with self._bank.writing() as work:
                if one.id in {still.id for still in work.keeping.unfinished(before)}:
                    gone.append(self._removal.take_out_conversation(work, KEEPING, one.id))
        return gone

    def _stories(self) -> list[Gone]:
        """Stories that nobody looked over, and those whose time is over."""
        with self._bank.reading() as work:
            due = self._due(work)
        gone = []
        for story, why in list(due.items())[:MOST_AT_ONCE]:
            with self._bank.writing() as work:
                if self._due(work).get(story) is why:  # its teller may have said since that it is to be kept longer
                    gone.append(self._removal.take_out(work, KEEPING, story, why))
        return gone

    def _due(self, work: Work) -> dict[str, Why]:
        now = self._clock()
        unreviewed = work.keeping.unreviewed(now - self._unreviewed, now)
        over = work.keeping.ending(now.date() + DAY, years_kept(work, self._terms.years), now)
        return {one.id: _WHY[one.kind] for one in (*unreviewed, *over)}

    def _narrow(self) -> int:
        """Where the review date has passed, a new version of the consent says so; how many."""
        now = self._clock()
        tomorrow = now.date() + DAY
        with self._bank.reading() as work:
            due = work.keeping.past_review(tomorrow)
        for one in due[:MOST_AT_ONCE]:
            with self._bank.writing() as work:
                if one.id not in {still.id for still in work.keeping.past_review(tomorrow)}:
                    continue
                before = work.tellers.consent(one.id)
                narrow = replace(before, room=False, outside=False, quotes=False, how=REVIEW_PASSED)
                stories = work.keeping.under(one.id)
                work.stories.agree_anew(one.id, work.tellers.agree(stories[0][1], narrow, one.id))
                if before.quotes:
                    unname(work, [story for story, _ in stories])
                work.records.write(KEEPING.id, "consent_narrowed", "keeping", now, number=len(stories))
        return len(due[:MOST_AT_ONCE])

    @property
    def _drafts(self) -> timedelta:
        return timedelta(days=self._terms.drafts_days)

    @property
    def _unreviewed(self) -> timedelta:
        return timedelta(days=self._terms.unreviewed_days)

    def _ends(self, found: tuple[Leaving, ...]) -> tuple[Leaving, ...]:
        """The same on the day on which they go, not on the one their time is counted from."""
        days = {Kind.UNFINISHED: self._drafts, Kind.UNREVIEWED: self._unreviewed}
        return tuple(replace(one, on=one.on + days[one.kind]) for one in found)


def _counted(found: tuple[Leaving, ...]) -> tuple[Coming, ...]:
    number = Counter((one.on, one.kind) for one in found)
    return tuple(Coming(kind, on, count) for (on, kind), count in sorted(number.items()))
