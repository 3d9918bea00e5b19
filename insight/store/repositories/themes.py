"""Themes with lasting identities, and the passages placed in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection, RowMapping, delete, func, select, true, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.store.repositories.passages import CHUNK, kept_passage
from insight.store.repositories.placed import placed
from insight.store.tables import passage, story, theme, theme_passage, theme_quote, vector
from insight.store.visible import STORIES, visible
from insight.themes.centroids import in_its_story
from insight.themes.kept import FOUND, MARKED, Counted, KeptQuote, KeptTheme, Move, Placed, Vectors

BETWEEN_WORDS = "\x1f"
NO_SUCH_THEME = "There is no such theme. It may have become part of another one."


class Themes:
    """What was found in the passages, and what people made of it."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def all(self) -> tuple[KeptTheme, ...]:
        """Every found theme in use, in the order of the last build; those set aside as well."""
        return self._some((theme.c.retired_at.is_(None)) & (theme.c.origin == FOUND))

    def marked(self) -> tuple[KeptTheme, ...]:
        """The themes in use that people made of passages they marked."""
        return self._some((theme.c.retired_at.is_(None)) & (theme.c.origin == MARKED))

    def get(self, wanted: str) -> KeptTheme:
        """One theme in use, found or marked; `NotFound` when there is none."""
        rows = self._some((theme.c.id == wanted) & theme.c.retired_at.is_(None))
        if not rows:
            raise NotFound(NO_SUCH_THEME)
        return rows[0]

    def keep(self, one: KeptTheme, position: int, build: str | None) -> None:
        """Keep a theme as the machine sees it; a human name, a pin and whether it is set aside stay as people left
        them.
        """
        values = {
            "position": position,
            "machine_name": one.machine_name,
            "name_passage": one.name_passage,
            "words": BETWEEN_WORDS.join(one.words),
            "centroid": one.centroid.astype("<f4").tobytes(),
            "steadiness": one.steadiness,
            "build": build,
        }
        known = update(theme).where(theme.c.id == one.id).values(**values, retired_at=None)
        if self._connection.execute(known).rowcount == 0:
            self._connection.execute(theme.insert().values(id=one.id, origin=one.origin, pinned=False, **values))

    def dress(self, wanted: str, name: str, of: str | None, words: Sequence[str], centre: Vectors) -> None:
        """Give a theme that people changed the machine's name, words and centre for what is in it now."""
        self.change(
            wanted, machine_name=name, name_passage=of, words=BETWEEN_WORDS.join(words),
            centroid=centre.astype("<f4").tobytes(),
        )  # fmt: skip

    def retire(self, wanted: str, now: datetime) -> None:
        """A theme is no longer in use; its history stays."""
        self.change(wanted, retired_at=now)
        self._connection.execute(delete(theme_passage).where(theme_passage.c.theme == wanted))

    def rename(self, wanted: str, name: str | None, of: str | None = None) -> None:
        """Give a theme its human name, or take it back; `of` is the story whose words it repeats, if any."""
        self.change(wanted, human_name=name, human_name_of=of)

    def change(self, wanted: str, **values: Any) -> None:
        """Set columns of one theme."""
        self._connection.execute(update(theme).where(theme.c.id == wanted).values(**values))

    # Passages in themes: read through a scope.

    def place(self, in_theme: str, placed: Sequence[tuple[str, float, bool]], by: str | None = None) -> None:
        """Put passages (id, fit, weak) into a theme; each passage is in one theme, a story in as many as it has.

        `by` is who does so by hand.
        """
        for at in range(0, len(placed), CHUNK):
            ids = [one for one, _, _ in placed[at : at + CHUNK]]
            self._connection.execute(delete(theme_passage).where(theme_passage.c.passage.in_(ids)))
        rows = [{"theme": in_theme, "passage": one, "fit": fit, "weak": weak, "by": by} for one, fit, weak in placed]
        if rows:
            self._connection.execute(theme_passage.insert(), rows)

    def pour(self, in_theme: str, into: str) -> tuple[Move, ...]:
        """Put everything in a theme into another, as it is and by whom it was placed; where it stood before."""
        its = theme_passage.c.theme == in_theme
        rows = self._connection.execute(select(theme_passage).where(its)).mappings().all()
        self._connection.execute(update(theme_passage).where(its).values(theme=into))
        return tuple(_move(row) for row in rows)

    def refit(self, in_theme: str, fits: Sequence[tuple[str, float, bool]]) -> None:
        """Set how well passages (id, fit, weak) fit the theme they are in; who put them there stays."""
        for one, fit, weak in fits:
            here = (theme_passage.c.theme == in_theme) & (theme_passage.c.passage == one)
            self._connection.execute(update(theme_passage).where(here).values(fit=fit, weak=weak))

    def put_back(self, passage: str, where: Move) -> None:
        """Put a passage where it stood before a move."""
        self._connection.execute(delete(theme_passage).where(theme_passage.c.passage == passage))
        if where.was_in is not None:
            self._connection.execute(
                theme_passage.insert().values(
                    theme=where.was_in, passage=passage, fit=where.fit, weak=where.weak, by=where.by
                )
            )

    def where(self, passages: Sequence[str]) -> dict[str, Move]:
        """Where passages stand now; those that stand nowhere are left out."""
        found = {}
        for at in range(0, len(passages), CHUNK):
            rows = select(theme_passage).where(theme_passage.c.passage.in_(passages[at : at + CHUNK]))
            for row in self._connection.execute(rows).mappings():
                found[row["passage"]] = _move(row)
        return found

    def vectors_in(self, in_theme: str, model: str) -> tuple[tuple[str, ...], Vectors]:
        """The passages of a theme, whoever may read them, and their vectors (n, d), each drawn to its story's as
        `centroids.assign` places passages: numbers for the machine.
        """
        its = select(passage.c.story).join(theme_passage, theme_passage.c.passage == passage.c.id).where(
            theme_passage.c.theme == in_theme
        )  # fmt: skip
        rows = self._connection.execute(
            select(passage.c.id, passage.c.story, vector.c.vector, theme_passage.c.theme)
            .join(vector, (vector.c.text_hash == passage.c.text_hash) & (vector.c.model == model))
            .outerjoin(theme_passage, theme_passage.c.passage == passage.c.id)
            .where(passage.c.whole.is_(False) & passage.c.story.in_(its))
            .order_by(passage.c.id)
        ).all()
        if not rows:
            return (), np.zeros((0, 0), np.float32)
        table = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f4").reshape(len(rows), -1)
        inside = [at for at, row in enumerate(rows) if row.theme == in_theme]
        return tuple(rows[at].id for at in inside), in_its_story(table, [row.story for row in rows])[inside]

    def keep_quotes(self, in_theme: str, quotes: Sequence[tuple[str, int, int]]) -> None:
        """The telling quotes (passage, start, end) of a theme, in place of those before."""
        self._connection.execute(delete(theme_quote).where(theme_quote.c.theme == in_theme))
        for position, (one, start, end) in enumerate(quotes):
            self._connection.execute(
                theme_quote.insert().values(theme=in_theme, passage=one, position=position, start=start, end=end)
            )

    def quotes(self, scope: Scope, in_theme: str | None = None) -> dict[str, tuple[KeptQuote, ...]]:
        """The telling quotes of each theme, or of one, whose story the scope admits."""
        rows = self._connection.execute(
            select(theme_quote.c.theme, theme_quote.c.start.label("first"), theme_quote.c.end.label("last"), passage)
            .join(passage, theme_quote.c.passage == passage.c.id)
            .join(STORIES, passage.c.story == story.c.id)
            .join(  # a quote goes with its passage when that is moved to another theme
                theme_passage,
                (theme_passage.c.passage == theme_quote.c.passage) & (theme_passage.c.theme == theme_quote.c.theme),
            )
            .where(visible(scope) & _only(theme_quote.c.theme, in_theme))
            .order_by(theme_quote.c.position)
        )
        found: dict[str, list[KeptQuote]] = {}
        for row in rows.mappings():
            found.setdefault(row["theme"], []).append(KeptQuote(kept_passage(row), row["first"], row["last"]))
        return {key: tuple(quotes) for key, quotes in found.items()}

    def placed(
        self, scope: Scope, in_theme: str | None = None, limit: int | None = None
    ) -> dict[str, tuple[Placed, ...]]:
        """The passages in each theme that the scope admits, nearest the centre first."""
        return placed(self._connection, theme_passage.c.theme, scope, _only(theme_passage.c.theme, in_theme), limit)

    def unplaced(self, scope: Scope) -> int:
        """How many passages that the scope admits are in no theme."""
        rows = (
            select(func.count())
            .select_from(passage)
            .join(STORIES, passage.c.story == story.c.id)
            .outerjoin(theme_passage, theme_passage.c.passage == passage.c.id)
            .where(visible(scope) & passage.c.whole.is_(False) & theme_passage.c.theme.is_(None))
        )
        return int(self._connection.execute(rows).scalar_one())

    def counted(self, scope: Scope, in_theme: str | None = None) -> dict[str, Counted]:
        """How much of each theme, or of one, the scope admits, and how many people told it."""
        rows = self._connection.execute(
            select(
                theme_passage.c.theme,
                func.count(),
                func.count(passage.c.story.distinct()),
                func.count(story.c.storyteller.distinct()),
            )
            .join(passage, theme_passage.c.passage == passage.c.id)
            .join(STORIES, passage.c.story == story.c.id)
            .where(visible(scope) & _only(theme_passage.c.theme, in_theme))
            .group_by(theme_passage.c.theme)
        )
        return {key: Counted(passages, stories, people) for key, passages, stories, people in rows}

    def _some(self, where: Any) -> tuple[KeptTheme, ...]:
        rows = self._connection.execute(select(theme).where(where).order_by(theme.c.position, theme.c.id))
        return tuple(_record(row) for row in rows.mappings())


def _only(column: Column[str], in_theme: str | None) -> ColumnElement[bool]:
    return true() if in_theme is None else column == in_theme


def _move(row: RowMapping) -> Move:
    return Move(row["passage"], row["theme"], row["fit"], row["weak"], row["by"])


def _record(row: RowMapping) -> KeptTheme:
    return KeptTheme(
        id=row["id"],
        machine_name=row["machine_name"],
        name_passage=row["name_passage"],
        human_name=row["human_name"],
        words=tuple(row["words"].split(BETWEEN_WORDS)) if row["words"] else (),
        centroid=np.frombuffer(row["centroid"], dtype="<f4"),
        pinned=row["pinned"],
        human_name_of=row["human_name_of"],
        steadiness=row["steadiness"],
        set_aside=row["set_aside_at"] is not None,
        origin=row["origin"],
    )
