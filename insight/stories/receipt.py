"""What a removal leaves in anybody's hand: why, when, how much, and what a look through every file found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.share.share_back import GaveOut
from insight.stories.consent import Consent
from insight.stories.script import Use


class Why(StrEnum):
    """Why a story was removed."""

    ASKED = "asked"
    DATE = "date"
    UNREVIEWED = "unreviewed"
    DIED = "died"


WHY_WORDS = {
    Why.ASKED: "because the person who told it asked for that",
    Why.DATE: "because the time was over for which it could be kept",
    Why.UNREVIEWED: "because nobody had looked it over in time",
    Why.DIED: "because whoever told it has died, and wanted that",
}
_NO_MORE = {
    Use.INSIDE: "Nobody in the alliance can read it any more.",
    Use.ROOM: "It is not read out in a room any more.",
    Use.OUTSIDE: "It is not shared outside any more.",
    Use.QUOTES: "It is not quoted word for word any more. Names of themes in its words are gone.",
}
_PRINTED = "What was printed or given away before cannot come back."


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed, and what a scan of the bank's files found. No word of the story is in it.

    `unproven` names places that could not be looked into, `not_looked_for` what would prove nothing or is known no
    more. Backups keep it, sealed, until `backups_until`; `None` when there is none. `given_out`: documents that left
    with something of it.
    """

    story: str
    at: datetime
    why: Why
    passages: int
    themes_renamed: int
    files_scanned: int
    found_in: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()
    not_looked_for: tuple[str, ...] = ()
    backups_until: date | None = None
    backup_taken_away: bool = False
    given_out: tuple[GaveOut, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of it was found anywhere that could be looked at."""
        return not self.found_in and not self.unproven

    def lines(self) -> tuple[str, ...]:
        """The receipt as it is handed over, a sentence or two a line."""
        said = [
            f"Story {self.story} was removed on {self.at:%d %B %Y at %H:%M} UTC, {WHY_WORDS[self.why]}.",
            f"Its key, its words and {self.passages} passages went. {self.files_scanned:,} files were looked through.",
        ]
        if self.themes_renamed:
            said.append(f"{self.themes_renamed} themes that were named in its words have plain names now.")
        if self.found_in:
            said.append(f"Its words were still found in: {', '.join(self.found_in)}.")
        said.extend(self.unproven)
        if self.complete:
            said.append("Nothing of it was found.")
        said.extend(self.not_looked_for)
        said.extend(_in_backups(self.backups_until))
        if self.backup_taken_away:
            said.append("A backup that somebody took away may hold it, sealed, for as long as they keep that.")
        said.extend(_given_out(self.given_out))
        return (*said, _PRINTED)

    def in_words(self) -> str:
        """The same in one line."""
        return " ".join(self.lines())


def _in_backups(until: date | None) -> tuple[str, ...]:
    if until is None:
        return ()
    day = f"{until.day} {until:%B %Y}"
    return (
        f"Backups made before today may still hold it, sealed, until {day}. "
        "Putting one back takes it out again before anybody can read.",
    )


def _given_out(documents: Iterable[GaveOut]) -> tuple[str, ...]:
    return tuple(f"Something of it was given out before, in {one.line()}." for one in dict.fromkeys(documents))


def told_to_the_person(receipts: Sequence[Receipt]) -> str:
    """What whoever told it is told: no id, no file, and no more than was proven."""
    number = len(receipts)
    one = number == 1
    said = [f"{'One story was' if one else f'{number} stories were'} removed on {receipts[-1].at:%d %B %Y}."]
    if all(receipt.complete for receipt in receipts):
        said.append(f"We looked everywhere it was kept. Nothing of {'it' if one else 'them'} was found.")
    else:
        said.append("Nobody can read it here any more. Some of the computer's files may still hold a part of it.")
        said.append("The steward is to look into that: please ask them to.")
    said.extend(_in_backups(max((one.backups_until for one in receipts if one.backups_until), default=None)))
    said.extend(_given_out(one for receipt in receipts for one in receipt.given_out))
    said.append(_PRINTED)
    return " ".join(said)


def narrowed(before: Consent, after: Consent, on: date) -> tuple[str, ...]:
    """The receipt of a change: what does not happen any more from this day on."""
    ended = [words for use, words in _NO_MORE.items() if before.allows(use, on) and not after.allows(use, on)]
    if after.not_organisations | after.not_teams > before.not_organisations | before.not_teams:
        ended.append("More of the teams you named cannot read it.")
    if not ended:
        return ()
    return (f"Changed on {on.day} {on:%B %Y}. It holds from this moment on.", *ended, _PRINTED)
