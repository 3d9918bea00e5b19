"""Withdrawal: a story leaves rows, words, vectors, themes and keys, and a scan of every file proves it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from insight.access.gate import Action, may, require
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.ports import Bank, Work
from insight.stories.holder import NOBODY, holder

# Words of this many letters in a row do not come together by chance in somebody else's file.
NEEDLE_LETTERS = 40
# A vector's first 64 bytes are 16 numbers: enough to know it by.
NEEDLE_VECTOR_BYTES = 64


class Files(Protocol):
    """The files of the bank, as far as an erasure has to do with them."""

    def flush(self) -> bool:
        """Make the database's own files forget; whether that could be done."""

    def swap_index(self, generation: int) -> str | None:
        """See that the vector index of an older generation is gone; what could not be proven, in words, or `None`."""

    def holding(self, needles: tuple[bytes, ...]) -> tuple[int, tuple[str, ...]]:
        """How many files were looked through, and which hold one of these."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed, and what a scan of the bank's files found. No word of the story is in it."""

    story: str
    at: datetime
    passages: int
    themes_renamed: int
    files_scanned: int
    found_in: tuple[str, ...]
    unproven: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing of it was found anywhere that could be looked at."""
        return not self.found_in and not self.unproven

    def in_words(self) -> str:
        """The receipt as it is handed over."""
        said = [
            f"Story {self.story} was removed on {self.at:%d %B %Y at %H:%M} UTC, with {self.passages} passages.",
            f"{self.files_scanned:,} files were looked through.",
        ]
        if self.themes_renamed:
            said.append(f"{self.themes_renamed} themes that were named in its words have plain names now.")
        if self.found_in:
            said.append(f"Its words were still found in: {', '.join(self.found_in)}.")
        said.extend(self.unproven)
        if self.complete:
            said.append("Nothing of it was found. What was printed or given away before cannot come back.")
        return " ".join(said)


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
    said.append("What was printed or given away before cannot come back.")
    return " ".join(said)


@dataclass(frozen=True, slots=True)
class _Removed:
    passages: int
    themes_renamed: int
    generation: int
    needles: tuple[bytes, ...]


class Withdrawal:
    """Takes stories out, for the storyteller who asks."""

    def __init__(self, bank: Bank, files: Files, clock: Callable[[], datetime]) -> None:
        """`files` erases and scans what the database alone does not."""
        self._bank = bank
        self._files = files
        self._clock = clock

    def withdraw(self, reader: Reader, story: str) -> Receipt:
        """Remove one story everywhere; the receipt."""
        require(reader, Action.WITHDRAW)
        return self._withdraw(reader, story)

    def withdraw_by_code(self, reader: Reader, code: str, only: str | None = None) -> tuple[Receipt, ...]:
        """Remove everything that the holder of this code told, or one story of it; a receipt a story.

        The code is the authority: whoever may use a card with somebody may do this for them.
        """
        if not may(reader, Action.USE_CARD):
            require(reader, Action.WITHDRAW)
        teller = holder(self._bank, self._clock, reader, code)
        with self._bank.reading() as work:
            stories = work.stories.of_storyteller(teller)
        wanted = [one for one in stories if only in (None, one)]
        if not wanted:
            raise NotFound(NOBODY if only is None else "This story is not there any more.")
        return tuple(self._withdraw(reader, story) for story in wanted)

    def _withdraw(self, reader: Reader, story: str) -> Receipt:
        with self._bank.writing() as work:
            removed = self._remove(work, reader, story)
        unproven = []
        if not self._files.flush():
            unproven.append("The database server's own files are its administrator's to clean.")
        index = self._files.swap_index(removed.generation)
        if index is not None:
            unproven.append(index)
        scanned, found = self._files.holding(removed.needles)
        return Receipt(story, self._clock(), removed.passages, removed.themes_renamed, scanned, found, tuple(unproven))

    def _remove(self, work: Work, reader: Reader, story: str) -> _Removed:
        teller = work.stories.storyteller_of(story)
        if teller is None:
            raise NotFound("There is no such story. It may have been removed already.")
        text = work.stories.text_for_erasure(story) or ""
        own_words = tuple(one for one in _pieces(text) if not work.stories.repeats(one, story))
        vectors = tuple(one[:NEEDLE_VECTOR_BYTES] for one in work.passages.vectors_only_of(story))
        passages = work.passages.ids_of(story)
        renamed = work.themes.unname(story, passages, text)
        interview = work.stories.interview_of(story)
        work.passages.forget(story)
        work.vault.forget(story)
        work.stories.delete(story)
        if interview is not None:
            work.interviews.forget(interview)
        work.tellers.forget_if_silent(teller)
        work.passages.compact_words()
        generation = work.records.raise_generation()
        now = self._clock()
        work.records.withdrawn(story, reader.id, generation, now)
        work.records.write(reader.id, "story_withdrawn", story, now)
        needles = tuple(one.encode() for one in own_words) + vectors
        return _Removed(len(passages), renamed, generation, needles)


def _pieces(text: str) -> tuple[str, ...]:
    """The text in pieces long enough to be told from chance; a short text is one piece."""
    if len(text) <= NEEDLE_LETTERS:
        return (text,) if text.strip() else ()
    cuts = range(0, len(text) - NEEDLE_LETTERS + 1, NEEDLE_LETTERS)
    return tuple(text[at : at + NEEDLE_LETTERS] for at in cuts if text[at : at + NEEDLE_LETTERS].strip())
