"""A bound on how many passwords are hashed at once."""

from asyncio import Semaphore
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

# Each password takes 64 MiB and a fraction of a second to check. The others wait without holding a thread, so that a
# flood of tries cannot keep anybody's words from being saved.
AT_ONCE = 2
T = TypeVar("T")


class Hashing:
    """Runs what hashes a password, a few at a time; one for all routes of a process."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._places = Semaphore(AT_ONCE)

    async def run(self, check: Callable[[], T]) -> T:
        """What `check` returns or raises, once there is a place for it."""
        async with self._places:
            return await run_in_threadpool(check)
