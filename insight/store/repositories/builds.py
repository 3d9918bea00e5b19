"""Builds of the themes: how far one is, what each found, and what it would change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, RowMapping, delete, func, insert, select, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.store.repositories.placed import placed
from insight.store.repositories.themes import BETWEEN_WORDS
from insight.store.tables import build_passage, build_theme, theme_build, theme_proposal
from insight.themes.identity import Change
from insight.themes.kept import Build, BuiltTheme, KeptProposal, Placed

RUNNING, FAILED, STOPPED = "running", "failed", "stopped"
_NO_RESULT = (RUNNING, FAILED, STOPPED)


class Builds:
    """What was looked for and found, each time."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # One that runs.

    def begin(self, model: str, now: datetime) -> str:
        """A build has started; its id."""
        new = new_id()
        self._connection.execute(
            theme_build.insert().values(id=new, started_at=now, state=RUNNING, model=model, stories=0, passages=0)
        )
        return new

    def step(self, build: str, doing: str) -> bool:
        """Write down what a build is doing; whether it should go on."""
        self._connection.execute(update(theme_build).where(theme_build.c.id == build).values(step=doing))
        stop = select(theme_build.c.stop_asked).where(theme_build.c.id == build)
        return not self._connection.execute(stop).scalar_one()

    def ask_to_stop(self) -> bool:
        """Ask whatever build is running to stop; whether there was one."""
        asked = update(theme_build).where(theme_build.c.state == RUNNING).values(stop_asked=True)
        return bool(self._connection.execute(asked).rowcount)

    def running(self) -> str | None:
        """What the build that is running is doing, in words; `None` when none runs."""
        newest = select(theme_build.c.step).where(theme_build.c.state == RUNNING)
        return self._connection.execute(newest.order_by(theme_build.c.started_at.desc()).limit(1)).scalar()

    def finish(
        self,
        build: str,
        state: str,
        reason: str,
        stories: int,
        passages: int,
        anchors: bytes | None,
        now: datetime,
        parameters: str = "{}",
    ) -> None:
        """A build has ended; `anchors` steady the next one, `parameters` (JSON) say how it was made."""
        values = {
            "state": state, "reason": reason, "stories": stories, "passages": passages, "anchors": anchors,
            "finished_at": now, "parameters": parameters, "step": "",
        }  # fmt: skip
        self._connection.execute(update(theme_build).where(theme_build.c.id == build).values(**values))

    def give_up(self, build: str, now: datetime, *, stopped: bool = False) -> None:
        """A build has ended without a result; what was there before stays."""
        self._connection.execute(
            update(theme_build)
            .where(theme_build.c.id == build)
            .values(state=STOPPED if stopped else FAILED, finished_at=now, step="")
        )

    def give_up_running(self, now: datetime) -> int:
        """Give up every build that seems to run, when nobody can be at work on it; how many there were."""
        lost = update(theme_build).where(theme_build.c.state == RUNNING).values(state=FAILED, finished_at=now, step="")
        return int(self._connection.execute(lost).rowcount)

    def failures(self) -> int:
        """How many builds have failed since the last that ended well."""
        failed = select(func.count()).where(theme_build.c.state == FAILED)
        newest = self._newest()
        if newest is not None:
            failed = failed.where(theme_build.c.started_at > newest.started_at)
        return int(self._connection.execute(failed).scalar_one())

    # Those that ended well.

    def newest(self) -> Build | None:
        """The last build that ended well, if any."""
        row = self._newest()
        return None if row is None else _build(row._mapping)

    def anchors(self) -> bytes | None:
        """What the last build left to steady the next; `None` before the first."""
        row = self._newest()
        return None if row is None else row.anchors

    def all(self) -> tuple[Build, ...]:
        """Every build that ended well, the newest first."""
        rows = select(theme_build).where(theme_build.c.state.not_in(_NO_RESULT)).order_by(theme_build.c.finished_at)
        return tuple(_build(row) for row in reversed(self._connection.execute(rows).mappings().all()))

    def get(self, wanted: str) -> Build:
        """One build that ended well; `NotFound` when there is none."""
        for one in self.all():
            if one.id == wanted:
                return one
        raise NotFound("Nobody looked for themes then, or nothing was kept of it.")

    def record(self, build: str, themes: Sequence[BuiltTheme], members: Sequence[tuple[str, int, float, bool]]) -> None:
        """Keep what a build found, as it found it: themes, and passages as (passage, number, fit, weak)."""
        for one in themes:
            values = {
                "build": build,
                "number": one.number,
                "theme": one.theme,
                "machine_name": one.name,
                "name_passage": one.name_passage,
                "words": BETWEEN_WORDS.join(one.words),
                "centroid": one.centroid.astype("<f4").tobytes(),
                "steadiness": one.steadiness,
            }
            self._connection.execute(build_theme.insert().values(**values))
        rows = [
            {"build": build, "passage": key, "number": number, "fit": fit, "weak": weak}
            for key, number, fit, weak in members
        ]
        if rows:
            self._connection.execute(insert(build_passage), rows)

    def themes(self, build: str) -> tuple[BuiltTheme, ...]:
        """The themes that a build found."""
        rows = select(build_theme).where(build_theme.c.build == build).order_by(build_theme.c.number)
        return tuple(
            BuiltTheme(
                row["number"], row["theme"], row["machine_name"], row["name_passage"],
                tuple(row["words"].split(BETWEEN_WORDS)) if row["words"] else (),
                np.frombuffer(row["centroid"], dtype="<f4"), row["steadiness"],
            )
            for row in self._connection.execute(rows).mappings()
        )  # fmt: skip

    def members(self, build: str, scope: Scope, number: int | None = None) -> dict[int, tuple[Placed, ...]]:
        """The passages of each theme that a build found, as far as the scope admits them today, the nearest first."""
        where = build_passage.c.build == build
        if number is not None:
            where &= build_passage.c.number == number
        return placed(self._connection, build_passage.c.number, scope, where)

    # What they would change.

    def propose(self, build: str, changes: Sequence[Change]) -> None:
        """Put changes before people; what was undecided from earlier builds is out of date."""
        self._connection.execute(delete(theme_proposal).where(theme_proposal.c.decision == ""))
        for one in changes:
            values = {"kind": one.kind.value, "themes": " ".join(one.themes), "number": one.number}
            self._connection.execute(theme_proposal.insert().values(id=new_id(), build=build, **values))

    def proposals(self, *, decided: bool = False) -> tuple[KeptProposal, ...]:
        """What waits for people, or what they have decided, the newest last."""
        where = theme_proposal.c.decision != "" if decided else theme_proposal.c.decision == ""
        rows = select(theme_proposal).where(where).order_by(theme_proposal.c.decided_at, theme_proposal.c.id)
        return tuple(_proposal(row) for row in self._connection.execute(rows).mappings())

    def decide(self, proposal: str, decision: str, by: str, now: datetime) -> None:
        """Write down what people decided."""
        self._connection.execute(
            update(theme_proposal)
            .where(theme_proposal.c.id == proposal)
            .values(decision=decision, decided_by=by, decided_at=now)
        )

    def drop_proposals(self, about: str) -> None:
        """Take back undecided proposals about a theme that people changed since."""
        for one in self.proposals():
            if about in one.themes:
                self._connection.execute(delete(theme_proposal).where(theme_proposal.c.id == one.id))

    def _newest(self) -> Row[Any] | None:
        return self._connection.execute(
            select(theme_build)
            .where(theme_build.c.state.not_in(_NO_RESULT))
            .order_by(theme_build.c.finished_at.desc())
            .limit(1)
        ).first()


def _build(row: RowMapping) -> Build:
    return Build(
        row["id"], row["started_at"], row["finished_at"], row["state"], row["reason"], row["model"], row["stories"],
        row["passages"], row["parameters"],
    )  # fmt: skip


def _proposal(row: RowMapping) -> KeptProposal:
    return KeptProposal(
        row["id"], row["build"], row["kind"], tuple(row["themes"].split()), row["number"],
        row["decision"], row["decided_by"], row["decided_at"],
    )  # fmt: skip
