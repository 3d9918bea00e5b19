"""Everything about running the bank rather than reading it, built over one bank."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.governance.closing import Closing
from insight.governance.partners import Partners
from insight.governance.requests import Requests
from insight.governance.set_up import SetUp
from insight.governance.trail import AuditTrail
from insight.ports import Bank
from insight.stories.protect import Detector


@dataclass(frozen=True, slots=True)
class Office:
    """The steward's desk."""

    set_up: SetUp
    requests: Requests
    trail: AuditTrail
    partners: Partners
    closing: Closing


def office(
    bank: Bank, clock: Callable[[], datetime], detector: Callable[[], Detector], years: int, *, demo: bool
) -> Office:
    """The desk over a bank; `years` that things are kept until the alliance decides."""
    return Office(
        SetUp(bank, clock, years, demo=demo),
        Requests(bank, clock, detector),
        AuditTrail(bank, clock),
        Partners(bank, clock),
        Closing(bank, clock),
    )
