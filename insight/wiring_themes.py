"""Builds the services of the themes."""

import shlex
from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now

if TYPE_CHECKING:
    from insight.measure.of_themes import FeelingOfThemes
    from insight.themes.building import Finder
    from insight.themes.builds import Builds
    from insight.themes.by_hand import ByHand
    from insight.themes.changing import Dresser
    from insight.themes.marked import Marked
    from insight.themes.proposals import Proposals
    from insight.themes.shelf import Shelf
    from insight.wiring import Services


class Themes:
    """Finding, reading and changing themes."""

    def __init__(self, services: "Services") -> None:
        """Everything comes from the installation's services, each when it is first needed."""
        self._services = services

    @cached_property
    def shelf(self) -> "Shelf":
        """Reading them."""
        from insight.themes.shelf import Shelf

        return Shelf(self._services.bank, now)

    @cached_property
    def builds(self) -> "Builds":
        """Looking for them."""
        from insight.themes.builds import Builds

        return Builds(self._services.bank, lambda: self._services.embedder, self._finder, self._dresser, now)

    def _finder(self) -> "Finder":
        from insight.themes.building import Finder
        from insight.themes.discover import discover, steadiness
        from insight.themes.namer import ProgramNamer

        program = self._services.settings.namer
        return Finder(discover, steadiness, ProgramNamer(shlex.split(program)) if program else None)

    @cached_property
    def proposals(self) -> "Proposals":
        """What a build would change."""
        from insight.themes.proposals import Proposals

        return Proposals(self._services.bank, self._dresser, now)

    @cached_property
    def by_hand(self) -> "ByHand":
        """What people do with them."""
        from insight.themes.by_hand import ByHand

        return ByHand(self._services.bank, self._dresser, self._services.staff_detector, now)

    @cached_property
    def feeling(self) -> "FeelingOfThemes":
        """Better or worse beside one of them."""
        from insight.measure.of_themes import FeelingOfThemes

        return FeelingOfThemes(self._services.bank, now, self._services.settings.small_number)

    @cached_property
    def marked(self) -> "Marked":
        """Those that people make of passages they mark."""
        from insight.themes.marked import Marked

        return Marked(self._services.bank, lambda: self._services.embedder, now)

    @cached_property
    def _dresser(self) -> "Dresser":
        from insight.themes.changing import Dresser

        return Dresser(lambda: self._services.embedder, now)
