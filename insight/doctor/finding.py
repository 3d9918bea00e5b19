"""What a look finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight.errors import InsightError

if TYPE_CHECKING:
    from insight.wiring import Services


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mended` is set when it was wrong and is right now.

    `exit_code` is what the command line ends with if it is not well.
    """

    what: str
    well: bool
    says: str
    mended: bool = False
    exit_code: int = InsightError.exit_code


Look = Callable[["Services", bool], Iterator[Finding]]
"""A look at one installation; with `True` it mends what can be mended without losing anything."""
