"""Bringing codes home that were made elsewhere: new codes, suggestions on the stories they were made for, and the rest.

No word of a story comes in this way. What cannot come home is told, counted by its reason.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import Conflict
from insight.ports import Bank
from insight.research.elsewhere import CodeElsewhere, Elsewhere, TextElsewhere, places
from insight.research.guids import guid_of, read_guid
from insight.research.parcel import Way
from insight.research.study import Study, codebook, words_hash
from insight.share.inert import inert, printable
from insight.stories.spans import Span

LONGEST_NAME, LONGEST_DESCRIPTION = 200, 2_000  # code points, as the desk takes them
DEEPEST = 12  # codes above a code
CLOSED = "This collection is closed, so nothing more comes into it. Nothing was brought in."
NAMELESS, NAMING = "codes without a name, or with a very long one", "codes that seem to name a person or a place"
LONG, RENAMED = "meanings of codes that are too long", "new names of codes: here they keep the name they have"
NOT_HERE = "coded stretches in texts that are not in this collection"
OTHER_WORDS = "coded stretches whose words are not the same here"
NOWHERE, TWICE = "passages that stand nowhere in this collection", "passages that stand here more than once"


class Detector(Protocol):
    """Looks for names in what was typed."""

    def detect(self, text: str) -> Sequence[Span]: ...


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that nobody has here yet, below the one with the key `parent`."""

    key: str
    parent: str | None
    name: str
    description: str
    guid: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code, by its key, on a stretch of one of our stories."""

    code: str
    story: str
    start: int
    end: int
    words_hash: str


@dataclass(frozen=True, slots=True)
class Homecoming:
    """What one file would bring into a collection, without a word of a story, and what is lost and why."""

    collection: str
    known: dict[str, str]  # ids of codes that are here, by key
    codes: tuple[NewCode, ...]
    suggestions: tuple[Suggestion, ...]
    again: int  # stretches that bear the code here already
    lost: tuple[str, ...]

    @property
    def brings(self) -> bool:
        """Whether anything would come in."""
        return bool(self.codes or self.suggestions)


class ComingHome:
    """From a file of a program for research to codes and suggestions."""

    def __init__(
        self,
        bank: Bank,
        read: Callable[[str, bytes], Elsewhere],
        detector: Callable[[], Detector],
        clock: Callable[[], datetime],
    ) -> None:
        """`read` reads a file by its name and bytes; `detector` looks for names in what codes are called."""
        self._bank = bank
        self._read = read
        self._detector = detector
        self._clock = clock

    def look(self, reader: Reader, collection: str, name: str, body: bytes) -> Homecoming:
        """What a file that came through the browser would bring. Nothing is kept. `BadInput` where it is refused."""
        require(reader, Action.BRING_IN)
        self._study(reader, collection)  # whoever may not open it is told so before the file is read
        found = self._read(name, body)
        study = self._study(reader, collection)
        lost = Counter(dict(found.unread))
        known, new = self._codes(study, found.codes, lost)
        suggestions, again = _suggested(study, found, {*known, *(one.key for one in new)}, known, lost)
        return Homecoming(
            collection,
            known,
            new,
            suggestions,
            again,
            tuple(f"{what[0].upper()}{what[1:]}: {number:,}." for what, number in lost.items() if number),
        )

    def take(self, reader: Reader, brought: Homecoming) -> int:
        """Let it in; how many suggestions came. What may not be read any more, or changed meanwhile, stays outside."""
        require(reader, Action.BRING_IN)
        now = self._clock()
        with self._bank.writing() as work:
            study = work.studies.study(brought.collection, scope(reader, today=now.date()))
            if study.collection.closed_at is not None:
                raise Conflict(CLOSED)
            ids = dict(brought.known)
            for code in brought.codes:
                ids[code.key] = work.studies.add_code(
                    study.collection.id, code.name, code.description, ids.get(code.parent or ""), code.guid,
                    reader.id, now,
                )  # fmt: skip
            texts = {one.id: str(one.text) for one in study.stories}
            number = sum(
                work.studies.add_coding(
                    ids[one.code], one.story, one.start, one.end, one.words_hash, reader.id, now, suggested=True
                )
                for one in brought.suggestions
                if words_hash(texts.get(one.story, "")[one.start : one.end]) == one.words_hash
            )
            work.records.write(
                reader.id, "codes_came_home", study.collection.id, now, codes=len(brought.codes), suggestions=number
            )
        return number

    def _study(self, reader: Reader, collection: str) -> Study:
        """The collection as its reader may use it inside, with codings that were taken off again."""
        with self._bank.reading() as work:
            study = work.studies.study(collection, scope(reader, today=self._clock().date()), taken_off=True)
        if study.collection.closed_at is not None:
            raise Conflict(CLOSED)
        return study

    def _codes(
        self, study: Study, codes: Sequence[CodeElsewhere], lost: Counter[str]
    ) -> tuple[dict[str, str], tuple[NewCode, ...]]:
        """Which codes are here, by guid or by name and place, and which are new. Codes come before those below them."""
        by_guid = {read_guid(one.guid): one for one in study.codes}
        by_path = _paths(study)
        known: dict[str, str] = {}
        new: dict[str, NewCode] = {}
        above: dict[str, str | None] = {}  # where a code is lost, what stands below it goes below the one above
        path: dict[str, tuple[str, ...]] = {}
        for one in codes:
            name = " ".join(printable(one.name).split())
            parent = above.get(one.parent) if one.parent is not None else None
            path[one.key] = (*path.get(one.parent or "", ()), name)
            guid = read_guid(one.guid)
            here = by_guid.get(guid) if guid else None
            found = here.id if here else by_path.get(".".join(path[one.key]).casefold())
            above[one.key] = one.key
            if found is not None:
                known[one.key] = found
                lost[RENAMED] += here is not None and here.name != name
            elif not name or len(name) > LONGEST_NAME or len(path[one.key]) > DEEPEST:
                lost[NAMELESS] += 1
                above[one.key] = parent
            else:
                said = printable(one.description).strip()
                lost[LONG] += len(said) > LONGEST_DESCRIPTION
                said = said if len(said) <= LONGEST_DESCRIPTION else ""
                new[one.key] = NewCode(one.key, parent, name, said, guid or str(uuid.uuid4()))
        return known, self._harmless(tuple(new.values()), lost)

    def _harmless(self, codes: tuple[NewCode, ...], lost: Counter[str]) -> tuple[NewCode, ...]:
        """Those that name nobody; all are looked at together, since looking takes a while."""
        between = "\n\n"
        texts = [f"{one.name}.{between}{one.description}" for one in codes]
        found = [one for one in self._detector().detect(between.join(texts)) if one.surely_names] if codes else []
        kept: list[NewCode] = []
        gone: dict[str, str | None] = {}
        at = 0
        for one, text in zip(codes, texts, strict=True):
            if any(at <= span.start < at + len(text) for span in found):
                gone[one.key] = one.parent
            else:
                kept.append(one)
            at += len(text) + len(between)
        lost[NAMING] += len(gone)
        return tuple(NewCode(one.key, _first_kept(one.parent, gone), one.name, one.description, one.guid)
                     for one in kept)  # fmt: skip


def _first_kept(parent: str | None, gone: dict[str, str | None]) -> str | None:
    while parent in gone:
        parent = gone[parent]
    return parent


def _paths(study: Study) -> dict[str, str]:
    """Codes by their names with those above, as tables write them: `trust.in workers`."""
    found: dict[str, str] = {}
    above: list[str] = []
    for depth, code in codebook(study.codes):
        above[depth:] = [code.name]
        path = ".".join(above).casefold()
        found.setdefault(path, code.id)
        found.setdefault(inert(path), code.id)
    return found


def _suggested(
    study: Study, found: Elsewhere, keys: set[str], known: dict[str, str], lost: Counter[str]
) -> tuple[tuple[Suggestion, ...], int]:
    """Where the codes would stand, and how many stand there already."""
    shelf = _Shelf(study)
    placed: dict[tuple[str, str, int, int], None] = {}
    for text in found.texts:
        coded = [one for one in text.stretches if one[2] in keys]
        for (_, _, code), place in zip(coded, shelf.places(text, coded, lost), strict=True):
            if place is not None:
                placed[code, *place] = None
    for passage in found.passages:
        if passage.code in keys and (place := shelf.passage(passage.document, passage.words, lost)) is not None:
            placed[passage.code, *place] = None
    there = {(one.code, one.story, one.start, one.end) for one in study.codings}
    fresh = [one for one in placed if (known.get(one[0], ""), *one[1:]) not in there]
    return tuple(Suggestion(*one, shelf.hash_of(*one[1:])) for one in fresh), len(placed) - len(fresh)


class _Shelf:
    """The stories of a collection, to find places in."""

    def __init__(self, study: Study) -> None:
        self._texts = {one.id: str(one.text) for one in study.stories}
        self._by_words = {text.strip(): one for one, text in self._texts.items()}
        self._by_guid = {guid_of("story", one, way): one for one in self._texts for way in Way}
        self._by_name = {f"story {number}": one for number, one in enumerate(self._texts, start=1)}
        self._smooth = {one: _smoothed(text) for one, text in self._texts.items()}

    def hash_of(self, story: str, start: int, end: int) -> str:
        """By which it is known whether the words still stand."""
        return words_hash(self._texts[story][start:end])

    def places(
        self, text: TextElsewhere, stretches: Sequence[tuple[int, int, str]], lost: Counter[str]
    ) -> list[tuple[str, int, int] | None]:
        """Where each stretch stands here: in the same text, else by its words in the story that this one was."""
        plain = text.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        story = self._by_guid.get(read_guid(text.guid) or "")
        same = story if story and self._texts[story].strip() == plain.strip() else self._by_words.get(plain.strip())
        if same is not None:
            found = places(text.text, self._texts[same], [(start, end) for start, end, _ in stretches]) or []
            lost[OTHER_WORDS] += found.count(None)
            return [place and (same, *place) for place in found]
        if story is None:
            lost[NOT_HERE] += len(stretches)
            return [None] * len(stretches)
        by_words = [self._only(text.text[start:end], (story,)) for start, end, _ in stretches]
        lost[OTHER_WORDS] += sum(not isinstance(one, tuple) for one in by_words)
        return [one if isinstance(one, tuple) else None for one in by_words]

    def passage(self, document: str, words: str, lost: Counter[str]) -> tuple[str, int, int] | None:
        """The one place where these words stand: in the story of this name, else in any."""
        name = document.strip().removesuffix(".txt").casefold()
        story = self._by_name.get(name) or self._by_guid.get(name.upper())
        found = self._only(words, (story,)) if story else 0
        if not isinstance(found, tuple):
            found = self._only(words, tuple(self._texts))
        if isinstance(found, tuple):
            return found
        lost[TWICE if found else NOWHERE] += 1
        return None

    def _only(self, words: str, stories: Sequence[str]) -> tuple[str, int, int] | int:
        """The one place of these words, whatever the white space in them; else in how many they stand (2: or more)."""
        wanted = " ".join(words.split())
        found: list[tuple[str, int, int]] = []
        for story in stories if wanted else ():
            smooth, at = self._smooth[story]
            start = smooth.find(wanted)
            while start >= 0 and len(found) < 2:
                found.append((story, at[start], at[start + len(wanted) - 1] + 1))
                start = smooth.find(wanted, start + 1)
        return found[0] if len(found) == 1 else len(found)


def _smoothed(text: str) -> tuple[str, list[int]]:
    """The text with single blanks for white space, and where each of its letters stands in the text."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(text):
        blank = letter.isspace()
        if not blank or (letters and letters[-1] != " "):
            letters.append(" " if blank else letter)
            at.append(place)
    return "".join(letters), at
