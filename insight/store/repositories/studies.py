"""The research desk's rows: collections, quotes, codes and their places, memos, and what a group looks for."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, func, or_, select, true, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.measure.answers import Answer
from insight.research.study import Code, Coding, Collection, Memo, Quote, SavedSearch, Study, still_says
from insight.store.insert import insert
from insight.store.repositories.stories import Stories
from insight.store.tables import account, code, coding, collection, memo, quote, saved_search, story, story_coded
from insight.store.visible import STORIES, visible
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use

_NO_COLLECTION = "There is no such collection, or it is not open to you."


class Studies:
    """What peer researchers and sub-groups keep. Stories are read through a scope."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Collections.

    def add_collection(self, name: str, reason: str, subgroup: str | None, by: str, now: datetime) -> str:
        """A collection for a sub-group, or for everybody who may search; its id."""
        return self._add(collection, name=name, reason=reason, subgroup=subgroup, by=by, at=now)

    def close_collection(self, wanted: str, at: datetime | None) -> None:
        """Nothing more comes into it from then on; `None` opens it again."""
        self._connection.execute(update(collection).where(collection.c.id == wanted).values(closed_at=at))

    def collections(self, scope: Scope) -> tuple[Collection, ...]:
        """Those the scope reaches, closed ones last, then the newest first."""
        order = (collection.c.closed_at.is_not(None), collection.c.at.desc(), collection.c.id)
        rows = self._connection.execute(select(collection).where(_open_to(scope)).order_by(*order)).mappings()
        return tuple(Collection(**row) for row in rows)

    def collection(self, wanted: str, scope: Scope) -> Collection:
        """One collection; `NotFound` when there is none or the scope does not reach it: the two look alike."""
        where = (collection.c.id == wanted) & _open_to(scope)
        row = self._connection.execute(select(collection).where(where)).mappings().first()
        if row is None:
            raise NotFound(_NO_COLLECTION)
        return Collection(**row)

    def counted(self, scope: Scope) -> dict[str, int]:
        """How many quotes of each collection the scope admits."""
        rows = self._connection.execute(
            select(quote.c.collection, func.count())
            .join(STORIES, quote.c.story == story.c.id)
            .where(visible(scope))
            .group_by(quote.c.collection)
        )
        return {row[0]: row[1] for row in rows.all()}

    def study(self, collection: str, scope: Scope, *, taken_off: bool = False) -> Study:
        """A collection with all in it that the scope admits; codings that were taken off only when asked for.

        A story belongs to it by a quote, a coding, a memo, or because somebody coded it to the end. `NotFound`: there
        is no such collection, or the scope does not reach it.
        """
        kept = self.collection(collection, scope)
        quotes = [_quote(row) for row in self._rows(quote, quote.c.collection == kept.id)]
        codes = self._rows(code, code.c.collection == kept.id)
        codings = [_coding(row) for row in self._rows(coding, coding.c.code.in_([one["id"] for one in codes]))]
        memos = [
            Memo(row["id"], row["code"], row["story"], row["text"], row["by"], row["at"])
            for row in self._rows(memo, memo.c.collection == kept.id)
        ]
        stretches: list[Quote | Coding] = [*quotes, *codings]
        noted = [one.story for one in memos if one.story is not None]
        wanted = list(dict.fromkeys([*(one.story for one in stretches), *noted, *self.finished(kept.id)]))
        stories = {one.id: one for one in Stories(self._connection).some(wanted, scope)}
        here = [one for one in stretches if one.story in stories]
        good = {one.id for one in here if still_says(str(stories[one.story].text), one)}
        seen_quotes = tuple(one for one in quotes if one.id in good)
        seen_codings = tuple(one for one in codings if one.id in good and (taken_off or one.kept is not False))
        seen_memos = tuple(one for one in memos if one.story is None or one.story in stories)
        return Study(
            collection=kept,
            stories=tuple(stories.values()),
            quotes=seen_quotes,
            codes=tuple(
                Code(
                    one["id"], one["parent"], one["name"], one["description"], one["guid"],
                    one["retired_at"] is not None,
                )
                for one in codes
            ),
            codings=seen_codings,
            memos=seen_memos,
            people=self._people({kept.by, *(one.by for one in here), *(one.by for one in seen_memos)}),
            left_out=len(wanted) - len(stories),
            changed=len(here) - len(good),
        )  # fmt: skip

    # Quotes.

    def add_quote(
        self, collection: str, story: str, start: int, end: int, words_hash: str, by: str, now: datetime
    ) -> bool:
        """Keep a stretch; false when the collection has it already."""
        return self._add_once(
            quote, collection=collection, story=story, start=start, end=end, words_hash=words_hash, by=by, at=now
        )

    def note_quote(self, wanted: str, note: str) -> None:
        """Write a note beside a quote, in place of the one before."""
        self._connection.execute(update(quote).where(quote.c.id == wanted).values(note=note))

    def drop_quote(self, wanted: str) -> None:
        """Take a quote out of its collection."""
        self._connection.execute(delete(quote).where(quote.c.id == wanted))

    # Codes.

    def add_code(
        self, collection: str, name: str, description: str, parent: str | None, guid: str, by: str, now: datetime
    ) -> str:
        """A code of a collection; its id."""
        return self._add(
            code, collection=collection, name=name, description=description, parent=parent, guid=guid, by=by, at=now
        )

    def change_code(self, wanted: str, name: str, description: str, parent: str | None) -> None:
        """Call a code otherwise, say what it means, put it under another."""
        values = {"name": name, "description": description, "parent": parent}
        self._connection.execute(update(code).where(code.c.id == wanted).values(values))

    def retire_code(self, wanted: str, at: datetime | None) -> None:
        """A code is no longer given; where it stands it stays. `None` takes it up again."""
        self._connection.execute(update(code).where(code.c.id == wanted).values(retired_at=at))

    def codes_since(self, collection: str) -> dict[str, datetime]:
        """When each code of a collection came into it."""
        rows = self._connection.execute(select(code.c.id, code.c.at).where(code.c.collection == collection))
        return {row.id: row.at for row in rows}

    def add_coding(
        self, code: str, story: str, start: int, end: int, words_hash: str, by: str, now: datetime, suggested: bool
    ) -> bool:
        """Put a code on a stretch, or suggest it; false when this person has put it there already."""
        return self._add_once(
            coding, code=code, story=story, start=start, end=end, words_hash=words_hash, by=by, at=now,
            suggested=suggested,
        )  # fmt: skip

    def drop_coding(self, wanted: str) -> None:
        """Take a code off a stretch, or leave a suggestion."""
        self._connection.execute(delete(coding).where(coding.c.id == wanted))

    def settle_coding(self, wanted: str, kept: bool, by: str) -> None:
        """Where coders differed: it stays or not, as this person says. Who put it there is kept."""
        self._connection.execute(update(coding).where(coding.c.id == wanted).values(kept=kept, kept_by=by))

    def finish_story(self, collection: str, story: str, by: str, now: datetime) -> bool:
        """This person has coded the whole story; false when they had said so."""
        values = {"collection": collection, "story": story, "by": by, "at": now}
        adding = insert(self._connection, story_coded).values(values).on_conflict_do_nothing()
        return self._connection.execute(adding).rowcount == 1

    def take_up_story(self, collection: str, story: str, by: str) -> None:
        """This person has not finished it after all."""
        mine = (story_coded.c.collection == collection) & (story_coded.c.story == story) & (story_coded.c.by == by)
        self._connection.execute(delete(story_coded).where(mine))

    def finished(self, collection: str) -> dict[str, dict[str, datetime]]:
        """Who finished coding which story, and when: by story, then by account."""
        rows = select(story_coded).where(story_coded.c.collection == collection).order_by(story_coded.c.at)
        found: dict[str, dict[str, datetime]] = {}
        for row in self._connection.execute(rows).mappings():
            found.setdefault(row["story"], {})[row["by"]] = row["at"]
        return found

    # Memos and searches.

    def add_memo(self, collection: str, code: str | None, story: str | None, text: str, by: str, now: datetime) -> str:
        """A thought about a collection, one of its codes, or one of its stories; its id."""
        return self._add(memo, collection=collection, code=code, story=story, text=text, by=by, at=now)

    def drop_memo(self, wanted: str) -> None:
        """Throw a memo away."""
        self._connection.execute(delete(memo).where(memo.c.id == wanted))

    def add_search(self, subgroup: str, name: str, query: str, filters: Filters, by: str, now: datetime) -> str:
        """Something a sub-group looks for again and again; its id."""
        return self._add(
            saved_search, subgroup=subgroup, name=name, query=query, filters=_written(filters), by=by, at=now
        )

    def searches(self, scope: Scope) -> tuple[SavedSearch, ...]:
        """What the sub-groups that the scope reaches look for, by name."""
        where = true() if scope.subgroups is None else saved_search.c.subgroup.in_(sorted(scope.subgroups))
        order = (func.lower(saved_search.c.name), saved_search.c.id)
        rows = self._connection.execute(select(saved_search).where(where).order_by(*order)).mappings()
        return tuple(SavedSearch(**(dict(row) | {"filters": _filters(row["filters"])})) for row in rows)

    def drop_search(self, wanted: str) -> None:
        """A sub-group no longer looks for this."""
        self._connection.execute(delete(saved_search).where(saved_search.c.id == wanted))

    def _add(self, table: Table, **values: Any) -> str:
        new = new_id()
        self._connection.execute(table.insert().values(id=new, **values))
        return new

    def _add_once(self, table: Table, **values: Any) -> bool:
        adding = insert(self._connection, table).values(id=new_id(), **values).on_conflict_do_nothing()
        return self._connection.execute(adding).rowcount == 1

    def _rows(self, table: Table, where: ColumnElement[bool]) -> list[RowMapping]:
        """Rows in the order in which they were made."""
        query = select(table).where(where).order_by(table.c.at, table.c.id)
        return list(self._connection.execute(query).mappings())

    def _people(self, accounts: Iterable[str]) -> dict[str, str]:
        """Names by id; whoever is no account, as the local operator, goes by the id."""
        wanted = sorted(accounts)
        rows = self._connection.execute(select(account.c.id, account.c.name).where(account.c.id.in_(wanted)))
        return {one: one for one in wanted} | {row.id: row.name for row in rows}


def _open_to(scope: Scope) -> ColumnElement[bool]:
    """Whether a collection is open to all who may search, or to one of the scope's sub-groups."""
    if scope.subgroups is None:
        return true()
    return or_(collection.c.subgroup.is_(None), collection.c.subgroup.in_(sorted(scope.subgroups)))


def _quote(row: RowMapping) -> Quote:
    return Quote(**{name: row[name] for name in Quote.__dataclass_fields__})


def _coding(row: RowMapping) -> Coding:
    return Coding(**{name: row[name] for name in Coding.__dataclass_fields__})


def _written(filters: Filters) -> str:
    """The facets that are chosen. What is to be left out stands in the words of the search, and is read from them."""
    chosen = {name: one for name, one in asdict(filters).items() if one is not None and name != "without"}
    return json.dumps(chosen, default=str)


def _filters(written: str) -> Filters:
    """Filters as they were written down."""
    told = json.loads(written)
    read: dict[str, Callable[[str], Any]] = {
        "teller": TellerKind, "feeling": Answer, "use": Use,
        "since": date.fromisoformat, "until": date.fromisoformat,
    }  # fmt: skip
    return Filters(**{name: read.get(name, str)(one) for name, one in told.items()})
