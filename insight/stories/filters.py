"""By what stories can be chosen besides their words."""

from dataclasses import dataclass
from datetime import date

from insight.measure.answers import Answer
from insight.stories.inquiry import TellerKind


@dataclass(frozen=True, slots=True)
class Filters:
    """`None` leaves a facet open. `inquiry` and `theme` are ids; `since` and `until` are inclusive."""

    inquiry: str | None = None
    teller: TellerKind | None = None
    since: date | None = None
    until: date | None = None
    feeling: Answer | None = None
    theme: str | None = None

    @property
    def any(self) -> bool:
        """Whether a facet is chosen."""
        return self != Filters()
