"""What one steward asks and another agrees to: until then it holds nothing."""

import json
from dataclasses import dataclass
from datetime import datetime

from insight.access.reader import Reader
from insight.errors import Conflict, NotFound, Refused
from insight.ports import Work

_KEPT_AS = "asked:"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks (an account and its name), when, and with which words of their own: a day, mostly."""

    by: str
    name: str
    at: datetime
    said: str


def asked(work: Work, what: str) -> Asked | None:
    """Who asks for this now, or `None`."""
    kept = work.records.value(_KEPT_AS + what)
    if kept is None:
        return None
    by, at, said = json.loads(kept)
    account = work.people.by_id(by)
    return Asked(by, account.name if account else "somebody who has left", datetime.fromisoformat(at), said)


def ask(work: Work, reader: Reader, what: str, now: datetime, said: str = "") -> None:
    """Ask another steward to agree. `Conflict`: somebody asked already."""
    if asked(work, what) is not None:
        raise Conflict("Somebody has asked for this already. Nothing was changed.")
    work.records.set(_KEPT_AS + what, json.dumps([reader.id, now.isoformat(), said]))
    work.records.write(reader.id, "two_asked", what, now)


def agree(work: Work, reader: Reader, what: str) -> Asked:
    """A second steward agrees: what was asked, which is done now. `Refused`: it is the one who asked."""
    found = asked(work, what)
    if found is None:
        raise NotFound("Nobody asks for this any more. Nothing was changed.")
    if found.by == reader.id:
        raise Refused("You asked for this yourself, so another steward has to agree. Nothing was changed.")
    work.records.drop(_KEPT_AS + what)
    return found


def take_back(work: Work, reader: Reader, what: str, now: datetime) -> None:
    """A steward ends the question, their own or another's: nothing happens."""
    if asked(work, what) is None:
        raise NotFound("Nobody asks for this any more. Nothing was changed.")
    work.records.drop(_KEPT_AS + what)
    work.records.write(reader.id, "two_taken_back", what, now)
