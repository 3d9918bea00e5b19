"""One-time links: to make an account with, and to set a new password with."""

from dataclasses import dataclass

from insight.access.reader import Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody with this link becomes. Without an organisation (its id) they are asked for it."""

    role: Role
    organisation: str | None


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """Whose password may be set anew, and whether the codes of a lost phone are no longer asked for after it."""

    account: str
    clears_second_factor: bool
