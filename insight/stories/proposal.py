"""A story between coming in and being kept: its original, what would be hidden, what people changed; all sealed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from insight.errors import NotFound, Refused
from insight.ports import Work
from insight.stories import mask, received
from insight.stories.mask import Masked
from insight.stories.spans import Label, Span, Tier
from insight.stories.story import Stretch
from insight.stories.text import Original

REVIEWER = "reviewer"
"""The `source` of a span that a person added."""
LEFT_OUT = "[left out]"
_CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A story before approval, as its reviewer sees it: the original, what would be hidden, and its stretches."""

    story: str
    original: Original
    spans: tuple[Span, ...]
    stretches: tuple[Stretch, ...]

    def masked(self) -> Masked:
        """How it would read as decided so far."""
        return mask.apply(self.original.reveal(), self.spans)

    def outcome(self) -> tuple[str, tuple[Stretch, ...]]:
        """The protected text with its stretches."""
        done = self.masked()
        return done.text, tuple(moved(self.stretches, done))

    def struck(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans after a stretch of the protected text was struck. Refused: it covers no word."""
        left, right = self.masked().origin(start, end)
        text = self.original.reveal()
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left == right:
            raise Refused("There is nothing to strike there. Nothing was changed.")
        rest = [span for span in self.spans if span.end <= left or span.start >= right]
        reason = "struck when it was read back"
        whole = Span(left, right, Label.EVENT, Tier.MASK, LEFT_OUT, REVIEWER, reason, f"struck {left}")
        return tuple(sorted([*rest, whole], key=lambda span: span.start))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody changed; no word of the story is in it."""

    at: datetime
    by: str
    what: str
    label: Label
    times: int


def moved(stretches: Iterable[Stretch], done: Masked) -> Iterator[Stretch]:
    """The stretches where they stand in a masked text."""
    for one in stretches:
        start, end = done.place(one.start, one.end)
        yield Stretch(start, end, one.part, one.whose, one.prompt)


def load(work: Work, story: str) -> Proposal:
    """What waits for a decision. NotFound: its original is gone."""
    text = work.vault.fetch(story, received.ORIGINAL)
    if text is None:
        raise NotFound("The original of this story is gone.")
    return Proposal(
        story,
        Original(text),
        _spans(work.vault.fetch(story, received.PROPOSAL) or "[]"),
        received.load(work.vault.fetch(story, received.STRETCHES) or "[]"),
    )


def propose(work: Work, story: str, spans: Sequence[Span]) -> None:
    """Keep what the machine found, once as it was and once to be changed."""
    for name in (received.PROPOSAL, received.MACHINE):
        work.vault.keep(story, name, _written(spans))


def decide(work: Work, before: Proposal, spans: Sequence[Span], by: str, at: datetime) -> None:
    """Keep what a person decided, and in the log that they did. Refused: a mark lies outside the text."""
    if any(span.end > len(before.original) for span in spans):
        raise Refused("A mark lies outside the text. Nothing was changed; open the story again.")
    work.vault.keep(before.story, received.PROPOSAL, _written(sorted(spans, key=lambda span: span.start)))
    log = json.loads(work.vault.fetch(before.story, _CHANGES) or "[]")
    log += [[at.isoformat(), by, what, label.value, n] for (what, label), n in _changed(before.spans, spans).items()]
    work.vault.keep(before.story, _CHANGES, json.dumps(log))


def changes(work: Work, story: str) -> tuple[Change, ...]:
    """Everything that people changed, oldest first; it goes with the original."""
    log = json.loads(work.vault.fetch(story, _CHANGES) or "[]")
    return tuple(Change(datetime.fromisoformat(at), by, what, Label(label), n) for at, by, what, label, n in log)


def missed(work: Work, final: Proposal) -> Counter[tuple[str, str]]:
    """By (label, what): what the machine proposed, what of it people took away, and what they had to add."""
    machine = _spans(work.vault.fetch(final.story, received.MACHINE) or "[]")
    was = [span for span in machine if span.tier is Tier.MASK]
    now = [span for span in final.spans if span.tier is Tier.MASK and span.replacement != LEFT_OUT]
    counts: Counter[tuple[str, str]] = Counter((span.label.value, "proposed") for span in was)
    struck = [span for span in final.spans if span.replacement == LEFT_OUT]
    counts.update((span.label.value, "taken away") for span in was if not _touched(span, [*now, *struck]))
    offered = [span for span in machine if span.tier is Tier.SUGGEST]
    for span in now:
        if not _touched(span, was):
            counts[span.label.value, "accepted" if _touched(span, offered) else "added"] += 1
    return counts


def _touched(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _changed(before: Sequence[Span], after: Sequence[Span]) -> Counter[tuple[str, Label]]:
    old = {(span.start, span.end): span for span in before}
    changed: Counter[tuple[str, Label]] = Counter()
    for span in after:
        known = old.get((span.start, span.end))
        if known is None:
            changed["struck" if span.replacement == LEFT_OUT else "added", span.label] += 1
        elif known.tier is not span.tier:
            changed["taken out" if span.tier is Tier.MASK else "left in", span.label] += 1
        elif known.replacement != span.replacement:
            changed["renamed", span.label] += 1
    return changed


def _written(spans: Sequence[Span]) -> str:
    return json.dumps([asdict(span) for span in spans])


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(**{**one, "label": Label(one["label"]), "tier": Tier(one["tier"])}) for one in json.loads(text))
