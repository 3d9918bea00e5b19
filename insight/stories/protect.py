"""Protection: the machine proposes what to hide, a person decides, and only what was approved goes on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Protocol

from insight.access.gate import Action, require
from insight.access.reader import Reader, Role
from insight.errors import NotFound, Refused
from insight.ports import Bank, Work
from insight.stories import mask, received
from insight.stories.spans import Label, Span, Tier
from insight.stories.story import Part, State, Stretch, Waiting, Whose
from insight.stories.text import Approval, Original, ProtectedText

LONGEST_TITLE = 60


class Detector(Protocol):
    """What finds identities in a text."""

    def detect(self, text: str) -> tuple[Span, ...]:
        """Stretches to hide or to suggest, without overlaps, in order."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story before approval, as its reviewer sees it: the original, what would be hidden, and its stretches."""

    story: str
    original: Original
    spans: tuple[Span, ...]
    stretches: tuple[Stretch, ...]


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
            text = self._original(work, story).reveal()
        spans = self._detector().detect(text)
        with self._bank.writing() as work:
            if work.stories.move_on(story, State.RECEIVED, State.DETECTED):
                work.vault.keep(story, received.PROPOSAL, _dump(spans))
        return story

    def waiting(self, reader: Reader) -> tuple[Waiting, ...]:
        """Stories whose proposal waits for this reader's decision."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            return work.stories.waiting(State.DETECTED, _own(reader))

    def on_the_way(self, reader: Reader) -> tuple[Waiting, ...]:
        """Stories of this reader's that the machine has not looked at yet."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            return work.stories.waiting(State.RECEIVED, _own(reader))

    def proposal(self, reader: Reader, story: str) -> Proposal:
        """The original and what would be hidden in it, for the one who reviews it. Opening it is audited."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            self._require_waiting(work, reader, story)
            work.records.write(reader.id, "original_opened", story, self._clock())
            return self._proposal(work, story)

    def decide(self, reader: Reader, story: str, spans: Sequence[Span]) -> None:
        """Keep a reviewer's decisions so far, so that closing the page loses none."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            self._require_waiting(work, reader, story)
            work.vault.keep(story, received.PROPOSAL, _dump(_within(spans, len(self._original(work, story)))))

    def preview(self, reader: Reader, story: str) -> tuple[str, tuple[Stretch, ...]]:
        """How the story would read as decided so far, with its stretches: for reading back."""
        require(reader, Action.REVIEW)
        with self._bank.reading() as work:
            self._require_waiting(work, reader, story)
            return _masked(self._proposal(work, story))

    def mark_words(self, reader: Reader, story: str, whose: Sequence[Whose]) -> None:
        """In whose words each stretch is, in order."""
        require(reader, Action.REVIEW)
        with self._bank.writing() as work:
            self._require_waiting(work, reader, story)
            before = self._proposal(work, story).stretches
            marked = [Stretch(s.start, s.end, s.part, w, s.prompt) for s, w in zip(before, whose, strict=True)]
            work.vault.keep(story, received.STRETCHES, received.dump(marked))

    def approve(self, reader: Reader, story: str) -> None:
        """Keep the text as decided. From here on it can be read; the original goes when the quarantine ends."""
        require(reader, Action.REVIEW)
        now = self._clock()
        with self._bank.writing() as work:
            self._require_waiting(work, reader, story)
            text, stretches = _masked(self._proposal(work, story))
            if not text.strip():
                raise Refused("Nothing would be left of this story. It was not approved, and nothing was changed.")
            work.stories.approve(
                story, ProtectedText(text, Approval(reader.id, now)), stretches, title_of(text, stretches)
            )
            self._end_quarantine(work, story, now)
            work.records.write(reader.id, "story_approved", story, now)
        self._hint(story)

    def sweep(self) -> int:
        """Throw away originals whose quarantine has ended; how many."""
        with self._bank.writing() as work:
            gone = work.vault.forget_expired(self._clock())
            if gone:
                work.records.write("system:sweep", "originals_forgotten", "quarantine", self._clock(), number=gone)
        return gone

    def _end_quarantine(self, work: Work, story: str, now: datetime) -> None:
        if self._quarantine:
            work.vault.set_expiry(story, now + self._quarantine)
        else:
            work.vault.forget(story)

    def _require_waiting(self, work: Work, reader: Reader, story: str) -> None:
        if not work.stories.is_waiting(story, State.DETECTED, _own(reader)):
            raise NotFound(
                "This story does not wait for you: it was approved or removed meanwhile, or it is not yours."
            )

    def _original(self, work: Work, story: str) -> Original:
        text = work.vault.fetch(story, received.ORIGINAL)
        if text is None:
            raise NotFound("The original of this story is gone.")
        return Original(text)

    def _proposal(self, work: Work, story: str) -> Proposal:
        return Proposal(
            story,
            self._original(work, story),
            _load(work.vault.fetch(story, received.PROPOSAL) or "[]"),
            received.load(work.vault.fetch(story, received.STRETCHES) or "[]"),
        )


def title_of(text: str, stretches: Sequence[Stretch]) -> str:
    """A heading from the story's own first words, cut at a word."""
    start = next((s.start for s in stretches if s.part is Part.STORY), 0)
    words = text[start:].split("\n")[0].split(". ")[0].strip()
    if len(words) <= LONGEST_TITLE:
        return words.rstrip(".,;:")
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(".,;:") + " …"


def _own(reader: Reader) -> str | None:
    """Everybody reviews what they heard or brought in; the local operator reviews everything."""
    return None if reader.role is Role.OPERATOR else reader.id


def _masked(proposal: Proposal) -> tuple[str, tuple[Stretch, ...]]:
    done = mask.apply(proposal.original.reveal(), proposal.spans)
    moved = []
    for one in proposal.stretches:
        start, end = done.place(one.start, one.end)
        moved.append(Stretch(start, end, one.part, one.whose, one.prompt))
    return done.text, tuple(moved)


def _within(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    if any(span.end > length for span in spans):
        raise Refused("A mark lies outside the text. Nothing was changed; open the story again.")
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _dump(spans: Sequence[Span]) -> str:
    return json.dumps([asdict(span) for span in spans])


def _load(text: str) -> tuple[Span, ...]:
    return tuple(Span(**{**one, "label": Label(one["label"]), "tier": Tier(one["tier"])}) for one in json.loads(text))
