"""Coders side by side: who said of which piece of a story that a code belongs there, and where they differ.

Pieces follow one another and do not overlap, so that no sentence counts twice: each passage of a story reaches to where
the next begins. Somebody says yes to a piece when what they coded before they finished covers half of it or more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from insight.research.agreement import alpha
from insight.research.study import Code, Coding, Study
from insight.stories.story import Facts
from insight.themes.passages import Window, cut

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far coders agree about one code: alpha (see `agreement`), over how many pieces, by how many people."""

    code: Code
    alpha: float | None
    pieces: int
    coders: int


@dataclass(frozen=True, slots=True)
class Differs:
    """A piece of a story to which some gave a code and some did not. `yes` and `no` are accounts."""

    code: Code
    facts: Facts
    start: int
    end: int
    text: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    codings: tuple[Coding, ...]

    @property
    def settled(self) -> bool:
        """Whether somebody decided about all that was coded here."""
        return all(one.kept is not None for one in self.codings)


def pieces(text: str) -> tuple[Window, ...]:
    """A story in passages that follow one another, without white space at either end.

    >>> [one.start for one in pieces("Nobody had done that before.")]
    [0]
    """
    windows = cut(text)
    ends = [later.start for _, later in pairwise(windows)] + [one.end for one in windows[-1:]]
    return tuple(
        Window(one.start, one.start + len(text[one.start : end].rstrip()))
        for one, end in zip(windows, ends, strict=True)
    )


def covers(stretches: Iterable[tuple[int, int]], piece: Window) -> bool:
    """Whether stretches together cover half of a piece or more.

    >>> covers([(0, 3), (2, 5)], Window(0, 10)), covers([(0, 4)], Window(0, 10))
    (True, False)
    """
    covered, reached = 0, piece.start
    for start, end in sorted(stretches):
        first, last = max(start, reached), min(end, piece.end)
        covered, reached = covered + max(last - first, 0), max(reached, last)
    return covered >= HALF * (piece.end - piece.start)


def compared(
    study: Study, finished: Mapping[str, Mapping[str, datetime]], since: Mapping[str, datetime]
) -> tuple[tuple[Agreed, ...], tuple[Differs, ...]]:
    """How far coders agree about each code in use, and every piece about which they differ.

    `study` holds all codings, those taken off as well; `finished` says who finished which story and when, `since` when
    each code came. Whoever finished before a code came was never asked about it.
    """
    agreed: list[Agreed] = []
    differs: list[Differs] = []
    for code in study.codes:
        if code.retired:
            continue
        rows: list[list[int | None]] = []
        people: set[str] = set()
        for story in study.stories:
            asked = {who: at for who, at in finished.get(story.id, {}).items() if at >= since[code.id]}
            if len(asked) < 2:
                continue
            people |= asked.keys()
            given = [one for one in study.codings if one.code == code.id and one.story == story.id]
            given = [one for one in given if not one.suggested and one.by in asked and one.at <= asked[one.by]]
            for piece in pieces(str(story.text)):
                said = {who: _says(who, given, piece) for who in sorted(asked)}
                rows.append([int(yes) for yes in said.values()])
                if len(set(said.values())) > 1:
                    differs.append(_differs(code, story.facts, str(story.text), piece, said, given))
        agreed.append(Agreed(code, alpha(rows), len(rows), len(people)))
    return tuple(agreed), tuple(differs)


def _says(who: str, given: Sequence[Coding], piece: Window) -> bool:
    return covers([(one.start, one.end) for one in given if one.by == who], piece)


def _differs(
    code: Code, facts: Facts, text: str, piece: Window, said: Mapping[str, bool], given: Sequence[Coding]
) -> Differs:
    yes = tuple(who for who, belongs in said.items() if belongs)
    touching = tuple(one for one in given if one.by in yes and one.start < piece.end and piece.start < one.end)
    no = tuple(who for who in said if who not in yes)
    return Differs(code, facts, piece.start, piece.end, text[piece.start : piece.end], yes, no, touching)
