"""Whom to call and what to do when somebody is not safe, and what is known of it afterwards: never whom or what."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from insight.errors import BadInput

MOST = 8
"""Contacts, and steps: more than fit on a telephone's screen are not read in a hurry."""
LONGEST_NAME, LONGEST_LINE = 80, 240

# Whoever a danger is passed on to besides the alliance's own contacts.
OTHER_BODIES = ("Police", "Children's social care", "Adult social care", "Our own safeguarding lead")

_PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")


@dataclass(frozen=True, slots=True)
class Contact:
    """A body to call, its number as it is dialled (empty: to be asked for), and when to call it."""

    body: str
    phone: str
    when: str


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """What an alliance does when somebody is not safe: whom to call, and the steps in order."""

    contacts: tuple[Contact, ...]
    steps: tuple[str, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Everybody it can be passed on to, each once."""
        return tuple(dict.fromkeys((*(one.body for one in self.contacts), *OTHER_BODIES)))

    def written(self) -> str:
        """As JSON, for keeping."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class PassedOn:
    """That somebody passed something on: when, who (by name, for the steward), to which body."""

    at: datetime
    by: str
    body: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One steward asks, another agrees: until then it holds nothing. Ids of accounts, and their names."""

    asked_by: str
    asked_name: str
    asked_at: datetime
    agreed_by: str | None
    agreed_name: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """A story whose text as typed is still in the vault; `goes_at` is empty while the story waits for approval."""

    story: str
    inquiry_name: str
    received_at: datetime
    words: int
    goes_at: datetime | None
    hold: Hold | None


class Reason(StrEnum):
    """Why a text as typed has to be opened. Curiosity is none, and checking what was hidden is the reviewer's work."""

    DANGER = "danger"
    TELLER = "teller"
    LAW = "law"
    LOST = "lost"


REASON_WORDS = {
    Reason.DANGER: "Somebody may be in serious danger",
    Reason.TELLER: "Whoever told it asks what was typed",
    Reason.LAW: "A court or the police have ordered it in writing",
    Reason.LOST: "Something was taken out by mistake and is needed",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """That a steward opened a text as typed: who (id and name), why and until when, and who has seen that."""

    id: str
    story: str
    by: str
    by_name: str
    reason: Reason
    at: datetime
    until: datetime
    seen_by: str | None
    seen_name: str | None


# Numbers that are the same everywhere in England; those of the council only the alliance can know.
DEFAULT = Safeguarding(
    (
        Contact("Emergency services", "999", "Somebody could be hurt now: police, ambulance, fire."),
        Contact("NHS 111", "111", "Somebody needs medical help soon, for body or mind, and it is no emergency."),
        Contact("Adult social care", "", "An adult may be at risk. It is part of the council: ask your steward."),
        Contact("Children's social care", "", "A child may be at risk. It is part of the council: ask your steward."),
        Contact("Samaritans", "116 123", "Somebody wants to talk. Free, day and night."),
        Contact(
            "National Domestic Abuse Helpline",
            "0808 2000 247",
            "Somebody is afraid of a partner or of their family. Free, day and night.",
        ),
    ),
    (
        "Stop writing, and listen.",
        "If somebody could be hurt now, call 999.",
        "Do not promise to keep it secret. Say who you have to tell, and why.",
        "Tell the person first, if that is safe. Ask what they want to happen.",
        "Tell your organisation's safeguarding lead today, in person or by phone.",
        "If you cannot reach them, call one of these numbers yourself.",
        "Do not ask for more than you need, and do not look into it yourself.",
    ),
)


def read(text: str) -> Safeguarding:
    """What `written` wrote."""
    kept = json.loads(text)
    return Safeguarding(tuple(Contact(**one) for one in kept["contacts"]), tuple(kept["steps"]))


def checked(new: Safeguarding) -> Safeguarding:
    """The same without blanks. `BadInput` says what cannot be used: there is always somebody to call."""
    contacts = tuple(
        one
        for one in (Contact(_line(one.body), _line(one.phone), _line(one.when)) for one in new.contacts)
        if one.body or one.phone or one.when
    )
    steps = tuple(line for line in map(_line, new.steps) if line)
    if not contacts or not steps:
        raise BadInput("There has to be somebody to call, and something to do. Nothing was changed.")
    if len(contacts) > MOST or len(steps) > MOST:
        raise BadInput(f"There is room for {MOST} contacts and {MOST} steps. Nothing was changed.")
    if not any(one.phone for one in contacts):
        raise BadInput("One of the contacts needs a number at least. Nothing was changed.")
    for one in contacts:
        if not one.body:
            raise BadInput("Please say who answers each number. Nothing was changed.")
        if one.phone and not _PHONE.fullmatch(one.phone):
            raise BadInput(f"The number of “{one.body}” cannot be dialled. Nothing was changed.")
    if len({one.body.casefold() for one in contacts}) < len(contacts):
        raise BadInput("Two contacts have the same name. Nothing was changed.")
    lines = [*steps, *(one.when for one in contacts)]
    if any(len(one.body) > LONGEST_NAME for one in contacts) or any(len(line) > LONGEST_LINE for line in lines):
        raise BadInput(f"Names have {LONGEST_NAME} letters at most, lines {LONGEST_LINE}. Nothing was changed.")
    return Safeguarding(contacts, steps)


def _line(text: str) -> str:
    return " ".join(text.split())
