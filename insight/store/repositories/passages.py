"""Passages, their vectors and their words: the truth from which every index is rebuilt."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    select,
    text,
    true,
)

from insight.access.gate import Scope
from insight.identifiers import new_id
from insight.store.full_text import full_text
from insight.store.insert import insert
from insight.store.narrowed import narrowed
from insight.store.tables import passage, story, vector
from insight.store.visible import STORIES, visible
from insight.stories.filters import ALL, Filters
from insight.stories.story import State
from insight.themes.kept import KeptPassage, Vectors, VectorTable
from insight.themes.query import quoted

# SQLite takes 32,766 bound values in one statement; stay far below.
CHUNK = 5_000
# How many times more of the words' list the gate is shown when it took most of the best.
WIDER = 8
# The words there are, by their stems; a view of the index that takes no place of its own.
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, full_text, row)"

_MATCH = text("full_text MATCH :expression")
_RANKED = (
    select(full_text.c.passage, full_text.c.rank).where(_MATCH).order_by(full_text.c.rank).limit(bindparam("asked"))
)
# Several words in one statement, each an FTS5 expression of its own: to send a statement takes longer than to run it.
_EACH = func.json_each(bindparam("expressions", type_=JSON)).table_valued("value", name="each_word")
_SAY_EACH = text("full_text MATCH each_word.value")
_ONE_MORE = select(full_text.c.rowid).where(_SAY_EACH).limit(1).offset(bindparam("than")).scalar_subquery()
_COMMON = select(_EACH.c.value).where(_ONE_MORE.is_not(None))
_COLUMNS = tuple(passage.c[one.name] for one in fields(KeptPassage))
_PLACES = select(*_COLUMNS).where(passage.c.id.in_(bindparam("ids", expanding=True)))
_ITS = and_(vector.c.text_hash == passage.c.text_hash, vector.c.model == bindparam("model"))
_VECTORS = (
    select(*_COLUMNS, vector.c.vector)
    .join(vector, _ITS)
    .where(passage.c.story.in_(bindparam("stories", expanding=True)))
)
_WITH_VECTORS = select(*_COLUMNS, vector.c.vector).join(vector, _ITS).join(STORIES, passage.c.story == story.c.id)


def text_hash(words: str) -> str:
    """The key of a vector: SHA-256 of the exact words, so that the same words are embedded once."""
    return hashlib.sha256(words.encode()).hexdigest()


class Passages:
    """What a story is read, searched and themed by."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Writing.

    def replace(self, of_story: str, words: str, windows: Sequence[tuple[int, int]]) -> None:
        """Cut a story anew: its passages, and the whole of it, with their words for full-text search."""
        self._forget_rows(of_story)
        for whole, start, end in [(False, *window) for window in windows] + [(True, 0, len(words))]:
            key = new_id()
            self._connection.execute(
                passage.insert().values(
                    id=key, story=of_story, whole=whole, start=start, end=end, text_hash=text_hash(words[start:end])
                )
            )
            self._connection.execute(full_text.insert().values(passage=key, body=words[start:end]))

    def missing_vectors(self, model: str, of_story: str) -> dict[str, tuple[int, int]]:
        """The stretches of a story that have no vector of this model yet, by hash."""
        has = and_(vector.c.text_hash == passage.c.text_hash, vector.c.model == model)
        rows = self._connection.execute(
            select(passage.c.text_hash, passage.c.start, passage.c.end)
            .outerjoin(vector, has)
            .where((passage.c.story == of_story) & vector.c.text_hash.is_(None))
        )
        return {key: (start, end) for key, start, end in rows.all()}

    def stories_without_vectors(self, model: str) -> tuple[str, ...]:
        """Indexed stories of which a passage has no vector of this model: the embedder has changed since."""
        has = and_(vector.c.text_hash == passage.c.text_hash, vector.c.model == model)
        rows = self._connection.execute(
            select(passage.c.story)
            .join(story, passage.c.story == story.c.id)
            .outerjoin(vector, has)
            .where((story.c.state == State.INDEXED.value) & vector.c.text_hash.is_(None))
            .distinct()
        )
        return tuple(rows.scalars())

    def keep_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by the hash of their words; keeping one twice changes nothing."""
        for key, one in vectors.items():
            self._connection.execute(
                insert(self._connection, vector)
                .values(text_hash=key, model=model, vector=one.astype("<f4").tobytes())
                .on_conflict_do_nothing()
            )

    def vectors_only_of(self, of_story: str) -> tuple[bytes, ...]:
        """The vectors that belong to this story alone: what an erasure must prove gone."""
        return tuple(self._connection.execute(select(vector.c.vector).where(_only_of(of_story))).scalars())

    def ids_of(self, of_story: str) -> tuple[str, ...]:
        """The ids of a story's passages, the whole of it among them."""
        return tuple(self._connection.execute(select(passage.c.id).where(passage.c.story == of_story)).scalars())

    def forget(self, of_story: str) -> None:
        """Remove a story's passages, their words, and the vectors that no other story shares."""
        self._connection.execute(delete(vector).where(_only_of(of_story)))
        self._forget_rows(of_story)

    def compact_words(self) -> None:
        """Make full-text search forget deleted words: FTS5 keeps them until its segments are merged."""
        self._connection.execute(text("INSERT INTO full_text (full_text) VALUES ('optimize')"))

    # Reading: through a scope, always.

    def vector_table(
        self, model: str, scope: Scope, *, whole: bool | None = None, stories: Collection[str] | None = None
    ) -> VectorTable:
        """Every passage the scope admits, with its vector; `whole` picks entire stories or their passages.

        Rows come in the order of their words' hash, so that the same stories give the same table in any bank.
        `stories` narrows it to some of them; more than CHUNK of those come in portions, each in that order.
        """
        where = visible(scope)
        if whole is not None:
            where &= passage.c.whole.is_(whole)
        if stories is None:
            return self._table(model, where)
        wanted = sorted(stories)
        portions = [
            self._table(model, where & passage.c.story.in_(wanted[at : at + CHUNK]))
            for at in range(0, max(len(wanted), 1), CHUNK)
        ]
        filled = [one.vectors for one in portions if one.passages] or [portions[0].vectors]
        return VectorTable(tuple(row for one in portions for row in one.passages), np.concatenate(filled))

    def in_portions(self, model: str, scope: Scope, filters: Filters) -> Iterator[VectorTable]:
        """Every passage the scope admits and the filters choose, a few at a time, so that no bank is too large."""
        query = _WITH_VECTORS.where(visible(scope) & narrowed(filters))
        rows = self._connection.execute(query, {"model": model}, execution_options={"stream_results": True})
        for portion in rows.partitions(CHUNK):
            yield _as_table(portion)

    def vectors_of(self, of_story: str, model: str) -> VectorTable:
        """One story's passages with their vectors, for the program itself."""
        return self._table(model, passage.c.story == of_story)

    def vectors_of_several(self, model: str, stories: Collection[str]) -> VectorTable:
        """A few stories' passages with their vectors, in no order, for the program: the gate was asked before."""
        return _as_table(self._connection.execute(_VECTORS, {"model": model, "stories": list(stories)}).all())

    def every_vector(self, model: str) -> VectorTable:
        """Everything there is, for an index: the gate takes out what a reader may not see when the index is asked."""
        return self._table(model, true())

    def of_story(self, wanted: str, scope: Scope) -> tuple[KeptPassage, ...]:
        """A story's passages in reading order, the whole of it left out."""
        rows = self._connection.execute(
            select(passage)
            .join(STORIES, passage.c.story == story.c.id)
            .where((passage.c.story == wanted) & passage.c.whole.is_(False) & visible(scope))
            .order_by(passage.c.start)
        )
        return tuple(kept_passage(row) for row in rows.mappings())

    def some(self, wanted: Iterable[str], scope: Scope, filters: Filters = ALL) -> dict[str, KeptPassage]:
        """Those of the wanted passages whose story the scope admits and the filters choose, by id."""
        found: list[KeptPassage] = []
        ids = list(wanted)
        for at in range(0, len(ids), CHUNK):
            rows = self._connection.execute(_PLACES, {"ids": ids[at : at + CHUNK]})
            found += [KeptPassage(*row) for row in rows.all()]
        admitted = self._admitted({one.story for one in found}, scope, filters)
        return {one.id: one for one in found if one.story in admitted}

    def matching(
        self, expression: str, scope: Scope, limit: int, filters: Filters = ALL
    ) -> list[tuple[KeptPassage, float]]:
        """Passages and whole stories whose words match an FTS5 expression, best first, with BM25: more is better.

        Full-text search ranks first and the gate looks at the best of what it found; only when the gate takes so much
        that fewer than half are left, at more: to ask it of every match takes ten times as long.
        """
        asked = limit
        while True:
            ranked = self._connection.execute(_RANKED, {"expression": expression, "asked": asked}).all()
            admitted = self.some([key for key, _ in ranked], scope, filters)
            if len(admitted) >= limit / 2 or len(ranked) < asked:
                return [(admitted[key], -rank) for key, rank in ranked if key in admitted][:limit]
            asked *= WIDER

    def says(self, word: str, scope: Scope) -> str | None:
        """The id of a story the scope admits that uses this word in any of its forms; `None` when there is none."""
        return self._connection.execute(_saying(scope, _MATCH), {"expression": quoted(word)}).scalar()

    def said(self, words: Iterable[str], scope: Scope) -> frozenset[str]:
        """Those of the words for which `says` finds a story."""
        asked = {quoted(one): one for one in words}
        rows = self._connection.execute(_said(scope), {"expressions": list(asked)})
        return frozenset(asked[one] for one in rows.scalars())

    def common(self, expressions: Iterable[str], than: int) -> frozenset[str]:
        """Which of these FTS5 expressions more than `than` passages and whole stories match, of all that there are."""
        rows = self._connection.execute(_COMMON, {"expressions": list(expressions), "than": than})
        return frozenset(rows.scalars())

    def stems_from(self, beginning: str) -> tuple[str, ...]:
        """The stems of the bank's words that begin so. A reader may be told of one only after `says` was asked."""
        self._connection.execute(text(VOCABULARY))
        found = text("SELECT term FROM temp.vocabulary WHERE term >= :first AND term < :after")
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        return tuple(self._connection.execute(found, {"first": beginning, "after": after}).scalars())

    def count(self, model: str) -> int:
        """How many passages have a vector of this model: what an index must hold."""
        has = and_(vector.c.text_hash == passage.c.text_hash, vector.c.model == model)
        return int(self._connection.execute(select(func.count()).select_from(passage.join(vector, has))).scalar_one())

    def total(self) -> int:
        """How many passages there are: less than a millisecond, so that every search can tell a stale index by it."""
        return int(self._connection.execute(select(func.count()).select_from(passage)).scalar_one())

    def _admitted(self, stories: Collection[str], scope: Scope, filters: Filters) -> set[str]:
        """Which of these stories the scope admits and the filters choose: asked for each once, not for each passage."""
        found: set[str] = set()
        ids = sorted(stories)
        for at in range(0, len(ids), CHUNK):
            found.update(self._connection.execute(_gate(scope, filters), {"ids": ids[at : at + CHUNK]}).scalars())
        return found

    def _table(self, model: str, where: ColumnElement[bool]) -> VectorTable:
        ordered = _WITH_VECTORS.where(where).order_by(passage.c.text_hash, passage.c.id)
        return _as_table(self._connection.execute(ordered, {"model": model}).all())

    def _forget_rows(self, of_story: str) -> None:
        of_it = select(passage.c.id).where(passage.c.story == of_story)
        self._connection.execute(delete(full_text).where(full_text.c.passage.in_(of_it)))
        self._connection.execute(delete(passage).where(passage.c.story == of_story))


def _as_table(rows: Sequence[Any]) -> VectorTable:
    raw = b"".join(row[-1] for row in rows)
    table = np.frombuffer(raw, dtype="<f4").reshape(len(rows), -1) if rows else np.zeros((0, 0), np.float32)
    return VectorTable(tuple(KeptPassage(*row[:-1]) for row in rows), table)


# What every search asks, built once for each reader: to build a query takes longer than to run it.


@lru_cache(maxsize=64)
def _gate(scope: Scope, filters: Filters) -> Select[Any]:
    its = story.c.id.in_(bindparam("ids", expanding=True))
    return select(story.c.id).select_from(STORIES).where(its & visible(scope) & narrowed(filters))


@lru_cache(maxsize=64)
def _saying(scope: Scope, match: TextClause) -> Select[Any]:
    holding = full_text.join(passage, full_text.c.passage == passage.c.id)
    saying = select(passage.c.story).select_from(holding).join(STORIES, passage.c.story == story.c.id)
    return saying.where(match & visible(scope)).limit(1)


@lru_cache(maxsize=64)
def _said(scope: Scope) -> Select[Any]:
    return select(_EACH.c.value).where(_saying(scope, _SAY_EACH).scalar_subquery().is_not(None))


def _only_of(of_story: str) -> ColumnElement[bool]:
    its = select(passage.c.text_hash).where(passage.c.story == of_story)
    others = select(passage.c.text_hash).where(passage.c.story != of_story)
    return vector.c.text_hash.in_(its) & vector.c.text_hash.not_in(others)


def kept_passage(row: RowMapping) -> KeptPassage:
    """A row with all columns of a passage."""
    return KeptPassage(row["id"], row["story"], row["whole"], row["start"], row["end"], row["text_hash"])
