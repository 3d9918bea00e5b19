"""Learning cycles and the stages they came to."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, false, or_, select, true, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.learning.cycle import Cycle, Scale, Stage, Step
from insight.store.tables import account, cycle_step, learning_cycle

_NO_CYCLE = "There is no such learning cycle, or it is not open to you."


class Cycles:
    """Learning cycles, each a sub-group's or everybody's. Read through a scope."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(
        self,
        name: str,
        purpose: str,
        scale: Scale,
        subgroup: str | None,
        parent: str | None,
        begun_on: date,
        by: str,
        now: datetime,
    ) -> str:
        """A cycle at its first stage, for a sub-group or, with `None`, for everybody who learns; its id."""
        new = new_id()
        self._connection.execute(
            learning_cycle.insert().values(
                id=new, name=name, purpose=purpose, scale=scale.value, subgroup=subgroup, parent=parent,
                stage=Stage.UNDERSTAND.value, begun_on=begun_on, by=by, at=now,
            )
        )  # fmt: skip
        return new

    def all(self, scope: Scope) -> tuple[Cycle, ...]:
        """Those the scope reaches, the oldest first."""
        return self._read(_open_to(scope))

    def get(self, wanted: str, scope: Scope) -> Cycle:
        """One of them; `NotFound` when there is none or the scope does not reach it: the two look alike."""
        found = self._read(and_(_open_to(scope), learning_cycle.c.id == wanted))
        if not found:
            raise NotFound(_NO_CYCLE)
        return found[0]

    def parents(self) -> dict[str, str | None]:
        """In which cycle each lies, all of them: so that none comes to lie in itself."""
        rows = self._connection.execute(select(learning_cycle.c.id, learning_cycle.c.parent))
        return {row[0]: row[1] for row in rows}

    def step(self, wanted: str, stage: Stage | None, learned: str, by: str, now: datetime) -> None:
        """It comes to another stage, or with `None` to its end; `learned`: what the one before taught."""
        values = {"ended_on": now.date()} if stage is None else {"stage": stage.value}
        self._change(wanted, **values)
        self._connection.execute(
            cycle_step.insert().values(
                id=new_id(), learning_cycle=wanted, stage=stage.value if stage else "", learned=learned, by=by, at=now
            )
        )

    def lie_in(self, wanted: str, parent: str | None) -> None:
        """It lies in another cycle, or in none."""
        self._change(wanted, parent=parent)

    def look_after(self, wanted: str, steward: str) -> None:
        """This account looks after it."""
        self._change(wanted, steward=steward)

    def stewards(self) -> dict[str, str]:
        """The names of those who look after one, by account."""
        looked_after = account.join(learning_cycle, learning_cycle.c.steward == account.c.id)
        rows = self._connection.execute(select(account.c.id, account.c.name).select_from(looked_after))
        return {row[0]: row[1] for row in rows}

    def _change(self, wanted: str, **values: object) -> None:
        self._connection.execute(update(learning_cycle).where(learning_cycle.c.id == wanted).values(**values))

    def _read(self, where: ColumnElement[bool]) -> tuple[Cycle, ...]:
        rows = select(learning_cycle).where(where).order_by(learning_cycle.c.at, learning_cycle.c.id)
        found = list(self._connection.execute(rows).mappings())
        of = cycle_step.c.learning_cycle
        steps: dict[str, list[Step]] = {}
        taken = select(cycle_step).where(of.in_(sorted(row["id"] for row in found)))
        for row in self._connection.execute(taken.order_by(cycle_step.c.at, cycle_step.c.id)).mappings():
            stage = Stage(row["stage"]) if row["stage"] else None
            steps.setdefault(row["learning_cycle"], []).append(Step(stage, row["learned"], row["by"], row["at"]))
        return tuple(_cycle(row, tuple(steps.get(row["id"], ()))) for row in found)


def _cycle(row: RowMapping, steps: tuple[Step, ...]) -> Cycle:
    return Cycle(**(dict(row) | {"scale": Scale(row["scale"]), "stage": Stage(row["stage"]), "steps": steps}))


def _open_to(scope: Scope) -> ColumnElement[bool]:
    """Whether it is everybody's, or a sub-group's that the scope reaches (see `Experiments`)."""
    if scope.nothing or scope.own is not None:
        return false()
    if scope.subgroups is None:
        return true()
    return or_(learning_cycle.c.subgroup.is_(None), learning_cycle.c.subgroup.in_(sorted(scope.subgroups)))
