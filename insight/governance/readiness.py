"""Whether real people may be listened to: what has to be settled first, and what of it is left."""

from datetime import date
from enum import StrEnum

from insight.errors import Refused
from insight.governance.closed import is_closed
from insight.governance.keeping import YEARS
from insight.ports import Work
from insight.stories.inquiry import Inquiry
from insight.stories.safety import KEPT_AS as SAFEGUARDING_KEPT_AS

HOST, RESEARCH, ASSESSED = "host", "research", "impact_assessed"


class Step(StrEnum):
    """What is settled before the first story."""

    HOST = "host"
    CONTROLLERS = "controllers"
    BASIS = "basis"
    RESEARCH = "research"
    KEEPING = "keeping"
    SAFETY = "safety"
    ASSESSMENT = "assessment"


# Steps that are done when the bank holds a value of this name.
_VALUES = {
    Step.HOST: HOST,
    Step.RESEARCH: RESEARCH,
    Step.KEEPING: YEARS,
    Step.SAFETY: SAFEGUARDING_KEPT_AS,
    Step.ASSESSMENT: ASSESSED,
}


def left(work: Work, today: date) -> tuple[Step, ...]:
    """The steps that are not done yet, in order. Of the inquiries one with a basis is enough to begin."""
    missing = {step for step, name in _VALUES.items() if work.records.value(name) is None}
    if not _taking_part(work, today):
        missing.add(Step.CONTROLLERS)
    if not any(has_basis(work, today, one.id) for one in work.inquiries.all()):
        missing.add(Step.BASIS)
    return tuple(step for step in Step if step in missing)


def has_basis(work: Work, today: date, inquiry: str) -> bool:
    """Whether every controller who takes part has said on what basis they do so in this inquiry."""
    taking_part = _taking_part(work, today)
    said = {one.controller for one in work.governance.bases() if one.inquiry == inquiry}
    return bool(taking_part) and taking_part <= said


def without_basis(work: Work, today: date) -> tuple[Inquiry, ...]:
    """Open inquiries for which a controller who takes part has not said on what basis."""
    return tuple(one for one in work.inquiries.all() if not has_basis(work, today, one.id))


def why_not(work: Work, today: date) -> str | None:
    """Why nobody may be listened to and no file may come in yet, in words; `None` when they may."""
    if is_closed(work):
        return "This bank is closed. Nothing new comes in."
    number = len(left(work, today))
    steps = "1 step" if number == 1 else f"{number} steps"
    return f"Insight is not set up yet. Your steward has {steps} left." if number else None


def refuse_unless_ready(work: Work, today: date, inquiry: str | None) -> None:
    """`Refused` in words while nobody may be listened to, or no file come in, for this inquiry."""
    if (why := why_not(work, today)) is not None:
        raise Refused(f"{why} Nothing was begun or brought in.")
    if inquiry is None or not has_basis(work, today, inquiry):
        raise Refused(
            "Nobody has said yet on what basis in law we may keep what is told for this. Your steward can, under "
            "“Before the first story”. Nothing was begun or brought in."
        )


def _taking_part(work: Work, today: date) -> frozenset[str]:
    return frozenset(one.organisation for one in work.governance.controllers() if one.takes_part(today))
