"""The research desk, built over one bank: collecting, coding together, and what groups look for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.ports import Bank
from insight.research.coding import CodingTogether
from insight.research.collecting import Collecting
from insight.research.searches import Searches
from insight.stories.protect import Detector


@dataclass(frozen=True, slots=True)
class Desk:
    """What peer researchers and sub-groups work with."""

    collecting: Collecting
    coding: CodingTogether
    searches: Searches


def desk(bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> Desk:
    """The desk over a bank; `detector` looks for names in what staff type."""
    return Desk(
        Collecting(bank, detector, clock), CodingTogether(bank, detector, clock), Searches(bank, detector, clock)
    )
