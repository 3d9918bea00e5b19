"""Changing themes: passages go from one to another in acts that can be taken back, and a changed theme is dressed anew.

Everything works inside the transaction it is given. What people put somewhere by hand, and what is in a theme that
they pinned, moves by people only.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import numpy as np

from insight.access.gate import scope
from insight.access.reader import system
from insight.ports import Work
from insight.themes.centroids import WEAK_FIT, assign, unit
from insight.themes.embedder import Embedder
from insight.themes.headed import headed, passage_of
from insight.themes.kept import KeptTheme, Move
from insight.themes.passages import Passage
from insight.themes.words import WORDS_A_THEME, content, set_apart

BUILDER = "theme build"  # whose eyes see what a build reads
# As many passages as a name and quotes are chosen from when people change a theme: they wait for it.
DRESSED_FROM = 400
FEWEST_STORIES = 3  # that must use a word before it stands for a theme; fewer and it is somebody's own


def movable(work: Work, passages: Iterable[str]) -> dict[str, str | None]:
    """Those passages that a machine's proposal may move, and the theme that each stands in, if any."""
    wanted = list(passages)
    standing = work.themes.where(wanted)
    pinned = {one.id for one in work.themes.all() if one.pinned}
    fixed = {key for key, at in standing.items() if at.by is not None or at.was_in in pinned}
    return {one: standing[one].was_in if one in standing else None for one in wanted if one not in fixed}


def take(work: Work, act: str, into: str, passages: Sequence[tuple[str, float, bool]], by: str | None = None) -> None:
    """Put passages (id, fit, weak) into a theme, and keep where they stood."""
    standing = work.themes.where([one for one, _, _ in passages])
    work.theme_acts.moving(act, [standing.get(one) or Move(one, None, 0.0, False, None) for one, _, _ in passages])
    work.themes.place(into, passages, by)


def join(work: Work, act: str, gone: KeptTheme, into: str, by: str, now: datetime) -> int:
    """One theme becomes part of another; how many passages. Who put a passage where it was has put it there now."""
    moves = work.themes.pour(gone.id, into)
    work.theme_acts.moving(act, moves)
    retire(work, act, gone, by, "merged", now)
    work.theme_acts.note(into, by, "took_in", "", now, act)
    return len(moves)


def scatter(work: Work, act: str, theme: str, model: str) -> set[str]:
    """Put what is in a theme into the nearest of the others; those that took something. Alone, its passages go bare."""
    others = [one for one in work.themes.all() if one.id != theme]
    ids, vectors = work.themes.vectors_in(theme, model)
    if not ids or not others:
        work.theme_acts.moving(act, tuple(work.themes.where(ids).values()))
        return set()
    placed = assign(vectors, np.stack([one.centroid for one in others]))
    for number, other in enumerate(others):
        rows = np.flatnonzero(placed.theme == number).tolist()
        take(work, act, other.id, [(ids[row], float(placed.fit[row]), bool(placed.weak[row])) for row in rows])
    return {others[number].id for number in placed.theme.tolist()}


def retire(work: Work, act: str, theme: KeptTheme, by: str, what: str, now: datetime) -> None:
    """A theme, emptied before, is no longer in use."""
    work.themes.retire(theme.id, now)
    work.theme_acts.note(theme.id, by, what, "", now, act)
    work.builds.drop_proposals(theme.id)


def name_of(work: Work, account: str) -> str:
    """Who did something, by name: an account's, or the machine's."""
    found = work.people.by_id(account)
    return found.name if found is not None else "The machine" if account.startswith("system:") else "The operator"


class Dresser:
    """Gives a theme whose passages people changed the machine's name, words, quotes and centre for what is in it."""

    def __init__(self, embedder: Callable[[], Embedder], clock: Callable[[], datetime]) -> None:
        """The embedder is loaded when something is dressed."""
        self._embedder = embedder
        self._clock = clock

    @property
    def model(self) -> str:
        """Whose vectors are compared."""
        return self._embedder().model_id

    def dress(self, work: Work, theme: str) -> None:
        """Dress one theme; a human name stays, and a theme without passages keeps what it has."""
        embedder = self._embedder()
        ids, vectors = work.themes.vectors_in(theme, embedder.model_id)
        if not ids:
            return
        centre = unit(vectors.mean(axis=0))
        fits = [(one, float(near), bool(near < WEAK_FIT)) for one, near in zip(ids, vectors @ centre, strict=True)]
        work.themes.refit(theme, fits)
        within = scope(system(BUILDER), today=self._clock().date())
        inside = work.themes.placed(within, theme, DRESSED_FROM).get(theme, ())
        around = work.themes.placed(within, limit=2 * DRESSED_FROM)
        beyond = [one for key, many in around.items() if key != theme for one in many]
        wanted = sorted({one.passage.story for one in (*inside, *beyond)})
        stories = {one.id: one for one in work.stories.some(wanted, within)}
        told, others = (
            [passage_of(one.passage, stories[one.passage.story]) for one in many] for many in (inside, beyond)
        )
        words = _words(told, others)
        row = {one: number for number, one in enumerate(ids)}
        chosen = vectors[[row[one.id] for one in told]]
        taken = [one.machine_name for one in work.themes.all() if one.id != theme]
        name, quotes = headed(told, stories, chosen, centre, words, embedder, taken)
        work.themes.dress(theme, name.text, name.from_passage, words, centre)
        work.themes.keep_quotes(theme, quotes)


def _words(told: Sequence[Passage], others: Sequence[Passage]) -> list[str]:
    """The words that set a theme's passages apart from the others."""
    spoken = [(one.story, content(one.text)) for one in (*told, *others)]
    candidates = dict.fromkeys(word for _, words in spoken[: len(told)] for word in words)
    groups = [0] * len(told) + [1] * len(others)
    return set_apart(spoken, groups, {0: list(candidates)}, FEWEST_STORIES)[0][:WORDS_A_THEME]
