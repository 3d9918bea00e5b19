"""Bringing a bank back from a backup, without what was taken out since."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import Damaged, Refused
from insight.keeping.backups import Ledger, Tools, fill
from insight.keeping.kept import Before, Header, Withdrawn
from insight.ports import Bank, Work
from insight.stories.removal import forget_conversation, forget_story


class Place(Protocol):
    """Where the bank goes."""

    def before(self) -> Before: ...
    def put(self, bank: Bank) -> None: ...


class Running(Protocol):
    """What runs on the data folder."""

    def is_served(self) -> bool: ...
    def serving(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what was left out because it had been taken out."""

    at: datetime
    stories: int
    left_out: int

    def in_words(self) -> str:
        """What came back."""
        said = [f"{self.stories:,} stories are back, as they were on {self.at:%d %B %Y at %H:%M} UTC."]
        if self.left_out:
            said.append(f"{self.left_out:,} that were removed since then stay removed.")
        said.append("Everybody has to sign in again. Look at what people changed since that day, and do it again.")
        return " ".join(said)


class Restoring:
    """For whoever sits at the machine itself."""

    def __init__(
        self,
        place: Place,
        ledger: Ledger,
        running: Running,
        clock: Callable[[], datetime],
        tools: Tools,
        newest_schema: str,
    ) -> None:
        """`newest_schema` is the version of the tables that this program knows."""
        self._place = place
        self._ledger = ledger
        self._running = running
        self._clock = clock
        self._tools = tools
        self._schema = newest_schema

    def restore(self, reader: Reader, path: Path, passphrase: Callable[[], str], *, replace: bool = False) -> Restored:
        """Put the bank of a backup here. `passphrase` is asked when everything else is in order.

        `WrongPassphrase` and `Damaged` (altered, cut short, no backup, of another version) change nothing. `Refused`:
        Insight is running here, or a bank with stories is here and `replace` was not said.
        """
        require(reader, Action.ADMINISTER)
        file = self._tools.opened(path)
        self._require_our_schema(file.header)
        if self._running.is_served():
            raise Refused("Insight is running on this data folder. Nothing was changed. Stop it and try again.")
        with self._tools.scratch() as bank:
            with bank.writing() as work:
                inside, _ = fill(work, file, passphrase())
                before = self._place.before()
                if not replace:
                    _require_empty(before, file.header)
                withdrawn = {one.story: one for one in (*before.withdrawn, *inside, *self._ledger.lines())}
                left_out = self._catch_up(work, reader, before, withdrawn.values(), file.header)
                stories = sum(work.stories.count_by_state().values())
            with self._running.serving():
                for story in withdrawn.keys() - {one.story for one in self._ledger.lines()}:
                    self._ledger.add(story, withdrawn[story].at, withdrawn[story].conversation)
                self._place.put(bank)
        return Restored(file.header.at, stories, left_out)

    def _require_our_schema(self, header: Header) -> None:
        if header.schema != self._schema:
            age = "an older" if header.schema < self._schema else "a newer"
            raise Damaged(
                f"This backup was made by {age} program: its tables have version {header.schema}, these have "
                f"{self._schema}. Nothing was changed. Restore it with program {header.program}, and update that."
            )

    def _catch_up(
        self, work: Work, reader: Reader, before: Before, withdrawn: Iterable[Withdrawn], header: Header
    ) -> int:
        """Take out what was withdrawn, and carry over what outlives a bank; how many stories were left out."""
        generation = work.records.raise_generation(before.generation)
        left_out = 0
        for one in withdrawn:
            left_out += erase(work, one, self._clock())
            work.records.withdrawn(one.story, "system:restore", generation, one.at)
        work.passages.compact_words()
        for kept in before.backups:
            work.backups.add(kept)
        counts = {"stories": header.stories, "left_out": left_out}
        work.records.write(reader.id, "bank_restored", f"{header.at:%Y-%m-%d %H:%M}", self._clock(), **counts)
        return left_out


def erase(work: Work, one: Withdrawn, now: datetime) -> bool:
    """Take a withdrawn story out of a bank that nobody has seen yet; whether it was there."""
    if one.conversation is not None:
        forget_conversation(work, one.conversation)
    if work.stories.storyteller_of(one.story) is None:
        return False
    forget_story(work, one.story, now)
    return True


def _require_empty(before: Before, header: Header) -> None:
    if not before.readable:
        raise Refused(
            "The bank that is here cannot be read: it is damaged, or of another version. Nothing was changed. "
            "Say --replace to put the backup in its place."
        )
    if before.stories or before.drafts:
        raise Refused(
            f"There is a bank here, with {before.stories:,} stories and {before.drafts:,} conversations begun. Nothing "
            f"was changed. Say --replace to put the backup of {header.at:%d %B %Y} with {header.stories:,} stories in "
            "its place. What is only here is lost then."
        )
