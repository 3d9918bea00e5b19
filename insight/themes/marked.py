"""Themes that people make by marking passages: each learns from them, and shows what else belongs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.themes.by_hand import LONGEST_NAME
from insight.themes.called import names
from insight.themes.centroids import in_its_story
from insight.themes.codebook import learn
from insight.themes.embedder import Embedder
from insight.themes.kept import MARKED, KeptTheme, Mark, Placed, Vectors
from insight.themes.shown import Shown, shown

# Fewer examples than this teach what one person said, not what a theme is.
FEWEST_MARKS = 3
SUGGESTED = 20
BACKGROUND = 1_000  # passages of the bank that a theme is told apart from


@dataclass(frozen=True, slots=True)
class MarkedTheme:
    """A theme of people's own: its name, and how many passages this reader may see that belong to it or do not."""

    id: str
    name: str
    belong: int
    not_belong: int


@dataclass(frozen=True, slots=True)
class MarkedOpened:
    """What people marked, and what else seems to belong, the most likely first; `why_none` when there is nothing."""

    theme: MarkedTheme
    belong: tuple[Shown, ...]
    not_belong: tuple[Shown, ...]
    suggested: tuple[Shown, ...]
    why_none: str


class Marked:
    """The codebook: themes made by hand."""

    def __init__(self, bank: Bank, embedder: Callable[[], Embedder], clock: Callable[[], datetime]) -> None:
        """The embedder says whose vectors are compared; nothing is embedded."""
        self._bank = bank
        self._embedder = embedder
        self._clock = clock

    def begin(self, reader: Reader, name: str) -> str:
        """A new theme with nothing in it yet; its id."""
        require(reader, Action.DECIDE_THEMES)
        clean, now, new = " ".join(name.split()), self._clock(), new_id()
        if not 0 < len(clean) <= LONGEST_NAME:
            raise BadInput(f"Give it a name of {LONGEST_NAME} characters or fewer.")
        with self._bank.writing() as work:
            if work.theme_words.whose(clean) is not None:
                raise BadInput("These are the words of one person. Say it in words of your own.")
            empty = np.zeros(0, np.float32)
            work.themes.keep(KeptTheme(new, clean, None, None, (), empty, False, origin=MARKED), 0, None)
            work.themes.rename(new, clean)
            work.theme_acts.note(new, reader.id, "made", "", now)
            work.records.write(reader.id, "theme_made", new, now)
        return new

    def mark(self, reader: Reader, theme: str, passage: str, belongs: bool | None) -> None:
        """Say that a passage belongs to a theme of people's own, or does not; `None` takes the mark away."""
        require(reader, Action.DECIDE_THEMES)
        now = self._clock()
        with self._bank.writing() as work:
            _own(work, theme)
            if passage not in work.passages.some([passage], scope(reader, today=now.date())):
                raise NotFound("There is no such passage. It may have been removed.")
            work.theme_acts.mark(theme, passage, belongs, reader.id, now)
            work.records.write(reader.id, "passage_marked", theme, now)

    def list(self, reader: Reader) -> tuple[MarkedTheme, ...]:
        """Every theme of people's own."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        with self._bank.reading() as work:
            themes, marks = work.themes.marked(), work.theme_acts.marks(scope(reader, today=today))
            called = names(work, reader, themes, today)
        return tuple(_counted(one.id, called[one.id], marks.get(one.id, ())) for one in themes)

    def show(self, reader: Reader, theme: str) -> MarkedOpened:
        """One of them, with what else seems to belong."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within = scope(reader, today=today)
        with self._bank.reading() as work:
            kept = _own(work, theme)
            called = names(work, reader, [kept], today)[theme]
            every = work.theme_acts.marks(within)
            marks = every.get(theme, ())
            yes, no = ([Placed(one.passage, 1.0, False) for one in marks if one.belongs is it] for it in (True, False))
            suggested = self._suggested(work, within, theme, every) if len(yes) >= FEWEST_MARKS else ()
            return MarkedOpened(
                _counted(theme, called, marks), shown(work, within, yes), shown(work, within, no),
                shown(work, within, suggested), _why_none(len(yes), len(suggested)),
            )  # fmt: skip

    def _suggested(
        self, work: Work, within: Scope, theme: str, marks: dict[str, tuple[Mark, ...]]
    ) -> tuple[Placed, ...]:
        """What the marks of a theme teach, asked of every passage that nobody has marked for it."""
        table = work.passages.vector_table(self._embedder().model_id, within, whole=False)
        row = {one.id: number for number, one in enumerate(table.passages)}

        drawn = in_its_story(table.vectors, [one.story for one in table.passages])

        def vectors(*, of_it: bool) -> Vectors:
            found = [
                row[one.passage.id]
                for key, many in marks.items()
                for one in many
                if one.passage.id in row and (key == theme and one.belongs) is of_it
            ]
            return drawn[found]

        learned = learn(vectors(of_it=True), vectors(of_it=False), drawn[:: max(1, len(drawn) // BACKGROUND)])
        seen = {one.passage.id for one in marks[theme]}
        score = learned.score(drawn)
        best = [number for number in np.argsort(-score, kind="stable").tolist() if score[number] >= learned.belongs]
        fresh = [number for number in best if table.passages[number].id not in seen]
        return tuple(Placed(table.passages[number], float(score[number]), False) for number in fresh[:SUGGESTED])


def _own(work: Work, theme: str) -> KeptTheme:
    kept = work.themes.get(theme)
    if kept.origin != MARKED:
        raise NotFound("This theme was found by the machine. Passages can be moved in it, not marked.")
    return kept


def _counted(theme: str, name: str, marks: tuple[Mark, ...]) -> MarkedTheme:
    belong = sum(one.belongs for one in marks)
    return MarkedTheme(theme, name, belong, len(marks) - belong)


def _why_none(marked: int, suggested: int) -> str:
    if marked < FEWEST_MARKS:
        return f"Mark {FEWEST_MARKS - marked} more that belong here, and what else may belong will be shown."
    return "" if suggested else "Nothing else in the bank seems to belong here."
