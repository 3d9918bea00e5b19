"""Who is asking. Every read in the house takes a `Reader`, so no read can forget to ask for consent."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may be, and the two readers that are no account: the local operator and the system itself."""

    INTERVIEWER = "interviewer"
    MEMBER = "member"
    PEER_RESEARCHER = "peer_researcher"
    STEWARD = "steward"
    READER = "reader"
    OPERATOR = "operator"
    SYSTEM = "system"


ACCOUNT_ROLES = (Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD, Role.READER)

ROLE_WORDS = {
    Role.INTERVIEWER: "one of a pair who listen",
    Role.MEMBER: "in a learning sub-group",
    Role.PEER_RESEARCHER: "peer researcher",
    Role.STEWARD: "steward",
    Role.READER: "reader of share-backs",
    Role.OPERATOR: "local operator",
    Role.SYSTEM: "the program itself",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, in which role, from which organisation, teams and sub-groups. `id` is an account's, or a purpose."""

    id: str
    name: str
    role: Role
    organisation: str | None = None
    teams: frozenset[str] = frozenset()
    subgroups: frozenset[str] = frozenset()


def operator() -> Reader:
    """Whoever sits at the machine's own command line."""
    return Reader("operator", "local operator", Role.OPERATOR)


def system(purpose: str) -> Reader:
    """A job of the program itself, with the purpose that the audit will show."""
    return Reader(f"system:{purpose}", purpose, Role.SYSTEM)
