"""A learning cycle: understand the system, design together, experiment, embed and influence; nested in wider ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where a cycle is. It goes round, and may go back."""

    UNDERSTAND = "understand"
    DESIGN = "design"
    EXPERIMENT = "experiment"
    EMBED = "embed"


STAGE_WORDS = {
    Stage.UNDERSTAND: "understand what happens",
    Stage.DESIGN: "design together",
    Stage.EXPERIMENT: "try things out",
    Stage.EMBED: "keep what works, and pass it on",
}


class Scale(StrEnum):
    """How wide a cycle reaches, narrowest first."""

    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"
    PLACE = "place"


SCALE_WORDS = {
    Scale.PERSON: "one person",
    Scale.TEAM: "a team",
    Scale.ORGANISATION: "an organisation",
    Scale.PLACE: "the whole place",
}
LONGEST_NAME, LONGEST_PURPOSE, LONGEST_LEARNED = 200, 1_000, 2_000


@dataclass(frozen=True, slots=True)
class Step:
    """That a cycle came to a stage (`None`: to its end), and what was learned in the one before."""

    stage: Stage | None
    learned: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle with its steps, oldest first. `subgroup` is `None` where it is everybody's; `steward` is an account."""

    id: str
    subgroup: str | None
    parent: str | None
    name: str
    purpose: str
    scale: Scale
    steward: str | None
    stage: Stage
    begun_on: date
    ended_on: date | None
    by: str
    at: datetime
    steps: tuple[Step, ...] = ()


def as_wide(outer: Scale, inner: Scale) -> bool:
    """Whether something of the scale `inner` may lie in something of the scale `outer`.

    >>> as_wide(Scale.PLACE, Scale.TEAM), as_wide(Scale.TEAM, Scale.TEAM), as_wide(Scale.PERSON, Scale.TEAM)
    (True, True, False)
    """
    order = list(Scale)
    return order.index(outer) >= order.index(inner)


def loops(parents: Mapping[str, str | None], child: str, parent: str) -> bool:
    """Whether `child` would lie in itself if it were put into `parent`.

    >>> loops({"a": None, "b": "a"}, "a", "b"), loops({"a": None, "b": None}, "a", "b")
    (True, False)
    """
    at: str | None = parent
    while at is not None:
        if at == child:
            return True
        at = parents.get(at)
    return False
