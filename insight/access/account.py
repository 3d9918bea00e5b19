"""An account as the rest of the house sees it."""

from dataclasses import dataclass

from insight.access.reader import Reader, Role
from insight.stories.interview import KindOfJob


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. `by_provider`: an identity provider says who they are, and they have no password."""

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
    by_provider: bool = False
    second_factor: bool = False

    def reader(self) -> Reader:
        """This account as an asker."""
        return Reader(self.id, self.name, self.role, self.organisation, self.teams, self.subgroups)


@dataclass(frozen=True, slots=True)
class Doors:
    """By which ways somebody may come in here: the demo's people when it is the demo, others by password or provider.

    Where an identity provider is set, it decides who comes in. A password then opens for stewards only: the one who
    set the bank up must be able to enter when the provider is away.
    """

    demo: bool = False
    provider: bool = False

    def open_to(self, account: Account) -> bool:
        """Whether this account may come in now, by any way."""
        if not account.active:
            return False
        if account.demo:
            return self.demo
        if account.by_provider:
            return self.provider
        return self.takes_passwords_of(account.role)

    def takes_passwords_of(self, role: Role) -> bool:
        """Whether somebody in this role may have a password."""
        return not self.provider or role is Role.STEWARD
