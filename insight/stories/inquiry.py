"""A round of Appreciative Inquiry: its purpose, its versioned question set, and who is being asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Said before the first question and always in reach, on paper and on the screen.
STOP_OR_SKIP = "You can skip any question. If it is too much, we stop."


class Stage(StrEnum):
    """The four stages of Appreciative Inquiry (Cooperrider and Srivastva, 1987)."""

    DISCOVERY = "discovery"
    DREAM = "dream"
    DESIGN = "design"
    DESTINY = "destiny"


STAGE_WORDS = {
    Stage.DISCOVERY: "Discovery: what is good already",
    Stage.DREAM: "Dream: what could be",
    Stage.DESIGN: "Design: how it could begin",
    Stage.DESTINY: "Destiny: what should last",
}


class TellerKind(StrEnum):
    """Who tells, by how they meet the services; never by name."""

    PERSON = "person"
    WORKER = "worker"
    MANAGER = "manager"
    COMMISSIONER = "commissioner"
    FAMILY = "family"

    @property
    def works(self) -> bool:
        """Whether they work in the services or for them: they are asked how it is to work here."""
        return self in (TellerKind.WORKER, TellerKind.MANAGER, TellerKind.COMMISSIONER)


TELLER_WORDS = {
    TellerKind.PERSON: "someone using services",
    TellerKind.WORKER: "a worker",
    TellerKind.MANAGER: "a manager",
    TellerKind.COMMISSIONER: "a commissioner",
    TellerKind.FAMILY: "a family member",
}


TELLERS_WORDS = {
    TellerKind.PERSON: "using services",
    TellerKind.WORKER: "working in them",
    TellerKind.MANAGER: "managing them",
    TellerKind.COMMISSIONER: "paying for them",
    TellerKind.FAMILY: "family or friends",
}


class Way(StrEnum):
    """How a conversation was held."""

    IN_PERSON = "in_person"
    ONLINE_GROUP = "online_group"
    PHONE = "phone"
    SHADOWING = "shadowing"


WAY_WORDS = {
    Way.IN_PERSON: "in person",
    Way.ONLINE_GROUP: "online, in a group",
    Way.PHONE: "on the phone",
    Way.SHADOWING: "shadowing",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask aloud, for one kind of teller or, with `None`, for anybody."""

    id: str
    stage: Stage
    text: str
    tip: str = ""
    teller: TellerKind | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A version of an inquiry's prompts, in the order they are asked. Frozen once a conversation has used it.

    `why` is the reason, or the reasons line by line, for which it is not as the version before.
    """

    id: str
    version: int
    prompts: tuple[Prompt, ...]
    frozen: bool = False
    why: str = ""
    made_at: datetime | None = None

    def for_teller(self, teller: TellerKind) -> tuple[Prompt, ...]:
        """The prompts that fit this kind of teller, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.teller in (None, teller))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A round with a purpose and the question set now in use. A closed one is no longer offered for listening."""

    id: str
    name: str
    purpose: str
    questions: QuestionSet
    closed: bool = False
