"""The views of the themes, built over one bank: what they look like, how honest they are, and the seams between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.ports import Bank
from insight.themes.honesty import Honest
from insight.themes.seams import Seams
from insight.themes.seeing import Names, Seeing


@dataclass(frozen=True, slots=True)
class Views:
    """What a group looks at."""

    themes: Seeing
    honesty: Honest
    seams: Seams


def views(bank: Bank, names: Names, clock: Callable[[], datetime], small_number: int) -> Views:
    """The views over a bank; `names` lists the themes, and groups smaller than `small_number` are not shown."""
    return Views(
        Seeing(bank, names, clock, small_number), Honest(bank, names, clock), Seams(bank, names, clock, small_number)
    )
