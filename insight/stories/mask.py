"""Hides stretches of a text by what stands in for them, and knows where every other stretch has moved to."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from insight.stories.recognisers.wording import NUMBERED, RELATIVES, standing
from insight.stories.spans import Span, Tier

_FORM = re.compile(r"\[(?P<base>[^\[\]\d][^\[\]]*?)(?: (?P<number>\d{1,3}))?\]")


@dataclass(frozen=True, slots=True)
class Move:
    """One replacement: the stretch of the original it covers, and where it stands in the protected text."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A protected text, and the moves that lead to it from its original, in order."""

    text: str
    moves: tuple[Move, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the original stands now; what a replacement cuts grows to hold the whole replacement."""
        return self._place(start, edge="start"), self._place(end, edge="end")

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Which stretch of the original stands here; half a replacement stands for the whole of what it covers.

        >>> done = Masked("ask [nurse 1] now", (Move(4, 7, 4, 13),))
        >>> done.origin(0, 6), done.origin(14, 17)
        ((0, 7), (8, 11))
        """
        return self._origin(start, edge="start"), self._origin(end, edge="end")

    def _origin(self, offset: int, edge: str) -> int:
        index = bisect_right(self.moves, offset, key=lambda move: move.new_start) - 1
        if edge == "end" and index >= 0 and offset == self.moves[index].new_start:
            index -= 1
        if index < 0:
            return offset
        move = self.moves[index]
        if offset < move.new_end:
            return move.start if edge == "start" else move.end
        return move.end + offset - move.new_end

    def _place(self, offset: int, edge: str) -> int:
        index = bisect_right(self.moves, offset, key=lambda move: move.start) - 1
        if index < 0:
            return offset
        move = self.moves[index]
        if edge == "end" and offset == move.start:
            before = self.moves[index - 1] if index else Move(0, 0, 0, 0)
            return before.new_end + offset - before.end
        if offset < move.end:
            return move.new_start if edge == "start" else move.new_end
        return move.new_end + offset - move.end


def apply(text: str, spans: Sequence[Span]) -> Masked:
    """Hide every span whose tier is MASK.

    Spans that overlap become one stretch under the replacement of the longest, so that no covered character survives.
    Replacements that already stand in the text are never touched: a span that covers one hides what is around it.
    Raises ValueError if a span ends outside the text.
    """
    pieces: list[str] = []
    moves: list[Move] = []
    done = length = 0
    for start, end, replacement in _stretches(text, spans):
        pieces += [text[done:start], replacement]
        length += start - done
        moves.append(Move(start, end, length, length + len(replacement)))
        length += len(replacement)
        done = end
    return Masked("".join([*pieces, text[done:]]), tuple(moves))


def cut(text: str, start: int, end: int, words: str) -> Masked:
    """The text with `words` in place of a stretch, whatever replacements stand in it.

    >>> cut("ask [nurse 1] now", 4, 17, "[left out]").text
    'ask [left out]'
    """
    return Masked(text[:start] + words + text[end:], (Move(start, end, start, start + len(words)),))


def renumber(spans: Sequence[Span], taken: Collection[str] = ()) -> tuple[Span, ...]:
    """Number the people, places and organisations in the order they appear: one entity, one replacement.

    `taken` are replacements that stand in the text already, whose numbers are not given again. Relatives are
    numbered only where a story has two of a kind, because "[sister]" reads better than "[sister 1]".
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    bases: dict[str, str] = {}
    for span in sorted(
        ordered, key=lambda span: span.tier is Tier.SUGGEST
    ):  # what is only offered takes no number away
        form = _FORM.fullmatch(span.replacement)
        if form and (form["base"] in NUMBERED or form["base"] in RELATIVES):
            bases.setdefault(span.entity, form["base"])
    used = dict.fromkeys(bases.values(), 0)
    for form in filter(None, map(_FORM.fullmatch, taken)):
        if form["base"] in used:
            used[form["base"]] = max(used[form["base"]], int(form["number"] or 1))
    many = {base for base in used if list(bases.values()).count(base) + used[base] > 1 or base in NUMBERED}
    names: dict[str, str] = {}
    for entity, base in bases.items():
        used[base] += 1
        names[entity] = f"[{base} {used[base]}]" if base in many else f"[{base}]"
    return tuple(replace(span, replacement=names.get(span.entity, span.replacement)) for span in ordered)


def _stretches(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    hidden = sorted((s for s in spans if s.tier is Tier.MASK), key=lambda s: (s.start, -s.end))
    if any(span.end > len(text) for span in hidden):
        raise ValueError("a span ends outside the text")
    index = 0
    kept = standing(text)
    while index < len(hidden):
        widest = hidden[index]
        start, end = widest.start, widest.end
        index += 1
        while index < len(hidden) and hidden[index].start < end:
            end = max(end, hidden[index].end)
            if hidden[index].end - hidden[index].start > widest.end - widest.start:
                widest = hidden[index]
            index += 1
        for left, right in outside(start, end, kept):
            yield left, right, widest.replacement


def outside(start: int, end: int, kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that no kept stretch covers; `kept` is sorted and does not overlap itself."""
    index = max(0, bisect_right(kept, (start, start)) - 1)
    while start < end and index < len(kept) and kept[index][0] < end:
        left, right = kept[index]
        if right > start:
            if left > start:
                yield start, left
            start = right
        index += 1
    if start < end:
        yield start, end
