"""A plug for a language model on this machine that names a theme: off unless a program is set, its answer checked."""

import json
import subprocess
from collections.abc import Collection, Sequence
from typing import Protocol

from insight.themes.clauses import sayable
from insight.themes.words import STOP_WORDS, content, plain, stems

PASSAGES = 12  # what a small model reads in a few seconds
SECONDS = 60.0
_LONGEST_ANSWER = 200  # letters looked at; a heading has fewer


class Namer(Protocol):
    """What gives a theme a heading of its own."""

    def __call__(self, passages: Sequence[str], words: Sequence[str], taken: Collection[str]) -> str | None:
        """A heading of three to eight words, or `None`. `passages` may be quoted, nearest first; `taken` are in use."""


class ProgramNamer:
    """Asks a program on this machine: one JSON object on its standard input, one line on its standard output.

    It is given `{"passages": [...], "words": [...], "taken": [...]}`: protected text that may be quoted, nothing else.
    """

    def __init__(self, command: Sequence[str], seconds: float = SECONDS) -> None:
        """`command` is the program and its arguments; it is started once for each theme, without a shell."""
        self._command = list(command)
        self._seconds = seconds

    def __call__(self, passages: Sequence[str], words: Sequence[str], taken: Collection[str]) -> str | None:
        """Its heading, if it gives one in time that may stand; whatever goes wrong, the theme is named without it."""
        given = {"passages": list(passages[:PASSAGES]), "words": list(words), "taken": sorted(taken)}
        try:
            done = subprocess.run(
                self._command, input=json.dumps(given), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                encoding="utf-8", errors="replace", timeout=self._seconds, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None
        return checked(done.stdout, given["passages"], words, taken) if done.returncode == 0 else None


def checked(answer: str, passages: Sequence[str], words: Sequence[str], taken: Collection[str]) -> str | None:
    """The heading in a program's answer, or `None` if it may not stand: a name, a figure, a hard word, one in use.

    >>> checked('"Being passed from door to door."', [], [], [])
    'Being passed from door to door'
    >>> checked("Kevin helped me through it", ["A worker helped me through it."], [], []) is None
    True
    """
    lines = answer[:_LONGEST_ANSWER].strip().splitlines()
    found = sayable(lines[0]) if len(lines) == 1 else None
    if found is None or found.lower() in {one.lower() for one in taken}:
        return None
    # The passages hold no names. A first word with its capital could be one, unless it is common or theirs.
    first = plain(found).split()[0].lower()
    theirs = {plain(word).lower() for word in words}.union(*(stems(text) for text in passages))
    known = first in STOP_WORDS or first.endswith("ing") or bool({first, *stems(first)} & theirs)
    return found if known or not content(first) else None
