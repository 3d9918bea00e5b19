"""Letters back: a person can be told what came of it, at a place and under a word that nobody can trace to them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.ports import Bank
from insight.share.given import ToldHow
from insight.stories.holder import holder
from insight.stories.protect import Detector

PLACE, PICK_UP_WORD = "letter_place", "pick_up_word"
LONGEST_PLACE = 60
LONGEST_LETTER = 4_000


@dataclass(frozen=True, slots=True)
class LetterToLeave:
    """Where a letter is waited for, and under which word; `id` opens nothing but this."""

    id: str
    place: str
    word: str
    asked_on: date


class LettersBack:
    """Who wants to be told, and the letters that are left for them. No letter is kept."""

    def __init__(
        self,
        bank: Bank,
        code_words: Callable[[], Sequence[str]],
        clock: Callable[[], datetime],
        detector: Callable[[], Detector],
    ) -> None:
        """Pick-up words are drawn from `code_words`; `detector` reads a letter before it is printed."""
        self._bank = bank
        self._code_words = code_words
        self._clock = clock
        self._detector = detector

    def ask(self, reader: Reader, code: str, place: str) -> str:
        """The holder of a card wants a letter left at this place; the word they ask for it with."""
        require(reader, Action.USE_CARD)
        where = " ".join(place.split())
        if not 0 < len(where) <= LONGEST_PLACE:
            raise BadInput(f"Say where the letter should be left, in {LONGEST_PLACE} letters or fewer.")
        teller = holder(self._bank, self._clock, reader, code)
        word = secrets.choice(self._code_words())
        now = self._clock()
        with self._bank.writing() as work:
            work.tellers.wants_letter(teller, now.date())
            work.vault.keep(teller, PLACE, where)
            work.vault.keep(teller, PICK_UP_WORD, word)
            work.records.write(reader.id, "letter_asked_for", "letter", now)
        return word

    def waiting(self, reader: Reader) -> tuple[LetterToLeave, ...]:
        """The letters to leave, longest waited for first. That the places were looked at is audited."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            found = tuple(
                LetterToLeave(
                    teller, work.vault.fetch(teller, PLACE) or "", work.vault.fetch(teller, PICK_UP_WORD) or "", on
                )
                for teller, on in work.tellers.letters_to_leave()
            )
            if found:
                work.records.write(reader.id, "letters_opened", "letter", self._clock(), letters=len(found))
        return found

    def gives_away(self, reader: Reader, text: str) -> tuple[str, ...]:
        """The stretches of a letter that could say who somebody is, each once. The letter is kept nowhere."""
        require(reader, Action.ADMINISTER)
        if len(text) > LONGEST_LETTER:
            raise BadInput(f"A letter has {LONGEST_LETTER:,} characters at most.")
        return tuple(dict.fromkeys(text[one.start : one.end] for one in self._detector().detect(text)))

    def left(self, reader: Reader, letter: str) -> None:
        """It lies where they asked for it: they have been told what came of it."""
        require(reader, Action.ADMINISTER)
        now = self._clock()
        with self._bank.writing() as work:
            if not work.tellers.letter_left(letter, now.date()):
                raise NotFound("Nobody waits for this letter any more.")
            work.given.tell(letter, ToldHow.LETTER, now.date(), reader.id)
            work.records.write(reader.id, "letter_left", "letter", now)
