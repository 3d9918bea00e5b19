"""What an import brings: the rows that may come in, the rows that may not and why, and how their cells are read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Literal

from insight.errors import BadInput
from insight.stories.importers.columns import Columns
from insight.stories.importers.refusals import refusal
from insight.stories.text import Original

TellerKind = Literal["person", "worker", "manager", "commissioner", "family"]

MAX_TEXT = 200_000
"""Code points: an hour and a half of talk is about 100,000, so more is a mistake in the file rather than a story."""

MAX_ROWS = 100_000
"""Rows of one file: what its answer takes in memory has to have an end, and ten years of an alliance are fewer."""

MAX_CELL = 200
"""Code points of a reference, a teller or a storyteller: longer ones are prose in the wrong column."""

BEGINNING = 80
"""Letters of a story that a preview shows: enough to know that the right column was read."""

FEELINGS = {
    "1": "much_worse", "2": "worse", "3": "same", "4": "better", "5": "much_better",
    "up_and_down": "up_and_down", "rather_not": "rather_not",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One story as a parser found it, cells as written; `fault` says, without its text, why it cannot come in.

    `answers` are questions with what was answered. With `once`, a passage that comes again is left out unsaid.
    """

    row: int
    text: str = field(default="", repr=False)
    ref: str | None = None
    told: str | None = None
    teller: str | None = None
    feeling: str | None = None
    storyteller: str | None = None
    fault: str | None = None
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    once: bool = False

    @property
    def whole(self) -> str:
        """Everything that was told in it."""
        return "\n".join([*(words for _, words in self.answers), self.text]) if self.answers else self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One story that may come in. `row` is counted from 1 as the person sees it, a header not counted.

    `answers` are questions with what was answered to them; with any, `text` may be empty.
    """

    row: int
    ref: str | None
    text: Original
    told_on: date | None
    teller: str | None
    feeling: str | None
    storyteller: str | None
    answers: tuple[tuple[str, Original], ...] = ()

    @property
    def beginning(self) -> str:
        """The first letters, for whoever chose the file to see that the right words were read."""
        words = next((words for _, words in self.answers), self.text).reveal()
        return " ".join(words[: 2 * BEGINNING].split())[:BEGINNING]


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


def story_of(row: int, cells: Sequence[str], columns: Columns, asked: Sequence[str]) -> Found:
    """One row as a story, its cells by the place of their columns; `asked` are those columns as questions."""

    def cell(place: int | None) -> str | None:
        return cells[place] if place is not None and place < len(cells) else None

    answers = ((asked[place], cell(place) or "") for place in columns.answers if place < len(asked))
    return Found(
        row=row,
        text=cell(columns.text) or "",
        ref=cell(columns.ref),
        told=cell(columns.date),
        teller=cell(columns.teller),
        feeling=cell(columns.feeling),
        storyteller=cell(columns.storyteller),
        answers=tuple((prompt, words) for prompt, words in answers if words.strip()),
        once=columns.once,
    )


def judge(found: Iterable[Found]) -> Iterator[Row | Refusal]:
    """Say of each story whether it comes in. Texts that differ only in white space are the same text.

    The text that comes in is exactly the text found, with LF line ends. Raises `BadInput` past `MAX_ROWS`.
    """
    seen: dict[bytes, int] = {}
    last: tuple[str | None, str] | None = None
    for count, story in enumerate(found, start=1):
        if count > MAX_ROWS:
            raise BadInput(refusal(f"This file has more than {MAX_ROWS:,} rows", "Cut it into smaller files."))
        if story.once and last == (story.ref, story.text):
            continue
        last = (story.ref, story.text) if story.once else None
        why = story.fault or _fault(story)
        ref = _clean(story.ref)
        if why is None:
            words = blake2b(" ".join(story.whole.split()).encode(), digest_size=16).digest()
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
            answers=tuple((asked, Original(words)) for asked, words in story.answers),
        )


def _fault(story: Found) -> str | None:
    """Why a story cannot come in, looked at by itself."""
    whole = story.whole
    cells = [whole, story.ref or "", story.teller or "", story.storyteller or ""]
    if len(whole) > MAX_TEXT:
        return f"the text is longer than {MAX_TEXT:,} characters; cut it into shorter stories"
    if any("\0" in cell for cell in cells):
        return "there are unreadable characters in it (bytes of zero); type it again or try another copy"
    if any(_undecoded(cell) for cell in cells):
        return "some of its letters cannot be read; save the file again as UTF-8"
    if not whole.strip():
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
    """One of the five steps from 1 (much worse) to 5 (much better), or what our forms call the two other answers.

    None: a feeling nobody can read is no feeling.

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
