"""A sub-group's room: what stands in it, as far as one reader, or everybody who sits there, may see it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.learning.citation import Cited
from insight.learning.learned import Entry, Gap, Session
from insight.learning.own_rooms import open_room, open_themes
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.stories.script import Use

LEFT_OUT = "Left out here: it repeats something that is not for a room."


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry with the ids of its themes, and the stretches it stands on; `left_out` counts those not shown."""

    entry: Entry
    themes: tuple[str, ...]
    cited: tuple[Cited, ...]
    left_out: int

    @property
    def whole(self) -> bool:
        """Whether all its texts are here as they were written, so that they can be changed."""
        return LEFT_OUT not in (self.entry.noticed, self.entry.so_what, self.entry.now_what)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held, the stories that stayed with those who came, and the entries written there."""

    session: Session
    struck: tuple[Cited, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """One room. `themes` are all that may be named here, `left_out` counts places of the wall that are not shown.

    `people` gives the names of all who wrote or came, `members` of those who learn here now. `together`: it was opened
    for a screen that others may see.
    """

    id: str
    name: str
    members: dict[str, str]
    people: dict[str, str]
    themes: dict[str, str]
    entries: tuple[ShownEntry, ...]
    put_away: tuple[Entry, ...]
    wall: tuple[Cited, ...]
    left_out: int
    gaps: tuple[Gap, ...]
    held: tuple[Held, ...]
    together: bool

    @property
    def own_themes(self) -> dict[str, str]:
        """The themes that its entries are about."""
        about = {theme for one in self.entries for theme in one.themes}
        return {theme: name for theme, name in self.themes.items() if theme in about}

    @property
    def next_on(self) -> date | None:
        """When the next session is, or should have been if nobody wrote down that it was."""
        return self.held[0].session.next_on if self.held else None


@dataclass(frozen=True, slots=True)
class Coming:
    """One's own room on the first page: the next session, and how many gaps nobody has closed."""

    id: str
    name: str
    next_on: date | None
    gaps: int


class Rooms:
    """The rooms."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def list(self, reader: Reader) -> dict[str, str]:
        """The names of the sub-groups whose rooms are open to the reader, by id: a member's own, for others all."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            return own_subgroups(work, scope(reader, today=self._clock().date()))

    def open(self, reader: Reader, subgroup: str, *, together: bool) -> Room:
        """One room. With `together` no words of a story are in it but those that may be read out there, whoever sits
        in the room, and what was typed that repeats others says so instead; without, those that the reader may read.
        `NotFound`: it is not open to them.
        """
        require(reader, Action.LEARN)
        today = self._clock().date()
        within = scope(reader, Use.ROOM if together else Use.INSIDE, today=today)
        with self._bank.reading() as work:
            name = open_room(work, within, subgroup)
            themes = open_themes(work, reader, today, together=together)
            entries, sessions = work.rooms.entries(subgroup), work.rooms.sessions(subgroup)
            gaps = work.rooms.gaps([subgroup])
            standing = [subgroup, *(one.id for one in entries), *(one.id for one in sessions)]
            counted, about = work.citations.how_many(standing), work.citations.themes_of(standing)
            cited = {
                of: tuple(one for one in each if not together or one.story.facts.for_a_room(today))
                for of, each in work.citations.cited(standing, within).items()
            }
            if together:
                ours = _for_all(work, within, {one.story for one in work.citations.places(standing)}, today)
                entries = tuple(
                    replace(one, noticed=ours(one.noticed), so_what=ours(one.so_what), now_what=ours(one.now_what))
                    for one in entries
                )
                sessions = tuple(replace(one, decisions=ours(one.decisions)) for one in sessions)
                gaps = tuple(replace(one, who=ours(one.who), why=ours(one.why), heard=ours(one.heard)) for one in gaps)
                cited = {
                    of: tuple(replace(one, citation=replace(one.citation, why=ours(one.citation.why))) for one in each)
                    for of, each in cited.items()
                }
            members = work.rooms.members(subgroup)
            wrote = [*(one.by for one in entries), *(one.by for one in sessions), *(one.by for one in gaps)]
            wrote += [one.citation.by for each in cited.values() for one in each]
            wrote += [who for one in sessions for who in one.people]
            people = work.rooms.names([*wrote, *(one.heard_by for one in gaps if one.heard_by)])

        def shown(one: Entry) -> ShownEntry:
            stands_on = cited.get(one.id, ())
            known = tuple(theme for theme in themes if theme in about.get(one.id, ()))
            return ShownEntry(one, known, stands_on, counted.get(one.id, 0) - len(stands_on))

        here = [one for one in entries if one.put_away_at is None]
        wall = cited.get(subgroup, ())
        return Room(
            id=subgroup,
            name=name,
            members=members,
            people=people,
            themes=themes,
            entries=tuple(shown(one) for one in here),
            put_away=tuple(one for one in entries if one.put_away_at is not None),
            wall=wall,
            left_out=counted.get(subgroup, 0) - len(wall),
            gaps=gaps,
            held=tuple(
                Held(one, cited.get(one.id, ()), tuple(e for e in here if e.group_session == one.id))
                for one in sessions
            ),
            together=together,
        )

    def coming(self, reader: Reader) -> tuple[Coming, ...]:
        """The rooms of the sub-groups that the reader learns with, for their first page."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            named = own_subgroups(work, scope(reader, today=self._clock().date()))
            found = []
            for one in (one for one in named if one in reader.subgroups):
                held = work.rooms.sessions(one)
                waiting = [gap for gap in work.rooms.gaps([one]) if gap.heard_on is None]
                found.append(Coming(one, named[one], held[0].next_on if held else None, len(waiting)))
        return tuple(found)


def _for_all(work: Work, within: Scope, besides: Collection[str], today: date) -> Callable[[str], str]:
    """What was typed, as a room may read it: `LEFT_OUT` where it repeats a story that may not be read out there."""

    def ours(typed: str) -> str:
        repeated = work.typed_words.repeated(typed, besides) if typed else frozenset()
        admitted = work.stories.some(sorted(repeated), within) if repeated else ()
        return LEFT_OUT if repeated - {one.id for one in admitted if one.facts.for_a_room(today)} else typed

    return ours
