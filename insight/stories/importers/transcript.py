"""A story from the subtitles of a recording (WebVTT or SubRip): who spoke becomes a role, the times are dropped."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from insight.errors import BadInput
from insight.stories.importers.batch import Found
from insight.stories.importers.content import decoded_lines
from insight.stories.importers.refusals import refusal

_TIMES = re.compile(r"\s*(?:\d+:)?\d+:\d+[.,]\d+\s+-->\s+(?:\d+:)?\d+:\d+[.,]\d+.*")
_BLOCKS = ("NOTE", "STYLE", "REGION")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_MARKS = re.compile(r"</?[a-z](?:[.\s][^>]*)?>|<[\d:.]+>|\{\\[^}]*\}", re.IGNORECASE)
_PREFIX = re.compile(r"\[?([A-Z][\w.'’-]{0,40}(?: [A-Z\d(][\w.'’)-]{0,40}){0,3})\]?:\s+(?=\S)")
_ROLE = re.compile(r"(?:speaker|interviewer|interviewee|participant|researcher|facilitator)[ _]?\d*", re.IGNORECASE)
_KEPT = re.compile(r"(?:interviewer|interviewee|participant|researcher|facilitator)[ _]?\d*", re.IGNORECASE)

_PREFIX_TIMES = 2
"""A word before a colon names a speaker when it begins this many cues; once, it is rather part of what was said."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What was said in one stretch, and by whom where the file says so."""

    speaker: str | None
    words: str


def rows(path: Path) -> Iterator[Found]:
    """One story a file; raises `BadInput` where there are no times, so that it is not a transcript."""
    cues = _named(list(_cues(decoded_lines(path.read_bytes()))))
    if not cues:
        raise BadInput(refusal("There is nothing said in this transcript", "Is it the right file?"))
    yield Found(1, "\n".join(_turns(cues)), ref="1")


def _cues(lines: Iterable[str]) -> Iterator[Cue]:
    """The cues in order; notes, styles and cue numbers are left out.

    A voice tag inside a cue begins another one. A block without times after the first cue is what followed an empty
    line inside a cue: it was said.
    """
    begun = False
    for block in _blocks(lines):
        times = next((place for place, line in enumerate(block) if _TIMES.fullmatch(line)), None)
        if block[0].startswith(_BLOCKS) or (times is None and (not begun or block[0].isdigit())):
            continue
        begun = True
        _, *voices = _VOICE.split("<v >" + " ".join(block if times is None else block[times + 1 :]))
        for speaker, words in zip(voices[::2], voices[1::2], strict=True):
            said = " ".join(html.unescape(_MARKS.sub("", words)).split())
            if said:
                yield Cue(html.unescape(speaker).strip() or None, said)


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Lines between empty lines."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _named(cues: list[Cue]) -> list[Cue]:
    """Cues with the speakers that stand as “Name: ” before their words, where no voice tags name them."""
    if any(cue.speaker for cue in cues):
        return cues
    prefixes = Counter(match[1] for cue in cues if (match := _PREFIX.match(cue.words)))
    named: list[Cue] = []
    for cue in cues:
        match = _PREFIX.match(cue.words)
        if match and (prefixes[match[1]] >= _PREFIX_TIMES or _ROLE.fullmatch(match[1])):
            named.append(Cue(match[1], cue.words[match.end() :]))
        else:
            named.append(cue)
    return named


def _turns(cues: Iterable[Cue]) -> Iterator[str]:
    """What each speaker said in one go, as “Speaker 1: …”; a cue that names nobody goes on with the last speaker.

    A speaker who stands there as “Interviewer” already keeps that role.
    """
    roles: dict[str, str] = {}
    speaker: str | None = None
    said: list[str] = []
    for cue in cues:
        if cue.speaker is not None and cue.speaker != speaker:
            if said:
                yield _turn(roles.get(speaker or ""), said)
            speaker, said = cue.speaker, []
            roles.setdefault(speaker, speaker if _KEPT.fullmatch(speaker) else f"Speaker {len(roles) + 1}")
        said.append(cue.words)
    yield _turn(roles.get(speaker or ""), said)


def _turn(role: str | None, said: list[str]) -> str:
    """One paragraph."""
    return f"{role}: {' '.join(said)}" if role else " ".join(said)
