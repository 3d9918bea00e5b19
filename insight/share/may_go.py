"""What may stand in a share-back today: asked anew at every look, for every word of tellers and of our own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from insight.access.gate import scope, scope_of_share_back
from insight.access.reader import Reader
from insight.learning.citation import Citation
from insight.ports import Work
from insight.research.parcel import few_hidden
from insight.research.study import still_says
from insight.share.share_back import KIND_WORDS, Given, GivenPart, GivenQuote, Part, PartKind, ShareBack
from insight.stories.script import Use
from insight.stories.story import Facts, ProtectedStory
from insight.themes.kept import plain_name

NAMELESS = "A share-back"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quote comes from, for the margin inside; `facts` are there if the reader may open the story."""

    citation: str
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A share-back as it may be read today, with the sources of its quotes, part by part, and all its stories."""

    share_back: ShareBack
    given: Given
    sources: Mapping[str, tuple[Source, ...]]
    stories: tuple[str, ...]


class MayGo:
    """What one share-back may hold of the bank. Its readers are not known, so their names do not matter."""

    def __init__(self, work: Work, reader: Reader, subgroup: str | None, today: date, *, room: bool = False) -> None:
        """In a transaction; with `room` it is read out in a room as well, which people agree to apart."""
        uses = (Use.OUTSIDE, Use.QUOTES, *([Use.ROOM] if room else []))
        self._work = work
        self._reader = reader
        self.scopes = tuple(scope_of_share_back(reader, use, subgroup, today=today) for use in uses)

    def stories(self, wanted: Iterable[str]) -> dict[str, ProtectedStory]:
        """Those of these stories that may be shared outside and quoted, whoever reads it, by their ids."""
        found = self._work.stories.some(sorted(set(wanted)), self.scopes[0])
        return {one.id: one for one in found if self._goes(one.facts)}

    def repeats(self, typed: str, besides: Collection[str] = ()) -> bool:
        """Whether what we typed repeats somebody whose words may not go, and nobody else; `besides` are looked at too,
        whether or not they can be searched.
        """
        repeated = self._work.typed_words.repeated(typed, besides) if typed else frozenset()
        return bool(repeated - self.stories(repeated).keys())

    def _goes(self, facts: Facts) -> bool:
        agreed = facts.consent
        kept_from_somebody = agreed.not_organisations or agreed.not_teams or self._reader.id in facts.stood_aside
        return all(one.admits(facts) for one in self.scopes) and not kept_from_somebody and not facts.told_about


def opened(
    work: Work,
    reader: Reader,
    kept: ShareBack,
    feeling: str,
    small_number: int,
    today: date,
    *,
    room: bool = False,
) -> Opened:
    """All of a share-back that may be read today, and why the rest may not. `feeling`: its sentence, empty
    where too few people answered; `room`: it is read out in a room.
    """
    may = MayGo(work, reader, kept.subgroup, today, room=room)
    parts = work.share_backs.parts(kept.id)
    cited = work.citations.places([one.id for one in parts])
    stories = may.stories(one.story for one in cited)
    good = [one for one in cited if one.story in stories and still_says(str(stories[one.story].text), one)]
    changed = sum(one.story in stories for one in cited) - len(good)
    quoted = [one for one in good if stories[one.story].quotable(one.start, one.end)]
    lines = few_hidden([stories[one] for one in dict.fromkeys(one.story for one in quoted)], small_number, today)
    few = not feeling and any(one.kind is PartKind.FEELING for one in parts)
    named = _theme_names(work, may, parts)
    besides = {one.story for one in cited}
    hidden = 0

    def ours(typed: str, instead: str = "") -> str:
        nonlocal hidden
        if not may.repeats(typed, besides):
            return typed
        hidden += 1
        return instead

    def quote(one: Citation) -> GivenQuote:
        story = stories[one.story]
        return GivenQuote(str(story.text)[one.start : one.end], lines[one.story].line, ours(story.facts.content_note))

    def part(one: Part) -> GivenPart:
        usual = named.get(one.theme or "", KIND_WORDS[one.kind])
        heading = ours(one.heading, usual) if one.heading else usual
        text = ours(one.text)
        if one.kind is PartKind.FEELING:
            text = "\n\n".join(filter(None, (feeling, text)))
        return GivenPart(one.id, one.kind, heading, text, tuple(quote(each) for each in quoted if each.of == one.id))

    title = ours(kept.title, NAMELESS)
    whole = tuple(part(one) for one in parts)
    left_out = _left_out(len(cited) - changed - len(quoted), changed, hidden, few=few)
    of = work.alliance.subgroups().get(kept.subgroup or "", "")
    inside = {one.id: one.facts for one in work.stories.some(sorted(stories), scope(reader, today=today))}
    sources = {
        one.id: tuple(Source(each.id, inside.get(each.story)) for each in quoted if each.of == one.id) for one in parts
    }
    used = tuple(dict.fromkeys(one.story for one in quoted))
    return Opened(kept, Given(title, of, today, whole, left_out), sources, used)


def _theme_name(work: Work, may: MayGo, theme: str) -> str:
    """What a theme may be called outside: by people, in somebody's words if these may go, else in common words."""
    kept = next((one for one in (*work.themes.all(), *work.themes.marked()) if one.id == theme), None)
    if kept is None:
        return ""
    whose = work.theme_views.named_after().get(theme)
    if (whose is None or may.stories([whose])) and not may.repeats(kept.name):
        return kept.name
    return plain_name(kept.words)


def _theme_names(work: Work, may: MayGo, parts: Iterable[Part]) -> dict[str, str]:
    named = {one: _theme_name(work, may, one) for one in {part.theme for part in parts} if one}
    return {one: name for one, name in named.items() if name}


def _left_out(consent: int, changed: int, hidden: int, *, few: bool) -> tuple[str, ...]:
    """What is missing and why, by number, in words."""
    said = (
        (consent, "quote is", "quotes are", "what was agreed does not reach this far, or not any more."),
        (changed, "quote is", "quotes are", "the words there have changed since."),
        (hidden, "text of ours is", "texts of ours are", "words that may not go outside were repeated there."),
    )
    lines = [f"{number} {one if number == 1 else many} not here: {why}" for number, one, many, why in said if number]
    return (*lines, *(["How people feel is not here: too few people answered."] if few else []))
