"""Inquiries and their versioned question sets, with the organisations and teams of the alliance."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from insight.access.gate import Scope
from insight.errors import Conflict, NotFound
from insight.identifiers import new_id
from insight.store.tables import inquiry, interview, organisation, prompt, question_set, story, subgroup, team
from insight.store.visible import STORIES, visible
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet, Stage, TellerKind


class Inquiries:
    """What is asked, in which round."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(self, name: str, purpose: str, prompts: tuple[Prompt, ...], now: datetime) -> str:
        """An inquiry with the first version of its question set; its id, or that of the one with this name.

        Prompts get ids of their own.
        """
        found = self._connection.execute(select(inquiry.c.id).where(inquiry.c.name == name)).scalar()
        if found is not None:
            return str(found)
        new = new_id()
        self._connection.execute(inquiry.insert().values(id=new, name=name, purpose=purpose, opened_at=now))
        self.add_version(new, 1, prompts, "", now)
        return new

    def all(self, *, closed: bool = False) -> tuple[Inquiry, ...]:
        """Every open inquiry, or every closed one, with its newest questions, by name."""
        ended = inquiry.c.closed_at.is_not(None) if closed else inquiry.c.closed_at.is_(None)
        rows = self._connection.execute(select(inquiry).where(ended).order_by(inquiry.c.name))
        return tuple(self._inquiry(row) for row in rows.mappings().all())

    def get(self, wanted: str) -> Inquiry:
        """One inquiry, open or closed; `NotFound` when there is none."""
        row = self._connection.execute(select(inquiry).where(inquiry.c.id == wanted)).mappings().first()
        if row is None:
            raise NotFound("There is no such inquiry.")
        return self._inquiry(row)

    def has_name(self, name: str) -> bool:
        """Whether an inquiry, open or closed, bears this name in any case."""
        found = select(inquiry.c.id).where(func.lower(inquiry.c.name) == name.lower())
        return self._connection.execute(found).first() is not None

    def close(self, wanted: str, at: datetime | None) -> None:
        """From this moment on it is not offered for listening; with `None` it is again."""
        self._connection.execute(update(inquiry).where(inquiry.c.id == wanted).values(closed_at=at))

    # Versions of its questions.

    def freeze(self, questions: str) -> None:
        """From now on this version of a question set stays as it is: a conversation has used it."""
        self._connection.execute(update(question_set).where(question_set.c.id == questions).values(frozen=True))

    def questions(self, wanted: str) -> QuestionSet:
        """One version of a question set, as a conversation used it."""
        row = self._connection.execute(select(question_set).where(question_set.c.id == wanted)).mappings().one()
        return self._questions(row)

    def versions(self, of_inquiry: str) -> tuple[QuestionSet, ...]:
        """Every version of an inquiry's questions, newest first."""
        of_it = select(question_set).where(question_set.c.inquiry == of_inquiry)
        rows = self._connection.execute(of_it.order_by(question_set.c.version.desc())).mappings().all()
        return tuple(self._questions(row) for row in rows)

    def add_version(self, to_inquiry: str, version: int, prompts: tuple[Prompt, ...], why: str, now: datetime) -> str:
        """A version of an inquiry's questions, with the reason for it; its id."""
        new = new_id()
        self._connection.execute(
            question_set.insert().values(
                id=new, inquiry=to_inquiry, version=version, frozen=False, refinement=why, made_at=now
            )
        )
        for position, one in enumerate(prompts):
            self._connection.execute(
                prompt.insert().values(
                    id=new_id(),
                    question_set=new,
                    position=position,
                    stage=one.stage.value,
                    teller=one.teller.value if one.teller else None,
                    text=one.text,
                    tip=one.tip,
                )
            )
        return new

    def drop_version(self, questions: str) -> None:
        """Take away a version that no conversation has used; `Conflict` where one has."""
        if self.questions(questions).frozen:
            raise Conflict("A conversation has used these questions meanwhile. Nothing was changed. Try again.")
        self._connection.execute(delete(prompt).where(prompt.c.question_set == questions))
        self._connection.execute(delete(question_set).where(question_set.c.id == questions))

    def told(self, of_inquiry: str, scope: Scope) -> dict[str, tuple[int, int]]:
        """How many stories, from how many tellers, were told under each version by its id; none where nobody told."""
        stories = STORIES.join(interview, story.c.interview == interview.c.id)
        rows = self._connection.execute(
            select(interview.c.question_set, func.count(), func.count(story.c.storyteller.distinct()))
            .select_from(stories)
            .where(interview.c.inquiry == of_inquiry, visible(scope))
            .group_by(interview.c.question_set)
        )
        return {questions: (told, tellers) for questions, told, tellers in rows}

    def _inquiry(self, row: RowMapping) -> Inquiry:
        newest = self.versions(row["id"])[0]
        return Inquiry(row["id"], row["name"], row["purpose"], newest, row["closed_at"] is not None)

    def _questions(self, row: RowMapping) -> QuestionSet:
        asked = select(prompt).where(prompt.c.question_set == row["id"]).order_by(prompt.c.position)
        prompts = tuple(
            Prompt(
                id=one["id"],
                stage=Stage(one["stage"]),
                text=one["text"],
                tip=one["tip"],
                teller=TellerKind(one["teller"]) if one["teller"] else None,
            )
            for one in self._connection.execute(asked).mappings()
        )
        used = select(interview.c.id).where(interview.c.question_set == row["id"]).limit(1)
        frozen = row["frozen"] or self._connection.execute(used).first() is not None
        return QuestionSet(row["id"], row["version"], prompts, frozen, row["refinement"], row["made_at"])


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

    def subgroups(self) -> dict[str, str]:
        """Names of sub-groups by id, in order of name."""
        rows = self._connection.execute(select(subgroup).order_by(subgroup.c.name)).mappings()
        return {row["id"]: row["name"] for row in rows}
