"""Scrutiny: a page for a council committee, made of what may be public today, with no feeling in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from insight.access.gate import Action, Scope, require, scope, scope_of_share_back
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.measure.disclosure import Group, Shown, protect
from insight.measure.said import THE_OTHERS
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.research.typed import checked
from insight.share.council_paper import (
    LONGEST_PURPOSE,
    LONGEST_QUOTE,
    LONGEST_TYPED,
    MOST_QUOTES,
    MOST_TRIED,
    Paper,
    Said,
    shortened,
)
from insight.share.given import LONGEST_WHOM, Document, Named, whom
from insight.share.public import public
from insight.stories.inquiry import TELLER_WORDS, TellerKind
from insight.stories.protect import Detector
from insight.stories.script import Use

MOST_OFFERED = 30
EVERY_INQUIRY, NAMELESS = "all inquiries", "A round"
TOLD_AS = {
    TellerKind.PERSON: "use services",
    TellerKind.WORKER: "work in services",
    TellerKind.MANAGER: "manage services",
    TellerKind.COMMISSIONER: "pay for services",
    TellerKind.FAMILY: "are family or friends",
}


Told = Sequence[tuple[str, str, TellerKind]]  # an inquiry, who told in it, and what kind of teller they are


class PaperFile(StrEnum):
    """The files of a paper."""

    DOCX = "docx"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What people chose and wrote: one inquiry or all (empty), quotes and things tried by their ids, two texts."""

    inquiry: str = ""
    quotes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    heard: str = ""
    not_known: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a paper can be made of."""

    quotes: tuple[Said, ...]
    tried: tuple[Named, ...]
    not_heard: tuple[str, ...]


class Scrutiny:
    """From stories to one page. Nothing of a paper is kept but that it was given, and which stories stand in it."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        detector: Callable[[], Detector],
        writers: Mapping[PaperFile, Callable[[Paper], bytes]],
        small_number: int,
    ) -> None:
        """Kinds of tellers and whole numbers below `small_number` are not told."""
        self._bank = bank
        self._clock = clock
        self._detector = detector
        self._writers = writers
        self._small_number = small_number

    def inquiries(self, reader: Reader) -> dict[str, str]:
        """The names of the inquiries that a paper can be about, by id: people told something that may be public."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            told = {one for one, _, _ in self._told(work, reader)}
            every = (*work.inquiries.all(), *work.inquiries.all(closed=True))
            return {one.id: one.name for one in every if one.id in told}

    def offered(self, reader: Reader, inquiry: str) -> Offered:
        """Quotes to choose from, one a person, and what this reader's sub-groups try and have not heard."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            groups = own_subgroups(work, self._inside(reader))
            quotes = self._quotes(work, reader, self._told(work, reader), inquiry)
            return Offered(
                tuple(quotes.values()),
                tuple(one for one in work.given.tried(groups) if one.finished),
                tuple(dict.fromkeys(one.who for one in work.rooms.gaps(groups) if one.heard_on is None)),
            )

    def look(self, reader: Reader, wanted: Wanted) -> Paper:
        """The paper as it would be made now. `BadInput`: what was typed is too long, or repeats what was told us."""
        require(reader, Action.GIVE_BACK)
        with self._bank.reading() as work:
            return self._paper(work, reader, wanted)

    def _paper(self, work: Work, reader: Reader, wanted: Wanted) -> Paper:
        heard, not_known = wanted.heard.strip(), wanted.not_known.strip()
        if max(len(heard), len(not_known)) > LONGEST_TYPED:
            raise BadInput(f"Please say it in {LONGEST_TYPED} characters or fewer.")
        if len(wanted.quotes) > MOST_QUOTES or len(wanted.tried) > MOST_TRIED:
            raise BadInput(f"One page holds {MOST_QUOTES} quotes and {MOST_TRIED} things that are tried.")
        inside = self._inside(reader)
        told = self._told(work, reader)
        quotes = self._quotes(work, reader, told, wanted.inquiry)
        theirs = self._theirs(work, reader)
        name, purpose, hidden = self._about(work, told, wanted.inquiry, theirs)
        if theirs(heard) or theirs(not_known):
            raise BadInput("Say it in your own words: this repeats somebody who may not be quoted in public.")
        ours = {one.of: one for one in self._tried(work, inside)}
        chosen = [ours[one] for one in wanted.tried if one in ours]
        sayable = [one for one in chosen if not theirs(f"{one.name}\n{one.lesson}")]
        said = [quotes[one] for one in wanted.quotes if one in quotes]
        figures = self._figures(work, told, wanted.inquiry)
        left = (
            (len(wanted.quotes) - len(said), "quote may", "quotes may", "not be public any more."),
            (
                len(chosen) - len(sayable), "thing we try repeats", "things we try repeat",
                "somebody who may not be quoted in public.",
            ),
            (
                hidden, "name or purpose of a round repeats", "names or purposes of rounds repeat",
                "somebody who may not be quoted in public.",
            ),
        )  # fmt: skip
        return Paper(
            about=name,
            made_on=inside.today,
            purpose=shortened(purpose, LONGEST_PURPOSE),
            heard=heard,
            quotes=tuple(said),
            figures=figures,
            tried=tuple(sayable),
            not_known=tuple(one for one in (THE_OTHERS, not_known) if one),
            left_out=tuple(
                f"{number} {one if number == 1 else many} {why}" for number, one, many, why in left if number
            ),
        )

    def file(self, reader: Reader, wanted: Wanted, kind: PaperFile, to_whom: str) -> bytes:
        """The paper as a file, made afresh; that it was given, for whom, and whose stories stand in it is kept.

        `BadInput`, besides what `look` refuses: something typed names somebody.
        """
        require(reader, Action.GIVE_BACK)
        typed = ((wanted.heard, LONGEST_TYPED), (wanted.not_known, LONGEST_TYPED), (whom(to_whom), LONGEST_WHOM))
        to_whom = checked(self._detector, *typed)[2]
        now = self._clock()
        with self._bank.writing() as work:  # nobody takes a story out between
            paper = self._paper(work, reader, wanted)
            made = self._writers[kind](paper)
            stories = [one.id.partition("-")[0] for one in paper.quotes]
            work.given_out.add(Document.SCRUTINY, paper.about, to_whom, stories, reader.id, now)
            work.records.write(
                reader.id, "scrutiny_given", wanted.inquiry or EVERY_INQUIRY, now, file=kind.value, quotes=len(stories)
            )
        return made

    def _inside(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())

    def _tried(self, work: Work, inside: Scope) -> tuple[Named, ...]:
        return tuple(one for one in work.given.tried(own_subgroups(work, inside)) if one.finished)

    def _quotes(self, work: Work, reader: Reader, told_outside: Told, inquiry: str) -> dict[str, Said]:
        """What tells most in each theme, then whole stories that are short; at most one a person, by id."""
        today = self._clock().date()
        outside = work.stories.admitted(scope(reader, Use.OUTSIDE, today=today), inquiry or None)
        stories = {one.id: one for one in public(work, reader, outside, today)}
        kinds = _kinds(self._row(work, told_outside, inquiry))
        told = work.themes.quotes(scope(reader, Use.QUOTES, today=today))
        places = [
            (one.passage.story, one.passage.start + one.start, one.passage.start + one.end)
            for one in (many[at] for at in range(3) for many in told.values() if at < len(many))
        ]
        places += [(one.id, 0, len(str(one.text))) for one in stories.values()]
        found: dict[str, Said] = {}
        heard: set[str] = set()
        for story, start, end in places:
            if story not in stories or len(found) == MOST_OFFERED:
                continue
            whole, facts = stories[story], stories[story].facts
            if facts.storyteller in heard or end - start > LONGEST_QUOTE or not whole.quotable(start, end):
                continue
            heard.add(facts.storyteller)
            line = TELLER_WORDS[facts.teller] if facts.teller in kinds else "somebody who told us"
            one = Said(f"{story}-{start}-{end}", str(whole.text)[start:end], line[0].upper() + line[1:])
            found[one.id] = one
        return found

    def _theirs(self, work: Work, reader: Reader) -> Callable[[str], bool]:
        """Whether something typed repeats somebody who may not be quoted in public, and nobody else."""

        def theirs(typed: str) -> bool:
            repeated = work.typed_words.repeated(typed) if typed else frozenset()
            return bool(repeated - {one.id for one in public(work, reader, sorted(repeated), self._clock().date())})

        return theirs

    def _told(self, work: Work, reader: Reader) -> Told:
        """Who told what they agreed to share outside, of themselves: the same people whoever makes the paper."""
        outside = scope_of_share_back(reader, Use.OUTSIDE, None, today=self._clock().date())
        return work.given.tellers_by_inquiry(outside, of_themselves=True)

    def _about(self, work: Work, told: Told, inquiry: str, theirs: Callable[[str], bool]) -> tuple[str, str, int]:
        """What the paper is about, why we listen, and how many names and purposes must not stand there."""
        if inquiry:
            found = work.inquiries.get(inquiry)
            bad = theirs(found.name), theirs(found.purpose)
            return NAMELESS if bad[0] else found.name, "" if bad[1] else found.purpose, sum(bad)
        spoken_in = {one for one, _, _ in told}
        purposes = [one.purpose for one in work.inquiries.all() if one.id in spoken_in]
        said = [one for one in purposes if not theirs(one)]
        return EVERY_INQUIRY, " ".join(said), len(purposes) - len(said)

    def _row(self, work: Work, told: Told, inquiry: str) -> Shown:
        """How many people told us, and of which kinds, as far as it may be said beside all other inquiries."""
        named = sorted({one for one, _, _ in told})
        if inquiry and inquiry not in named:
            raise NotFound("Nobody has told us anything for this yet that may be shared outside.")
        groups = tuple(_group(name, (one for one in told if one[0] == name)) for name in named)
        overall, (shown,) = protect(_group(EVERY_INQUIRY, told), (groups,), rule_in(work, self._small_number))
        return next((one for one in shown if one.name == inquiry), overall)

    def _figures(self, work: Work, told: Told, inquiry: str) -> tuple[str, ...]:
        row = self._row(work, told, inquiry)
        if row.total is None:
            return ("So few people told us, here or in a round beside this one, that we do not say how many.",)
        rounds = 1 if inquiry else len({one for one, _, _ in told})
        about = "About " if rule_in(work, self._small_number).rounds else ""
        number = f"{about}{row.total:,} people told us, in {'one inquiry' if rounds == 1 else f'{rounds} inquiries'}."
        kinds = _kinds(row)
        if not kinds:
            return (number,)
        rest = "; the others are too few of a kind to be counted" if None in row.answers else ""
        return number, f"Of them, {', '.join(f'{many:,} {TOLD_AS[kind]}' for kind, many in kinds.items())}{rest}."


def _kinds(row: Shown) -> dict[TellerKind, int]:
    """How many people are of each kind, of the kinds whose number may be said."""
    return {kind: number for kind, number in zip(TellerKind, row.answers, strict=True) if number}


def _group(name: str, told: Iterable[tuple[str, str, TellerKind]]) -> Group:
    """People by kind, each once; who told as two kinds counts as one of them."""
    kinds = list({teller: kind for _, teller, kind in told}.values())
    return Group(name, tuple(kinds.count(kind) for kind in TellerKind), 0)
