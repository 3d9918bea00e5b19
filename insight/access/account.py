"""An account as the rest of the house sees it."""

from dataclasses import dataclass

from insight.access.reader import Reader, Role
from insight.stories.interview import KindOfJob


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: str
    sign_in_name: str
    name: str
    position: str
    job: KindOfJob | None
    role: Role
    organisation: str | None
    teams: frozenset[str]
    subgroups: frozenset[str]
    active: bool
    demo: bool

    def reader(self) -> Reader:
        """This account as an asker."""
        return Reader(self.id, self.name, self.role, self.organisation, self.teams, self.subgroups)
