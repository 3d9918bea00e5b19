"""Cuts a story into passages: overlapping windows of a few sentences, each an exact slice of the text."""

import re
from dataclasses import dataclass
from itertools import pairwise

# A 256-token vector sees 6 to 24% of a long account; windows of 60 to 90 words lifted several-themes-a-story
# macro-F1 from .13-.27 to .48-.54 (3,530 real posts), so a passage is about one breath of telling.
WORDS_WANTED = 60
WORDS_AT_MOST = 90
WORDS_EVER = 120  # what a window may grow to so that no stub of a few words is left behind
UNIT_WORDS = 45  # half of WORDS_AT_MOST: any two units make a window, so each can overlap the next by one
SHORT_WORDS = 12  # "No. Never. Ok then." is one breath, not three: shorter sentences join the next

_WORD = re.compile(r"(?:\[[^\[\]\n]{1,60}\]|\S)+")  # a replacement such as [support worker 1] is one word
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n[^\S\n]*\n|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:mr|mrs|ms|dr|prof|st|rev|sgt|no|vs|etc|e\.g|i\.e|approx|a\.m|p\.m|[a-z])\.$", re.IGNORECASE
)
_LINE_OF_A_MESSAGE = 50  # a line shorter than this ended because its writer ended it, not because the page did


@dataclass(frozen=True, slots=True)
class Window:
    """One passage of a text: `text[start:end]`, in code points, without white space at either end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a protected story: `text` is the slice from `start` to `end` of the story named by its id."""

    id: str
    story: str
    start: int
    end: int
    text: str


def cut(text: str) -> tuple[Window, ...]:
    """Windows of two to four sentences, about 60 to 90 words, one sentence overlapping; together they hold every word.

    A text of up to 90 words is one window; a text without any word has none. Long stretches without
    punctuation are cut between words; no window has more than 120 words.

    >>> text = "They listened. Nobody had done that before."
    >>> [text[window.start:window.end] for window in cut(text)]
    ['They listened. Nobody had done that before.']
    """
    units = _units(text)
    sizes = [_size(text, unit) for unit in units]
    windows: list[Window] = []
    first = 0
    while first < len(units):
        last = _last_unit(sizes, first)
        windows.append(Window(units[first].start, units[last].end))
        if last == len(units) - 1:
            break
        first = last
    return tuple(windows)


def sentences(text: str) -> tuple[Window, ...]:
    """The sentences of a text as people write them: text messages, lists and hard-wrapped lines included."""
    found: list[Window] = []
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text, start, end):
            continue
        _append_trimmed(found, text, start, end.end())
        start = end.end()
    _append_trimmed(found, text, start, len(text))
    return tuple(found)


def _last_unit(sizes: list[int], first: int) -> int:
    """Index of the last unit of the window that begins at `first`; at least two units, unless there is only one."""
    if sum(sizes[first:]) <= WORDS_AT_MOST:
        return len(sizes) - 1
    last, total = first, sizes[first]
    while last + 1 < len(sizes) and (
        last == first or (total < WORDS_WANTED and total + sizes[last + 1] <= WORDS_AT_MOST)
    ):
        last += 1
        total += sizes[last]
    rest = sum(sizes[last + 1 :])
    if rest < SHORT_WORDS and total + rest <= WORDS_EVER:
        return len(sizes) - 1
    return last


def _units(text: str) -> list[Window]:
    """Sentences of at most UNIT_WORDS words: long ones divided, short ones joined to what follows."""
    joined: list[Window] = []
    for piece in (part for sentence in sentences(text) for part in _divided(text, sentence)):
        if joined:
            before = _size(text, joined[-1])
            if before < SHORT_WORDS and before + _size(text, piece) <= UNIT_WORDS:
                joined[-1] = Window(joined[-1].start, piece.end)
                continue
        joined.append(piece)
    return joined


def _divided(text: str, sentence: Window) -> list[Window]:
    """The sentence in near equal parts of at most UNIT_WORDS words, cut between words."""
    words = [match.span() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    parts = -(-len(words) // UNIT_WORDS)
    bounds = [len(words) * part // parts for part in range(parts + 1)]
    return [Window(words[a][0], words[b - 1][1]) for a, b in pairwise(bounds)]


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the sentence goes on after what looks like its end."""
    mark, after = end.group(), text[end.end() :].lstrip()[:1]
    if mark.startswith("\n"):
        if mark.count("\n") > 1 or not after.isalpha():
            return False
        line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()].rstrip()
        return len(line) >= _LINE_OF_A_MESSAGE and line[-1:] not in ".!?…:" and (after.islower() or after == "I")
    if _inside_replacement(text, start, end.end()):
        return True
    if mark.startswith(("…", "..")) or mark[-1] in "\"'”’)":
        return after.islower() and not text[end.end() :].startswith("\n")  # "just… gone", “Why?” she said
    return mark == "." and bool(_ABBREVIATION.search(text, start, end.end()))


def _inside_replacement(text: str, start: int, end: int) -> bool:
    """Whether `end` stands between the brackets of a replacement: those are never cut."""
    opened = text.rfind("[", start, end)
    return (
        opened > text.rfind("]", start, end) and text.find("]", end, opened + 62) >= 0 and "\n" not in text[opened:end]
    )


def _append_trimmed(found: list[Window], text: str, start: int, end: int) -> None:
    """Add the stretch without the white space around it; a stretch of nothing else is no sentence."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        found.append(Window(start + left, start + len(piece.rstrip())))


def _size(text: str, window: Window) -> int:
    """How many words the stretch has."""
    return sum(1 for _ in _WORD.finditer(text, window.start, window.end))
