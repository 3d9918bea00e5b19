"""Answers to "do you feel better or worse?", as facts about storytellers without names."""

from datetime import date

from sqlalchemy import Connection, func, select

from insight.access.gate import Scope
from insight.identifiers import new_id
from insight.measure.answers import Answer, Answered, Felt, Heard, Since, TellingOf
from insight.store.narrowed import narrowed
from insight.store.tables import feeling, inquiry, story
from insight.store.visible import STORIES, visible
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind


class Feelings:
    """How people are, each beside their story."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(self, teller: str, of_inquiry: str, of_story: str, felt: Felt, told_on: date | None) -> None:
        """Keep one answer."""
        self._connection.execute(
            feeling.insert().values(
                id=new_id(),
                storyteller=teller,
                inquiry=of_inquiry,
                story=of_story,
                told_on=told_on,
                answer=felt.answer.value,
                compared_with=felt.compared_with,
                since=felt.since.value if felt.since else "",
                asked_by_known=felt.asked_by_known,
                felt_heard=felt.heard.value if felt.heard else None,
                of_work=felt.of_work,
            )
        )

    def of_teller(self, teller: str) -> tuple[tuple[date | None, Felt], ...]:
        """Every answer of one storyteller with its day, for their own eyes; oldest first."""
        rows = self._connection.execute(
            select(feeling).where(feeling.c.storyteller == teller).order_by(feeling.c.told_on, feeling.c.id)
        )
        return tuple(
            (
                row["told_on"],
                Felt(
                    Answer(row["answer"]),
                    row["compared_with"],
                    Since(row["since"]) if row["since"] else None,
                    row["asked_by_known"],
                    Heard(row["felt_heard"]) if row["felt_heard"] else None,
                    row["of_work"],
                ),
            )
            for row in rows.mappings()
        )

    def answered(self, scope: Scope) -> tuple[Answered, ...]:
        """Every answer whose story the scope admits, oldest first, but how it is to work here, which is kept apart.

        Stories told about somebody do not count.
        """
        return tuple(one for one in self.everything(scope) if not one.of_work)

    def everything(self, scope: Scope) -> tuple[Answered, ...]:
        """Every answer whose story the scope admits, oldest first, those of how it is to work here as well.

        Stories told about somebody do not count.
        """
        rows = self._connection.execute(
            select(
                feeling.c.storyteller, feeling.c.answer, feeling.c.told_on, feeling.c.compared_with, feeling.c.story,
                feeling.c.since, feeling.c.asked_by_known, feeling.c.felt_heard, feeling.c.of_work,
                story.c.teller, inquiry.c.name,
            )
            .select_from(feeling)
            .join(STORIES, feeling.c.story == story.c.id)
            .join(inquiry, feeling.c.inquiry == inquiry.c.id)
            .where(visible(scope) & story.c.told_about.is_(False))
            .order_by(feeling.c.told_on, feeling.c.id)
        )  # fmt: skip
        return tuple(
            Answered(
                storyteller=row["storyteller"],
                answer=Answer(row["answer"]),
                told_on=row["told_on"],
                compared_with=row["compared_with"],
                story=row["story"],
                teller=TellerKind(row["teller"]),
                inquiry=row["name"],
                since=Since(row["since"]) if row["since"] else None,
                asked_by_known=row["asked_by_known"],
                heard=Heard(row["felt_heard"]) if row["felt_heard"] else None,
                of_work=row["of_work"],
            )
            for row in rows.mappings()
        )

    def told(self, scope: Scope) -> tuple[TellingOf, ...]:
        """Every story of their own that somebody told and the scope admits, whether they were asked or not."""
        rows = self._connection.execute(
            select(story.c.storyteller, story.c.told_on, story.c.teller, inquiry.c.name)
            .select_from(STORIES)
            .join(inquiry, story.c.inquiry == inquiry.c.id)
            .where(visible(scope) & story.c.told_about.is_(False))
        )
        return tuple(TellingOf(row.storyteller, row.told_on, TellerKind(row.teller), row.name) for row in rows)

    def how_many(self, scope: Scope, filters: Filters) -> int:
        """How many people told what the scope admits and the filters choose."""
        chosen = select(story.c.storyteller).select_from(STORIES).where(visible(scope) & narrowed(filters)).distinct()
        return self._connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
