"""What is known of backups and of what was taken out, and how backups are to be made by themselves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

ENDING = ".backup"


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read of a backup without its passphrase, and not be changed without it."""

    at: datetime
    schema: str
    stories: int
    program: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was taken out, when, and the conversation whose drafts go with it, if it had one."""

    story: str
    at: datetime
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """One backup: when, under what name, with how many stories. `expires_on` is empty for one that was made by hand.

    `name` is the whole path where the program looks after the file, and the bare file name where a person does.
    """

    at: datetime
    name: str
    stories: int
    expires_on: date | None

    @property
    def file(self) -> str:
        """The file's name without its folder."""
        return Path(self.name).name


@dataclass(frozen=True, slots=True)
class Before:
    """The bank that lies where another is to go: how much would be lost with it, and what of it outlives it.

    `readable` is false for a bank that is damaged or of another version.
    """

    readable: bool = True
    stories: int = 0
    drafts: int = 0
    generation: int = 0
    withdrawn: tuple[Withdrawn, ...] = ()
    backups: tuple[KeptBackup, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go by themselves, how often, and how many are kept; without a folder or a passphrase, nowhere."""

    folder: Path | None
    passphrase_file: Path | None
    every: timedelta
    number: int

    @property
    def is_set(self) -> bool:
        """Whether backups are made by themselves."""
        return self.folder is not None and self.passphrase_file is not None

    def last_day(self, at: datetime) -> date:
        """The day on which a backup made at this moment is deleted: when as many newer ones have come as are kept."""
        return (at + self.every * self.number).date() + timedelta(days=1)


def file_name(at: datetime) -> str:
    """`insight-2026-06-15-1000.backup`: sorted by name they are sorted by age."""
    return f"insight-{at:%Y-%m-%d-%H%M}{ENDING}"
