"""Pairs: who may listen with whom, which organisations have listened together, and what listeners take from it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from insight.access.account import Account
from insight.access.gate import Action, may, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound, Refused
from insight.ports import Bank, Work
from insight.stories.interview import JOB_WORDS, KindOfJob
from insight.stories.protect import Detector
from insight.stories.reflection import Done, Reflection
from insight.stories.together import Meeting, Together, together

# How far somebody's work usually is from the front door: for distance between two kinds of job, and never shown.
FROM_THE_DOOR = {
    KindOfJob.KEEPING_GOING: 0,
    KindOfJob.LIVED: 0,
    KindOfJob.VOLUNTEER: 0,
    KindOfJob.WITH_PEOPLE: 1,
    KindOfJob.TEAM: 2,
    KindOfJob.SERVICE: 3,
    KindOfJob.ORGANISATION: 4,
    KindOfJob.PAYING: 4,
}
MOST_SUGGESTED, MOST_UNLIKELY = 5, 10
NOT_YET_TOGETHER = "you have not listened together yet"
ASK_AGAIN_AFTER = timedelta(days=30)
MAY_ADD_FOR = timedelta(days=14)
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who may listen. `apart`: from another organisation, with another kind of job; `met`: with the asker."""

    account: str
    name: str
    organisation: str | None
    organisation_name: str
    job: KindOfJob | None
    met: bool
    apart: bool

    @property
    def suggested(self) -> bool:
        """Whether the two would otherwise hardly meet, and have not."""
        return self.apart and not self.met

    @property
    def in_words(self) -> str:
        """`Sol, Kite Advocacy: you have not listened together yet`."""
        said = f"{self.name}, {self.organisation_name}" if self.organisation_name else self.name
        return f"{said}: {NOT_YET_TOGETHER}" if self.suggested else said


@dataclass(frozen=True, slots=True)
class Due:
    """What one listener wanted to do differently, for them alone."""

    interview: str
    made_on: date
    monday: str


@dataclass(frozen=True, slots=True)
class Struck:
    """What struck one listener in a conversation; by whom is not said."""

    interview: str
    made_on: date
    text: str


class Pairs:
    """The mix of those who listen, and what they take from it."""

    def __init__(
        self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime], *, demo: bool = False
    ) -> None:
        """`detector` looks for names in what others will read. The demo's people are there only with `demo`."""
        self._bank = bank
        self._detector = detector
        self._clock = clock
        self._demo = demo

    # Whom to listen with.

    def partners(self, reader: Reader) -> tuple[Partner, ...]:
        """Everybody else who may listen; first those whom one would hardly meet and has not, the farthest first."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            me = work.people.by_id(reader.id)
            met, named = work.pairs.met(), work.alliance.organisations()
            others = [one for one in self._listeners(work) if one.id != reader.id]
        others.sort(key=lambda one: -_distance(me, one))
        found = [_partner(one, named, frozenset((reader.id, one.id)) in met, _apart(me, one)) for one in others]
        rest = sorted((one for one in found if not one.suggested), key=lambda one: one.name.casefold())
        return (*(one for one in found if one.suggested), *rest)

    def suggestions(self, reader: Reader) -> tuple[Partner, ...]:
        """The first few whom this reader would hardly meet and has not listened with."""
        return tuple(one for one in self.partners(reader) if one.suggested)[:MOST_SUGGESTED]

    def unlikely_pairs(self, reader: Reader) -> tuple[tuple[Partner, Partner], ...]:
        """Pairs of people who would hardly meet and have not, the farthest apart first: by name, for the steward."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            met, named = work.pairs.met(), work.alliance.organisations()
            listeners = self._listeners(work)
        two_by_two = [
            (one, other)
            for one, other in combinations(listeners, 2)
            if _apart(one, other) and frozenset((one.id, other.id)) not in met
        ]
        two_by_two.sort(key=lambda two: -_distance(*two))
        return tuple(
            (_partner(one, named, False, True), _partner(other, named, False, True))
            for one, other in two_by_two[:MOST_UNLIKELY]
        )

    # Who has listened together. Organisations and kinds of job are staff's, so small numbers are shown here: a count
    # of conversations is of listeners, and says neither who told nor what. Never cross it with anything a teller said.

    def organisations(self, reader: Reader) -> Together:
        """Which organisations have listened together, in how many conversations that were handed in."""
        require(reader, Action.SEE_PAIRS)
        with self._bank.reading() as work:
            named = work.alliance.organisations()
            counted: Counter[tuple[str, str]] = Counter()
            for (one, other), times in work.pairs.together().items():
                if one.organisation and other.organisation:
                    counted[named[one.organisation], named[other.organisation]] += times
        return together(tuple(named.values()), counted.items(), who=False)

    def jobs(self, reader: Reader) -> Together:
        """Which kinds of job have listened together, in how many conversations that were handed in."""
        require(reader, Action.SEE_PAIRS)
        short = {job: words.partition(":")[0].partition(",")[0] for job, words in JOB_WORDS.items()}
        counted: Counter[tuple[str, str]] = Counter()
        with self._bank.reading() as work:
            for (one, other), times in work.pairs.together().items():
                if one.job and other.job:
                    counted[short[one.job], short[other.job]] += times
        return together(tuple(short[job] for job in KindOfJob), counted.items(), who=True)

    def by_name(self, reader: Reader) -> tuple[Meeting, ...]:
        """Who has listened with whom, by name, for the steward."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            names = {one.id: one.name for one in work.people.all() if self._there(one)}
            met = [(two, times) for two, times in work.pairs.met().items() if two <= names.keys()]
        by_name = sorted((sorted(names[one] for one in two), times) for two, times in met)
        return tuple(Meeting(one, other, times) for (one, other), times in by_name)

    # What they take from it.

    def to_reflect(self, reader: Reader) -> dict[str, datetime]:
        """When this reader's conversations of late were handed in, of which they have not written what struck them."""
        require(reader, Action.LISTEN)
        with self._bank.reading() as work:
            return work.pairs.without_reflection(reader.id, self._clock() - MAY_ADD_FOR)

    def reflect(self, reader: Reader, interview: str, struck: str, monday: str) -> None:
        """Keep what struck somebody, for others who may read the stories, and what they will do, for them alone.

        Either may be empty. `BadInput` where others would read a name; nothing is kept then.
        """
        require(reader, Action.LISTEN)
        struck, monday = struck.strip(), monday.strip()
        if not struck and not monday:
            raise BadInput("Write something in one of the two first.")
        if max(len(struck), len(monday)) > LONGEST:
            raise BadInput(f"Please say it in {LONGEST:,} characters or fewer.")
        if any(one.surely_names for one in self._detector().detect(struck)):
            raise BadInput("Please leave out names, numbers and addresses in what struck you: others may read it.")
        today = self._clock().date()
        with self._bank.writing() as work:
            if not work.pairs.handed_in(interview, reader.id):
                raise NotFound("This conversation is not handed in, or it is not yours.")
            ask_on = today + ASK_AGAIN_AFTER if monday else None
            if not work.pairs.reflect(Reflection(interview, reader.id, today), ask_on):
                raise Refused("You have added yours to this conversation already.")
            # Sealed under the conversation's own key: handing in threw away the key of the drafts, and when the
            # conversation is removed this one goes too, with whatever was written about it.
            for name, text in ((_struck(reader.id), struck), (_monday(reader.id), monday)):
                if text:
                    work.vault.keep(interview, name, text)
            work.records.write(reader.id, "reflected", interview, self._clock())

    def struck(self, reader: Reader) -> tuple[Struck, ...]:
        """What struck listeners in conversations that are open to this reader, the newest first."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            found = [
                Struck(one.interview, one.made_on, text)
                for one in work.pairs.reflections(scope(reader, today=self._clock().date()))
                if (text := work.vault.fetch(one.interview, _struck(one.account)))
            ]
        return tuple(found)

    def due(self, reader: Reader) -> tuple[Due, ...]:
        """What this reader wanted to do differently and is asked about again now. Nobody else ever reads it."""
        require(reader, Action.SEE_HOME)
        with self._bank.reading() as work:
            return tuple(
                Due(one.interview, one.made_on, text)
                for one in work.pairs.due(reader.id, self._clock().date())
                if (text := work.vault.fetch(one.interview, _monday(reader.id)))
            )

    def answer(self, reader: Reader, interview: str, answer: Done) -> None:
        """Whether they did it, as they see it; "not yet" asks again in another month. The audit keeps no answer."""
        require(reader, Action.SEE_HOME)
        today = self._clock().date()
        ask_on = today + ASK_AGAIN_AFTER if answer is Done.NOT_YET else None
        with self._bank.writing() as work:
            if not work.pairs.answer(interview, reader.id, answer, today, ask_on):
                raise NotFound("There is nothing to answer here any more.")
            work.records.write(reader.id, "reflection_answered", interview, self._clock())

    def _listeners(self, work: Work) -> list[Account]:
        """Those who may listen, by name."""
        there = [one for one in work.people.all() if self._there(one) and may(one.reader(), Action.LISTEN)]
        return sorted(there, key=lambda one: (one.name.casefold(), one.id))

    def _there(self, one: Account) -> bool:
        return one.active and (self._demo or not one.demo)


def _apart(one: Account | None, other: Account) -> bool:
    """Another organisation and another kind of job; not where either is unknown."""
    if one is None or not (one.organisation and other.organisation and one.job and other.job):
        return False
    return one.organisation != other.organisation and one.job is not other.job


def _distance(one: Account | None, other: Account) -> int:
    if one is None or one.job is None or other.job is None:
        return 0
    return abs(FROM_THE_DOOR[one.job] - FROM_THE_DOOR[other.job])


def _partner(one: Account, named: dict[str, str], met: bool, apart: bool) -> Partner:
    belongs = named.get(one.organisation, "") if one.organisation else ""
    return Partner(one.id, one.name, one.organisation, belongs, one.job, met, apart)


def _struck(account: str) -> str:
    return f"struck/{account}"


def _monday(account: str) -> str:
    return f"monday/{account}"
