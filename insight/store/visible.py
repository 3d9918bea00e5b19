"""The gate's scope as the one `WHERE` clause through which every read of stories passes."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from insight.access.gate import Scope
from insight.store.tables import consent, consent_exclusion, interviewer, story
from insight.stories.consent import Use
from insight.stories.story import APPROVED

STORIES = story.join(consent, story.c.consent == consent.c.id)


def visible(scope: Scope) -> ColumnElement[bool]:
    """What `scope.admits` says, for rows of `STORIES`."""
    if scope.nothing:
        return false()
    agreed = and_(consent.c.inside.is_(True), consent.c[scope.use.value].is_(True))
    if scope.unknown_consent and scope.use is Use.INSIDE:
        agreed = or_(agreed, consent.c.inside.is_(None))
    return and_(
        story.c.state.in_([state.value for state in APPROVED]),
        story.c.held.is_(False),
        agreed,
        _own(scope.own) if scope.own is not None else true(),
        ~_excluded(scope),
    )


def _own(account: str) -> ColumnElement[bool]:
    took_part = select(interviewer.c.interview).where(interviewer.c.account == account)
    return or_(story.c.brought_by == account, story.c.interview.in_(took_part))


def _excluded(scope: Scope) -> ColumnElement[bool]:
    named: list[ColumnElement[bool]] = [consent_exclusion.c.team.in_(sorted(scope.teams))]
    if scope.organisation is not None:
        named.append(consent_exclusion.c.organisation == scope.organisation)
    return exists().where(consent_exclusion.c.consent == story.c.consent, or_(*named))
