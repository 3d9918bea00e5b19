"""Stories from a Word document, one under each heading, by python-docx."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from insight.stories.importers.batch import Found
from insight.stories.importers.content import check_archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = f"{_W}t"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom"}
_PARAGRAPH = f"{_W}p"

_CASE_STUDY = re.compile(r"\s*case study (?:no\.? ?)?\d+\b", re.IGNORECASE)
_LABEL_LENGTH = 100
"""A paragraph beginning “Case study 3” is a heading up to this length; a longer one has the story in it."""

_TITLE_LEVEL = 0


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its words, and its level where it is a heading (0 the title, 1 the highest)."""

    text: str
    level: int | None = None


@dataclass(slots=True)
class Part:
    """What stands under one heading."""

    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, one paragraph a line, without the empty lines around them."""
        return "\n".join(self.lines).strip("\n")


def rows(path: Path, whole: bool = False) -> Iterator[Found]:
    """One story a heading; without headings one a “Case study 3” line; without those, or if wished, the whole document.

    The heading itself is left out, since it often carries a name; headings below it stay in the story. Stories are
    numbered in their order, and what stands before the first heading is row 0. Tables, text boxes and tracked
    insertions are read; tracked deletions, comments, notes, headers and footers are not.
    """
    check_archive(path, "docx")
    from docx import Document

    document = Document(str(path))
    levels = _heading_levels(document)
    paragraphs = [
        Paragraph(_text(element), levels.get(_style(element)))
        for element in document.element.body.iter(_PARAGRAPH)
        if not _within_skipped(element)
    ]
    yield from stories(paragraphs, whole)


def stories(paragraphs: list[Paragraph], whole: bool = False) -> Iterator[Found]:
    """Cut paragraphs into stories at their headings, or leave them whole but for what stands above it all."""
    if whole:
        begins = next((at for at, one in enumerate(paragraphs) if one.level is None and one.text.strip()), 0)
        yield Found(1, "\n".join(paragraph.text for paragraph in paragraphs[begins:]).strip("\n"), ref="1")
        return
    _mark_case_studies(paragraphs)
    split = _split_level(paragraphs)
    if split is None:
        yield Found(1, "\n".join(paragraph.text for paragraph in paragraphs).strip("\n"), ref="1")
        return
    before, parts = _cut(paragraphs, split)
    if before.text.strip():
        yield Found(0, fault="these words stand before the first heading, so they belong to no story; give them one")
    told = [part for part in parts if part.text.strip()]
    for number, part in enumerate(told, start=1):
        yield Found(number, part.text, ref=str(number))


def _mark_case_studies(paragraphs: list[Paragraph]) -> None:
    """Where no heading style is used, let the lines that begin “Case study 3” be headings."""
    if any(paragraph.level for paragraph in paragraphs):
        return
    for paragraph in paragraphs:
        if _CASE_STUDY.match(paragraph.text):
            paragraph.level = 1


def _split_level(paragraphs: list[Paragraph]) -> int | None:
    """The level of heading under which each story stands: the highest that is used more than once, else the highest.

    Unless that level only groups: nothing stands directly under its headings, and the headings below have names of
    their own (chapters of stories) rather than coming back in each (“Background”, “What helped”: sections of a story).
    """
    used = Counter(paragraph.level for paragraph in paragraphs if paragraph.level and paragraph.text.strip())
    repeated = sorted(level for level, count in used.items() if count > 1)
    for level, below in pairwise(repeated):
        names = [paragraph.text.strip().lower() for paragraph in paragraphs if paragraph.level == below]
        if _has_words_under(paragraphs, level) or len(set(names)) < len(names):
            return level
    return repeated[-1] if repeated else min(used, default=None)


def _has_words_under(paragraphs: list[Paragraph], level: int) -> bool:
    """Whether words stand directly under any heading of a level, before the next heading."""
    above: int | None = None
    for paragraph in paragraphs:
        if paragraph.level is not None:
            above = paragraph.level
        elif above == level and paragraph.text.strip():
            return True
    return False


def _cut(paragraphs: list[Paragraph], split: int) -> tuple[Part, list[Part]]:
    """What stands before the first story, and each story: headings above the level end it, those below stay in it."""
    before = Part()
    parts: list[Part] = []
    current = before
    for paragraph in paragraphs:
        if paragraph.level is None or paragraph.level > split:
            current.lines.append(paragraph.text)
        elif paragraph.level == split:
            current = Part([] if len(paragraph.text) <= _LABEL_LENGTH else [paragraph.text])
            parts.append(current)
        else:
            current = before
    return before, parts


def _heading_levels(document: Any) -> dict[str | None, int]:
    """The level of every paragraph style that is, or is based on, a heading of Word, by the id of the style."""
    levels: dict[str | None, int] = {}
    for style in document.styles:
        ancestor, seen = style, 0
        while ancestor is not None and seen < 10:
            name = (ancestor.name or "").lower()
            if match := re.fullmatch(r"heading (\d)", name):
                levels[style.style_id] = int(match[1])
                break
            if name == "title":
                levels[style.style_id] = _TITLE_LEVEL
                break
            ancestor, seen = getattr(ancestor, "base_style", None), seen + 1
    return levels


def _style(element: Any) -> str | None:
    """The id of a paragraph's style."""
    return element.style  # type: ignore[no-any-return]


def _within_skipped(element: Any) -> bool:
    """Whether a paragraph stands in something that is not read: the second copy of a text box, a deletion."""
    return any(ancestor.tag in _SKIPPED for ancestor in element.iterancestors())


def _text(element: Any) -> str:
    """The words of one paragraph, without those of a text box anchored in it: they are paragraphs of their own."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag not in _SKIPPED and child.tag != _PARAGRAPH and len(child):
            pieces.append(_text(child))
    return "".join(pieces)
