"""Check-back: a theme is taken to those who told, and what they say of it is its first reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.learning.learned import CheckBack, CheckBackAnswer
from insight.learning.own_rooms import NO_THEME, open_theme
from insight.measure.disclosure import Group, protect
from insight.measure.rule import Rule
from insight.measure.small_numbers import rule_in
from insight.ports import Bank
from insight.research.typed import checked
from insight.stories.protect import Detector
from insight.themes.seen import Row

LONGEST_MISSING = 1_000


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """What is taken along: a heading, and words of somebody who agreed that they are read out; or none."""

    theme: str
    heading: str
    quote: str


@dataclass(frozen=True, slots=True)
class CheckedBack:
    """What those who told said of a theme: how many answered what, `None` where so few could be known, and what they
    missed, by the alphabet: whose words these are, what else they said, and on what day, is not told. What came with
    an answer whose figure is hidden is left out.
    """

    asked: bool
    people: int | None
    answers: dict[CheckBackAnswer, int | None]
    missing: tuple[str, ...]


class CheckBacks:
    """Taking themes back."""

    def __init__(
        self,
        bank: Bank,
        wall: Callable[[Reader], tuple[Row, ...]],
        document: Callable[[str, str], bytes],
        detector: Callable[[], Detector],
        clock: Callable[[], datetime],
        small_number: int,
    ) -> None:
        """`wall` gives the themes as a room may read them, `document` writes a card's heading and words as a file."""
        self._bank = bank
        self._wall = wall
        self._document = document
        self._detector = detector
        self._clock = clock
        self._small_number = small_number

    def cards(self, reader: Reader) -> tuple[ThemeCard, ...]:
        """The themes that can be taken back, with nothing that may not be read out."""
        require(reader, Action.LEARN)
        return tuple(ThemeCard(one.theme, one.name, one.quote) for one in self._wall(reader))

    def document(self, reader: Reader, theme: str) -> bytes:
        """One card as a Word document. Who took it is audited."""
        require(reader, Action.LEARN)
        card = next((one for one in self.cards(reader) if one.theme == theme), None)
        if card is None:
            raise NotFound(NO_THEME)
        with self._bank.writing() as work:
            work.records.write(reader.id, "theme_card_taken", theme, self._clock())
        return self._document(card.heading, card.quote)

    def about(self, reader: Reader, theme: str) -> CheckedBack:
        """What those who told said of one theme."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            open_theme(work, scope(reader, today=self._clock().date()), theme)
            return counted_back(work.readings.answers(theme), rule_in(work, self._small_number))

    def answer(self, reader: Reader, theme: str, held_on: date, answer: CheckBackAnswer, missing: str) -> str:
        """Write down what one person said; its id. `BadInput`: it lies ahead, or names somebody."""
        require(reader, Action.LEARN)
        now = self._clock()
        if held_on > now.date():
            raise BadInput("Write this down when you have asked them.")
        (missing,) = checked(self._detector, (missing, LONGEST_MISSING))
        with self._bank.writing() as work:
            open_theme(work, scope(reader, today=now.date()), theme)
            new = work.readings.answer(theme, held_on, answer, missing, reader.id, now)
            work.records.write(reader.id, "theme_checked_back", theme, now)
        return new

    def of_today(self, reader: Reader, theme: str) -> tuple[CheckBack, ...]:
        """What this reader wrote down today, so that a slip can be taken out."""
        require(reader, Action.LEARN)
        now = self._clock()
        with self._bank.reading() as work:
            open_theme(work, scope(reader, today=now.date()), theme)
            found = work.readings.answers(theme)
        return tuple(one for one in found if one.by == reader.id and one.at.date() == now.date())

    def take_out(self, reader: Reader, theme: str, answer: str) -> None:
        """Take out an answer that this reader wrote down today by mistake."""
        require(reader, Action.LEARN)
        if answer not in {one.id for one in self.of_today(reader, theme)}:
            raise NotFound("You can take out what you wrote down today.")
        with self._bank.writing() as work:
            work.readings.drop_answer(answer)
            work.records.write(reader.id, "check_back_taken_out", theme, self._clock())


def counted_back(answers: Sequence[CheckBack], rule: Rule) -> CheckedBack:
    """How many said what, as far as it may be told by the steward's rule for small numbers."""
    each = tuple(sum(one.answer is kind for one in answers) for kind in CheckBackAnswer)
    shown, _ = protect(Group("", each, 0), (), rule)
    counts = dict(zip(CheckBackAnswer, shown.answers, strict=True))
    open_ = frozenset(kind for kind, number in counts.items() if shown.total is not None and number is not None)
    missing = sorted(one.missing for one in answers if one.missing and one.answer in open_)
    return CheckedBack(bool(answers), shown.total, counts, tuple(missing))
