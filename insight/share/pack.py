"""A session pack: stories that may be read out in a room, as cards, with the sheets that lie beside them."""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.research.parcel import Way, few_hidden, told_by
from insight.research.typed import checked
from insight.share.given import LONGEST_WHOM, Document, whom
from insight.share.public import public
from insight.share.story_card import MOST_CARDS, OUR_WORDS, Pack, StoryCard, cost, fitting, room_beside
from insight.stories.protect import Detector
from insight.stories.script import Use
from insight.stories.story import Facts, ProtectedStory
from insight.themes.called import names

PURPOSE = "story card number"
DIGITS = 5
EVERYTHING = "All stories"


class From(StrEnum):
    """What a pack is made of."""

    INQUIRY = "inquiry"
    THEME = "theme"
    COLLECTION = "collection"
    EVERYTHING = "everything"


# What it is called in the ledger: names of themes and collections are not open to everybody who reads that.
NAMED = {From.THEME: "A theme", From.COLLECTION: "A collection", From.EVERYTHING: EVERYTHING}


class Sheet(StrEnum):
    """The two files of a pack: the cards, and the sheets beside them."""

    CARDS = "cards"
    SHEETS = "sheets"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pack: of what, which way, and with how many cards at most (`None`: all)."""

    source: From
    id: str = ""
    way: Way = Way.INSIDE
    most: int | None = MOST_CARDS


class Packs:
    """From stories to cards. No file is kept here, and none touches a disk."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        detector: Callable[[], Detector],
        writers: Mapping[Sheet, Callable[[Pack], bytes]],
        small_number: int,
    ) -> None:
        """`writers` make each file; fewer people than `small_number` are not told apart on cards for outside."""
        self._bank = bank
        self._clock = clock
        self._detector = detector
        self._writers = writers
        self._small_number = small_number

    def choices(self, reader: Reader, source: From) -> dict[str, str]:
        """What a pack can be made of, by id, as it is called for this reader."""
        require(reader, Action.GIVE_BACK)
        today = self._clock().date()
        within = scope(reader, today=today)
        with self._bank.reading() as work:
            if source is From.INQUIRY:
                told = {one for one, _, _ in work.given.tellers_by_inquiry(within)}
                every = (*work.inquiries.all(), *work.inquiries.all(closed=True))
                return {one.id: one.name for one in every if one.id in told}
            if source is From.THEME:
                counted = work.themes.counted(within)
                themes = [one for one in work.themes.all() if one.id in counted and not one.set_aside]
                return names(work, reader, themes, today)
            return {one.id: one.name for one in work.studies.collections(within)}

    def look(self, reader: Reader, wanted: Wanted) -> Pack:
        """The pack as it would be made now. `NotFound`: there is no such inquiry, theme or collection for them."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            return self._pack(work, reader, wanted)[0]

    def file(self, reader: Reader, wanted: Wanted, sheet: Sheet, to_whom: str) -> bytes:
        """One file of it, made afresh; which stories left on cards, and for whom, is kept."""
        require(reader, Action.GIVE_BACK)
        (to_whom,) = checked(self._detector, (whom(to_whom), LONGEST_WHOM))
        now = self._clock()
        with self._bank.writing() as work:  # nobody takes a story out between
            pack, stories = self._pack(work, reader, wanted)
            if not pack.cards:
                raise BadInput(" ".join(("There is no card in this pack.", *pack.left_out)))
            made = self._writers[sheet](pack)
            if sheet is Sheet.CARDS:
                name = pack.name if wanted.source is From.INQUIRY else NAMED[wanted.source]
                work.given_out.add(Document.CARDS, name, to_whom, stories, reader.id, now)
            work.records.write(
                reader.id, "cards_given", wanted.id or wanted.source, now, way=wanted.way.value, file=sheet.value,
                cards=len(pack.cards),
            )  # fmt: skip
        return made

    def printed(self, reader: Reader, wanted: Wanted, to_whom: str) -> None:
        """The same note for cards that are printed from the page."""
        self.file(reader, wanted, Sheet.CARDS, to_whom)

    def find(self, reader: Reader, number: str) -> tuple[Facts, ...]:
        """The story of a card by its number; several where a number came up twice, which is rare.

        Only among stories that stand on cards, and may be read out today whoever sits there.
        """
        require(reader, Action.GIVE_BACK)
        wanted = number.replace(" ", "")
        within = scope(reader, Use.ROOM, today=self._clock().date())
        with self._bank.reading() as work:
            key = work.vault.derive(PURPOSE)
            fits = [one for one in work.given_out.standing_in(Document.CARDS) if card_number(key, one) == wanted]
            return tuple(one.facts for one in work.stories.some(fits, within) if one.facts.for_everybody)

    def _pack(self, work: Work, reader: Reader, wanted: Wanted) -> tuple[Pack, tuple[str, ...]]:
        """The pack, and the stories on its cards."""
        today = self._clock().date()
        name, stretches = _stretches(work, reader, wanted, today)
        key = work.vault.derive(PURPOSE)
        found = work.stories.some(list(stretches), scope(reader, Use.ROOM, today=today))
        good = [one for one in found if one.facts.for_everybody]
        left = [
            (len(stretches) - len(found), "story may", "stories may", "not be read out in a room."),
            (len(found) - len(good), "story is", "stories are", "not for everybody who may sit there."),
        ]
        if wanted.way is Way.OUTSIDE:
            before = len(good)
            good = list(public(work, reader, [one.id for one in good], today))
            left.append((before - len(good), "story may", "stories may", "not be shared outside and quoted."))
        shown = {one.id: _words(one, stretches[one.id]) for one in good}
        if wanted.way is Way.OUTSIDE:
            before = len(good)
            good = [one for one in good if one.quotable(*shown[one.id])]
            left.append((before - len(good), "story is", "stories are", "not wholly in people's own words."))
        taken = good if wanted.most is None else good[: wanted.most]
        left.append((len(good) - len(taken), "story is", "stories are", "left for another pack."))
        few = rule_in(work, self._small_number).hidden_below
        lines = (
            {one.id: told_by(one.facts) for one in taken}
            if wanted.way is Way.INSIDE
            else {one: source.line for one, source in few_hidden(taken, few, today).items()}
        )
        cards = tuple(
            StoryCard(
                card_number(key, one.id) if wanted.way is Way.INSIDE else "",
                lines[one.id] + ("" if one.in_their_words(*shown[one.id]) else f", {OUR_WORDS}"),
                one.facts.content_note,
                str(one.text)[slice(*shown[one.id])],
                shown[one.id] != (0, len(str(one.text))),
            )
            for one in taken
        )
        said = tuple(f"{number:,} {one if number == 1 else many} {why}" for number, one, many, why in left if number)
        return Pack(name, wanted.way, cards, said), tuple(one.id for one in taken)


def card_number(key: bytes, story: str) -> str:
    """The number on a story's card, the same on every card that stays inside: those that go out could be joined by it.

    Nobody without the bank's key finds the story by it.
    """
    digest = hmac.new(key, story.encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest[:8]) % 10**DIGITS).zfill(DIGITS)


def _stretches(
    work: Work, reader: Reader, wanted: Wanted, today: date
) -> tuple[str, dict[str, tuple[int, int] | None]]:
    """What the pack is called, and its stories in their order, each with the stretch that tells most, if one is known.

    Chosen among all that the reader may read, so that what may not be read out can be counted.
    """
    within = scope(reader, today=today)
    if wanted.source is From.THEME:
        theme = work.themes.get(wanted.id)
        return names(work, reader, [theme], today)[theme.id], _nearest(work, within, theme.id)
    if wanted.source is From.COLLECTION:
        study = work.studies.study(wanted.id, within)
        first: dict[str, tuple[int, int] | None] = {}
        for quote in study.quotes:
            first.setdefault(quote.story, (quote.start, quote.end))
        return study.collection.name, {one.id: first.get(one.id) for one in study.stories}
    named = EVERYTHING if wanted.source is From.EVERYTHING else work.inquiries.get(wanted.id).name
    nearest = _nearest(work, within)
    return named, {one: nearest.get(one) for one in work.stories.admitted(within, wanted.id or None)}


def _nearest(work: Work, within: Scope, theme: str | None = None) -> dict[str, tuple[int, int] | None]:
    """Of each story the passage that is nearest the middle of a theme, the nearest of all first."""
    placed = sorted(
        (one for many in work.themes.placed(within, theme).values() for one in many), key=lambda one: -one.fit
    )
    first: dict[str, tuple[int, int] | None] = {}
    for one in placed:
        if not one.passage.whole:
            first.setdefault(one.passage.story, (one.passage.start, one.passage.end))
    return first


def _words(story: ProtectedStory, stretch: tuple[int, int] | None) -> tuple[int, int]:
    """Where the words on the card stand: the whole story if it fits, else its most telling stretch or its beginning."""
    text, room = str(story.text), room_beside(story.facts.content_note)
    if cost(text) <= room:
        return 0, len(text)
    start, end = stretch or (0, len(text))
    return start, start + len(fitting(text[start:end], room))
