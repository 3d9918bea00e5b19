"""What sub-groups try: plans, permissions, tries, reviews and notes, each open to its own sub-group."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, delete, false, select, true, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.learning.experiment import (
    Answered,
    EndedAs,
    Experiment,
    Happened,
    Permission,
    Plan,
    Review,
    SystemNote,
    Try,
    What,
)
from insight.store.tables import (
    experiment,
    experiment_permission,
    experiment_review,
    experiment_try,
    system_note,
)

_NO_EXPERIMENT = "There is no such thing we are trying, or it is not open to you."


class Experiments:
    """What sub-groups try. Read through a scope: a member's own sub-groups, or all."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(self, subgroup: str, plan: Plan, by: str, now: datetime) -> str:
        """A plan of a sub-group, not begun; its id."""
        return self._add(experiment, subgroup=subgroup, **_columns(plan), by=by, at=now)

    def all(self, scope: Scope, subgroup: str | None = None) -> tuple[Experiment, ...]:
        """Those the scope reaches, or of them one sub-group's, the oldest first."""
        return self._read(and_(_open_to(scope), true() if subgroup is None else experiment.c.subgroup == subgroup))

    def get(self, wanted: str, scope: Scope) -> Experiment:
        """One of them; `NotFound` when there is none or the scope does not reach it: the two look alike."""
        found = self._read(and_(_open_to(scope), experiment.c.id == wanted))
        if not found:
            raise NotFound(_NO_EXPERIMENT)
        return found[0]

    def plan(self, wanted: str, plan: Plan) -> None:
        """Another plan in place of the one before."""
        self._change(experiment, wanted, **_columns(plan))

    def begin(self, wanted: str, since: date, review_on: date) -> None:
        """It runs from that day on, and is reviewed first on the other."""
        self._change(experiment, wanted, since=since, review_on=review_on)

    def end(self, wanted: str, ended_as: EndedAs, lesson: str, on: date) -> None:
        """It ends, with what was learned, and with it the try that runs."""
        self._change(experiment, wanted, ended_as=ended_as.value, lesson=lesson, ended_on=on)
        open_try = (experiment_try.c.experiment == wanted) & experiment_try.c.ended_on.is_(None)
        self._connection.execute(update(experiment_try).where(open_try).values(ended_on=on))

    def between(self, start: date, end: date, scope: Scope) -> tuple[Happened, ...]:
        """What began, was reviewed or ended from `start` to `end`, both included, as far as the scope reaches; by day.

        A review that was put off is none.
        """
        found = []
        for one in self.all(scope):
            days = [(What.BEGUN, one.since), (What.ENDED, one.ended_on)]
            days += [(What.REVIEWED, review.at.date()) for review in one.reviews if review.held]
            found += [Happened(one.id, one.plan.name, what, on) for what, on in days if on and start <= on <= end]
        return tuple(sorted(found, key=lambda one: (one.on, list(What).index(one.what), one.experiment)))

    # Permissions.

    def add_permission(self, of: str, whose: str, by: str, now: datetime) -> str:
        """A permission that is thought to be needed; its id."""
        return self._add(experiment_permission, experiment=of, whose=whose, by=by, at=now)

    def ask(self, permission: str, asked_by: str, asked_on: date) -> None:
        """Somebody asked for it."""
        self._change(experiment_permission, permission, asked_by=asked_by, asked_on=asked_on)

    def answer(self, permission: str, answer: Answered, said: str) -> None:
        """They answered."""
        self._change(experiment_permission, permission, answer=answer.value, said=said)

    def drop_permission(self, permission: str) -> None:
        """It is not thought to be needed any more."""
        self._connection.execute(delete(experiment_permission).where(experiment_permission.c.id == permission))

    # Tries, reviews and notes.

    def add_try(self, of: str, number: int, did: str, begun_on: date, by: str, now: datetime) -> str:
        """The next try begins; its id."""
        return self._add(experiment_try, experiment=of, number=number, did=did, begun_on=begun_on, by=by, at=now)

    def end_try(self, wanted: str, happened: str, on: date) -> None:
        """It has ended, with what happened."""
        self._change(experiment_try, wanted, happened=happened, ended_on=on)

    def add_review(
        self, of: str, due_on: date | None, held: bool, said: str, next_on: date, by: str, now: datetime
    ) -> str:
        """A review was held or put off, and the next one has its day; its id. A review's day moves in no other way."""
        self._change(experiment, of, review_on=next_on)
        return self._add(
            experiment_review, experiment=of, due_on=due_on, held=held, said=said, next_on=next_on, by=by, at=now
        )

    def add_note(self, of: str, noted_on: date, text: str, source: str, by: str, now: datetime) -> str:
        """What was seen in the wider system; its id."""
        return self._add(system_note, experiment=of, noted_on=noted_on, text=text, source=source, by=by, at=now)

    def _add(self, table: Table, **values: Any) -> str:
        new = new_id()
        self._connection.execute(table.insert().values(id=new, **values))
        return new

    def _change(self, table: Table, wanted: str, **values: Any) -> None:
        self._connection.execute(update(table).where(table.c.id == wanted).values(**values))

    def _read(self, where: ColumnElement[bool]) -> tuple[Experiment, ...]:
        rows = select(experiment).where(where).order_by(experiment.c.at, experiment.c.id)
        found = list(self._connection.execute(rows).mappings())
        of = [row["id"] for row in found]
        permissions, tries = self._children(experiment_permission, of), self._children(experiment_try, of)
        reviews, notes = self._children(experiment_review, of), self._children(system_note, of)
        return tuple(
            Experiment(
                row["id"], row["subgroup"], _plan(row), row["since"], row["review_on"], row["ended_on"],
                EndedAs(row["ended_as"]) if row["ended_as"] else None, row["lesson"], row["by"], row["at"],
                tuple(_permission(one) for one in permissions.get(row["id"], ())),
                tuple(sorted((Try(**_fields(Try, one)) for one in tries.get(row["id"], ())), key=_number)),
                tuple(Review(**_fields(Review, one)) for one in reviews.get(row["id"], ())),
                tuple(SystemNote(**_fields(SystemNote, one)) for one in notes.get(row["id"], ())),
            )
            for row in found
        )  # fmt: skip

    def _children(self, table: Table, of: Iterable[str]) -> dict[str, list[RowMapping]]:
        """Rows by what they belong to, in the order in which they were made."""
        rows = select(table).where(table.c.experiment.in_(sorted(of))).order_by(table.c.at, table.c.id)
        found: dict[str, list[RowMapping]] = {}
        for row in self._connection.execute(rows).mappings():
            found.setdefault(row["experiment"], []).append(row)
        return found


def _open_to(scope: Scope) -> ColumnElement[bool]:
    """Whether it is a sub-group's that the scope reaches: never for those whose scope is what they heard themselves."""
    if scope.nothing or scope.own is not None:
        return false()
    return true() if scope.subgroups is None else experiment.c.subgroup.in_(sorted(scope.subgroups))


def _columns(plan: Plan) -> dict[str, Any]:
    """A plan as its columns."""
    values = asdict(plan)
    values["learning_cycle"] = values.pop("cycle")
    return values


def _plan(row: RowMapping) -> Plan:
    named = {name: row[name] for name in Plan.__dataclass_fields__ if name != "cycle"}
    return Plan(**named, cycle=row["learning_cycle"])


def _permission(row: RowMapping) -> Permission:
    answer = Answered(row["answer"]) if row["answer"] else None
    return Permission(**(_fields(Permission, row) | {"answer": answer}))


def _number(one: Try) -> int:
    return one.number


def _fields(kind: type[Permission | Try | Review | SystemNote], row: RowMapping) -> dict[str, Any]:
    """Of a row, what a record of this kind holds."""
    return {name: row[name] for name in kind.__dataclass_fields__}
