"""One conversation as it is being written down: what was chosen so far, before anything is submitted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.measure.answers import Felt
from insight.stories.inquiry import TellerKind, Way
from insight.stories.story import Whose

STORY_FIELD = "story"
DIFFERENCE_FIELD = "difference"
MOST_STORIES = 9
MOST_TELLERS = 15


class KindOfJob(StrEnum):
    """What a listener does, so that pairs can be told how far apart they stand; never a title that names somebody."""

    WITH_PEOPLE = "with_people"
    KEEPING_GOING = "keeping_going"
    LIVED = "lived"
    VOLUNTEER = "volunteer"
    TEAM = "team"
    SERVICE = "service"
    ORGANISATION = "organisation"
    PAYING = "paying"


JOB_WORDS = {
    KindOfJob.WITH_PEOPLE: "works with people",
    KindOfJob.KEEPING_GOING: "keeps the place going: cleans, cooks, repairs, answers the door or the phone",
    KindOfJob.LIVED: "has been there: peer mentor, peer researcher",
    KindOfJob.VOLUNTEER: "volunteers",
    KindOfJob.TEAM: "leads a team",
    KindOfJob.SERVICE: "runs a service, or its money and papers",
    KindOfJob.ORGANISATION: "runs an organisation, or sits on its board",
    KindOfJob.PAYING: "plans and pays for services",
}


@dataclass(frozen=True, slots=True)
class Listener:
    """One of the pair: by account where they have one, and always by organisation and kind of job."""

    organisation: str | None
    job: KindOfJob | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One person's part in a conversation; `place` counts from 1. In a group each has a part and says yes or no alone.

    `they_agreed` is the permission of whoever it is told about, `None` when nobody asked them.
    """

    place: int
    teller: TellerKind = TellerKind.PERSON
    told_about: bool = False
    they_agreed: bool | None = None
    whose: Whose = Whose.THEIR_WORDS
    stories: int = 1
    storyteller: str | None = None
    consent: str | None = None
    felt: Felt | None = None

    def field(self, name: str) -> str:
        """The name under which this teller's words are saved. The first teller's bear none: most have one."""
        return name if self.place == 1 else f"{self.place}.{name}"

    def owns(self, field: str) -> bool:
        """Whether these words are this teller's."""
        place, dot, _ = field.partition(".")
        return self.place == (int(place) if dot and place.isdigit() else 1)

    @property
    def story_fields(self) -> tuple[str, ...]:
        """A page to write on for each story."""
        rest = (f"{STORY_FIELD}.{number}" for number in range(2, self.stories + 1))
        return tuple(self.field(name) for name in (STORY_FIELD, *rest))

    @property
    def difference_field(self) -> str:
        """Where it stands what made the difference."""
        return self.field(DIFFERENCE_FIELD)


@dataclass(frozen=True, slots=True)
class Interview:
    """What is kept of a conversation besides its words."""

    id: str
    inquiry: str
    questions: str
    pair: tuple[Listener, ...]
    tellings: tuple[Telling, ...]
    opened_at: datetime
    touched_at: datetime
    way: Way | None = None
    place_kind: str = ""
    held_on: date | None = None

    def telling(self, place: int) -> Telling:
        """One teller's part; the first where there is none at this place."""
        return next((one for one in self.tellings if one.place == place), self.tellings[0])


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one field, as last saved."""

    field: str
    text: str
    revision: int
    saved_at: datetime
