"""What an import brings: the rows that may come in, the rows that may not and why, and how their cells are read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Literal

from insight.errors import BadInput
from insight.stories.text import Original

TellerKind = Literal["person", "worker", "manager", "commissioner", "family"]

MAX_TEXT = 200_000
"""Code points: an hour and a half of talk is about 100,000, so more is a mistake in the file rather than a story."""

MAX_ROWS = 100_000
"""Rows of one file: what its answer takes in memory has to have an end, and ten years of an alliance are fewer."""

MAX_CELL = 200
"""Code points of a reference, a teller or a storyteller: longer ones are prose in the wrong column."""

_SHOWN_COLUMNS = 10
_SHOWN_LENGTH = 30

FEELINGS = {"1": "much_worse", "2": "worse", "3": "same", "4": "better", "5": "much_better"}


@dataclass(frozen=True, slots=True)
class Found:
    """One story as a parser found it, cells as written; `fault` says, without its text, why it cannot come in."""

    row: int
    text: str = field(default="", repr=False)
    ref: str | None = None
    told: str | None = None
    teller: str | None = None
    feeling: str | None = None
    storyteller: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One story that may come in. `row` is counted from 1 as the person sees it, a header not counted."""

    row: int
    ref: str | None
    text: Original
    told_on: date | None
    teller: str | None
    feeling: str | None
    storyteller: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One story that stays outside, and why, in words without its text. Row 0 is what stands before the first story."""

    row: int
    ref: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one file held, in the file's order."""

    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]


def refusal(what: str, do: str) -> str:
    """The three parts of every refusal: what happened, what was kept, what to do."""
    return f"{what}. Nothing was brought in. {do}"


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """Where each known column stands, by its name in any case; raises `BadInput` where there is no `text`."""
    known = [name.strip().strip("\ufeff").lower() for name in names]
    columns = {name: known.index(name) for name in known if name}
    if "text" not in columns:
        raise BadInput(
            refusal(
                f"There is no column named “text” in this file. {_named(known)}",
                "Name the column that holds the stories “text” in the first row.",
            )
        )
    return columns


def story_of(row: int, cells: Sequence[str], columns: dict[str, int]) -> Found:
    """One row as a story, its cells by the place of their columns."""

    def cell(name: str) -> str | None:
        place = columns.get(name)
        return cells[place] if place is not None and place < len(cells) else None

    return Found(
        row=row,
        text=cell("text") or "",
        ref=cell("ref"),
        told=cell("date"),
        teller=cell("teller"),
        feeling=cell("feeling"),
        storyteller=cell("storyteller"),
    )


def _named(columns: Sequence[str]) -> str:
    """Which columns there are, if they look like names: without a header the first row is somebody's story."""
    names = [name for name in columns if name]
    if not names or any(len(name) > _SHOWN_LENGTH or len(name.split()) > 3 for name in names):
        return "Its first row does not look like names of columns"
    more = " and more" if len(names) > _SHOWN_COLUMNS else ""
    return "The columns are: " + ", ".join(names[:_SHOWN_COLUMNS]) + more


def judge(found: Iterable[Found]) -> Iterator[Row | Refusal]:
    """Say of each story whether it comes in. Texts that differ only in white space are the same text.

    The text that comes in is exactly the text found, with LF line ends. Raises `BadInput` past `MAX_ROWS`.
    """
    seen: dict[bytes, int] = {}
    for count, story in enumerate(found, start=1):
        if count > MAX_ROWS:
            raise BadInput(refusal(f"This file has more than {MAX_ROWS:,} rows", "Cut it into smaller files."))
        why = story.fault or _fault(story)
        ref = _clean(story.ref)
        if why is None:
            words = blake2b(" ".join(story.text.split()).encode(), digest_size=16).digest()
            first = seen.setdefault(words, story.row)
            if first != story.row:
                why = f"the same text as row {first}"
        if why is not None:
            yield Refusal(story.row, ref if ref and _storable(ref) else None, why)
            continue
        yield Row(
            row=story.row,
            ref=ref,
            text=Original(story.text),
            told_on=read_date(story.told),
            teller=(_clean(story.teller) or "")[:MAX_CELL] or None,
            feeling=read_feeling(story.feeling),
            storyteller=_clean(story.storyteller),
        )


def _fault(story: Found) -> str | None:
    """Why a story cannot come in, looked at by itself."""
    cells = [story.text, story.ref or "", story.teller or "", story.storyteller or ""]
    if len(story.text) > MAX_TEXT:
        return f"the text is longer than {MAX_TEXT:,} characters; cut it into shorter stories"
    if any("\0" in cell for cell in cells):
        return "there are unreadable characters in it (bytes of zero); type it again or try another copy"
    if any(_undecoded(cell) for cell in cells):
        return "some of its letters cannot be read; save the file again as UTF-8"
    if not story.text.strip():
        return "there is no text in it"
    for name, cell in (("ref", story.ref), ("storyteller", story.storyteller)):
        if len(cell or "") > MAX_CELL:
            return f"its “{name}” is longer than {MAX_CELL} characters"
    return None


def _undecoded(cell: str) -> bool:
    """Whether a byte could not be decoded: `content.decoded_lines` leaves such bytes as lone surrogates."""
    return any("\ud800" <= character <= "\udfff" for character in cell) if not cell.isascii() else False


def _storable(ref: str) -> bool:
    """Whether a reference of a refused row may be repeated."""
    return len(ref) <= MAX_CELL and "\0" not in ref and not _undecoded(ref)


def _clean(cell: str | None) -> str | None:
    """A cell without the white space around it; an empty cell is no cell."""
    return (cell or "").strip() or None


def read_feeling(cell: str | None) -> str | None:
    """One of the five steps from 1 (much worse) to 5 (much better), or None: a feeling nobody can read is no feeling.

    >>> read_feeling("4.0"), read_feeling("fine")
    ('better', None)
    """
    return FEELINGS.get(re.sub(r"\.0+$", "", (cell or "").strip()))


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
_UK = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]+)\.?,?[ -](\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,? (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_date(cell: str | None) -> date | None:
    """The day a story was told: ISO, UK order (day first) or with the month's name; None where nobody can tell.

    A month without a day is its first day: dates are only ever shown and counted by the month.

    >>> read_date("4/3/2025"), read_date("3rd Sept 2024"), read_date("soon")
    (datetime.date(2025, 3, 4), datetime.date(2024, 9, 3), None)
    """
    written = " ".join((cell or "").lower().split())
    if len(written) > MAX_CELL:
        return None
    if match := _ISO.fullmatch(written):
        return _day(match[1], match[2], match[3])
    if match := _UK.fullmatch(written):
        return _day(match[3], match[2], match[1])
    if match := _DAY_MONTH.fullmatch(written):
        return _day(match[3], match[2], match[1])
    if match := _MONTH_DAY.fullmatch(written):
        return _day(match[3], match[1], match[2])
    if match := _MONTH.fullmatch(written):
        return _day(match[2], match[1], "1")
    return None


def _day(year: str, month: str, day: str) -> date | None:
    """A day of the calendar from three written parts; years of two digits are of this century."""
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    """1 to 12 for a month's name or its beginning (“sept”), else 0, which no calendar has."""
    whole = any(full.startswith(name) for full in _MONTH_NAMES)
    return _MONTHS.index(name[:3]) + 1 if whole and name[:3] in _MONTHS else 0


# In this order: "family support worker" is a worker, "service manager" a manager, "mother of a resident" family.
_TELLERS: tuple[tuple[str, TellerKind], ...] = (
    (r"^\W*(?:a )?(?:person|people|service[ -]user|user|client|resident|tenant|guest|patient)\b", "person"),
    (r"\bcommission(?:er|ers|ing)\b", "commissioner"),
    (r"\b(?:managers?|management|director|ceo|chief exec\w*|head of|team lead\w*)\b", "manager"),
    (
        r"\b(?:\w*workers?|staff|nurse|doctor|gp|clinician|practitioner|therapist|counsellor|psychologist"
        r"|officer|volunteer|employee|cleaner|receptionist|caretaker|professional|police)\b",
        "worker",
    ),
    (
        r"\b(?:famil\w+|mum|dad|nan|parents?|(?:grand)?(?:mother|father|parent|son|daughter)"
        r"|sister|brother|sibling|wife|husband|partner|aunt\w*|uncle|cousin|relative|carer)\b",
        "family",
    ),
)


def teller_kind(text: str | None) -> TellerKind:
    """Which kind of teller free words speak of; somebody of whom nothing can be told is a person using services.

    >>> teller_kind("Keyworker, two years"), teller_kind("my mum"), teller_kind("Sanctuary guest")
    ('worker', 'family', 'person')
    """
    words = (text or "")[:MAX_CELL].lower()
    return next((kind for pattern, kind in _TELLERS if re.search(pattern, words)), "person")
