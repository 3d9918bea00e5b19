"""The one way in which a story leaves: rows, words, vectors, themes and keys, and then a look through every file.

Each story goes in one transaction. The ledger is written inside it, before the commit: a process that is killed in
between leaves a story that is known to be withdrawn, and the next sweep takes it out. What comes after the commit,
files that forget and the proof, is done once for all that left together; a mark in the bank says that it is owed, so
that a sweep does it where a process was killed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from insight.access.reader import Reader
from insight.errors import NotFound
from insight.ports import Bank, Work
from insight.share.share_back import GaveOut
from insight.stories import proposal, received
from insight.stories.needles import Needles, pieces, telling
from insight.stories.receipt import Receipt, Why
from insight.stories.spans import Tier

# A vector's first 64 bytes are 16 numbers: enough to know it by.
VECTOR_BYTES = 64
OWED = "removal_owed"
# Longer than a removal takes with everything running: what is owed after that was left by a process that is gone.
LEFT_ALONE = timedelta(minutes=10)

MISSING = "There is no such story. It may have been removed already."
NAMES_SKIPPED = "Very short names, and names that many people have, were not looked for: they would prove nothing."
TYPED_TEXT_GONE = "The text as it was typed was thrown away before, so it could not be looked for."


class Files(Protocol):
    """The files of the bank, as far as an erasure has to do with them."""

    def flush(self) -> bool:
        """Make the database's own files forget; whether that could be done."""

    def swap_index(self, generation: int) -> str | None:
        """See that the vector index of an older generation is gone; what could not be proven, in words, or `None`."""

    def holding(self, needles: Needles) -> tuple[int, tuple[str, ...]]:
        """How many files were looked through, and which hold one of these."""


class Ledger(Protocol):
    """What was withdrawn, kept apart from the database so that no restored backup can bring it back."""

    def add(self, story: str, at: datetime, conversation: str | None = None) -> None:
        """Write a withdrawal down; returns when the disk has it."""

    def stories(self) -> dict[str, datetime]:
        """The stories that were taken out, and when."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What has left the bank, in memory only, so that a scan can prove it: words, names and numbers it is known by."""

    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    raw: tuple[bytes, ...] = ()
    story: str = ""  # empty for a conversation that never became one
    why: Why = Why.ASKED
    passages: int = 0
    themes_renamed: int = 0
    not_looked_for: tuple[str, ...] = ()
    given_out: tuple[GaveOut, ...] = ()


class Removal:
    """Takes stories and conversations out of the bank and proves that they are gone."""

    def __init__(self, bank: Bank, files: Files, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        """`files` erases and scans what the database alone does not."""
        self._bank = bank
        self._files = files
        self._ledger = ledger
        self._clock = clock

    def remove(self, reader: Reader, stories: Iterable[str], why: Why) -> tuple[Receipt, ...]:
        """Take these stories out, and prove it; a receipt a story. `NotFound`: none of them is there any more."""
        gone = []
        missing = NotFound(MISSING)
        for story in stories:
            try:
                with self._bank.writing() as work:
                    gone.append(self.take_out(work, reader, story, why))
            except NotFound as error:  # somebody else took it out meanwhile
                missing = error
        if not gone:
            raise missing
        return self.prove(gone)

    def take_out(self, work: Work, reader: Reader, story: str, why: Why) -> Gone:
        """Remove one story in this transaction. What it returns is to be proven once that is committed."""
        teller, now = teller_of(work, story), self._clock()
        words, names, skipped = _known_by(work, story)
        called = work.tellers.called(teller)
        raw = (*work.keeping.marks_of(story), *(one[:VECTOR_BYTES] for one in work.passages.vectors_only_of(story)))
        passages, conversation = work.passages.ids_of(story), work.stories.interview_of(story)
        given = work.given_out.holding(story)
        renamed, silent = forget_story(work, story, now)
        documents = work.given_out.some(given)  # by names that repeat nothing of the story any more
        if silent and called:
            names = (*names, called)
        self._write_down(work, reader, story, why, conversation)
        telling_names = tuple(one for one in names if telling(one))
        if len(telling_names) < len(names):
            skipped = (*skipped, NAMES_SKIPPED)
        return Gone(words, telling_names, raw, story, why, len(passages), renamed, skipped, documents)

    def take_out_conversation(self, work: Work, reader: Reader, conversation: str) -> Gone:
        """Remove an unfinished conversation in this transaction, with everything typed in it and about it."""
        now = self._clock()
        drafts = work.interviews.drafts(conversation)
        forget_conversation(work, conversation)
        work.records.write(reader.id, "conversation_expired", conversation, now)
        work.records.set(OWED, now.isoformat())
        return Gone(tuple(one.text for one in drafts.values()))

    def prove(self, gone: Sequence[Gone]) -> tuple[Receipt, ...]:
        """Make the files forget what left, all of it at once, and look for it in every one; a receipt a story."""
        if not gone:
            return ()
        unproven = self._settle()
        with self._bank.reading() as work:
            others, staff = work.keeping.told_or_asked(), work.keeping.typed_by_staff()
            needles = Needles(
                (piece for one in gone for words in one.words for piece in pieces(words)),
                (name for one in gone for name in one.names),
                (raw for one in gone for raw in one.raw),
            ).besides(others, staff)
            backups_until, taken_away = work.backups.last_expiry(), work.backups.by_hand() > 0
        scanned, found = self._files.holding(needles)
        now = self._clock()
        return tuple(
            Receipt(
                one.story, now, one.why, one.passages, one.themes_renamed, scanned, found, unproven,
                one.not_looked_for, backups_until, taken_away, one.given_out,
            )
            for one in gone
            if one.story
        )  # fmt: skip

    def finish(self) -> bool:
        """Do what a removal still owes whose process was killed; whether there was one. For the worker's sweep."""
        with self._bank.reading() as work:
            owed = work.records.value(OWED)
        if not owed or self._clock() < datetime.fromisoformat(owed) + LEFT_ALONE:
            return False
        self._settle()
        return True

    def _write_down(self, work: Work, reader: Reader, story: str, why: Why, conversation: str | None) -> None:
        now = self._clock()
        work.records.withdrawn(story, reader.id, work.records.generation() + 1, now, why.value)
        work.records.write(reader.id, "story_withdrawn", story, now, why=why.value)
        work.records.set(OWED, now.isoformat())
        self._ledger.add(story, now, conversation)

    def _settle(self) -> tuple[str, ...]:
        """Database, full text and index forget; what could not be proven, in words."""
        with self._bank.writing() as work:
            work.passages.compact_words()
            generation = work.records.raise_generation()
            owed = work.records.value(OWED)
        unproven = []
        if not self._files.flush():
            unproven.append("The database server's own files are its administrator's to clean.")
        index = self._files.swap_index(generation)
        if index is not None:
            unproven.append(index)
        with self._bank.writing() as work:
            if work.records.value(OWED) == owed:  # nobody else has begun to remove something since
                work.records.set(OWED, "")
        return tuple(unproven)


def teller_of(work: Work, story: str) -> str:
    """Whoever told this story. `NotFound`: it is not there any more."""
    teller = work.stories.storyteller_of(story)
    if teller is None:
        raise NotFound(MISSING)
    return teller


def forget_story(work: Work, story: str, now: datetime) -> tuple[int, bool]:
    """Let go of one story: how many themes were named in its words, and whether nothing else of its teller is left.

    Whatever keeps a story's words, or where they stand, lets go of them here, before the story itself goes.
    """
    teller = teller_of(work, story)
    passages, conversation = work.passages.ids_of(story), work.stories.interview_of(story)
    renamed = unname(work, [story])
    work.theme_words.unplace(passages, now)
    work.passages.forget(story)
    work.vault.forget(story)
    work.stories.delete(story)
    if conversation is not None:
        work.interviews.forget(conversation)
    return renamed, work.tellers.forget_if_silent(teller)


def forget_conversation(work: Work, conversation: str) -> None:
    """Let go of an unfinished conversation, and of tellers of whom nothing else is left."""
    tellers = work.interviews.tellers_of(conversation)
    work.interviews.forget(conversation)
    for teller in tellers:
        work.tellers.forget_if_silent(teller)


def unname(work: Work, stories: Iterable[str]) -> int:
    """Take these stories' words out of names, history and quotes of themes, and out of what was typed at the research
    desk; how many themes were named in them.
    """
    renamed = 0
    for story in stories:
        text = work.stories.text_for_erasure(story) or ""
        renamed += work.theme_words.unname(story, work.passages.ids_of(story), text)
        work.typed_words.unname(story, text)
    return renamed


def _known_by(work: Work, story: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Its words, the names that were hidden in it, and what cannot be looked for; the original is opened in memory."""
    words = work.keeping.words_of(story)
    if work.vault.fetch(story, received.ORIGINAL) is None:
        return words, (), (TYPED_TEXT_GONE,)
    waiting = proposal.load(work, story)
    typed = waiting.original.reveal()
    hidden = (one for one in waiting.spans if one.tier is Tier.MASK and one.replacement != proposal.LEFT_OUT)
    return (*words, typed), tuple(dict.fromkeys(typed[one.start : one.end] for one in hidden)), ()
