"""Whose words a theme is named in: names that repeat somebody need their permission, and go with their story."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, delete, select, text, true, update

from insight.store.full_text import full_text
from insight.store.repositories.story_rows import said_elsewhere
from insight.store.repositories.themes import BETWEEN_WORDS
from insight.store.tables import (
    build_passage,
    build_theme,
    passage,
    story,
    theme,
    theme_build,
    theme_event,
    theme_note,
    theme_passage,
    theme_quote,
)
from insight.themes.kept import plain_name
from insight.themes.repeats import repeats, runs

# A run of words that this many stories hold is how people speak.
SAID_BY_OTHERS = 2


class ThemeWords:
    """Names, words and quotes of themes, and the stories they come from."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def whose(self, name: str) -> str | None:
        """The story whose words a name repeats that nobody else says; `None` where it is made of common words."""
        for run in runs(name):
            holding = (
                select(passage.c.story)
                .select_from(full_text.join(passage, full_text.c.passage == passage.c.id))
                .where(text("full_text MATCH :run").bindparams(run=f'"{run}"') & passage.c.whole)
                .limit(SAID_BY_OTHERS)
            )
            found = self._connection.execute(holding).scalars().all()
            if len(found) == 1:
                said = self._connection.execute(select(story.c.text).where(story.c.id == found[0])).scalar() or ""
                if repeats(name, said, lambda words, one=found[0]: said_elsewhere(self._connection, words, one)):  # type: ignore[misc]
                    return str(found[0])
        return None

    def unname(self, of_story: str, passages: Sequence[str], said: str) -> int:
        """Take a story's words out of the names of themes, in use or not, of their history, and of their quotes; how
        many were named in them.

        A machine's name goes when it was taken from one of the passages. Any other name goes when it repeats the
        story (see `repeats`), and a word beside it when the story holds it and no other does.
        """
        lower = said.casefold()
        known: dict[str, bool] = {}

        def elsewhere(words: str) -> bool:
            if words not in known:
                known[words] = said_elsewhere(self._connection, words, of_story)
            return known[words]

        def theirs(name: str | None) -> bool:
            return bool(name) and repeats(str(name), said, elsewhere)

        def left(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
            before = tuple(word for word in words.split(BETWEEN_WORDS) if word)
            return before, tuple(one for one in before if one.casefold() not in lower or elsewhere(one))

        renamed = 0
        for table in (theme, build_theme):
            for row in self._connection.execute(select(table)).mappings().all():
                before, words = left(row["words"])
                values: dict[str, str | None] = {"words": BETWEEN_WORDS.join(words)}
                plainly = words != before and row["machine_name"] == plain_name(before)
                if row["name_passage"] in passages or plainly or theirs(row["machine_name"]):
                    values |= {"machine_name": plain_name(words), "name_passage": None}
                if table is theme and (row["human_name_of"] == of_story or theirs(row["human_name"])):
                    values |= {"human_name": None, "human_name_of": None}
                if words != before or len(values) > 1:
                    same = [column == row[column.name] for column in table.primary_key.columns]
                    self._connection.execute(update(table).where(*same).values(**values))
                renamed += table is theme and len(values) > 1
        for table, column in ((theme_event, theme_event.c.detail), (theme_note, theme_note.c.text)):
            for key, typed in self._connection.execute(select(table.c.id, column).where(column != "")).all():
                if theirs(typed):
                    self._connection.execute(update(table).where(table.c.id == key).values({column.name: ""}))
        self._connection.execute(delete(theme_quote).where(theme_quote.c.passage.in_(passages)))
        return renamed

    def unplace(self, passages: Sequence[str], now: datetime) -> None:
        """Retire themes that hold nothing but these passages: their middle, in use or in an earlier build, and the
        anchors of the builds, are made of one story alone.
        """
        emptied = update(theme).where(theme.c.id.in_(_alone(theme_passage.c.theme, passages)))
        retired = self._connection.execute(emptied.values(retired_at=now, centroid=b"", words="")).rowcount
        for build in self._connection.execute(
            select(build_passage.c.build).where(build_passage.c.passage.in_(passages)).distinct()
        ).scalars():
            here = build_passage.c.build == build
            numbers = _alone(build_passage.c.number, passages, here)
            hollow = update(build_theme).where((build_theme.c.build == build) & build_theme.c.number.in_(numbers))
            self._connection.execute(hollow.values(centroid=b"", words=""))
        if retired:
            self._connection.execute(update(theme_build).values(anchors=None))


def _alone(group: Column[Any], passages: Sequence[str], where: ColumnElement[bool] | None = None) -> Select[Any]:
    """Which groups hold these passages and no others."""
    table = group.table
    within = true() if where is None else where
    others = select(group).where(table.c.passage.not_in(passages) & within)
    return select(group).where(table.c.passage.in_(passages) & within & group.not_in(others))
