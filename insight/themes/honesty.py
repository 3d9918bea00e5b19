"""How far a theme can be trusted: who is behind it, how steady it is, what is next to it, what speaks against it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.ports import Bank, Work
from insight.stories.interview import Listener
from insight.themes.contrary import turn
from insight.themes.kept import KeptTheme
from insight.themes.seeing import Names, read
from insight.themes.seen import Placing, Said

# As many passages that speak against a theme as somebody reads who would rather not.
AGAINST = 3
# Whatever two people say is what two people say.
TOO_FEW = 2
# More of a theme than this from two people, and it is theirs.
MOST_OF_IT = 0.6


@dataclass(frozen=True, slots=True)
class Rival:
    """The theme most like another: the cosine of their centres, and how many of its passages would go there next."""

    theme: str
    name: str
    likeness: float
    next_best: int


@dataclass(frozen=True, slots=True)
class Honesty:
    """How far one theme can be trusted, as this reader may see it.

    `steadiness` is from 0 to 1, `None` where nobody has measured it; `without_pair` counts stories that were not told
    to a pair; `weak` counts passages that fit badly. `two_make_it` and `two_fill_it` say that two people are all, or
    most, of it.
    """

    theme: str
    people: int
    stories: int
    passages: int
    pairs: int
    organisations: int
    without_pair: int
    steadiness: float | None
    weak: int
    rival: Rival | None
    against: tuple[Said, ...]
    two_make_it: bool
    two_fill_it: bool


class Honest:
    """The honesty of themes."""

    def __init__(self, bank: Bank, names: Names, clock: Callable[[], datetime]) -> None:
        """Over the bank; `names` lists the themes under the names that a reader may see."""
        self._bank = bank
        self._names = names
        self._clock = clock

    def about(self, reader: Reader, theme: str) -> Honesty:
        """One theme. `NotFound`: there is no such theme in use."""
        require(reader, Action.SEE_THEMES)
        names = {one.id: one.name for one in self._names.list(reader).themes}
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            kept = work.themes.get(theme)
            placings = work.theme_views.placings(within, theme)
            heard = work.theme_views.listeners(within)
            against = read(work, [one.passage for one in placings if not one.weak], within, turn)
            rival = self._rival(work, kept, placings, names)
        stories = {one.story for one in placings}
        pairs = {heard[one] for one in stories if one in heard}
        people = {one.storyteller for one in placings}
        return Honesty(
            theme=theme,
            people=len(people),
            stories=len(stories),
            passages=len(placings),
            pairs=len(pairs),
            organisations=len(_organisations(pairs)),
            without_pair=sum(one not in heard for one in stories),
            steadiness=kept.steadiness,
            weak=sum(one.weak for one in placings),
            rival=rival,
            against=_of_different(one for one in against if one.mark),
            two_make_it=0 < len(people) <= TOO_FEW,
            two_fill_it=len(people) > TOO_FEW and _share_of_two(placings) > MOST_OF_IT,
        )

    def _rival(self, work: Work, kept: KeptTheme, placings: Sequence[Placing], names: dict[str, str]) -> Rival | None:
        others = [one for one in work.themes.all() if one.id in names and one.id != kept.id and one.centroid.size]
        build = work.builds.newest()
        if not others or build is None or not kept.centroid.size:
            return None
        centres = np.stack([one.centroid for one in others])
        likeness = centres @ kept.centroid
        nearest = int(likeness.argmax())
        inside, vectors = work.themes.vectors_in(kept.id, build.model)
        mine = {one.passage for one in placings}
        rows = [at for at, one in enumerate(inside) if one in mine]
        next_best = (vectors[rows] @ centres.T).argmax(axis=1) if rows else np.zeros(0)
        return Rival(
            others[nearest].id, names[others[nearest].id], round(float(likeness[nearest]), 2),
            int((next_best == nearest).sum()),
        )  # fmt: skip


def _organisations(pairs: Iterable[frozenset[Listener]]) -> set[str]:
    return {one.organisation for pair in pairs for one in pair if one.organisation is not None}


def _of_different(said: Iterable[Said]) -> tuple[Said, ...]:
    first: dict[str, Said] = {}
    for one in said:
        first.setdefault(one.facts.storyteller, one)
    return tuple(first.values())[:AGAINST]


def _share_of_two(placings: Sequence[Placing]) -> float:
    by = sorted(
        (sum(one.storyteller == who for one in placings) for who in {p.storyteller for p in placings}), reverse=True
    )
    return sum(by[:TOO_FEW]) / len(placings)
