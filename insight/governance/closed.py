"""Whether the bank is closed, and to whom."""

from insight.access.reader import Role
from insight.ports import Work

CLOSED = "bank_closed"


def is_closed(work: Work) -> bool:
    """Whether two stewards have closed the bank."""
    return work.records.value(CLOSED) is not None


def is_closed_to(work: Work, role: Role | None) -> bool:
    """Whether somebody in this role may not come in: of a closed bank, everybody but its stewards."""
    return role is not Role.STEWARD and is_closed(work)
