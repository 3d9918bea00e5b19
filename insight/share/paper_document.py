"""A report for scrutiny as a Word document: one page of A4 that names no author and no program."""

from io import BytesIO
from typing import Any

from insight.share.council_paper import (
    FIGURES,
    HEARD,
    NOT_KNOWN,
    NOTHING_TRIED,
    PUBLIC,
    PURPOSE,
    TITLE,
    TRYING,
    Paper,
    tried_in_words,
)
from insight.share.inert import printable

MARGIN = 16  # millimetres
SERIF, SANS, INK = "Georgia", "Arial", "1F2933"


def paper_document(paper: Paper) -> bytes:
    """The docx file."""
    from docx import Document

    document = Document()
    _prepare(document)
    document.add_heading(f"{TITLE}: {printable(paper.about)}", 1)
    document.add_paragraph(f"{paper.day}. {PUBLIC}")
    document.add_heading(PURPOSE, 2)
    document.add_paragraph(printable(paper.purpose))
    document.add_heading(HEARD, 2)
    if paper.heard:
        document.add_paragraph(printable(paper.heard))
    for one in paper.quotes:
        document.add_paragraph(f"“{printable(one.words.strip())}”", style="Quote").add_run(
            f" {one.line}"
        ).font.name = SANS
    document.add_heading(FIGURES, 2)
    document.add_paragraph(" ".join(paper.figures))
    document.add_heading(TRYING, 2)
    for name, outcome in map(tried_in_words, paper.tried):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{printable(name)}. ").bold = True
        paragraph.add_run(printable(outcome))
    if not paper.tried:
        document.add_paragraph(NOTHING_TRIED)
    document.add_heading(NOT_KNOWN, 2)
    document.add_paragraph(printable(" ".join(paper.not_known)))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _prepare(document: Any) -> None:
    """Paper and type."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    for name, font, size, before, after in (
        ("Normal", SANS, 10.5, 0, 3), ("Heading 1", SANS, 16, 0, 3), ("Heading 2", SANS, 12, 7, 1),
        ("Quote", SERIF, 11, 0, 3),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        style.paragraph_format.line_spacing = 1.1
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Quote"].font.italic = False
    document.styles["Quote"].paragraph_format.left_indent = Mm(6)
