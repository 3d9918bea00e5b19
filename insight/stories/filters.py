"""By what stories can be chosen besides their words."""

from dataclasses import dataclass
from datetime import date

from insight.measure.answers import Answer
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use


@dataclass(frozen=True, slots=True)
class Filters:
    """`None` leaves a facet open. `inquiry` and `theme` are ids; `since` and `until` are inclusive.

    `use` chooses what may be put to this use besides being read by whoever asks. `without` is a full-text expression:
    no story chosen holds words that match it.
    """

    inquiry: str | None = None
    teller: TellerKind | None = None
    since: date | None = None
    until: date | None = None
    feeling: Answer | None = None
    theme: str | None = None
    use: Use | None = None
    without: str = ""


ALL = Filters()
