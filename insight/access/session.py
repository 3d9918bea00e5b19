"""A session as the rest of the house sees it: who, since when, whether a code is still owed, and when it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# From the right password to the right code: time to look for a phone, and no longer.
CODE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Session:
    """From signing in to signing out. `token_hash` is of what the browser keeps, and opens nothing by itself."""

    token_hash: str
    account: str
    began: datetime
    seen: datetime
    waits_for_code: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: `idle` without a click, and `absolute` in any case."""

    idle: timedelta
    absolute: timedelta

    def last(self, session: Session, now: datetime) -> bool:
        """Whether a session that nobody ended still lasts."""
        if session.waits_for_code and now - session.began > CODE_WITHIN:
            return False
        return now - session.seen <= self.idle and now - session.began <= self.absolute
