"""Making a share-back: a draft out of what may go outside, which people then put into their own order and words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.learning.citation import CitedBy
from insight.learning.experiment import ENDED_FOR_OTHERS, Experiment
from insight.learning.own_rooms import open_theme, open_themes
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.research.study import words_hash
from insight.research.typed import checked
from insight.share.may_go import MayGo
from insight.share.share_back import Part, PartKind, ShareBack
from insight.stories.protect import Detector
from insight.stories.story import Facts, ProtectedStory

LONGEST_LINE, LONGEST_TEXT = 200, 4_000
MOST_THEMES, MOST_QUOTES, MOST_OFFERED, LOOKED_AT = 5, 3, 8, 80
GONE = "This part is not here any more."
FINISHED = "This share-back is finished, and others read it. Open it again to change it."
REPEATS = "This repeats words of somebody who has not agreed that they go outside. Nothing was kept."


@dataclass(frozen=True, slots=True)
class About:
    """What a share-back can be about, and whom it can be from, by id."""

    inquiries: dict[str, str]
    themes: dict[str, str]
    subgroups: dict[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """A stretch that may be quoted in a share-back: `text` is an exact slice of the protected story."""

    facts: Facts
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Changing:
    """A part with the words it has, as far as they may go outside, and other quotes that could stand in it."""

    part: Part
    heading: str
    text: str
    offered: tuple[Offered, ...]


class Making:
    """Drafts of share-backs."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def list(self, reader: Reader) -> tuple[ShareBack, ...]:
        """Those of the reader's sub-groups and of everybody, the newest first."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            return work.share_backs.all(scope(reader, today=self._today()))

    def about(self, reader: Reader) -> About:
        """What there is to choose from."""
        require(reader, Action.GIVE_BACK)
        within = scope(reader, today=self._today())
        with self._bank.reading() as work:
            inquiries = (*work.inquiries.all(), *work.inquiries.all(closed=True))
            called = open_themes(work, reader, self._today(), together=False)
            return About({one.id: one.name for one in inquiries}, called, own_subgroups(work, within))

    def make(self, reader: Reader, title: str, subgroup: str | None, inquiry: str | None, theme: str | None) -> str:
        """A draft about an inquiry or a theme, from a sub-group of the reader's or from everybody; its id.

        `NotFound`: there is no such theme, or nothing of it is open to the reader.
        """
        require(reader, Action.GIVE_BACK)
        if not title.strip() or (inquiry is None) == (theme is None):
            raise BadInput("Give it a title, and say what it is about.")
        (clean,) = checked(self._detector, (" ".join(title.split()), LONGEST_LINE))
        now, within = self._clock(), scope(reader, today=self._today())
        with self._bank.writing() as work:
            if subgroup is not None and subgroup not in own_subgroups(work, within):
                raise NotAllowed("You can make a share-back for your own sub-groups, or for everybody.")
            if theme is not None:
                open_theme(work, within, theme)
            may = MayGo(work, reader, subgroup, self._today())
            self._may_go(may, clean)
            new = work.share_backs.add(clean, subgroup, inquiry, theme, reader.id, now)
            quotes = self._draft(work, may, reader, work.share_backs.get(new, within))
            work.records.write(reader.id, "share_back_made", new, now, quotes=quotes)
        return new

    # Its parts.

    def part(self, reader: Reader, share_back: str, part: str) -> Changing:
        """One part to be changed. `NotFound`: it is gone, or not open to the reader."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            kept, one = self._part(work, reader, share_back, part)
            may = MayGo(work, reader, kept.subgroup, self._today())
            cited = work.citations.places([each.id for each in work.share_backs.parts(kept.id)])
            besides = {each.story for each in cited}
            quoted = {(each.story, each.start) for each in cited}
            mine = {each.facts.storyteller for each in may.stories(c.story for c in cited if c.of == one.id).values()}
            offered = (
                each
                for each in _stretches(work, may, reader, kept, one.theme, self._today())
                if (each.facts.id, each.start) not in quoted and each.facts.storyteller not in mine
            )
            heading, text = ("" if may.repeats(words, besides) else words for words in (one.heading, one.text))
            return Changing(one, heading, text, tuple(islice(offered, MOST_OFFERED)))

    def rename(self, reader: Reader, share_back: str, title: str) -> None:
        """Another title."""
        require(reader, Action.GIVE_BACK)
        if not title.strip():
            raise BadInput("Give it a title.")
        (clean,) = checked(self._detector, (" ".join(title.split()), LONGEST_LINE))
        with self._bank.writing() as work:
            kept = self._open(work, reader, share_back)
            self._may_go(MayGo(work, reader, kept.subgroup, self._today()), clean)
            work.share_backs.change(kept.id, title=clean)
            self._changed(work, reader, kept)

    def word(self, reader: Reader, share_back: str, part: str, heading: str, text: str) -> None:
        """Other words for a part; an empty heading gives it the usual one."""
        require(reader, Action.GIVE_BACK)
        heading, text = self._typed(heading, text)
        with self._bank.writing() as work:
            kept, one = self._part(work, reader, share_back, part)
            self._may_go(MayGo(work, reader, kept.subgroup, self._today()), heading, text)
            work.share_backs.word_part(one.id, heading, text)
            self._changed(work, reader, kept)

    def add(self, reader: Reader, share_back: str, heading: str, text: str) -> str:
        """A part of people's own, after all others; its id."""
        require(reader, Action.GIVE_BACK)
        if not heading.strip() or not text.strip():
            raise BadInput("Give it a heading, and write something below it.")
        heading, text = self._typed(heading, text)
        with self._bank.writing() as work:
            kept = self._open(work, reader, share_back)
            self._may_go(MayGo(work, reader, kept.subgroup, self._today()), heading, text)
            new = work.share_backs.add_part(kept.id, PartKind.OWN, heading, text)
            self._changed(work, reader, kept)
        return new

    def move(self, reader: Reader, share_back: str, part: str, by: int) -> None:
        """A part goes up (-1) or down (1)."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept, one = self._part(work, reader, share_back, part)
            order = [each.id for each in work.share_backs.parts(kept.id)]
            at = order.index(one.id)
            to = min(max(at + by, 0), len(order) - 1)
            order[at], order[to] = order[to], order[at]
            work.share_backs.order(order)
            self._changed(work, reader, kept)

    def drop(self, reader: Reader, share_back: str, part: str) -> None:
        """A part is taken out, with its quotes."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept, one = self._part(work, reader, share_back, part)
            work.share_backs.drop_part(one.id)
            self._changed(work, reader, kept)

    # Its quotes.

    def quote(self, reader: Reader, share_back: str, part: str, story: str, start: int, end: int) -> None:
        """Quote a stretch in a part: three at most, each of another person. `NotAllowed`: it may not be."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept, one = self._part(work, reader, share_back, part)
            may = MayGo(work, reader, kept.subgroup, self._today())
            found = may.stories([story]).get(story)
            inside = work.stories.some([story], scope(reader, today=self._today()))
            if found is None or not inside or not 0 <= start < end <= len(str(found.text)):
                raise NotAllowed("These words may not go outside. Choose others.")
            if not found.quotable(start, end):
                raise NotAllowed("Only people's own words can be quoted, and only if they agreed to that.")
            quoted = [each.story for each in work.citations.places([one.id])]
            tellers = {each.facts.storyteller for each in may.stories(quoted).values()}
            if len(tellers) >= MOST_QUOTES or found.facts.storyteller in tellers:
                raise Conflict("There are three quotes here, or one of this person. Take one out first.")
            self._cite(work, one.id, Offered(found.facts, start, end, str(found.text)[start:end]), reader)
            self._changed(work, reader, kept)

    def unquote(self, reader: Reader, share_back: str, citation: str) -> None:
        """Take a quote out."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept = self._open(work, reader, share_back)
            cited = work.citations.places([each.id for each in work.share_backs.parts(kept.id)])
            if citation not in {each.id for each in cited}:
                raise NotFound("This quote is not here any more.")
            work.citations.drop(citation)
            self._changed(work, reader, kept)

    # Its end.

    def finish(self, reader: Reader, share_back: str) -> None:
        """From now on others read it."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept = self._open(work, reader, share_back)
            work.share_backs.change(kept.id, closed_at=self._clock())
            work.records.write(reader.id, "share_back_finished", kept.id, self._clock())

    def open_again(self, reader: Reader, share_back: str) -> None:
        """Nobody else reads it until it is finished again."""
        require(reader, Action.GIVE_BACK)
        with self._bank.writing() as work:
            kept = work.share_backs.get(share_back, scope(reader, today=self._today()))
            work.share_backs.change(kept.id, closed_at=None)
            work.records.write(reader.id, "share_back_opened_again", kept.id, self._clock())

    def _today(self) -> date:
        return self._clock().date()

    def _typed(self, heading: str, text: str) -> tuple[str, str]:
        heading, text = checked(self._detector, (" ".join(heading.split()), LONGEST_LINE), (text, LONGEST_TEXT))
        return heading, text

    def _may_go(self, may: MayGo, *typed: str) -> None:
        if any(may.repeats(one) for one in typed):
            raise BadInput(REPEATS)

    def _open(self, work: Work, reader: Reader, share_back: str) -> ShareBack:
        kept = work.share_backs.get(share_back, scope(reader, today=self._today()))
        if kept.finished:
            raise Conflict(FINISHED)
        return kept

    def _part(self, work: Work, reader: Reader, share_back: str, part: str) -> tuple[ShareBack, Part]:
        kept = self._open(work, reader, share_back)
        found = next((one for one in work.share_backs.parts(kept.id) if one.id == part), None)
        if found is None:
            raise NotFound(GONE)
        return kept, found

    def _changed(self, work: Work, reader: Reader, kept: ShareBack) -> None:
        work.records.write(reader.id, "share_back_changed", kept.id, self._clock())

    def _cite(self, work: Work, part: str, one: Offered, reader: Reader) -> None:
        hashed = words_hash(one.text)
        work.citations.cite(
            part, CitedBy.SHARE_BACK, one.facts.id, one.start, one.end, hashed, reader.id, self._clock()
        )

    def _draft(self, work: Work, may: MayGo, reader: Reader, kept: ShareBack) -> int:
        """The parts of a draft with their quotes; how many quotes."""
        told, quotes = set[str](), 0
        for theme in _themes(work, may, kept):
            part = work.share_backs.add_part(kept.id, PartKind.HEARD, "", "", theme=theme)
            found = list(_stretches(work, may, reader, kept, theme, self._today()))
            found.sort(key=lambda one: one.facts.storyteller in told)  # who has not been quoted yet comes first
            for one in found[:MOST_QUOTES]:
                told.add(one.facts.storyteller)
                self._cite(work, part, one, reader)
                quotes += 1
        work.share_backs.add_part(kept.id, PartKind.FEELING, "", "")
        tried = _tried(work, kept, scope(reader, today=self._today()))
        for kind in (PartKind.TRYING, PartKind.CHANGED):
            ended = kind is PartKind.CHANGED
            these = [one for one in tried if (one.ended_on is not None) is ended]
            for each in these:
                heading, text = (("" if may.repeats(words) else words) for words in (each.plan.name, _told(each)))
                work.share_backs.add_part(kept.id, kind, heading, text, tried=each.id)
            if not these:  # a place for people to say it themselves
                work.share_backs.add_part(kept.id, kind, "", "")
        return quotes


def _themes(work: Work, may: MayGo, kept: ShareBack) -> tuple[str, ...]:
    """The theme, or the themes of an inquiry of which most people told."""
    if kept.theme is not None:
        return (work.themes.get(kept.theme).id,)
    name = work.inquiries.get(kept.inquiry or "").name
    in_use = {one.id for one in work.themes.all() if not one.set_aside}
    told: dict[str, set[str]] = {}
    for one in work.theme_views.placings(may.scopes[1]):
        if one.theme in in_use and one.inquiry == name:
            told.setdefault(one.theme or "", set()).add(one.storyteller)
    return tuple(sorted(told, key=lambda theme: (-len(told[theme]), theme))[:MOST_THEMES])


def _stretches(
    work: Work, may: MayGo, reader: Reader, kept: ShareBack, theme: str | None, today: date
) -> Iterator[Offered]:
    """What could be quoted: the telling quotes of a theme, then the passages nearest its middle; each teller once."""
    theme = theme or kept.theme
    telling = work.themes.quotes(may.scopes[1], theme).get(theme, ()) if theme else ()
    places = [(one.passage.story, one.passage.start + one.start, one.passage.start + one.end) for one in telling]
    inquiry = work.inquiries.get(kept.inquiry).name if kept.inquiry else None
    near = [
        one.passage
        for one in work.theme_views.placings(may.scopes[1], theme)
        if inquiry in (None, one.inquiry) and not one.weak
    ][:LOOKED_AT]
    passages = work.passages.some(near, may.scopes[1])
    places += [(passages[one].story, passages[one].start, passages[one].end) for one in near if one in passages]
    stories = may.stories(story for story, _, _ in places)
    open_here = {one.id for one in work.stories.some(sorted(stories), scope(reader, today=today))}
    tellers = set[str]()
    for story, start, end in places:
        found = stories.get(story)
        if found is None or story not in open_here or found.facts.storyteller in tellers:
            continue
        if inquiry in (None, found.facts.inquiry_name) and (one := _quotable(found, start, end)) is not None:
            tellers.add(found.facts.storyteller)
            yield one


def _quotable(story: ProtectedStory, start: int, end: int) -> Offered | None:
    """The stretch without white space around it, up to the end of what it begins in, if it may be quoted."""
    begun = next((one.part for one in story.stretches if one.start <= start < one.end), None)
    end = min([end, *(one.start for one in story.stretches if one.start > start and one.part is not begun)])
    words = str(story.text)[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words or not story.quotable(start, start + len(words)):
        return None
    return Offered(story.facts, start, start + len(words), words)


def _tried(work: Work, kept: ShareBack, within: Scope) -> Sequence[Experiment]:
    """What the sub-group tries, once it has begun: for a theme what is about it. From everybody there is nothing: what
    each sub-group tries is its own to tell.
    """
    if kept.subgroup is None:
        return ()
    found = [one for one in work.experiments.all(within, kept.subgroup) if one.since is not None]
    about = work.citations.about(kept.theme) if kept.theme else frozenset(one.id for one in found)
    return [one for one in found if one.id in about]


def _told(one: Experiment) -> str:
    """What is or was tried, in the words in which the sub-group wrote it down."""
    tries = [
        f"Try {each.number}: {each.did}" + (f" What came of it: {each.happened}" if each.happened else "")
        for each in one.tries
    ]
    ended = [ENDED_FOR_OTHERS[one.ended_as], one.lesson] if one.ended_as else []
    return "\n\n".join(filter(None, (one.plan.what, *tries, *ended)))[:LONGEST_TEXT]
