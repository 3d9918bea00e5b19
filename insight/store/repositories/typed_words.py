"""What staff typed and where stories are cited, when a story's words change or may no longer be repeated."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, delete, select, text, update

from insight.store.full_text import full_text
from insight.store.repositories.story_rows import said_elsewhere
from insight.store.tables import (
    check_back,
    citation,
    code,
    coding,
    collection,
    cycle_step,
    experiment,
    experiment_permission,
    experiment_review,
    experiment_try,
    gap,
    given_out,
    group_session,
    learning_cycle,
    learning_entry,
    memo,
    passage,
    quote,
    saved_search,
    share_back,
    share_back_part,
    story,
    system_note,
    theme_reading,
)  # fmt: skip
from insight.themes.repeats import repeats, shortest

# As many runs of words are looked for at once.
AT_ONCE = 50

# What staff type, and what stands in its place when it repeats somebody who no longer agrees; `None`: the row goes,
# because without these words nothing of it is left.
_TYPED: tuple[tuple[Table, Column[str], str | None], ...] = (
    (collection, collection.c.name, "A collection"),
    (collection, collection.c.reason, ""),
    (code, code.c.name, "A code"),
    (code, code.c.description, ""),
    (quote, quote.c.note, ""),
    (memo, memo.c.text, None),
    (saved_search, saved_search.c.name, "A search"),
    (saved_search, saved_search.c.query, None),
    (citation, citation.c.why, ""),
    (gap, gap.c.who, "Somebody we have not heard"),
    (gap, gap.c.why, ""),
    (gap, gap.c.heard, ""),
    (learning_cycle, learning_cycle.c.name, "A learning cycle"),
    (learning_cycle, learning_cycle.c.purpose, ""),
    (cycle_step, cycle_step.c.learned, ""),
    (group_session, group_session.c.decisions, ""),
    (learning_entry, learning_entry.c.noticed, ""),
    (learning_entry, learning_entry.c.so_what, ""),
    (learning_entry, learning_entry.c.now_what, ""),
    (theme_reading, theme_reading.c.text, None),
    (check_back, check_back.c.missing, ""),
    (experiment, experiment.c.name, "Something we are trying"),
    (experiment, experiment.c.what, ""),
    (experiment, experiment.c.who, ""),
    (experiment, experiment.c.legal, ""),
    (experiment, experiment.c.safe, ""),
    (experiment, experiment.c.surprise, ""),
    (experiment, experiment.c.stop_if, ""),
    (experiment, experiment.c.small, ""),
    (experiment, experiment.c.lesson, ""),
    (experiment_permission, experiment_permission.c.whose, "Somebody"),
    (experiment_permission, experiment_permission.c.asked_by, ""),
    (experiment_permission, experiment_permission.c.said, ""),
    (experiment_try, experiment_try.c.did, ""),
    (experiment_try, experiment_try.c.happened, ""),
    (experiment_review, experiment_review.c.said, ""),
    (system_note, system_note.c.text, None),
    (system_note, system_note.c.source, ""),
    (share_back, share_back.c.title, "A share-back"),
    (share_back_part, share_back_part.c.heading, ""),
    (share_back_part, share_back_part.c.text, ""),
    (given_out, given_out.c.name, "A document"),
    (given_out, given_out.c.to_whom, ""),
)


class TypedWords:
    """Places in stories and words typed by staff, when a story's words change or may no longer be repeated."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def follow(self, of_story: str, before: str, after: str) -> None:
        """A stretch was cut out of a story: quotes, codings and citations go along with their words.

        Of those whose words no longer stand, nothing is kept by which the words could be found out.
        """
        for table in (quote, coding, citation):
            places: dict[tuple[object, ...], dict[str, Any]] = {}
            rows = select(table).where(table.c.story == of_story).order_by(table.c.at, table.c.id)
            for row in self._connection.execute(rows).mappings():
                moved = _moved(dict(row), before, after)
                places.setdefault(tuple(moved[one] for one in _unique(table)), moved)
            self._connection.execute(delete(table).where(table.c.story == of_story))
            if places:
                self._connection.execute(table.insert(), list(places.values()))

    def repeated(self, typed: str, besides: Collection[str] = ()) -> frozenset[str]:
        """Stories whose words somebody typed again that nobody else says (see `repeats`): those that can be searched,
        and those in `besides`.
        """
        found = set(besides)
        holding = (
            select(passage.c.story)
            .select_from(full_text.join(passage, full_text.c.passage == passage.c.id))
            .where(text("full_text MATCH :runs") & passage.c.whole)
        )
        runs = list(dict.fromkeys(shortest(typed)))
        for at in range(0, len(runs), AT_ONCE):
            either = " OR ".join(f'"{run}"' for run in runs[at : at + AT_ONCE])
            found.update(self._connection.execute(holding, {"runs": either}).scalars())
        rows = self._connection.execute(select(story.c.id, story.c.text).where(story.c.id.in_(sorted(found))))
        return frozenset(row.id for row in rows if row.text and self._repeats(typed, row.id, row.text))

    def _repeats(self, typed: str, of_story: str, said: str) -> bool:
        return repeats(typed, said, lambda words: said_elsewhere(self._connection, words, of_story))

    def unname(self, of_story: str, said: str) -> None:
        """Take a story's words out of whatever staff typed for others to read (see `repeats`)."""

        for table, column, instead in _TYPED:
            typed = self._connection.execute(select(table.c.id, column.label("words")).where(column != "")).all()
            gone = [row.id for row in typed if self._repeats(row.words, of_story, said)]
            where = table.c.id.in_(gone)
            change = delete(table) if instead is None else update(table).values({column.name: instead})
            if gone:
                self._connection.execute(change.where(where))


def _unique(table: Table) -> Iterable[str]:
    """The columns by which a row of this table may be there only once."""
    [only] = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return [one.name for one in only.columns]


def _moved(row: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    """The row where its words stand now; without their hash when they stand no more."""
    words, cut = before[row["start"] : row["end"]], len(after) - len(before)
    for by in (0, cut):
        start, end = row["start"] + by, row["end"] + by
        if start >= 0 and after[start:end] == words:
            return row | {"start": start, "end": end}
    return row | {"words_hash": ""}
