"""What tests take stories out with: files that answer as they are told, and a ledger in memory."""

from insight.stories.needles import Needles
from insight.stories.removal import Removal
from insight.stories.withdraw import Withdrawal


class Files:
    """The bank's files, as somebody else's who answer as they are told."""

    def __init__(self) -> None:
        self.flushed, self.index, self.found = True, None, ()
        self.looked_for = Needles(())
        self.generations: list[int] = []

    def flush(self) -> bool:
        return self.flushed

    def swap_index(self, generation: int) -> str | None:
        self.generations.append(generation)
        return self.index

    def holding(self, needles: Needles) -> tuple[int, tuple[str, ...]]:
        self.looked_for = needles
        return 3, self.found


class Ledger:
    """Withdrawals in memory."""

    def __init__(self) -> None:
        self.lines: dict[str, object] = {}

    def add(self, story, at, conversation=None) -> None:
        self.lines[story] = at

    def stories(self):
        return dict(self.lines)


def withdrawal(bank, clock, files: Files | None = None, ledger: Ledger | None = None) -> Withdrawal:
    """The service over files that forget everything, unless others are given."""
    return Withdrawal(bank, Removal(bank, files or Files(), ledger or Ledger(), clock), clock)
