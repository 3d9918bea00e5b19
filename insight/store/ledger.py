"""The ledger of withdrawals, kept apart from the database: which stories may never come back, and since when.

A backup from before a withdrawal still holds the story. Whoever restores it has this file too, in the data folder,
and the restore erases what it names before anything can be read. It holds ids and moments, never a word.
"""

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path

from insight.keeping.kept import Withdrawn

FILE = "withdrawn.jsonl"


class Ledger:
    """One append-only file, `withdrawn.jsonl`, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made, for this user alone, when the first line is written."""
        self._path = folder / FILE

    def add(self, story: str, at: datetime, conversation: str | None = None) -> None:
        """Write a withdrawal down, and return when the disk has it. The same story twice does no harm.

        To be called inside the withdrawal's transaction, before its commit: what is killed in between counts as
        withdrawn, and a sweep takes it out. `doctor` adds what is in the database alone.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = json.dumps({"story": story, "at": at.isoformat(), "conversation": conversation}) + "\n"
        handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            size = os.fstat(handle).st_size
            if size and os.pread(handle, 1, size - 1) != b"\n":  # a power cut tore the last line
                line = "\n" + line
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def lines(self) -> tuple[Withdrawn, ...]:
        """Every withdrawal that can be read, oldest first; a line that a power cut tore is passed over."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        found = []
        for line in content.splitlines():
            try:
                fields = json.loads(line)
                found.append(Withdrawn(fields["story"], datetime.fromisoformat(fields["at"]), fields["conversation"]))
            except (ValueError, KeyError, TypeError):
                continue
        return tuple(found)

    def stories(self) -> dict[str, datetime]:
        """The stories that were taken out, and when."""
        return {one.story: one.at for one in self.lines()}
