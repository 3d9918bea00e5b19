"""Passages in groups, whether themes in use or what a build found: one way of reading them through a scope."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, select

from insight.access.gate import Scope
from insight.store.repositories.passages import kept_passage
from insight.store.tables import passage, story
from insight.store.visible import STORIES, visible
from insight.themes.kept import Placed


def placed(
    connection: Connection, group: Column[Any], scope: Scope, where: ColumnElement[bool], limit: int | None = None
) -> dict[Any, tuple[Placed, ...]]:
    """The passages that the scope admits by their group, nearest its centre first.

    `group` is a column of a table that has `passage`, `fit` and `weak` beside it.
    """
    its = group.table.c
    rows = connection.execute(
        select(group.label("in_group"), its.fit, its.weak, passage)
        .join(passage, its.passage == passage.c.id)
        .join(STORIES, passage.c.story == story.c.id)
        .where(where & visible(scope))
        .order_by(its.fit.desc(), passage.c.id)
        .limit(limit)
    )
    found: dict[Any, list[Placed]] = {}
    for row in rows.mappings():
        found.setdefault(row["in_group"], []).append(Placed(kept_passage(row), row["fit"], row["weak"]))
    return {key: tuple(its) for key, its in found.items()}
