"""Builds the services of the measure."""

from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now

if TYPE_CHECKING:
    from insight.measure.over_time import OverTime
    from insight.measure.small_numbers import SmallNumbers
    from insight.wiring import Services


class Measure:
    """The rule for small numbers, and better or worse over time."""

    def __init__(self, services: "Services") -> None:
        """Everything comes from the installation's services, each when it is first needed."""
        self._services = services

    @cached_property
    def small_numbers(self) -> "SmallNumbers":
        """How small numbers are kept from pointing at somebody."""
        from insight.measure.small_numbers import SmallNumbers

        return SmallNumbers(self._services.bank, now, self._services.settings.small_number)

    @cached_property
    def over_time(self) -> "OverTime":
        """Better or worse over time."""
        from insight.measure.over_time import OverTime

        return OverTime(self._services.bank, now, self._services.settings.small_number)
