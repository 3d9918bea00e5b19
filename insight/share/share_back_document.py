"""A share-back as a Word document: real headings, its language set, what people said in serif, and no picture."""

from io import BytesIO
from typing import Any

from insight.share.inert import printable
from insight.share.share_back import ENDS, MADE_OF, Given, GivenPart, GivenQuote

MARGIN = 24  # millimetres
SERIF, SANS, INK = "Georgia", "Arial", "1F2933"
LANGUAGE = "en-GB"


def share_back_document(given: Given) -> bytes:
    """The docx file. It names no author and no program."""
    from docx import Document

    document = Document()
    _prepare(document, given)
    document.add_heading(printable(given.title), 0)
    _small(document, f"{given.first_line} {MADE_OF}")
    for section in given.sections:
        document.add_heading(printable(section.heading), 1)
        for one in section.parts:
            _part(document, one)
    document.add_heading("What is not here", 1)
    for line in given.left_out:
        document.add_paragraph(line, style="List Bullet")
    if not given.left_out:
        document.add_paragraph("Nothing was left out.")
    _small(document, ENDS)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _prepare(document: Any, given: Given) -> None:
    """Paper and type, the language, and what a program shows about the file."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    core = document.core_properties
    core.author = core.comments = core.last_modified_by = ""
    core.title, core.language = printable(given.title), LANGUAGE
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for name, font, size in (
        ("Normal", SANS, 11), ("Title", SANS, 24), ("Quote", SERIF, 12.5), ("Heading 1", SANS, 17),
        ("Heading 2", SANS, 13),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    quote = document.styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = Mm(6)
    quote.paragraph_format.space_before = Pt(6)
    quote.paragraph_format.space_after = Pt(2)
    quote.paragraph_format.keep_with_next = True


def _part(document: Any, one: GivenPart) -> None:
    if one.heading:
        document.add_heading(printable(one.heading), 2)
    for each in one.text.split("\n\n"):
        if each.strip():
            document.add_paragraph(printable(each))
    for quote in one.quotes:
        _quote(document, quote)


def _quote(document: Any, one: GivenQuote) -> None:
    if one.note:
        _small(document, f"Before you read on: {one.note}").paragraph_format.keep_with_next = True
    document.add_paragraph(printable(one.words.strip()), style="Quote")
    _small(document, one.line, indent=6)


def _small(document: Any, text: str, indent: int = 0) -> Any:
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(indent)
    paragraph.paragraph_format.space_after = Pt(10)
    paragraph.add_run(printable(text)).font.size = Pt(9.5)
    return paragraph
