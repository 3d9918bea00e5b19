"""Builds the services of what sub-groups learn."""

from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now

if TYPE_CHECKING:
    from insight.learning.check_back import CheckBacks
    from insight.learning.cycles import Cycles
    from insight.learning.entries import Entries
    from insight.learning.experiments import Experiments
    from insight.learning.gaps import Gaps
    from insight.learning.readings import ThemeReadings
    from insight.learning.room import Rooms
    from insight.learning.sessions import Sessions
    from insight.learning.traces import Traces
    from insight.learning.trials import Trials
    from insight.learning.wall import Wall
    from insight.wiring import Services


class Learning:
    """What sub-groups learn and try: their rooms, and how themes are read."""

    def __init__(self, services: "Services") -> None:
        """Everything comes from the installation's services, each when it is first needed."""
        self._services = services

    @cached_property
    def rooms(self) -> "Rooms":
        """What stands in the rooms."""
        from insight.learning.room import Rooms

        return Rooms(self._services.bank, now)

    @cached_property
    def entries(self) -> "Entries":
        """Noticed, so what, now what."""
        from insight.learning.entries import Entries

        return Entries(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def wall(self) -> "Wall":
        """Stories that struck a group."""
        from insight.learning.wall import Wall

        return Wall(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def sessions(self) -> "Sessions":
        """Records of sessions."""
        from insight.learning.sessions import Sessions

        return Sessions(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def gaps(self) -> "Gaps":
        """Who has not been heard."""
        from insight.learning.gaps import Gaps

        return Gaps(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def readings(self) -> "ThemeReadings":
        """How themes are read."""
        from insight.learning.readings import ThemeReadings

        services = self._services
        return ThemeReadings(services.bank, services.staff_detector, now, services.settings.small_number)

    @cached_property
    def check_back(self) -> "CheckBacks":
        """Themes taken back to those who told."""
        from insight.learning.check_back import CheckBacks
        from insight.share.theme_card_document import theme_card_document

        services = self._services
        return CheckBacks(
            services.bank, lambda reader: services.seeing.themes.wall(reader), theme_card_document,
            services.staff_detector, now, services.settings.small_number,
        )  # fmt: skip

    @cached_property
    def experiments(self) -> "Experiments":
        """What they try: plans, permissions, beginnings and ends."""
        from insight.learning.experiments import Experiments

        return Experiments(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def trials(self) -> "Trials":
        """Tries and reviews."""
        from insight.learning.trials import Trials

        return Trials(self._services.bank, self._services.staff_detector, now)

    @cached_property
    def traces(self) -> "Traces":
        """What prompted it, and what was told since."""
        from insight.learning.traces import Traces

        return Traces(self._services.bank, now, self._services.settings.small_number)

    @cached_property
    def cycles(self) -> "Cycles":
        """Rounds of learning."""
        from insight.learning.cycles import Cycles

        return Cycles(self._services.bank, self._services.staff_detector, now)
