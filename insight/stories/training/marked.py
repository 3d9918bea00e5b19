"""Reads invented stories in which every identity is marked in place: `<<PERSON:p1|Shaz>>` and `<<-|Will>>`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from insight.errors import BadInput

_STORY = re.compile(r"^# (?P<id>\S+) \| (?P<style>.+)\n(?P<body>(?:(?!^# \S+ \| ).*\n?)*)", re.MULTILINE)
_MARK = re.compile(r"<<(?P<label>[A-Z]+|[-?])(?::(?P<entity>[\w.-]+))?\|(?P<words>[^<>|]+)>>")
# Marked beside the identities, for measuring: words that only look like one, and words that could go either way.
INNOCENT, OPTIONAL = "-", "?"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch, in code points of its text; all mentions of one identity share `entity`."""

    start: int
    end: int
    label: str
    entity: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An invented story without its marks, and where they were."""

    id: str
    text: str
    marks: tuple[Mark, ...]


def read(file: str) -> tuple[Marked, ...]:
    """The stories of a file's text. `BadInput` names the story in which a mark was left open.

    >>> [story] = read("# A1 | case note\\nMet <<PERSON:p1|Shaz>> in <<-|May>>.\\n")
    >>> story.text, [(mark.label, story.text[mark.start : mark.end]) for mark in story.marks]
    ('Met Shaz in May.', [('PERSON', 'Shaz'), ('-', 'May')])
    """
    return tuple(_story(found["id"], found["body"].strip()) for found in _STORY.finditer(file))


def _story(id_: str, body: str) -> Marked:
    marks = tuple(_placed(body))
    text = _MARK.sub(lambda mark: mark["words"], body)
    if re.search(r"<<|>>|\|", text):
        raise BadInput(f"In story {id_} a mark is not closed as it should be.")
    return Marked(id_, text, marks)


def _placed(body: str) -> Iterator[Mark]:
    removed = 0
    for found in _MARK.finditer(body):
        words = found["words"]
        start = found.start() - removed
        removed += len(found.group()) - len(words)
        yield Mark(start, start + len(words), found["label"], found["entity"] or f"{found['label']}:{words.lower()}")
