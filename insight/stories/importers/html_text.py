"""Stories from a page of HTML, as Taguette writes its documents: one under each heading, by Python's own parser."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from insight.errors import BadInput
from insight.stories.importers.batch import Found
from insight.stories.importers.content import decoded_lines
from insight.stories.importers.docx_text import Paragraph, stories
from insight.stories.importers.refusals import refusal

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    *_HEADINGS,
}  # fmt: skip
_SKIPPED = {"script", "style", "title", "template", "noscript", "svg", "object"}
_TAGS = "taglist"
"""Taguette writes the tags of a passage behind it, in an element of this class."""

_WHITE = re.compile(r"\s+")
_HIGHLIGHTS = "Taguette highlights"


class Page(HTMLParser):
    """Gathers the paragraphs of a page. Nothing in it is run or fetched."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._done: list[Paragraph] = []
        self._words: list[str] = []
        self._level: int | None = None
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a paragraph; what is skipped lasts until its own end."""
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.append(tag)
        elif tag in _SKIPPED or _TAGS in (dict(attrs).get("class") or "").split():
            self._skipped.append(tag)
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._level = _HEADINGS.get(tag)

    def handle_endtag(self, tag: str) -> None:
        """A block ends its paragraph."""
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._level = None

    def handle_data(self, data: str) -> None:
        """Words: line ends of the file are white space, those of the page are not."""
        if not self._skipped:
            self._words.append(_WHITE.sub(" ", data))
        elif self._skipped[0] == "title":
            self.title += data

    def paragraphs(self) -> list[Paragraph]:
        """All that have words, in order."""
        self.close()
        self._end_paragraph()
        return self._done

    def _end_paragraph(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(lines).strip()
        if text:
            self._done.append(Paragraph(text, self._level))
        self._words.clear()


def rows(path: Path, whole: bool = False) -> Iterator[Found]:
    """One story a heading, or the whole page; the name of a document of Taguette's is its heading, and left out."""
    page = Page()
    page.feed("".join(decoded_lines(path.read_bytes())))
    paragraphs = page.paragraphs()
    if page.title.strip().startswith(_HIGHLIGHTS):
        what = "This is Taguette's list of highlights as a page"
        raise BadInput(refusal(what, "Export the highlights as a table (csv or xlsx) and bring in that."))
    yield from stories(paragraphs, whole)
