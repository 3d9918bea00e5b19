"""What a person can do with their card: see what is kept of what they told, read it, change or remove it, add to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from insight.access.gate import Action, require, scope, scope_of_teller
from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotFound
from insight.governance.keeping import years_kept
from insight.measure.said import felt_in_words
from insight.ports import Bank, Work
from insight.share.given import Named, ToldHow
from insight.share.share_back import GaveOut
from insight.share.told import came_of, tell
from insight.stories.code import CODE_PEPPER, code_hash, new_code, with_own_word
from insight.stories.consent import REVIEWED_AFTER, Consent, IfTheyDie
from insight.stories.holder import NOBODY, holder
from insight.stories.kept_for import last_day
from insight.stories.letters_back import PICK_UP_WORD
from insight.stories.removal import teller_of, unname
from insight.stories.script import Use, script_of
from insight.stories.story import ProtectedStory, Told, season
from insight.themes.kept import plain_name

# What fits on a card of the size of a postcard, with room to spare.
MOST_LINES, LONGEST_LINE = 16, 200

Draw = Callable[[Sequence[str], Sequence[str]], bytes]


@dataclass(frozen=True, slots=True)
class Heading:
    """A story in a person's list; without a title while nobody has approved it, or where this reader may not read."""

    story: str
    season: str
    title: str
    approved: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Theirs:
    """Everything that is shown to the holder of a card but the words themselves.

    `agreed` holds for all they told: the narrower of their answers where they differ. `readers` counts accounts that
    opened a story whole, by role. `themes` names what it is a part of, `came` what it led to that others may know of.
    """

    told: tuple[Heading, ...]
    agreed: Consent
    readers: tuple[tuple[Role, int], ...]
    themes: tuple[str, ...]
    pick_up: str
    came: tuple[Named | GaveOut, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card in place of a lost one: shown once and kept by nobody."""

    code: str
    agreed: Consent
    pick_up: str


class WithACard:
    """Whoever brings a card, with somebody who listens beside them."""

    def __init__(
        self,
        bank: Bank,
        code_words: Callable[[], Sequence[str]],
        clock: Callable[[], datetime],
        draw: Draw,
        years_kept: int = 5,
    ) -> None:
        """`code_words` are what codes are drawn from; `draw` makes a document of a card's words and lines.

        What they want to be kept longer stays until the end of the year that lies `years_kept` ahead,
        unless the alliance decided otherwise.
        """
        self._years_kept = years_kept
        self._bank = bank
        self._code_words = code_words
        self._clock = clock
        self._draw = draw

    # Seeing.

    def look(self, reader: Reader, code: str) -> Theirs:
        """Headings, what was agreed, by how many of which kinds it was read, what it became part of and led to.

        Where it led to something they have been told of it now, which is kept once a day.
        """
        teller = self.storyteller_of(reader, code)
        seen = self._look(reader, teller)
        if seen.came:
            tell(self._bank, reader, teller, ToldHow.CARD, self._clock())
        return seen

    def _look(self, reader: Reader, teller: str) -> Theirs:
        with self._bank.reading() as work:
            told = _told(work, teller)
            within = scope_of_teller(reader, teller, today=self._clock().date())
            titles = {one.id: one.facts.title for one in work.stories.some([one.id for one in told], within)}
            return Theirs(
                told=tuple(
                    Heading(one.id, season(one.told_on), titles.get(one.id, ""), one.approved, one.id in titles)
                    for one in told
                ),
                agreed=_agreed(work, told),
                readers=_readers(work, told),
                themes=_themes(work, reader, teller, self._clock().date()),
                pick_up=work.vault.fetch(teller, PICK_UP_WORD) or "",
                came=came_of(work, tuple(titles), frozenset(one.id for one in told)),
            )

    def read(self, reader: Reader, code: str, story: str) -> ProtectedStory:
        """One of their stories whole, for their own eyes; that it was shown is audited, and counts as no reading.

        `NotFound` while it is not approved, and for somebody whose organisation or team they did not want to read it.
        """
        teller = self.storyteller_of(reader, code)
        with self._bank.writing() as work:
            found = work.stories.get(story, scope_of_teller(reader, teller, today=self._clock().date()))
            work.records.write(reader.id, "shown_to_teller", story, self._clock())
            return found

    def said_they_were(self, reader: Reader, code: str) -> tuple[str, ...]:
        """Their own line over time, in words, oldest first; that it was shown is audited."""
        teller = self.storyteller_of(reader, code)
        with self._bank.writing() as work:
            work.records.write(reader.id, "line_shown_to_teller", "card", self._clock())
            return tuple(felt_in_words(day, felt) for day, felt in work.feelings.of_teller(teller))

    def storyteller_of(self, reader: Reader, code: str) -> str:
        """Who holds this card, as an id that says nothing: for a conversation that adds to what they told."""
        require(reader, Action.USE_CARD)
        return holder(self._bank, self._clock, reader, code)

    def organisations(self, reader: Reader) -> dict[str, str]:
        """Names of the alliance's organisations by id, for whom not to let read."""
        require(reader, Action.USE_CARD)
        with self._bank.reading() as work:
            return work.alliance.organisations()

    def teams(self, reader: Reader) -> dict[str, str]:
        """Names of teams by id, for whom not to let read."""
        require(reader, Action.USE_CARD)
        with self._bank.reading() as work:
            return work.alliance.teams()

    # Changing.

    def change(self, reader: Reader, code: str, answers: Consent) -> Consent:
        """From now on these answers hold for all they told, in every read at once; what they agreed to then.

        Only the answers, whom not to let read and what is to happen if they die are taken from `answers`. Names of
        themes in their words go when they may not be quoted or read any more.
        """
        teller = self.storyteller_of(reader, code)
        with self._bank.writing() as work:
            return self._change(work, reader, teller, answers)

    def change_without(self, reader: Reader, story: str, answers: Consent) -> Consent:
        """The same for whoever told this story and has no card: they told the steward."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            return self._change(work, reader, teller_of(work, story), answers)

    def agreed(self, reader: Reader, story: str) -> Consent:
        """What whoever told this story agreed to, for the steward who changes it for them."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return _agreed(work, _told(work, teller_of(work, story)))

    def kept_until(self) -> date:
        """The day until which what is agreed to today is kept."""
        with self._bank.reading() as work:
            return self._until(work)

    def keep_longer(self, reader: Reader, code: str) -> Consent:
        """All they told is kept as long as something that is told today, as they agreed, and asked about in a year."""
        teller = self.storyteller_of(reader, code)
        today = self._clock().date()
        with self._bank.writing() as work:
            told = _told(work, teller)
            for before in dict.fromkeys(one.consent for one in told):
                new = replace(
                    work.tellers.consent(before), how="card", taken_by=reader.id, given_on=today,
                    review_on=today + REVIEWED_AFTER, erase_on=self._until(work),
                )  # fmt: skip
                work.stories.agree_anew(before, work.tellers.agree(teller, new, before))
            work.records.write(reader.id, "kept_longer", "card", self._clock(), number=len(told))
            return _agreed(work, _told(work, teller))

    def _until(self, work: Work) -> date:
        return last_day(years_kept(work, self._years_kept), self._clock().date())

    def own_word(self, reader: Reader, code: str, word: str) -> str:
        """Add a word of the person's own, which stands on no card; an empty one takes it off. The code as it is now."""
        teller = self.storyteller_of(reader, code)
        changed = with_own_word(code, word)
        with self._bank.writing() as work:
            _give(work, teller, changed)
            work.records.write(reader.id, "card_word_changed", "card", self._clock())
        return changed

    # A lost card, and a printed one.

    def replace_lost(self, reader: Reader, story: str) -> NewCard:
        """A new card for whoever told this story; the lost one opens nothing any more."""
        require(reader, Action.ADMINISTER)
        code = new_code(self._code_words())
        with self._bank.writing() as work:
            teller = work.stories.get(story, scope(reader, today=self._clock().date())).facts.storyteller
            _give(work, teller, code)
            work.records.write(reader.id, "card_replaced", story, self._clock())
            pick_up = work.vault.fetch(teller, PICK_UP_WORD) or ""
            return NewCard(code, _agreed(work, _told(work, teller)), pick_up)

    def document(self, reader: Reader, words: Sequence[str], lines: Sequence[str]) -> bytes:
        """A card as a Word document (docx). It is kept nowhere; the audit says that there was one, not what it said."""
        require(reader, Action.USE_CARD)
        if not words or not lines or len(words) + len(lines) > MOST_LINES:
            raise BadInput("This is no card.")
        if any(len(one) > LONGEST_LINE or not one.isprintable() for one in (*words, *lines)):
            raise BadInput("This is no card.")
        with self._bank.writing() as work:
            work.records.write(reader.id, "card_printed", "card", self._clock())
        return self._draw(words, lines)

    def _change(self, work: Work, reader: Reader, teller: str, answers: Consent) -> Consent:
        if answers.inside is None:
            raise BadInput("Ask whether people in the alliance may read it. Nothing was changed.")
        now = self._clock()
        told = _told(work, teller)
        for before in dict.fromkeys(one.consent for one in told):
            old = work.tellers.consent(before)
            new = _version(old, answers, reader, now.date())
            work.stories.agree_anew(before, work.tellers.agree(teller, new, before))
            if any(old.agreed_to(use) and not new.agreed_to(use) for use in (Use.INSIDE, Use.QUOTES)):
                unname(work, [one.id for one in told if one.consent == before])
        for one in told:
            work.records.write(reader.id, "consent_changed", one.id, now)
        return _agreed(work, _told(work, teller))


def _give(work: Work, teller: str, code: str) -> None:
    work.tellers.give_code(teller, code_hash(code, work.vault.derive(CODE_PEPPER)))


def _told(work: Work, teller: str) -> tuple[Told, ...]:
    told = work.stories.told_by(teller)
    if not told:
        raise NotFound(NOBODY)
    return told


def _agreed(work: Work, told: Iterable[Told]) -> Consent:
    """What holds for everything they told: where answers differ the narrower, and the last day of all."""
    every = [work.tellers.consent(one) for one in dict.fromkeys(one.consent for one in told)]
    newest = max(every, key=lambda one: one.given_on or date.min)
    waiting = next((one for one in every if one.waits_for_a_second_yes), newest)
    return replace(
        newest,
        inside=_narrower([one.inside for one in every]),
        room=_narrower([one.room for one in every]),
        outside=_narrower([one.outside for one in every]),
        quotes=_narrower([one.quotes for one in every]),
        script=next((one.script for one in every if not _asks(one, Use.OUTSIDE)), newest.script),
        not_organisations=frozenset().union(*(one.not_organisations for one in every)),
        not_teams=frozenset().union(*(one.not_teams for one in every)),
        erase_on=max((one.erase_on for one in every if one.erase_on), default=None),
        to_confirm=waiting.to_confirm,
        confirmed_on=waiting.confirmed_on,
        if_they_die=IfTheyDie.REMOVE if any(one.if_they_die is IfTheyDie.REMOVE for one in every) else IfTheyDie.KEEP,
    )


def _narrower(answers: Sequence[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _asks(one: Consent, use: Use) -> bool:
    return any(asking.use is use for asking in script_of(one.script).askings)


def _version(old: Consent, answers: Consent, reader: Reader, today: date) -> Consent:
    """The next version of one consent: what its script does not ask about is a no, and it ends when it would have."""
    new = replace(
        old,
        inside=answers.inside is True,
        room=answers.room is True and _asks(old, Use.ROOM),
        outside=answers.outside is True and _asks(old, Use.OUTSIDE),
        quotes=answers.quotes is True and _asks(old, Use.QUOTES),
        not_organisations=answers.not_organisations,
        not_teams=answers.not_teams,
        if_they_die=answers.if_they_die,
        how="card",
        taken_by=reader.id,
        given_on=today,
        review_on=today + REVIEWED_AFTER,
    )
    another_day = old.given_on is not None and today > old.given_on
    if new.outside and old.waits_for_a_second_yes and another_day:
        return replace(new, confirmed_on=today)
    return new


def _readers(work: Work, told: Sequence[Told]) -> tuple[tuple[Role, int], ...]:
    accounts = (work.people.by_id(one) for one in work.records.openers([one.id for one in told]))
    roles = [Role.OPERATOR if one is None else one.role for one in accounts]
    return tuple((role, roles.count(role)) for role in Role if role in roles)


def _themes(work: Work, reader: Reader, teller: str, today: date) -> tuple[str, ...]:
    """What the themes are called. A heading in somebody else's words is told only to who may read that somebody."""
    placed = work.themes.placed(scope_of_teller(reader, teller, today=today))
    mine = {one.passage.id for many in placed.values() for one in many}
    found = [one for one in work.themes.all() if one.id in placed]
    taken_from = [one.name_passage for one in found if one.name_passage]
    open_to_reader = mine | work.passages.some(taken_from, scope(reader, Use.QUOTES, today=today)).keys()
    return tuple(
        one.name if one.human_name or one.name_passage is None or one.name_passage in open_to_reader
        else plain_name(one.words)
        for one in found
    )  # fmt: skip
