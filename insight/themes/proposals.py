"""What a build would change in the themes people know: shown with its reason, accepted or refused by people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader, system
from insight.errors import Conflict
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.themes.builds import ACCEPTED, REFUSED
from insight.themes.called import headings, names
from insight.themes.changing import BUILDER, Dresser, join, movable, retire, scatter, take
from insight.themes.identity import Kind
from insight.themes.kept import BuiltTheme, KeptProposal, KeptTheme, Placed
from insight.themes.shown import Shown, shown

SAMPLE = 4  # passages by which a change can be judged
# How a theme's history calls a proposal that was accepted.
_TOLD = {
    Kind.GROWN: "grown", Kind.SPLIT: "split_found", Kind.NEW: "new", Kind.FADED: "faded",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change for people to decide: `theme` is what it is about and `into` what it would become part of, by name.

    `comes` are passages that would come into the theme (or be the new one's), `goes` those that would leave it, as
    many as this reader may see; `samples` are some of them.
    """

    id: str
    kind: Kind
    theme: str
    into: str
    comes: int
    goes: int
    samples: tuple[Shown, ...]


class Proposals:
    """Deciding on what a build proposes."""

    def __init__(self, bank: Bank, dresser: Dresser, clock: Callable[[], datetime]) -> None:
        """`dresser` names anew what an accepted proposal changes."""
        self._bank = bank
        self._dresser = dresser
        self._clock = clock

    def waiting(self, reader: Reader) -> tuple[Proposed, ...]:
        """What is to be decided."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within = scope(reader, today=today)
        with self._bank.reading() as work:
            return tuple(self._shown(work, reader, within, one) for one in work.builds.proposals())

    def count(self, reader: Reader) -> int:
        """How much is to be decided."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            return len(work.builds.proposals())

    def refuse(self, reader: Reader, proposal: str) -> None:
        """Leave the themes as they are; the same is not proposed again before the bank has grown by a tenth."""
        require(reader, Action.DECIDE_THEMES)
        with self._bank.writing() as work:
            one = _waiting(work, proposal)
            work.builds.decide(one.id, REFUSED, reader.id, self._clock())
            work.records.write(reader.id, "proposal_refused", one.id, self._clock())

    def accept(self, reader: Reader, proposal: str) -> None:
        """Make the change. It can be taken back like anything else that people do."""
        require(reader, Action.DECIDE_THEMES)
        now, act = self._clock(), new_id()
        within = scope(system(BUILDER), today=now.date())
        with self._bank.writing() as work:
            one = _waiting(work, proposal)
            work.builds.decide(one.id, ACCEPTED, reader.id, now)
            kind = Kind(one.kind)
            members = _members(work, within, one)
            if kind in (Kind.NEW, Kind.SPLIT):
                changed = self._new(work, act, one, members)
                work.theme_acts.note(changed[0], reader.id, _TOLD[kind], "", now, act)
            elif kind is Kind.GROWN:
                changed = [one.themes[0], *_moved(work, act, one.themes[0], members)]
                work.theme_acts.note(one.themes[0], reader.id, _TOLD[kind], "", now, act)
            elif kind is Kind.MERGED:
                join(work, act, work.themes.get(one.themes[0]), one.themes[1], reader.id, now)
                changed = [one.themes[1]]
            else:
                changed = self._faded(work, act, reader, work.themes.get(one.themes[0]), now)
            for theme in dict.fromkeys(changed):
                self._dresser.dress(work, theme)
            work.records.write(reader.id, "proposal_accepted", one.id, now, passages=len(members))

    def _new(self, work: Work, act: str, one: KeptProposal, members: Sequence[Placed]) -> list[str]:
        built = _built(work, one)
        new = KeptTheme(
            new_id(), built.name, built.name_passage, None, built.words, built.centroid, False,
            steadiness=built.steadiness,
        )  # fmt: skip
        work.themes.keep(new, len(work.themes.all()), one.build)
        return [new.id, *_moved(work, act, new.id, members)]

    def _faded(self, work: Work, act: str, reader: Reader, gone: KeptTheme, now: datetime) -> list[str]:
        taken = scatter(work, act, gone.id, self._dresser.model)
        retire(work, act, gone, reader.id, _TOLD[Kind.FADED], now)
        return sorted(taken)

    def _shown(self, work: Work, reader: Reader, within: Scope, one: KeptProposal) -> Proposed:
        today = self._clock().date()
        known = {theme.id: theme for theme in work.themes.all()}
        called = names(work, reader, [known[key] for key in one.themes if key in known], today)
        kind = Kind(one.kind)
        members = _members(work, within, one)
        standing = work.themes.placed(within, one.themes[0]).get(one.themes[0], ()) if one.themes else ()
        here = {placed.passage.id for placed in standing}
        there = {placed.passage.id for placed in members}
        if kind in (Kind.NEW, Kind.SPLIT):
            theme = headings(work, reader, [_built(work, one)], today)[one.number or 0]
            into, judged = called.get(one.themes[0], "") if one.themes else "", members
            comes, goes = len(there), 0
        elif kind is Kind.GROWN:
            theme, into = called[one.themes[0]], ""
            judged = tuple(placed for placed in members if placed.passage.id not in here)
            comes, goes = len(there - here), len(here - there)
        else:
            theme, into = called[one.themes[0]], called.get(one.themes[-1], "") if kind is Kind.MERGED else ""
            judged, comes, goes = standing, 0, len(here)
        return Proposed(one.id, kind, theme, into, comes, goes, shown(work, within, judged[:SAMPLE]))


def _waiting(work: Work, proposal: str) -> KeptProposal:
    in_use = {one.id for one in work.themes.all()}
    for one in work.builds.proposals():
        if one.id == proposal and in_use.issuperset(one.themes):
            return one
    raise Conflict("This has been decided already, or the themes have changed since. Nothing was changed.")


def _built(work: Work, one: KeptProposal) -> BuiltTheme:
    return next(theme for theme in work.builds.themes(one.build) if theme.number == one.number)


def _members(work: Work, within: Scope, one: KeptProposal) -> tuple[Placed, ...]:
    """The passages that the build has in the theme which it proposes."""
    return () if one.number is None else work.builds.members(one.build, within, one.number).get(one.number, ())


def _moved(work: Work, act: str, into: str, members: Sequence[Placed]) -> set[str]:
    """Put what a machine may move into a theme; the themes it came from."""
    free = movable(work, [one.passage.id for one in members])
    coming = [one for one in members if one.passage.id in free and free[one.passage.id] != into]
    take(work, act, into, [(one.passage.id, one.fit, one.weak) for one in coming])
    return {theme for one in coming if (theme := free[one.passage.id]) is not None}
