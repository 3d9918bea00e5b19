"""The themes: built from the passages, read by sub-groups, named by people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader, system
from insight.errors import BadInput
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use
from insight.stories.story import Facts, ProtectedStory
from insight.themes.building import Discover, Found, find
from insight.themes.embedder import Embedder
from insight.themes.identity import match
from insight.themes.kept import KeptQuote, KeptTheme, Placed, plain_name

# A heading that is longer is a sentence.
LONGEST_NAME = 80
NEVER_BUILT = "not built yet"
# A build that was cut short this often in a row is too much for the machine: people may still ask for it.
MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a story as a theme shows it: `text` is an exact slice of the protected story."""

    passage: str
    facts: Facts
    start: int
    end: int
    text: str
    fit: float
    weak: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A theme in the list. Numbers count what this reader may see."""

    id: str
    name: str
    named_by_people: bool
    size: int
    stories: int
    tellers: int
    kinds: tuple[tuple[TellerKind, int], ...]
    words: tuple[str, ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """All themes in use, how far to trust them and why, and how many passages are in none."""

    state: str
    reason: str
    built_at: datetime | None
    building: bool
    unplaced: int
    themes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One theme with all its passages, nearest the centre first."""

    line: Line
    quotes: tuple[Shown, ...]
    passages: tuple[Shown, ...]


class Shelf:
    """Themes with lasting identities."""

    def __init__(
        self, bank: Bank, embedder: Callable[[], Embedder], discover: Discover, clock: Callable[[], datetime]
    ) -> None:
        """`embedder` and `discover` are needed for building only."""
        self._bank = bank
        self._embedder = embedder
        self._discover = discover
        self._clock = clock

    def build(self, reader: Reader) -> None:
        """Find the themes anew, each keeping its identity and its human name. Until it is done the old ones stay."""
        require(reader, Action.BUILD_THEMES)
        embedder = self._embedder()
        with self._bank.writing() as work:
            build = work.themes.begin(embedder.model_id, self._clock())
        try:
            with self._bank.reading() as work:
                found = find(work, scope(system("theme build"), today=self._clock().date()), embedder, self._discover)
            with self._bank.writing() as work:
                self._keep(work, build, found)
                work.records.write(reader.id, "themes_built", build, self._clock(), themes=len(found.themes))
        except BaseException:
            with self._bank.writing() as work:
                work.themes.give_up(build, self._clock())
            raise

    def take_up(self, reader: Reader) -> bool:
        """Give up builds that a killed worker left; whether one is to be tried again. For that worker's successor."""
        require(reader, Action.BUILD_THEMES)
        with self._bank.writing() as work:
            cut_short = work.themes.give_up_running(self._clock())
            return cut_short > 0 and work.themes.failures() <= MOST_TRIES

    def list(self, reader: Reader) -> Listed:
        """The themes as this reader may see them."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within = scope(reader, today=today)
        with self._bank.reading() as work:
            build = work.themes.newest_build()
            placed = work.themes.placed(within)
            quotes = work.themes.quotes(scope(reader, Use.QUOTES, today=today))
            wanted = {one.passage.story for many in placed.values() for one in many}
            stories = {one.id: one for one in work.stories.some(sorted(wanted), within)}
            lines = tuple(
                _line(theme, placed[theme.id], stories, _first_quote(quotes.get(theme.id, ()), stories), today)
                for theme in work.themes.all()
                if theme.id in placed
            )
            unplaced = work.themes.unplaced(within)
            running = work.themes.running() is not None
        if build is None:
            return Listed(NEVER_BUILT, "Nobody has looked for themes yet.", None, running, unplaced, ())
        return Listed(build.state, build.reason, build.finished_at, running, unplaced, lines)

    def show(self, reader: Reader, theme: str) -> Opened:
        """One theme with everything in it that this reader may see."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within = scope(reader, today=today)
        with self._bank.reading() as work:
            kept = work.themes.get(theme)
            placed = work.themes.placed(within, theme).get(theme, ())
            quotes = work.themes.quotes(scope(reader, Use.QUOTES, today=today)).get(theme, ())
            wanted = sorted({one.passage.story for one in placed} | {one.passage.story for one in quotes})
            stories = {one.id: one for one in work.stories.some(wanted, within)}
        fits = {one.passage.id: one for one in placed}
        telling = tuple(
            _shown(
                stories[one.passage.story], fits[one.passage.id], one.passage.start + one.start,
                one.passage.start + one.end,
            )
            for one in quotes
            if one.passage.id in fits
        )  # fmt: skip
        passages = tuple(_shown(stories[one.passage.story], one, one.passage.start, one.passage.end) for one in placed)
        return Opened(_line(kept, placed, stories, telling[0].text if telling else None, today), telling, passages)

    def rename(self, reader: Reader, theme: str, name: str) -> None:
        """Give a theme a human name, which wins over the machine's from now on; an empty one takes it back."""
        require(reader, Action.DECIDE_THEMES)
        clean = " ".join(name.split())
        if len(clean) > LONGEST_NAME:
            raise BadInput(f"A name has {LONGEST_NAME} characters at most. The old one is kept.")
        with self._bank.writing() as work:
            before = work.themes.get(theme)
            work.themes.rename(theme, clean or None)
            work.themes.note(theme, reader.id, "renamed", before.name, self._clock())
            work.records.write(reader.id, "theme_renamed", theme, self._clock())

    def _keep(self, work: Work, build: str, found: Found) -> None:
        """Themes that go on keep their id, their people's name and, while its words are still there, their heading."""
        now = self._clock()
        within = scope(system("theme build"), today=now.date())
        known = {one.id: one for one in work.themes.all()}
        before = {key: {one.passage.id for one in many} for key, many in work.themes.placed(within).items()}
        if found.themes:
            # A build takes minutes: what was withdrawn meanwhile must not come back by it.
            here = work.passages.some([one for theme in found.themes for one, _, _ in theme.members], within)
            themes = [theme.only(here.keys()) for theme in found.themes]
            ids = match(before, tuple({one for one, _, _ in theme.members} for theme in themes)).ids
            work.themes.clear_places()
            kept = set()
            for position, (theme, old) in enumerate(zip(themes, ids, strict=True)):
                one = theme.record(old or new_id(), known.get(old or ""))
                work.themes.keep(one, position, build)
                work.themes.place(one.id, theme.members)
                work.themes.keep_quotes(one.id, theme.quotes)
                if old is None:
                    work.themes.note(one.id, "system:theme build", "found", "", now)
                kept.add(one.id)
            for gone in known.keys() - kept:
                work.themes.note(gone, "system:theme build", "faded", "", now)
                work.themes.retire(gone, now)
        work.themes.finish(build, found.state, found.reason, found.stories, found.passages, found.anchors, now)


def _line(
    theme: KeptTheme, placed: Sequence[Placed], stories: dict[str, ProtectedStory], quote: str | None, today: date
) -> Line:
    facts = {one.passage.story: stories[one.passage.story].facts for one in placed if one.passage.story in stories}
    tellers: dict[str, TellerKind] = {one.storyteller: one.teller for one in facts.values()}
    kinds = tuple((kind, n) for kind in TellerKind if (n := sum(one is kind for one in tellers.values())))
    # A heading in somebody's words is for those who may read that somebody's story, while it may be quoted.
    quoted = {one.passage.id for one in placed if stories[one.passage.story].facts.consent.allows(Use.QUOTES, today)}
    name = theme.name if theme.human_name or theme.name_passage is None or theme.name_passage in quoted else None
    return Line(
        id=theme.id,
        name=name or plain_name(theme.words),
        named_by_people=theme.human_name is not None,
        size=len(placed),
        stories=len(facts),
        tellers=len(tellers),
        kinds=kinds,
        words=theme.words,
        quote=quote,
    )


def _first_quote(quotes: Sequence[KeptQuote], stories: dict[str, ProtectedStory]) -> str | None:
    for one in quotes:
        if one.passage.story in stories:
            at = one.passage.start
            return str(stories[one.passage.story].text)[at + one.start : at + one.end]
    return None


def _shown(story: ProtectedStory, placed: Placed, start: int, end: int) -> Shown:
    return Shown(
        placed.passage.id, story.facts, start, end, str(story.text)[start:end], round(placed.fit, 4), placed.weak
    )
