"""What a storyteller agreed to: each use a separate yes or no, and whom they do not want to read it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from insight.stories.script import ADULT, Use

# After this long somebody is asked again.
REVIEWED_AFTER = timedelta(days=365)


class IfTheyDie(StrEnum):
    """What is to happen with a story when its teller dies."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Consent:
    """A storyteller's answers. `None` means that nobody has asked yet, which is not a yes.

    Consent to take part is kept apart from the lawful basis, which is recorded once per inquiry. `to_confirm`: they
    were unwell or not quite themselves, so that nothing goes outside until they said yes again on another day.
    """

    inside: bool | None = None
    room: bool | None = None
    outside: bool | None = None
    quotes: bool | None = None
    not_organisations: frozenset[str] = frozenset()
    not_teams: frozenset[str] = frozenset()
    script: str = ADULT.version
    how: str = "spoken"
    taken_by: str = ""
    given_on: date | None = None
    review_on: date | None = None
    erase_on: date | None = None
    to_confirm: bool = False
    confirmed_on: date | None = None
    if_they_die: IfTheyDie = IfTheyDie.KEEP

    @property
    def known(self) -> bool:
        """Whether anybody asked."""
        return self.inside is not None

    @property
    def waits_for_a_second_yes(self) -> bool:
        """Whether they still have to say on another day that it may go outside."""
        return self.to_confirm and self.confirmed_on is None

    def answer(self, use: Use) -> bool | None:
        """What they said about this use; `None` when they were not asked."""
        answers = {
            Use.INSIDE: self.inside, Use.ROOM: self.room, Use.OUTSIDE: self.outside, Use.QUOTES: self.quotes
        }  # fmt: skip
        return answers[use]

    def with_answer(self, use: Use, *, yes: bool) -> "Consent":
        """The same with this answer about one use."""
        match use:
            case Use.INSIDE:
                return replace(self, inside=yes)
            case Use.ROOM:
                return replace(self, room=yes)
            case Use.OUTSIDE:
                return replace(self, outside=yes)
            case Use.QUOTES:
                return replace(self, quotes=yes)

    def agreed_to(self, use: Use) -> bool:
        """Whether this use was agreed to, whatever the day. Every wider use needs the inside one as well."""
        if use is Use.OUTSIDE and self.waits_for_a_second_yes:
            return False
        return self.inside is True and self.answer(use) is True

    def allows(self, use: Use, today: date) -> bool:
        """Whether this use was agreed to and still holds.

        From the day of review on only the inside one does, and from the day of erasure on none.
        """
        ends = self.erase_on if use is Use.INSIDE else min(filter(None, (self.review_on, self.erase_on)), default=None)
        return self.agreed_to(use) and (ends is None or today < ends)
