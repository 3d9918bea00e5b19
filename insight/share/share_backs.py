"""Share-backs, made and given, over one bank."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from insight.ports import Bank
from insight.share.giving import Form, Giving, Measure
from insight.share.making import Making
from insight.share.share_back import Given
from insight.stories.protect import Detector


@dataclass(frozen=True, slots=True)
class ShareBacks:
    """What a sub-group makes share-backs with, and what others read them by."""

    making: Making
    giving: Giving


def share_backs(
    bank: Bank,
    measure: Measure,
    detector: Callable[[], Detector],
    clock: Callable[[], datetime],
    writers: Mapping[Form, Callable[[Given], bytes]],
    small_number: int,
) -> ShareBacks:
    """Both over a bank; `detector` looks for names in what staff type."""
    return ShareBacks(Making(bank, detector, clock), Giving(bank, measure, detector, clock, writers, small_number))
