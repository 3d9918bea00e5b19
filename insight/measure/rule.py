"""The rule for small numbers: which figures are hidden, and how exact the others are. All views and exports take it."""

from dataclasses import dataclass
from enum import StrEnum

ROUNDED_BELOW, NEAREST = 8, 5


class Form(StrEnum):
    """The two forms that are used for health statistics in England; the steward chooses one of them."""

    HIDDEN_TOGETHER = "hidden_together"  # few are hidden, and with them whatever would tell them
    ROUNDED = "rounded"  # one to seven are hidden, and the rest is rounded to five: Hospital Episode Statistics


@dataclass(frozen=True, slots=True)
class Rule:
    """Figures from one up to `hidden_below` are hidden; the others are shown to the nearest `nearest`."""

    hidden_below: int
    nearest: int = 1

    @property
    def rounds(self) -> bool:
        """Whether what is shown is rounded."""
        return self.nearest > 1

    def hides(self, number: int) -> bool:
        """Whether so few are hidden wherever they stand. Nobody at all is no secret."""
        return 0 < number < self.hidden_below

    def said(self, number: int) -> int:
        """A figure that is not hidden, as exact as it is shown."""
        return (number + self.nearest // 2) // self.nearest * self.nearest

    def between(self, number: int) -> tuple[int, int]:
        """The smallest and the largest figure that would be shown as this one is."""
        if not self.rounds or number == 0:
            return number, number
        middle = self.said(number)
        return max(middle - self.nearest // 2, self.hidden_below), middle + (self.nearest - 1) // 2


def rule_of(form: Form, small_number: int) -> Rule:
    """The rule of this form; `small_number` is the installation's own number, for the form that hides together."""
    return Rule(ROUNDED_BELOW, NEAREST) if form is Form.ROUNDED else Rule(small_number)
