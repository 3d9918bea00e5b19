"""Search: meaning and words together over passages and whole stories, each story once, each through the gate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

import numpy as np

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import NotFound, Refused
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.stories.filters import ALL, Filters
from insight.stories.script import Use
from insight.stories.story import Facts, ProtectedStory
from insight.themes.asking import Asked, Mode, checked, put
from insight.themes.centroids import unit
from insight.themes.embedder import Embedder
from insight.themes.fusion import Found, Why
from insight.themes.indexing import NeighbourIndex
from insight.themes.kept import KeptPassage, Vectors
from insight.themes.nearest import Near, View, nearest
from insight.themes.other_side import OtherSide
from insight.themes.passages import sentences
from insight.themes.query import any_expression, marks, understood
from insight.themes.ranking import ranked

# A story has a handful of passages, so this many neighbours fill a page of stories with room for the gate to take some.
NEIGHBOURS_A_STORY = 10
FEWEST_NEIGHBOURS = 100


@dataclass(frozen=True, slots=True)
class Result:
    """A story that answers, with the passage that does so best: `text` is an exact slice of the protected story.

    `marks` are the stretches of `text` that say why, in code points of it.
    """

    facts: Facts
    passage: str
    start: int
    end: int
    text: str
    score: float
    why: Why
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and which words were searched for besides those that were typed."""

    results: tuple[Result, ...]
    also: tuple[str, ...] = ()


class Search:
    """The story bank, searched."""

    def __init__(
        self,
        bank: Bank,
        embedder: Callable[[], Embedder],
        index: Callable[[], NeighbourIndex | None],
        clock: Callable[[], datetime],
        small_number: int,
    ) -> None:
        """`index` gives the running neighbour index; without one the rows themselves are scanned.

        Nobody looks by how people feel where fewer than `small_number` would be found, or left.
        """
        self._small_number = small_number
        self._bank = bank
        self._embedder = embedder
        self._index = index
        self._clock = clock

    def search(
        self, reader: Reader, query: str, *, mode: Mode = Mode.HYBRID, limit: int = 10, filters: Filters = ALL
    ) -> tuple[Result, ...]:
        """The stories that answer best, each once. The words of the question are kept nowhere."""
        return self.answer(reader, query, mode=mode, limit=limit, filters=filters).results

    def answer(
        self, reader: Reader, query: str, *, mode: Mode = Mode.HYBRID, limit: int = 10, filters: Filters = ALL
    ) -> Answer:
        """The stories that answer best, and what was searched for besides the words that were typed."""
        return self._answers(reader, [query], mode, limit, filters)[0]

    def search_all(
        self,
        reader: Reader,
        queries: Sequence[str],
        *,
        mode: Mode = Mode.HYBRID,
        limit: int = 10,
        filters: Filters = ALL,
    ) -> list[tuple[Result, ...]]:
        """Several questions, answered over one and the same state of the bank."""
        return [one.results for one in self._answers(reader, queries, mode, limit, filters)]

    def like(self, reader: Reader, story: str, limit: int = 10, filters: Filters = ALL) -> tuple[Result, ...]:
        """Stories that are near this one in meaning."""
        require(reader, Action.SEARCH)
        return self._beside(reader, story, limit, filters, lambda vector: vector)

    def other_side(self, reader: Reader, story: str, limit: int = 10, filters: Filters = ALL) -> tuple[Result, ...]:
        """Stories about the same in which it went the other way."""
        require(reader, Action.SEARCH)
        return self._beside(reader, story, limit, filters, self._other_side.of)

    def pointed_out(self, reader: Reader, query: str, found: Sequence[Result]) -> tuple[Result, ...]:
        """The same results; what was found by meaning alone is marked where it is nearest to the question."""
        require(reader, Action.SEARCH)
        if not any(one.why is Why.MEANING for one in found):
            return tuple(found)
        vector = self._embedder().embed([understood(query).words or query])[0]
        return tuple(self._nearest_sentence(one, vector) if one.why is Why.MEANING else one for one in found)

    def heading(self, reader: Reader, story: str) -> str:
        """What a story that this reader may see is called."""
        require(reader, Action.SEARCH)
        with self._bank.reading() as work:
            return work.stories.get(story, scope(reader, today=self._clock().date())).facts.title

    def days(self, reader: Reader) -> tuple[date, date] | None:
        """The first and the last day of what this reader may see; `None` when nothing has a date."""
        require(reader, Action.SEARCH)
        with self._bank.reading() as work:
            return work.stories.told_between(scope(reader, today=self._clock().date()))

    @cached_property
    def _other_side(self) -> OtherSide:
        return OtherSide(self._embedder())

    def _answers(
        self, reader: Reader, queries: Sequence[str], mode: Mode, limit: int, filters: Filters
    ) -> list[Answer]:
        require(reader, Action.SEARCH)
        questions = [checked(query) for query in queries]
        answers: list[Answer] = []
        with self._bank.reading() as work:
            self._refuse_few(work, reader, filters)
            for without, some in groupby(questions, key=lambda one: any_expression(one.without)):
                view = self._view(work, reader, replace(filters, without=without), mode)
                asked = [put(view, self._embedder, one, mode) for one in some]
                for one, near in zip(asked, self._near(view, asked, limit), strict=True):
                    answers.append(Answer(self._results(view, one, near, limit), one.also))
        return answers

    def _refuse_few(self, work: Work, reader: Reader, filters: Filters) -> None:
        """`Refused` where an answer about feeling would narrow it down to few people, or to all but few."""
        if filters.feeling is None:
            return
        within = scope(reader, filters.use or Use.INSIDE, today=self._clock().date())
        rule = rule_in(work, self._small_number)
        theirs = work.feelings.how_many(within, filters)
        others = work.feelings.how_many(within, replace(filters, feeling=None)) - theirs
        if rule.hides(theirs) or rule.hides(others):
            raise Refused(
                "So few people are left that how somebody feels could be known. Choose any way they feel, "
                "or more people."
            )

    def _view(self, work: Work, reader: Reader, filters: Filters, mode: Mode) -> View:
        within = scope(reader, filters.use or Use.INSIDE, today=self._clock().date())
        model = "" if mode is Mode.WORDS else self._embedder().model_id
        return View(work, within, filters, model, work.passages.total())

    def _near(self, view: View, asked: Sequence[Asked], limit: int) -> Sequence[Near]:
        """What is nearest to each question, in one pass over whatever is asked."""
        vectors = [one.vector for one in asked if one.vector is not None]
        if not vectors:
            return [Near()] * len(asked)
        return nearest(view, self._index, np.stack(vectors), _wanted(limit))

    def _results(self, view: View, asked: Asked, near: Near, limit: int) -> tuple[Result, ...]:
        matched = (
            view.work.passages.matching(asked.expression, view.within, _wanted(limit), view.filters)
            if asked.expression
            else []
        )
        best = ranked(view, asked.vector, near, matched, limit, again=asked.again)
        stories = {one.id: one for one in view.work.stories.some([one.story for one in best.found], view.within)}
        return tuple(
            _result(view, stories[one.story], one, best.places, asked) for one in best.found if one.story in stories
        )

    def _beside(
        self, reader: Reader, story: str, limit: int, filters: Filters, turn: Callable[[Vectors], Vectors]
    ) -> tuple[Result, ...]:
        with self._bank.reading() as work:
            self._refuse_few(work, reader, filters)
            view = self._view(work, reader, filters, Mode.MEANING)
            work.stories.get(story, view.within)
            table = work.passages.vectors_of(story, self._embedder().model_id)
            if not table.passages:
                raise NotFound("This story is still being read. Look for others like it in a minute.")
            asked = Asked(vector=turn(unit(table.vectors.mean(axis=0))))
            [near] = self._near(view, [asked], limit + 1)
            found = self._results(view, asked, near, limit + 1)
        return tuple(one for one in found if one.facts.id != story)[:limit]

    def _nearest_sentence(self, one: Result, vector: Vectors) -> Result:
        """The result with the one sentence marked that is nearest; a passage of one sentence says it all by itself."""
        said = sentences(one.text)
        if len(said) < 2:
            return one
        cosines = self._embedder().embed([one.text[each.start : each.end] for each in said]) @ vector
        best = said[int(np.argmax(cosines))]
        return replace(one, marks=((best.start, best.end),))


def _wanted(limit: int) -> int:
    return max(limit * NEIGHBOURS_A_STORY, FEWEST_NEIGHBOURS)


def _result(view: View, story: ProtectedStory, found: Found, places: Mapping[str, KeptPassage], asked: Asked) -> Result:
    place = places.get(found.passage or "") or view.work.passages.of_story(story.id, view.within)[0]
    text = str(story.text)[place.start : place.end]
    why = found.why
    marked = () if why is Why.MEANING else tuple(marks(text, asked.words, asked.also))
    return Result(story.facts, place.id, place.start, place.end, text, round(found.score, 6), why, marked)
