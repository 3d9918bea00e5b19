"""Themes with lasting identities, the passages placed in them, their history, and each build."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, delete, func, select, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.store.tables import passage, story, theme, theme_build, theme_event, theme_passage, theme_quote
from insight.store.visible import STORIES, visible
from insight.themes.kept import Build, KeptPassage, KeptQuote, KeptTheme, Placed, plain_name
from insight.themes.repeats import repeats

BETWEEN_WORDS = "\x1f"
RUNNING, FAILED = "running", "failed"


class Themes:
    """What was found in the passages, and what people made of it."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Builds.

    def begin(self, model: str, now: datetime) -> str:
        """A build has started; its id."""
        new = new_id()
        self._connection.execute(
            theme_build.insert().values(id=new, started_at=now, state=RUNNING, model=model, stories=0, passages=0)
        )
        return new

    def finish(
        self, build: str, state: str, reason: str, stories: int, passages: int, anchors: bytes | None, now: datetime
    ) -> None:
        """A build has ended; `anchors` steady the next one."""
        self._connection.execute(
            update(theme_build)
            .where(theme_build.c.id == build)
            .values(state=state, reason=reason, stories=stories, passages=passages, anchors=anchors, finished_at=now)
        )

    def running(self) -> datetime | None:
        """When the build that is running began, if one is."""
        return self._connection.execute(
            select(theme_build.c.started_at)
            .where(theme_build.c.state == RUNNING)
            .order_by(theme_build.c.started_at.desc())
            .limit(1)
        ).scalar()

    def give_up(self, build: str, now: datetime) -> None:
        """A build has ended without a result; what was there before stays."""
        self._connection.execute(
            update(theme_build).where(theme_build.c.id == build).values(state=FAILED, finished_at=now)
        )

    def give_up_running(self, now: datetime) -> int:
        """Give up every build that seems to run, when nobody can be at work on it; how many there were."""
        lost = update(theme_build).where(theme_build.c.state == RUNNING).values(state=FAILED, finished_at=now)
        return int(self._connection.execute(lost).rowcount)

    def failures(self) -> int:
        """How many builds have failed since the last that ended well."""
        failed = select(func.count()).where(theme_build.c.state == FAILED)
        newest = self._newest()
        if newest is not None:
            failed = failed.where(theme_build.c.started_at > newest.started_at)
        return int(self._connection.execute(failed).scalar_one())

    def newest_build(self) -> Build | None:
        """The last build that ended well, if any."""
        row = self._newest()
        if row is None:
            return None
        return Build(
            row.id, row.started_at, row.finished_at, row.state, row.reason, row.model, row.stories, row.passages
        )

    def anchors(self) -> bytes | None:
        """What the last build left to steady the next; `None` before the first."""
        row = self._newest()
        return None if row is None else row.anchors

    # Themes.

    def all(self) -> tuple[KeptTheme, ...]:
        """Every theme in use, in the order of the last build."""
        rows = self._connection.execute(
            select(theme).where(theme.c.retired_at.is_(None)).order_by(theme.c.position, theme.c.id)
        )
        return tuple(
            KeptTheme(
                id=row["id"],
                machine_name=row["machine_name"],
                name_passage=row["name_passage"],
                human_name=row["human_name"],
                words=tuple(row["words"].split(BETWEEN_WORDS)) if row["words"] else (),
                centroid=np.frombuffer(row["centroid"], dtype="<f4"),
                pinned=row["pinned"],
            )
            for row in rows.mappings()
        )

    def get(self, wanted: str) -> KeptTheme:
        """One theme in use; `NotFound` when there is none."""
        for one in self.all():
            if one.id == wanted:
                return one
        raise NotFound("There is no such theme.")

    def keep(self, one: KeptTheme, position: int, build: str) -> None:
        """Keep a theme as the last build found it; a human name and a pin stay as people left them."""
        values = {
            "position": position,
            "machine_name": one.machine_name,
            "name_passage": one.name_passage,
            "words": BETWEEN_WORDS.join(one.words),
            "centroid": one.centroid.astype("<f4").tobytes(),
            "build": build,
        }
        known = update(theme).where(theme.c.id == one.id).values(**values, retired_at=None)
        if self._connection.execute(known).rowcount == 0:
            self._connection.execute(theme.insert().values(id=one.id, pinned=False, **values))

    def retire(self, wanted: str, now: datetime) -> None:
        """A theme is no longer found; its history stays."""
        self._connection.execute(update(theme).where(theme.c.id == wanted).values(retired_at=now))
        self._connection.execute(delete(theme_passage).where(theme_passage.c.theme == wanted))

    def rename(self, wanted: str, name: str | None) -> None:
        """Give a theme its human name, or take it back."""
        self._connection.execute(update(theme).where(theme.c.id == wanted).values(human_name=name))

    def unname(self, of_story: str, passages: Sequence[str], text: str) -> int:
        """Take a story's words out of the names of themes, in use or not, of their history, and of their quotes; how
        many were named in them.

        A machine's name goes when it was taken from one of the passages. Any other name goes when it repeats the
        story (see `repeats`), and a word beside it when the story holds it and no other does.
        """
        said = text.casefold()

        def theirs(name: str | None) -> bool:
            return bool(name) and repeats(str(name), text, lambda words: self._said_elsewhere(words, of_story))

        renamed = 0
        for row in self._connection.execute(select(theme)).mappings().all():
            before = tuple(word for word in row["words"].split(BETWEEN_WORDS) if word)
            words = tuple(w for w in before if w.casefold() not in said or self._said_elsewhere(w, of_story))
            values: dict[str, str | None] = {"words": BETWEEN_WORDS.join(words)}
            plainly = words != before and row["machine_name"] == plain_name(before)
            if row["name_passage"] in passages or plainly or theirs(row["machine_name"]):
                values |= {"machine_name": plain_name(words), "name_passage": None}
            if theirs(row["human_name"]):
                values["human_name"] = None
            self._connection.execute(update(theme).where(theme.c.id == row["id"]).values(**values))
            renamed += len(values) > 1
        for line in self._connection.execute(select(theme_event).where(theme_event.c.detail != "")).mappings().all():
            if theirs(line["detail"]):
                self._connection.execute(update(theme_event).where(theme_event.c.id == line["id"]).values(detail=""))
        self._connection.execute(delete(theme_quote).where(theme_quote.c.passage.in_(passages)))
        return renamed

    def unplace(self, passages: Sequence[str], now: datetime) -> None:
        """Retire themes that hold nothing but these passages: their middle, and the anchors of the builds, are made of
        one story alone.
        """
        others = select(theme_passage.c.theme).where(theme_passage.c.passage.not_in(passages))
        alone = select(theme_passage.c.theme).where(theme_passage.c.passage.in_(passages)).where(
            theme_passage.c.theme.not_in(others)
        )  # fmt: skip
        emptied = update(theme).where(theme.c.id.in_(alone)).values(retired_at=now, centroid=b"", words="")
        if self._connection.execute(emptied).rowcount:
            self._connection.execute(update(theme_build).values(anchors=None))

    def _said_elsewhere(self, words: str, of_story: str) -> bool:
        where = (story.c.id != of_story) & story.c.text.icontains(words, autoescape=True)
        return self._connection.execute(select(story.c.id).where(where).limit(1)).first() is not None

    def note(self, wanted: str, by: str, what: str, detail: str, now: datetime) -> None:
        """Write a line of a theme's history."""
        self._connection.execute(theme_event.insert().values(theme=wanted, by=by, what=what, detail=detail, at=now))

    # Passages in themes: read through a scope.

    def place(self, in_theme: str, placed: Sequence[tuple[str, float, bool]]) -> None:
        """Put passages (id, fit, weak) into a theme; each passage is in one theme, a story in as many as it has."""
        for one, fit, weak in placed:
            self._connection.execute(delete(theme_passage).where(theme_passage.c.passage == one))
            self._connection.execute(theme_passage.insert().values(theme=in_theme, passage=one, fit=fit, weak=weak))

    def keep_quotes(self, in_theme: str, quotes: Sequence[tuple[str, int, int]]) -> None:
        """The telling quotes (passage, start, end) of a theme, in place of those before."""
        self._connection.execute(delete(theme_quote).where(theme_quote.c.theme == in_theme))
        for position, (one, start, end) in enumerate(quotes):
            self._connection.execute(
                theme_quote.insert().values(theme=in_theme, passage=one, position=position, start=start, end=end)
            )

    def quotes(self, scope: Scope) -> dict[str, tuple[KeptQuote, ...]]:
        """The telling quotes of each theme whose story the scope admits."""
        rows = self._connection.execute(
            select(theme_quote.c.theme, theme_quote.c.start.label("first"), theme_quote.c.end.label("last"), passage)
            .join(passage, theme_quote.c.passage == passage.c.id)
            .join(STORIES, passage.c.story == story.c.id)
            .where(visible(scope))
            .order_by(theme_quote.c.position)
        )
        found: dict[str, list[KeptQuote]] = {}
        for row in rows.mappings():
            kept = KeptPassage(row["id"], row["story"], row["whole"], row["start"], row["end"], row["text_hash"])
            found.setdefault(row["theme"], []).append(KeptQuote(kept, row["first"], row["last"]))
        return {key: tuple(quotes) for key, quotes in found.items()}

    def clear_places(self) -> None:
        """Take every passage out of its theme, before a build puts them anew."""
        self._connection.execute(delete(theme_passage))

    def placed(self, scope: Scope, in_theme: str | None = None) -> dict[str, tuple[Placed, ...]]:
        """The passages in each theme that the scope admits, nearest the centre first."""
        query = (
            select(theme_passage.c.theme, theme_passage.c.fit, theme_passage.c.weak, passage)
            .join(passage, theme_passage.c.passage == passage.c.id)
            .join(STORIES, passage.c.story == story.c.id)
            .where(visible(scope))
            .order_by(theme_passage.c.fit.desc(), passage.c.id)
        )
        if in_theme is not None:
            query = query.where(theme_passage.c.theme == in_theme)
        found: dict[str, list[Placed]] = {}
        for row in self._connection.execute(query).mappings():
            kept = KeptPassage(row["id"], row["story"], row["whole"], row["start"], row["end"], row["text_hash"])
            found.setdefault(row["theme"], []).append(Placed(kept, row["fit"], row["weak"]))
        return {key: tuple(placed) for key, placed in found.items()}

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

    def _newest(self) -> Row[Any] | None:
        ended = theme_build.c.state.not_in((RUNNING, FAILED))
        return self._connection.execute(
            select(theme_build).where(ended).order_by(theme_build.c.finished_at.desc()).limit(1)
        ).first()
