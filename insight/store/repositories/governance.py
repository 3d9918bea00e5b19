"""Who answers for the bank and on what basis, which sub-groups an inquiry is for, and what was asked of the bank."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from insight.governance.asked import Kind, Outcome, Request
from insight.governance.lawful import Article6, Article9, Article10, Basis, Controller
from insight.store.insert import insert
from insight.store.tables import (
    account,
    controller,
    inquiry_subgroup,
    lawful_basis,
    organisation,
    rights_request,
    session,
    subgroup,
)


class Governance:
    """Facts about organisations and requests. Never a word of a story, and no name of whoever told one."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Controllers.

    def controllers(self) -> tuple[Controller, ...]:
        """Everybody who decides or once decided with the others, by name."""
        rows = self._connection.execute(
            select(controller, organisation.c.name)
            .join(organisation, controller.c.organisation == organisation.c.id)
            .order_by(organisation.c.name)
        ).mappings()
        return tuple(
            Controller(row["organisation"], row["name"], row["officer"], row["joined_on"], row["left_on"])
            for row in rows
        )

    def joins(self, wanted: str, officer: str, on: date) -> None:
        """An organisation decides with the others; one that is there has another officer, one that left is back."""
        self._connection.execute(
            insert(self._connection, controller)
            .values(organisation=wanted, officer=officer, joined_on=on)
            .on_conflict_do_update(index_elements=["organisation"], set_={"officer": officer, "left_on": None})
        )

    def leaves(self, wanted: str, on: date) -> None:
        """From this day on an organisation takes no part."""
        self._connection.execute(update(controller).where(controller.c.organisation == wanted).values(left_on=on))

    def never_joined(self, wanted: str) -> None:
        """Take away a controller that was written down by mistake."""
        self._connection.execute(delete(controller).where(controller.c.organisation == wanted))

    def active_accounts(self, of: str) -> int:
        """How many people of an organisation may sign in."""
        theirs = (account.c.organisation == of) & account.c.active.is_(True)
        return int(self._connection.execute(select(func.count()).select_from(account).where(theirs)).scalar_one())

    def close_accounts(self, of: str) -> int:
        """Nobody of an organisation may sign in any more, and who is signed in is signed out; how many people."""
        theirs = select(account.c.id).where(account.c.organisation == of)
        self._connection.execute(delete(session).where(session.c.account.in_(theirs)))
        closed = update(account).where(account.c.organisation == of, account.c.active.is_(True)).values(active=False)
        return self._connection.execute(closed).rowcount

    # On what basis.

    def bases(self) -> tuple[Basis, ...]:
        """What every controller relies on for every inquiry."""
        rows = self._connection.execute(
            select(lawful_basis).order_by(lawful_basis.c.inquiry, lawful_basis.c.controller)
        ).mappings()
        return tuple(_basis(row) for row in rows)

    def rely(self, one: Basis, by: str, at: datetime) -> None:
        """Keep on what basis a controller takes part in an inquiry, in place of what was said before."""
        said = {
            "article_6": one.article_6.value,
            "article_9": one.article_9.value,
            "article_10": one.article_10.value if one.article_10 else "",
            "by": by,
            "at": at,
        }
        self._connection.execute(
            insert(self._connection, lawful_basis)
            .values(inquiry=one.inquiry, controller=one.controller, **said)
            .on_conflict_do_update(index_elements=["inquiry", "controller"], set_=said)
        )

    # Which sub-groups an inquiry is for.

    def subgroups(self) -> dict[str, str]:
        """Names of the sub-groups by id, in order of name."""
        rows = self._connection.execute(select(subgroup).order_by(subgroup.c.name)).mappings()
        return {row["id"]: row["name"] for row in rows}

    def limit(self, inquiry: str, subgroups: Sequence[str]) -> None:
        """Of the members of sub-groups, those of these alone read what is told for an inquiry; with none, all do."""
        self._connection.execute(delete(inquiry_subgroup).where(inquiry_subgroup.c.inquiry == inquiry))
        for one in dict.fromkeys(subgroups):
            self._connection.execute(inquiry_subgroup.insert().values(inquiry=inquiry, subgroup=one))

    def limited_to(self, inquiry: str) -> frozenset[str]:
        """The sub-groups that an inquiry is for; none where it is for everybody."""
        theirs = select(inquiry_subgroup.c.subgroup).where(inquiry_subgroup.c.inquiry == inquiry)
        return frozenset(self._connection.execute(theirs).scalars())

    # What was asked of the bank.

    def log(self, one: Request, by: str) -> None:
        """Write down what somebody asked."""
        self._connection.execute(
            rights_request.insert().values(
                id=one.id,
                kind=one.kind.value,
                received_on=one.received_on,
                due_on=one.due_on,
                body=one.body,
                note=one.note,
                by=by,
            )
        )

    def requests(self, *, answered: bool) -> tuple[Request, ...]:
        """What waits for an answer, the most urgent first; or what was answered, the newest first."""
        query = select(rights_request)
        if answered:
            query = query.where(rights_request.c.answered_on.is_not(None))
            query = query.order_by(rights_request.c.answered_on.desc(), rights_request.c.id)
        else:
            query = query.where(rights_request.c.answered_on.is_(None))
            query = query.order_by(rights_request.c.due_on, rights_request.c.id)
        return tuple(_request(row) for row in self._connection.execute(query).mappings())

    def answer(self, wanted: str, outcome: Outcome, on: date) -> bool:
        """It was answered; false when nothing of this id waits."""
        waits = (rights_request.c.id == wanted) & rights_request.c.answered_on.is_(None)
        done = update(rights_request).where(waits).values(answered_on=on, outcome=outcome.value)
        return self._connection.execute(done).rowcount == 1


def _basis(row: RowMapping) -> Basis:
    return Basis(
        row["inquiry"],
        row["controller"],
        Article6(row["article_6"]),
        Article9(row["article_9"]),
        Article10(row["article_10"]) if row["article_10"] else None,
    )


def _request(row: RowMapping) -> Request:
    return Request(
        row["id"],
        Kind(row["kind"]),
        row["received_on"],
        row["due_on"],
        row["body"],
        row["note"],
        row["answered_on"],
        Outcome(row["outcome"]) if row["outcome"] else None,
    )
