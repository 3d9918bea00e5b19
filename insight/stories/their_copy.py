"""A copy of everything about one person, for themselves: what they told, agreed to and answered, and nobody else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, scope_of_teller
from insight.access.reader import Reader
from insight.measure.said import felt_in_words
from insight.ports import Bank, Work
from insight.stories.consent import Consent
from insight.stories.holder import holder
from insight.stories.script import script_of
from insight.stories.story import ProtectedStory

TITLE = "What is kept of what you told us"
ABOUT = (
    "Names were taken out of what you told, so they are not in this copy either. It names nobody who listened to you "
    "and nobody who told with you. Keep it where only you can read it."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs."""

    heading: str
    lines: tuple[str, ...]


Write = Callable[[str, Sequence[tuple[str, Sequence[str]]]], bytes]


class TheirCopy:
    """For whoever brings a card, with somebody who listens beside them."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], write: Write) -> None:
        """`write` makes a document of a title and sections."""
        self._bank = bank
        self._clock = clock
        self._write = write

    def look(self, reader: Reader, code: str) -> tuple[Section, ...]:
        """The copy. That it was made is audited, without a word of it."""
        require(reader, Action.USE_CARD)
        teller = holder(self._bank, self._clock, reader, code)
        now = self._clock()
        with self._bank.writing() as work:
            sections = tuple(_sections(work, reader, teller, now.date()))
            work.records.write(reader.id, "copy_given", "card", now)
        return sections

    def document(self, reader: Reader, code: str) -> bytes:
        """The same as a Word document (docx), which is kept nowhere."""
        return self._write(TITLE, [(one.heading, one.lines) for one in self.look(reader, code)])


def _sections(work: Work, reader: Reader, teller: str, today: date) -> Iterator[Section]:
    yield Section("About this copy", (ABOUT,))
    told = work.stories.told_by(teller)
    stories = {one.id: one for one in work.stories.some(
        [one.id for one in told], scope_of_teller(reader, teller, today=today)
    )}  # fmt: skip
    for one in told:
        when = f"Told on {_day(one.told_on)}" if one.told_on else "What you told"
        if one.id in stories:
            yield Section(when, tuple(_told(stories[one.id])))
        elif one.approved:
            yield Section(when, ("You asked that this organisation does not read it. Ask a pair from another one.",))
        else:
            yield Section(when, ("Nobody has looked this over yet, so it cannot be shown. Ask again in some days.",))
    called = work.tellers.called(teller)
    if called:
        yield Section("The name you chose", (called,))
    names = {**work.alliance.organisations(), **work.alliance.teams()}
    for agreed in work.tellers.versions(teller):
        if agreed.known:
            yield Section(
                f"What you agreed to on {_day(agreed.given_on)}" if agreed.given_on else "What you agreed to",
                tuple(_agreed(agreed, names)),
            )
    answers = tuple(felt_in_words(day, felt) for day, felt in work.feelings.of_teller(teller))
    if answers:
        yield Section("How you said you were", answers)


def _told(story: ProtectedStory) -> Iterator[str]:
    text = str(story.text)
    for stretch in story.stretches:
        if stretch.prompt:
            yield f"We asked: {stretch.prompt}"
        yield from (line for line in text[stretch.start : stretch.end].split("\n") if line.strip())


def _agreed(agreed: Consent, names: dict[str, str]) -> Iterator[str]:
    for asking in script_of(agreed.script).askings:
        yield f"{asking.question} {'Yes' if agreed.answer(asking.use) else 'No'}."
    shut_out = sorted(names[one] for one in agreed.not_organisations | agreed.not_teams if one in names)
    if shut_out:
        yield f"Not to be read by: {'; '.join(shut_out)}."
    if agreed.review_on:
        yield f"We ask you again by {_day(agreed.review_on)}."
    if agreed.erase_on:
        yield f"We keep it until {_day(agreed.erase_on)}."
    yield f"If you die: {agreed.if_they_die.value} it."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
