"""Collections: stretches of stories kept together for a reason, each with its source and what it may be used for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.ports import Bank, Work
from insight.research.study import Collection, Memo, Quote, Study, words_hash
from insight.research.typed import checked
from insight.stories.protect import Detector
from insight.stories.script import Use
from insight.stories.story import Facts

LONGEST_NAME, LONGEST_REASON, LONGEST_NOTE, LONGEST_MEMO = 80, 1_000, 1_000, 4_000
CLOSED = "This collection is closed. Open it again first."


@dataclass(frozen=True, slots=True)
class Listed:
    """A collection in the list: for which sub-group (empty: for all who search), and how many quotes one may read."""

    collection: Collection
    subgroup: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A quote as one reader may use it today: `text` is an exact slice of the protected story."""

    quote: Quote
    facts: Facts
    text: str
    uses: tuple[Use, ...]
    theirs: bool  # in the teller's own words throughout


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection with what one reader may see of it. `left_out` counts stories, `changed` quotes and codes."""

    collection: Collection
    subgroup: str
    quotes: tuple[Kept, ...]
    memos: tuple[Memo, ...]
    people: dict[str, str]
    left_out: int
    changed: int


class Collecting:
    """Collections, their quotes, and thoughts about them."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    # Collections.

    def list(self, reader: Reader) -> tuple[Listed, ...]:
        """Those open to this reader, closed ones last."""
        require(reader, Action.STUDY)
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            named, counted = work.alliance.subgroups(), work.studies.counted(within)
            found = work.studies.collections(within)
        return tuple(Listed(one, named.get(one.subgroup or "", ""), counted.get(one.id, 0)) for one in found)

    def subgroups(self, reader: Reader) -> dict[str, str]:
        """The names of the sub-groups this reader may keep something for, by id."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            return own_subgroups(work, scope(reader, today=self._clock().date()))

    def make(self, reader: Reader, name: str, reason: str, subgroup: str | None) -> str:
        """A new collection, for one of the reader's sub-groups or, with `None`, for all who search; its id."""
        require(reader, Action.STUDY)
        clean = " ".join(name.split())
        if not clean or not reason.strip():
            raise BadInput("Give it a name, and say what it is for.")
        clean, reason = checked(self._detector, (clean, LONGEST_NAME), (reason, LONGEST_REASON))
        within = scope(reader, today=self._clock().date())
        with self._bank.writing() as work:
            if subgroup is not None and subgroup not in own_subgroups(work, within):
                raise NotAllowed("You can keep things for your own sub-groups, or for everybody.")
            new = work.studies.add_collection(clean, reason, subgroup, reader.id, self._clock())
            work.records.write(reader.id, "collection_made", new, self._clock())
        return new

    def close(self, reader: Reader, collection: str) -> None:
        """Nothing more comes into it; it can still be read."""
        require(reader, Action.STUDY)
        self._close(reader, collection, self._clock(), "collection_closed")

    def reopen(self, reader: Reader, collection: str) -> None:
        """It can grow again."""
        require(reader, Action.STUDY)
        self._close(reader, collection, None, "collection_opened_again")

    def open(self, reader: Reader, collection: str) -> Opened:
        """One collection, each quote with what it may be used for today."""
        require(reader, Action.STUDY)
        today = self._clock().date()
        with self._bank.reading() as work:
            study = work.studies.study(collection, scope(reader, today=today))
            named = work.alliance.subgroups()
        stories = {one.id: one for one in study.stories}
        within = {use: scope(reader, use, today=today) for use in Use}

        def kept(quote: Quote) -> Kept:
            story = stories[quote.story]
            uses = (use for use in Use if within[use].admits(story.facts))
            word_for_word = story.quotable(quote.start, quote.end)
            return Kept(
                quote,
                story.facts,
                str(story.text)[quote.start : quote.end],
                tuple(use for use in uses if use is not Use.QUOTES or word_for_word),
                story.in_their_words(quote.start, quote.end),
            )

        return Opened(
            study.collection,
            named.get(study.collection.subgroup or "", ""),
            tuple(kept(one) for one in study.quotes),
            study.memos,
            study.people,
            study.left_out,
            study.changed,
        )

    # Quotes.

    def keep(self, reader: Reader, collection: str, story: str, start: int, end: int) -> bool:
        """Keep a stretch of a story that the reader may read, without white space around it.

        False when the collection has it already. `BadInput`: the stretch holds no words of the story.
        """
        require(reader, Action.STUDY)
        within, now = scope(reader, today=self._clock().date()), self._clock()
        with self._bank.writing() as work:
            if work.studies.collection(collection, within).closed_at is not None:
                raise Refused(CLOSED)
            text = str(work.stories.get(story, within).text)
            start, end = trimmed(text, start, end)
            new = work.studies.add_quote(collection, story, start, end, words_hash(text[start:end]), reader.id, now)
            if new:
                work.records.write(reader.id, "quote_kept", story, now)
        return new

    def note(self, reader: Reader, collection: str, quote: str, note: str) -> None:
        """Write beside a quote why it matters, in place of the note before; an empty one takes that away."""
        require(reader, Action.STUDY)
        (clean,) = checked(self._detector, (note, LONGEST_NOTE))
        with self._bank.writing() as work:
            work.studies.note_quote(self._quote(work, reader, collection, quote).id, clean)

    def take_out(self, reader: Reader, collection: str, quote: str) -> None:
        """The collection no longer has this quote."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            found = self._quote(work, reader, collection, quote)
            work.studies.drop_quote(found.id)
            work.records.write(reader.id, "quote_taken_out", found.story, self._clock())

    # Memos.

    def think(
        self, reader: Reader, collection: str, text: str, *, code: str | None = None, story: str | None = None
    ) -> None:
        """Write down a thought about a collection, one of its codes, or one of its stories."""
        require(reader, Action.STUDY)
        if not text.strip():
            raise BadInput("Write something first.")
        (clean,) = checked(self._detector, (text, LONGEST_MEMO))
        with self._bank.writing() as work:
            study = self._study(work, reader, collection)
            if code is not None and code not in {one.id for one in study.codes}:
                raise NotFound("There is no such code in this collection.")
            if story is not None and story not in {one.id for one in study.stories}:
                raise NotFound("There is no such story in this collection.")
            work.studies.add_memo(collection, code, story, clean, reader.id, self._clock())

    def think_no_more(self, reader: Reader, collection: str, memo: str) -> None:
        """Throw away a thought of one's own."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            mine = {one.id for one in self._study(work, reader, collection).memos if one.by == reader.id}
            if memo not in mine:
                raise NotFound("There is no such note of yours.")
            work.studies.drop_memo(memo)

    def _close(self, reader: Reader, collection: str, at: datetime | None, what: str) -> None:
        with self._bank.writing() as work:
            work.studies.collection(collection, scope(reader, today=self._clock().date()))
            work.studies.close_collection(collection, at)
            work.records.write(reader.id, what, collection, self._clock())

    def _study(self, work: Work, reader: Reader, collection: str) -> Study:
        return work.studies.study(collection, scope(reader, today=self._clock().date()))

    def _quote(self, work: Work, reader: Reader, collection: str, quote: str) -> Quote:
        for one in self._study(work, reader, collection).quotes:
            if one.id == quote:
                return one
        raise NotFound("This quote is not here any more.")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the white space around it. `BadInput`: there is nothing else in it.

    >>> trimmed("One.  Two.  Three.", 4, 12)
    (6, 10)
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise BadInput("Choose some words of the story first.")
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def own_subgroups(work: Work, within: Scope) -> dict[str, str]:
    """The names of the sub-groups that a scope reaches, by id: a member's own, and for others all."""
    named = work.alliance.subgroups()
    return {one: name for one, name in named.items() if within.subgroups is None or one in within.subgroups}
