"""Protection: the machine proposes what to hide, people decide, and only what was approved goes on."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader, Role
from insight.errors import NotFound, Refused
from insight.ports import Bank, Work
from insight.stories import aliases, proposal, received
from insight.stories.proposal import Change, Proposal
from insight.stories.risk import Risk, judged
from insight.stories.spans import Span
from insight.stories.story import Part, State, Stretch, Waiting, Whose
from insight.stories.text import Approval, ProtectedText

LONGEST_TITLE = 60
NOT_YOURS = "This story does not wait for you: it was approved or removed meanwhile, or it is not yours."


class Detector(Protocol):
    """What finds identities in a text."""

    def detect(self, text: str) -> tuple[Span, ...]:
        """Stretches to hide or to suggest, without overlaps, in order."""


class Protection:
    """From received to protected."""

    def __init__(
        self,
        bank: Bank,
        detector: Callable[[], Detector],
        clock: Callable[[], datetime],
        quarantine: timedelta,
        hint: Callable[[str], None],
    ) -> None:
        """`quarantine` is how long an original is kept after approval; `hint` tells the worker what was approved."""
        self._bank = bank
        self._detector = detector
        self._clock = clock
        self._quarantine = quarantine
        self._hint = hint

    def detect_next(self, owner: str, only: Sequence[str] | None = None) -> str | None:
        """Find what to hide in the next story that has come in; its id, or `None` when none waits."""
        with self._bank.writing() as work:
            story = work.stories.claim(State.RECEIVED, owner, self._clock(), only)
            if story is None:
                return None
            text = proposal.load(work, story).original.reveal()
        spans = self._detector().detect(text)
        with self._bank.writing() as work:
            if work.stories.move_on(story, State.RECEIVED, State.DETECTED):
                proposal.propose(work, story, aliases.known(work, story, spans))
        return story

    # The first look: whoever heard it or brought it in.

    def waiting(self, reader: Reader) -> tuple[Waiting, ...]:
        """Stories whose proposal waits for this reader's decision."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            begun = work.reviews.looked_over_once()
            return tuple(one for one in work.stories.waiting(State.DETECTED, _own(reader)) if one.id not in begun)

    def on_the_way(self, reader: Reader) -> tuple[Waiting, ...]:
        """Stories of this reader's that the machine has not looked at yet."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            return work.stories.waiting(State.RECEIVED, _own(reader))

    def proposal(self, reader: Reader, story: str) -> Proposal:
        """The original and what would be hidden in it, for the one who reviews it. Opening it is audited."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            found = self._first(work, reader, story)
            work.records.write(reader.id, "original_opened", story, self._clock())
            return found

    def called(self, reader: Reader, story: str) -> str:
        """The name that its teller chose to go by; empty for none."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            self._first(work, reader, story)
            teller = work.stories.storyteller_of(story)
            return work.tellers.called(teller) if teller else ""

    def decide(self, reader: Reader, story: str, spans: Sequence[Span]) -> None:
        """Keep a reviewer's decisions so far, so that closing the page loses none."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            proposal.decide(work, self._first(work, reader, story), spans, reader.id, self._clock())

    def changes(self, reader: Reader, story: str) -> tuple[Change, ...]:
        """What was changed in the proposal, by whom and when; without words."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            self._first(work, reader, story)
            return proposal.changes(work, story)

    def preview(self, reader: Reader, story: str) -> tuple[str, tuple[Stretch, ...]]:
        """How the story would read as decided so far, with its stretches: for reading back."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            return self._first(work, reader, story).outcome()

    def strike(self, reader: Reader, story: str, start: int, end: int) -> None:
        """Leave out a stretch of the protected text, because its teller wants it so."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            self._strike(work, self._first(work, reader, story), reader, start, end)

    def mark_words(self, reader: Reader, story: str, whose: Sequence[Whose]) -> None:
        """In whose words each stretch is, in order."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            before = self._first(work, reader, story).stretches
            marked = [Stretch(s.start, s.end, s.part, w, s.prompt) for s, w in zip(before, whose, strict=True)]
            work.vault.keep(story, received.STRETCHES, received.dump(marked))

    def approve(self, reader: Reader, story: str) -> bool:
        """Keep the text as decided; from here on it can be read, and the original goes when the quarantine ends.

        False: it holds what harms whoever is recognised, so that somebody else has to read it first. The operator at
        the machine itself answers for many at once; what is alarming in those still waits for a signature outside.
        """
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            found = self._first(work, reader, story)
            if reader.role is not Role.OPERATOR and judged(_outcome(found)[0]).high:
                work.reviews.looked_over(story, reader.id)
                work.records.write(reader.id, "story_looked_over", story, self._clock())
                return False
            self._keep(work, found, reader)
        self._hint(story)
        return True

    # The second look: somebody else, who sees the protected words and no original.

    def waiting_for_second(self, reader: Reader) -> tuple[Waiting, ...]:
        """Stories that another person approved and that need a second one."""
        require(reader, Action.SECOND_LOOK)
        with self._bank.reading() as work:
            return work.reviews.waiting(scope(reader, today=self._clock().date()), reader.id)

    def second_look(self, reader: Reader, story: str) -> tuple[str, tuple[Stretch, ...], Risk]:
        """The protected words as the first reader left them, and what could still give somebody away."""
        require(reader, Action.SECOND_LOOK)
        with self._bank.writing() as work:
            text, stretches = self._second(work, reader, story).outcome()
            work.records.write(reader.id, "second_look", story, self._clock())
            return text, stretches, judged(text)

    def strike_second(self, reader: Reader, story: str, start: int, end: int) -> None:
        """Leave out a stretch that gives somebody away."""
        require(reader, Action.SECOND_LOOK)
        with self._bank.writing() as work:
            self._strike(work, self._second(work, reader, story), reader, start, end)

    def send_back(self, reader: Reader, story: str) -> None:
        """It is not safe as it is: whoever looked it over first looks again."""
        require(reader, Action.SECOND_LOOK)
        with self._bank.writing() as work:
            self._second(work, reader, story)
            work.reviews.looked_over(story, None)
            work.records.write(reader.id, "story_sent_back", story, self._clock())

    def agree(self, reader: Reader, story: str) -> None:
        """Two people have read it now: it is kept."""
        require(reader, Action.SECOND_LOOK)
        with self._bank.writing() as work:
            self._keep(work, self._second(work, reader, story), reader)
        self._hint(story)

    def sweep(self) -> int:
        """Throw away originals whose quarantine has ended, and that nobody holds; how many."""
        with self._bank.writing() as work:
            gone = work.vault.forget_expired(self._clock())
            work.safety.forget_ended(self._clock())
            if gone:
                work.records.write("system:sweep", "originals_forgotten", "quarantine", self._clock(), number=gone)
        return gone

    def _keep(self, work: Work, found: Proposal, reader: Reader) -> None:
        text, stretches = _outcome(found)
        now = self._clock()
        keep_approved(work, found.story, ProtectedText(text, Approval(reader.id, now)), stretches)
        for (label, what), number in proposal.missed(work, found).items():
            work.reviews.count(f"{now:%Y-%m}", label, what, number)
        work.reviews.count(f"{now:%Y-%m}", "", "stories", 1)
        if self._quarantine:
            aliases.remember(work, found.story, found.spans)
        if self._quarantine or work.safety.holds(found.story, now):
            work.vault.set_expiry(found.story, now + self._quarantine)
        else:
            work.vault.forget(found.story)
        work.records.write(reader.id, "story_approved", found.story, now)

    def _strike(self, work: Work, found: Proposal, reader: Reader, start: int, end: int) -> None:
        proposal.decide(work, found, found.struck(start, end), reader.id, self._clock())

    def _first(self, work: Work, reader: Reader, story: str) -> Proposal:
        waits = work.stories.is_waiting(story, State.DETECTED, _own(reader))
        if not waits or work.reviews.first_reader(story) is not None:
            raise NotFound(NOT_YOURS)
        return proposal.load(work, story)

    def _second(self, work: Work, reader: Reader, story: str) -> Proposal:
        if all(one.id != story for one in work.reviews.waiting(scope(reader, today=self._clock().date()), reader.id)):
            raise NotFound(NOT_YOURS)
        return proposal.load(work, story)


def keep_approved(
    work: Work, story: str, text: ProtectedText, stretches: Sequence[Stretch], title: str | None = None
) -> None:
    """Keep approved words under a title, or their own first ones, with the alarms that hold them inside."""
    words = str(text)
    work.stories.approve(story, text, stretches, title_of(words, stretches) if title is None else title)
    work.reviews.raise_alarms(story, judged(words).alarms)


def title_of(text: str, stretches: Sequence[Stretch]) -> str:
    """A heading from the story's own first words, cut at a word."""
    start = next((s.start for s in stretches if s.part is Part.STORY), 0)
    words = text[start:].split("\n")[0].split(". ")[0].strip()
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".,;:")
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(".,;:") + " …"


def _outcome(found: Proposal) -> tuple[str, tuple[Stretch, ...]]:
    text, stretches = found.outcome()
    if not text.replace(proposal.LEFT_OUT, "").strip():
        raise Refused("Nothing would be left of this story. It was not approved, and nothing was changed.")
    return text, stretches


def _own(reader: Reader) -> str | None:
    """Everybody reviews what they heard or brought in; the local operator reviews everything."""
    return None if reader.role is Role.OPERATOR else reader.id
