"""Which column of a table holds what, and how else a person wants a file to be read."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from insight.errors import BadInput
from insight.stories.importers.refusals import refusal

LONGEST_QUESTION = 300
_SHOWN_COLUMNS = 10
_SHOWN_LENGTH = 30
_LOOKED_AT = 50  # rows
_SENTENCE = 4  # words

TAGUETTE = ("id", "document", "tag", "content")
"""The headings of Taguette's highlights: one row for each passage and tag."""

_ODK = "meta-instanceID"
"""A column of every export of ODK Central, which puts “-” between groups and fields; KoboToolbox puts “/”."""

_OF_THE_FORM = ("_", "submitter", "username", "deviceid")
_MEANT = {
    "text": {"text", "story", "their story", "what happened"},
    "ref": {"ref", "reference", "_id", "key"},
    "date": {"date", "today", "told on", "_submission_time", "submissiondate"},
    "teller": {"teller", "who tells", "kind of teller", "role"},
    "feeling": {"feeling", "better or worse"},
    "storyteller": {"storyteller", "code", "storyteller code"},
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a story stand, counted from 0. `answers` are put together with it, in their order.

    With `once`, a row that repeats reference and text of the one before is the same passage under another tag.
    """

    text: int | None = None
    ref: int | None = None
    date: int | None = None
    teller: int | None = None
    feeling: int | None = None
    storyteller: int | None = None
    answers: tuple[int, ...] = ()
    once: bool = False

    def written(self) -> str:
        """As JSON, to be kept or to be passed on."""
        return json.dumps(asdict(self))


def read_columns(written: str) -> Columns:
    """The columns again, from their JSON."""
    known = json.loads(written)
    return Columns(**{**known, "answers": tuple(known["answers"])})


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be read where it leaves a choice: its columns, and a document as one story or one a heading."""

    columns: Columns | None = None
    whole: bool = False

    def written(self) -> str:
        """As JSON, for the child that reads the file."""
        return json.dumps([self.columns and self.columns.written(), self.whole])


def read_wish(written: str) -> Wish:
    """The wish again, from its JSON."""
    columns, whole = json.loads(written)
    return Wish(columns and read_columns(columns), whole)


@dataclass(frozen=True, slots=True)
class Headings:
    """The first row of a table, and which columns have sentences below it rather than a word or a number."""

    names: tuple[str, ...]
    wordy: frozenset[int]


def wordy(rows: Iterable[Sequence[str]]) -> frozenset[int]:
    """Which columns have sentences, by the first rows."""
    looked_at = islice(rows, _LOOKED_AT)
    return frozenset(at for cells in looked_at for at, cell in enumerate(cells) if len(cell.split()) >= _SENTENCE)


def has_text(names: Sequence[str]) -> bool:
    """Whether one column says by its name that the stories are in it."""
    return "text" in map(_plain, names)


def columns_of(names: Sequence[str]) -> Columns:
    """Where each known column stands, by its name in any case; raises `BadInput` where there is no `text`."""
    known = [_plain(name) for name in names]
    if tuple(known) == TAGUETTE:
        return Columns(text=3, ref=0, storyteller=1, once=True)
    if not has_text(names):
        raise BadInput(
            refusal(
                f"There is no column named “text” in this file. {_named(known)}",
                "Name the column that holds the stories “text” in the first row.",
            )
        )
    places: dict[str, Any] = {part: known.index(part) for part in _MEANT if part in known}
    return Columns(**places)


def proposed(headings: Headings) -> Columns:
    """A first guess where no column is named `text`, for a person to correct: questions of a form become answers.

    What the form's program adds itself is none: who sent it in, and KoboToolbox's `_id`, `_tags`, `_notes`.
    """
    last = [name.lower() for name in questions(headings.names)]
    found: dict[str, Any] = {
        part: place
        for part, meant in _MEANT.items()
        if (place := next((at for at, name in enumerate(last) if name in meant), None)) is not None
    }
    taken = set(found.values())
    answers = [at for at in sorted(headings.wordy - taken) if not last[at].startswith(_OF_THE_FORM)]
    return Columns(**found, answers=tuple(answers))


def questions(names: Sequence[str]) -> tuple[str, ...]:
    """Headings as questions: of the name of a form's field, what stands behind those of its groups.

    >>> questions(["visit/what_helped", "What helped you?", "_id"])
    ('what helped', 'What helped you?', '_id')
    """
    return tuple(_question(name, "-" if _ODK in names else "/") for name in names)


def _question(name: str, between: str) -> str:
    name = " ".join(name.strip().strip("\ufeff").split())
    if " " not in name:
        name = name.rpartition(between)[2] or name
        if not name.startswith("_"):
            name = name.replace("_", " ")
    return name[:LONGEST_QUESTION]


def _plain(name: str) -> str:
    return name.strip().strip("\ufeff").lower()


def _named(columns: Sequence[str]) -> str:
    """Which columns there are, if they look like names: without a header the first row is somebody's story."""
    names = [name for name in columns if name]
    if not names or any(len(name) > _SHOWN_LENGTH or len(name.split()) > 3 for name in names):
        return "Its first row does not look like names of columns"
    more = " and more" if len(names) > _SHOWN_COLUMNS else ""
    return "The columns are: " + ", ".join(names[:_SHOWN_COLUMNS]) + more
