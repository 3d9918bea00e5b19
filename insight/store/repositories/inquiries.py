"""Inquiries and their versioned question sets, with the organisations and teams of the alliance."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from insight.errors import NotFound
from insight.identifiers import new_id
from insight.store.tables import inquiry, organisation, prompt, question_set, subgroup, team
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet, Stage, TellerKind


class Inquiries:
    """What is asked, in which round."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(self, name: str, purpose: str, prompts: tuple[Prompt, ...], now: datetime) -> str:
        """A new inquiry with the first version of its question set; its id. Prompts get ids of their own."""
        found = self._connection.execute(select(inquiry.c.id).where(inquiry.c.name == name)).scalar()
        if found is not None:
            return str(found)
        new = new_id()
        self._connection.execute(inquiry.insert().values(id=new, name=name, purpose=purpose, opened_at=now))
        questions = new_id()
        self._connection.execute(
            question_set.insert().values(id=questions, inquiry=new, version=1, frozen=False, refinement="")
        )
        for position, one in enumerate(prompts):
            self._connection.execute(
                prompt.insert().values(
                    id=new_id(),
                    question_set=questions,
                    position=position,
                    stage=one.stage.value,
                    teller=one.teller.value if one.teller else None,
                    text=one.text,
                    tip=one.tip,
                )
            )
        return new

    def all(self) -> tuple[Inquiry, ...]:
        """Every open inquiry with its newest questions, by name."""
        rows = self._connection.execute(select(inquiry).where(inquiry.c.closed_at.is_(None)).order_by(inquiry.c.name))
        return tuple(self._inquiry(row) for row in rows.mappings().all())

    def get(self, wanted: str) -> Inquiry:
        """One inquiry; `NotFound` when there is none."""
        row = self._connection.execute(select(inquiry).where(inquiry.c.id == wanted)).mappings().first()
        if row is None:
            raise NotFound("There is no such inquiry.")
        return self._inquiry(row)

    def freeze(self, questions: str) -> None:
        """From now on this version of a question set stays as it is: a conversation has used it."""
        self._connection.execute(update(question_set).where(question_set.c.id == questions).values(frozen=True))

    def questions(self, wanted: str) -> QuestionSet:
        """One version of a question set, as a conversation used it."""
        row = self._connection.execute(select(question_set).where(question_set.c.id == wanted)).mappings().one()
        rows = self._connection.execute(
            select(prompt).where(prompt.c.question_set == wanted).order_by(prompt.c.position)
        ).mappings()
        prompts = tuple(
            Prompt(
                id=one["id"],
                stage=Stage(one["stage"]),
                text=one["text"],
                tip=one["tip"],
                teller=TellerKind(one["teller"]) if one["teller"] else None,
            )
            for one in rows
        )
        return QuestionSet(row["id"], row["version"], prompts)

    def _inquiry(self, row: RowMapping) -> Inquiry:
        newest = (
            select(question_set.c.id)
            .where(question_set.c.inquiry == row["id"])
            .order_by(question_set.c.version.desc())
            .limit(1)
        )
        questions = self.questions(str(self._connection.execute(newest).scalar()))
        return Inquiry(row["id"], row["name"], row["purpose"], questions)


class Alliance:
    """Organisations, their teams, and the sub-groups that learn together."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def organisation(self, name: str) -> str:
        """The id of the organisation with this name, made when it is new."""
        found = self._connection.execute(select(organisation.c.id).where(organisation.c.name == name)).scalar()
        if found is None:
            found = new_id()
            self._connection.execute(organisation.insert().values(id=found, name=name))
        return str(found)

    def organisations(self) -> dict[str, str]:
        """Names by id, in order of name."""
        rows = self._connection.execute(select(organisation).order_by(organisation.c.name)).mappings()
        return {row["id"]: row["name"] for row in rows}

    def team(self, in_organisation: str, name: str) -> str:
        """The id of an organisation's team with this name, made when it is new."""
        where = (team.c.organisation == in_organisation) & (team.c.name == name)
        found = self._connection.execute(select(team.c.id).where(where)).scalar()
        if found is None:
            found = new_id()
            self._connection.execute(team.insert().values(id=found, organisation=in_organisation, name=name))
        return str(found)

    def teams(self) -> dict[str, str]:
        """Names of teams by id, each after its organisation's, in that order."""
        rows = self._connection.execute(
            select(team.c.id, organisation.c.name.label("within"), team.c.name)
            .join(organisation, team.c.organisation == organisation.c.id)
            .order_by(organisation.c.name, team.c.name)
        ).mappings()
        return {row["id"]: f"{row['within']}, {row['name']}" for row in rows}

    def subgroup(self, name: str) -> str:
        """The id of the sub-group with this name, made when it is new."""
        found = self._connection.execute(select(subgroup.c.id).where(subgroup.c.name == name)).scalar()
        if found is None:
            found = new_id()
            self._connection.execute(subgroup.insert().values(id=found, name=name))
        return str(found)
