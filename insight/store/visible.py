"""The gate's scope as the one `WHERE` clause through which every read of stories passes."""

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from insight.access.gate import Scope
from insight.store.tables import consent, consent_exclusion, inquiry_subgroup, interviewer, review, stood_aside, story
from insight.stories.script import Use
from insight.stories.story import APPROVED

STORIES = story.join(consent, story.c.consent == consent.c.id)


# A clause takes longer to build than most queries take to run; a handful of readers ask again and again.
@lru_cache(maxsize=256)
def visible(scope: Scope) -> ColumnElement[bool]:
    """What `scope.admits` says, for rows of `STORIES`."""
    if scope.nothing:
        return false()
    # Nearly every story is approved. Offered the column itself, SQLite goes through all of them by its index on states
    # rather than to the few that were asked for by id (22 ms for ten of 20,000).
    approved = story.c.state.concat("").in_([state.value for state in APPROVED])
    if scope.teller is not None:
        return and_(approved, story.c.storyteller == scope.teller, not_excluded(scope))
    agreed = and_(consent.c.inside.is_(True), consent.c[scope.use.value].is_(True), _on(scope))
    if scope.use is Use.OUTSIDE:
        agreed = and_(agreed, or_(consent.c.to_confirm.is_(False), consent.c.confirmed_on.is_not(None)))
    if scope.unknown_consent and scope.use is Use.INSIDE:
        agreed = or_(agreed, consent.c.inside.is_(None))
    return and_(
        approved,
        story.c.held.is_(scope.held),
        agreed,
        own(scope.own) if scope.own is not None else true(),
        _open_to(scope.subgroups) if scope.subgroups is not None else true(),
        not_known(scope),
        not_excluded(scope),
        ~unsigned() if scope.use is Use.OUTSIDE else true(),
    )


def _on(scope: Scope) -> ColumnElement[bool]:
    """Whether what was agreed still holds on the scope's day: wider uses to the review, the inside one to the end."""
    still = or_(consent.c.erase_on.is_(None), consent.c.erase_on > scope.today)
    if scope.use is Use.INSIDE:
        return still
    return and_(still, or_(consent.c.review_on.is_(None), consent.c.review_on > scope.today))


def _open_to(subgroups: frozenset[str]) -> ColumnElement[bool]:
    """Whether a story's inquiry is limited to nobody, or to one of these sub-groups."""
    limited = inquiry_subgroup.c.inquiry == story.c.inquiry
    if not subgroups:
        return ~exists().where(limited)
    return or_(~exists().where(limited), exists().where(limited, inquiry_subgroup.c.subgroup.in_(sorted(subgroups))))


def unsigned() -> ColumnElement[bool]:
    """Whether a story holds what harms whoever is recognised by it, and nobody has signed its wider use."""
    return exists().where(review.c.story == story.c.id, review.c.alarms != "", review.c.signed_by.is_(None))


def own(account: str) -> ColumnElement[bool]:
    """Whether this account brought a story in or heard it."""
    took_part = select(interviewer.c.interview).where(interviewer.c.account == account)
    return or_(story.c.brought_by == account, story.c.interview.in_(took_part))


def not_known(scope: Scope) -> ColumnElement[bool]:
    """Whether the reader did not say that they know whoever tells."""
    aside = stood_aside.c.storyteller == story.c.storyteller
    return ~exists().where(stood_aside.c.account == scope.account, aside)


def not_excluded(scope: Scope) -> ColumnElement[bool]:
    """Whether the teller did not ask that this reader's organisation or teams should not read it."""
    named: list[ColumnElement[bool]] = []
    if scope.teams:
        named.append(consent_exclusion.c.team.in_(sorted(scope.teams)))
    if scope.organisation is not None:
        named.append(consent_exclusion.c.organisation == scope.organisation)
    if not named:
        return true()
    return ~exists().where(consent_exclusion.c.consent == story.c.consent, or_(*named))
