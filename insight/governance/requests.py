"""Asked of us: rights, the police, courts and freedom of information, logged until they are answered."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.governance.asked import Kind, Outcome, Request, due_on
from insight.identifiers import new_id
from insight.ports import Bank
from insight.stories.protect import Detector

LONGEST_BODY, LONGEST_NOTE = 100, 500
SOON = timedelta(days=7)


class Requests:
    """The steward's log. It holds no name of whoever told a story, and no word of one."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], detector: Callable[[], Detector]) -> None:
        """`detector` looks for names in what the steward notes."""
        self._bank = bank
        self._clock = clock
        self._detector = detector

    def waiting(self, reader: Reader) -> tuple[Request, ...]:
        """What waits for an answer, the most urgent first."""
        return self._requests(reader, answered=False)

    def answered(self, reader: Reader) -> tuple[Request, ...]:
        """What was answered, the newest first."""
        return self._requests(reader, answered=True)

    def due(self, reader: Reader) -> tuple[Request, ...]:
        """What has to be answered within a week, or should have been."""
        soon = self._today() + SOON
        return tuple(one for one in self.waiting(reader) if one.due_on <= soon)

    def log(self, reader: Reader, kind: Kind, received: date, body: str = "", note: str = "") -> Request:
        """Write down what was asked. `BadInput`: a day to come, no body, or a name in a line."""
        require(reader, Action.ADMINISTER)
        if received > self._today():
            raise BadInput("This day is still to come. Nothing was kept.")
        who, said = " ".join(body.split()), " ".join(note.split())
        if kind.from_a_body and not who:
            raise BadInput("Say which body asks: which police force, which court. Nothing was kept.")
        if len(who) > LONGEST_BODY or len(said) > LONGEST_NOTE:
            raise BadInput(f"The body has {LONGEST_BODY} letters at most, the note {LONGEST_NOTE}. Nothing was kept.")
        self._refuse_names(said, who)
        one = Request(new_id(), kind, received, due_on(kind, received), who, said, None, None)
        with self._bank.writing() as work:
            work.governance.log(one, reader.id)
            work.records.write(reader.id, "request_logged", one.id, self._clock(), kind=kind.value)
        return one

    def answer(self, reader: Reader, request: str, outcome: Outcome) -> None:
        """It was answered today, and ended like this."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            if not work.governance.answer(request, outcome, self._today()):
                raise NotFound("This does not wait for an answer any more.")
            work.records.write(reader.id, "request_answered", request, self._clock(), outcome=outcome.value)

    def _requests(self, reader: Reader, *, answered: bool) -> tuple[Request, ...]:
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.governance.requests(answered=answered)

    def _refuse_names(self, *texts: str) -> None:
        found = self._detector().detect("\n\n".join(text for text in texts if text)) if any(texts) else ()
        if any(one.surely_names for one in found):
            raise BadInput(
                "This seems to hold somebody's name, number or address. Nothing was kept. Say it without: whoever "
                "asks is written to elsewhere."
            )

    def _today(self) -> date:
        return self._clock().date()
