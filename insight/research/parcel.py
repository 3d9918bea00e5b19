"""A collection as it leaves the bank: what a file holds, where each quote comes from, and what was left out and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from insight.research.study import Code, Coding, Quote, Study, codebook
from insight.stories.inquiry import TELLER_WORDS
from insight.stories.script import Use
from insight.stories.story import WHOSE_WORDS, Facts, Part, ProtectedStory, Stretch
from insight.stories.text import ProtectedText

BETWEEN = "\n\n[…]\n\n"
NAMELESS_CODE, NAMELESS = "A code", "A collection"


class Way(StrEnum):
    """What a file is made for; each has its own rules."""

    INSIDE = "inside"
    OUTSIDE = "outside"


WAY_WORDS = {Way.INSIDE: "For work inside the alliance", Way.OUTSIDE: "To go outside"}
WAY_RULES = {
    Way.INSIDE: "It stays inside the alliance. Keep it where only you can read it, and delete it when you are done.",
    Way.OUTSIDE: "It holds only what may be shared outside and quoted word for word.",
}
_USES = {
    Use.ROOM: "may be read out in a room",
    Use.OUTSIDE: "may be shared outside",
    Use.QUOTES: "may be quoted word for word",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where quotes come from: `Story 3`, the line above it, and what it may be used for."""

    number: int
    line: str
    uses: str

    @property
    def name(self) -> str:
        """What the story is called in the file."""
        return f"Story {self.number}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a story that was quoted or coded, with all codes on it (ids, in the order of the codebook)."""

    story: str
    start: int
    end: int
    words: str
    whose: str
    codes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into a file. `study` holds nothing that may not leave this way; `left_out` says what it lacks."""

    way: Way
    made_on: date
    study: Study
    sources: dict[str, Source]
    excerpts: tuple[Excerpt, ...]
    left_out: tuple[str, ...]

    @property
    def first_lines(self) -> tuple[str, ...]:
        """What stands at the top of every file."""
        day = f"{self.made_on.day} {self.made_on:%B %Y}"
        again = f"Made on {day}. People may change their mind: make it again before you use it later."
        return (f"{WAY_WORDS[self.way]}.", WAY_RULES[self.way], again)

    @property
    def codebook(self) -> tuple[tuple[int, Code], ...]:
        """Every code with how deep it stands, each below its parent."""
        return codebook(self.study.codes)


def inside(study: Study, today: date) -> Parcel:
    """All of a study that people have said themselves; `study` was read for use inside."""
    suggested = sum(one.suggested for one in study.codings)
    study = replace(study, codings=tuple(one for one in study.codings if not one.suggested))
    left = (
        (study.left_out, "story is", "stories are", "not open to you."),
        *_always_left(study, suggested),
    )
    sources = {
        one.id: Source(number, told_by(one.facts), _uses(one.facts, today))
        for number, one in enumerate(study.stories, start=1)
    }
    return Parcel(Way.INSIDE, today, study, sources, _excerpts(study), _in_words(left))


def outside(
    study: Study,
    word_for_word: frozenset[str],
    theirs: Callable[[str], bool],
    small_number: int,
    today: date,
    *,
    unused_codes: bool = True,
) -> Parcel:
    """Of a study that was read for use outside: quotes in people's own words that may be quoted, and nothing else.

    `word_for_word` are the stories whose tellers allow that today; `theirs` tells whether something that was typed
    repeats words that may not go out. What we wrote stays inside. A kind of teller, or a season, is told where at
    least `small_number` people in the file share it. Without `unused_codes` a code goes only with a stretch that goes.
    """
    about = [one for one in study.stories if one.facts.told_about]
    quotable = {one.id: one for one in study.stories if one.id in word_for_word and not one.facts.told_about}

    def may_go(one: Quote | Coding) -> bool:
        return one.story in quotable and quotable[one.story].quotable(one.start, one.end)

    of_them = [one for one in _marked(study) if one.story in quotable]
    suggested = sum(one.suggested for one in study.codings)
    quotes = [replace(one, note="") for one in study.quotes if may_go(one)]
    codings = [one for one in study.codings if may_go(one) and not one.suggested]
    used = {one.code for one in codings}
    going = [one for one in study.codes if unused_codes or one.id in used]
    codes = [_said_plainly(one, theirs) for one in going]
    hidden = sum(one.name != before.name for one, before in zip(codes, going, strict=True))
    typed = len(study.memos) + sum(one.note != "" for one in study.quotes) + (study.collection.reason != "")
    left = (
        (study.left_out, "story may", "stories may", "not be shared outside."),
        (len(about), "story is", "stories are", "told about somebody by another person."),
        (
            len(study.stories) - len(about) - len(quotable), "story may", "stories may",
            "be shared outside, but not quoted word for word.",
        ),
        (
            sum(not may_go(one) for one in of_them), "quote or code is", "quotes or codes are",
            "not wholly in people's own words.",
        ),
        *_always_left(study, suggested),
        (typed, "reason, note or memo is", "reasons, notes and memos are", "ours: what we wrote stays inside."),
        (hidden, "name of a code", "names of codes", "repeated words that may not go outside."),
    )  # fmt: skip
    kept, moved_quotes, moved_codings = _cut(list(quotable.values()), quotes, codings)
    name = study.collection.name
    narrowed = replace(
        study,
        collection=replace(study.collection, name=NAMELESS if theirs(name) else name, reason=""),
        stories=kept,
        quotes=moved_quotes,
        codes=tuple(codes),
        codings=moved_codings,
        memos=(),
        people=_numbered([one.by for one in quotes] + [one.by for one in codings]),
    )
    return Parcel(
        Way.OUTSIDE, today, narrowed, few_hidden(kept, small_number, today), _excerpts(narrowed), _in_words(left)
    )


def _always_left(study: Study, suggested: int) -> tuple[tuple[int, str, str, str], ...]:
    return (
        (study.changed, "quote or code is", "quotes or codes are", "on words that have changed since."),
        (suggested, "code from elsewhere is", "codes from elsewhere are", "a suggestion that nobody has taken yet."),
    )


def _in_words(left: Iterable[tuple[int, str, str, str]]) -> tuple[str, ...]:
    """`3 stories may not be shared outside.`, for everything of which there is something."""
    return tuple(f"{number:,} {one if number == 1 else many} {why}" for number, one, many, why in left if number)


def _said_plainly(code: Code, theirs: Callable[[str], bool]) -> Code:
    return replace(
        code,
        name=NAMELESS_CODE if theirs(code.name) else code.name,
        description="" if code.description and theirs(code.description) else code.description,
    )


def _numbered(accounts: Iterable[str]) -> dict[str, str]:
    """Who worked on it, without a name, in the order in which they come."""
    return {one: f"Researcher {number}" for number, one in enumerate(dict.fromkeys(accounts), start=1)}


def _cut(
    stories: Sequence[ProtectedStory], quotes: Sequence[Quote], codings: Sequence[Coding]
) -> tuple[tuple[ProtectedStory, ...], tuple[Quote, ...], tuple[Coding, ...]]:
    """Of each story only what was quoted or coded, and the same places in that; a story without any goes."""
    kept: list[ProtectedStory] = []
    new_quotes: dict[str, Quote] = {}
    new_codings: dict[str, Coding] = {}
    for story in stories:
        mine = [one for one in quotes if one.story == story.id], [one for one in codings if one.story == story.id]
        pieces = _joined((one.start, one.end) for part in mine for one in part)
        if not pieces:
            continue
        begins, text = {}, ""
        for start, end in pieces:
            text += BETWEEN if text else ""
            begins[start] = len(text)
            text += str(story.text)[start:end]

        def moved(at: int, pieces: Sequence[tuple[int, int]] = pieces, begins: dict[int, int] = begins) -> int:
            start = next(start for start, end in pieces if start <= at <= end)
            return begins[start] + at - start

        new_quotes |= {one.id: replace(one, start=moved(one.start), end=moved(one.end)) for one in mine[0]}
        new_codings |= {one.id: replace(one, start=moved(one.start), end=moved(one.end)) for one in mine[1]}
        stretches = tuple(
            Stretch(moved(max(one.start, start)), moved(min(one.end, end)), Part.STORY, one.whose)
            for start, end in pieces
            for one in story.stretches
            if one.start < end and start < one.end
        )
        kept.append(replace(story, text=ProtectedText(text, story.text.approval), stretches=stretches))
    return (
        tuple(kept),
        tuple(new_quotes[one.id] for one in quotes),
        tuple(new_codings[one.id] for one in codings),
    )


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order, those that touch put together."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _excerpts(study: Study) -> tuple[Excerpt, ...]:
    """Quotes and coded stretches together: one for each place, story by story."""
    stories = {one.id: one for one in study.stories}
    at_of = {one: at for at, one in enumerate(stories)}
    order = {one.id: at for at, (_, one) in enumerate(codebook(study.codes))}
    codes: dict[tuple[str, int, int], set[str]] = {}
    notes: dict[tuple[str, int, int], list[str]] = {}
    for one in _marked(study):
        place = one.story, one.start, one.end
        held = codes.setdefault(place, set())
        if isinstance(one, Coding):
            held.add(one.code)
        elif one.note:
            notes.setdefault(place, []).append(one.note)
    places = sorted(codes, key=lambda place: (at_of[place[0]], *place[1:]))
    return tuple(
        Excerpt(
            story, start, end, str(stories[story].text)[start:end], _whose(stories[story], start, end),
            tuple(sorted(codes[story, start, end], key=order.__getitem__)), tuple(notes.get((story, start, end), ())),
        )
        for story, start, end in places
    )  # fmt: skip


def _marked(study: Study) -> list[Quote | Coding]:
    return [*study.quotes, *study.codings]


def _whose(story: ProtectedStory, start: int, end: int) -> str:
    """In whose words a stretch is: `their words`, `their words and our notes`."""
    touched = {one.whose for one in story.stretches if one.start < end and start < one.end}
    return " and ".join(words for whose, words in WHOSE_WORDS.items() if whose in touched)


def told_by(facts: Facts, kind: str = "", when: str | None = None) -> str:
    """`Someone using services, summer 2026`. No name, not even one that was chosen."""
    kind = kind or TELLER_WORDS[facts.teller] + (" about somebody" if facts.told_about else "")
    when = facts.season if when is None else when
    return ", ".join(one for one in (kind[0].upper() + kind[1:], when) if one)


def _uses(facts: Facts, today: date) -> str:
    """What else a story may be used for than being read inside, by the day's agreement."""
    may = [words for use, words in _USES.items() if facts.consent.allows(use, today) and not _never(facts, use)]
    return f"{'; '.join(may)}." if may else "only to be read inside."


def _never(facts: Facts, use: Use) -> bool:
    """What no agreement allows: stories about somebody are not quoted or shared, nor unsigned ones shared."""
    return (facts.told_about and use is not Use.ROOM) or (facts.unsigned and use is Use.OUTSIDE)


def few_hidden(stories: Sequence[ProtectedStory], small_number: int, today: date) -> dict[str, Source]:
    """Where stories come from, no more exact than that `small_number` people in the file share it."""
    tellers = {one.facts.storyteller: one.facts.teller for one in stories}
    enough = {kind for kind, number in Counter(tellers.values()).items() if number >= small_number}
    shown = {one.id: TELLER_WORDS[one.facts.teller] if one.facts.teller in enough else "somebody" for one in stories}
    then: dict[tuple[str, str], set[str]] = {}
    for one in stories:
        then.setdefault((shown[one.id], one.facts.season), set()).add(one.facts.storyteller)
    return {
        one.id: Source(
            number,
            told_by(
                one.facts, shown[one.id],
                one.facts.season if len(then[shown[one.id], one.facts.season]) >= small_number else "",
            ),
            _uses(one.facts, today),
        )
        for number, one in enumerate(stories, start=1)
    }  # fmt: skip
