"""Writes a question set as a Word document to take along: large type, the script first, lines to write on."""

import io
from typing import Any

from insight.share.sheet import BEFORE, FEELING, FEELING_TIP, Question, Sheet

FONT = "Arial"
_TICK = "☐"
_INK = "1F2933"
_WIDTH = 166  # millimetres between the margins


def guide(sheet: Sheet) -> bytes:
    """The document. A4, one side for the script, then the questions by stage. Nobody is named as its author."""
    from docx import Document

    document = Document()
    _prepare(document, sheet)
    document.add_heading(sheet.title, 0)
    _small(document, f"Questions for {sheet.to}")
    document.add_heading(BEFORE, 2)
    for line in sheet.said:
        document.add_paragraph(line, style="List Bullet")
    for asking in sheet.askings:
        _asked(document, asking.question, asking.note)
    for note in sheet.notes:
        document.add_paragraph().add_run(note).bold = True
    for number, (stage, questions) in enumerate(sheet.stages):
        heading = document.add_heading(stage, 1)
        heading.paragraph_format.page_break_before = number == 0
        for question in questions:
            _question(document, question)
    _feeling(document, sheet)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _prepare(document: Any, sheet: Sheet) -> None:
    """Paper, type and what a program shows about the file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, size in (("Normal", 14), ("Title", 26), ("Heading 1", 20), ("Heading 2", 16), ("List Bullet", 14)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = FONT
        style.font.color.rgb = RGBColor.from_string(_INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(5)
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = sheet.title
    document.core_properties.language = "en-GB"
    footer = section.footer.paragraphs[0].add_run(" ".join(sheet.notes[:2]))
    footer.font.size = Pt(11)


def _asked(document: Any, question: str, note: str) -> None:
    """A question of the script, with a box for yes and one for no."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(question).bold = True
    paragraph.add_run(f"   {_TICK}\u00a0yes\u00a0\u00a0\u00a0{_TICK}\u00a0no")
    if note:
        run = paragraph.add_run(f"\n{note}")
        run.font.size = Pt(11)


def _question(document: Any, question: Question) -> None:
    """A question, its tip in small print, and the lines below it on the same page."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.keep_with_next = True
    if question.to:
        paragraph.add_run(f"To {question.to}: ").font.size = Pt(12)
    run = paragraph.add_run(question.text)
    run.bold = True
    run.font.size = Pt(16)
    if question.tip:
        _small(document, question.tip).paragraph_format.keep_with_next = True
    _ruled(document, question.lines)


def _feeling(document: Any, sheet: Sheet) -> None:
    """How they are, each answer as large as the others."""
    document.add_heading("Better or worse", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run(FEELING).bold = True
    paragraph.paragraph_format.keep_with_next = True
    _small(document, FEELING_TIP).paragraph_format.keep_with_next = True
    for answer in sheet.feelings:
        document.add_paragraph(f"{_TICK} {answer}").paragraph_format.keep_with_next = True
    _small(document, "Since when, and what made the difference?").paragraph_format.keep_with_next = True
    _ruled(document, 4)


def _small(document: Any, text: str) -> Any:
    """A line in small print."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = Pt(11)
    return paragraph


def _ruled(document: Any, lines: int) -> None:
    """Empty lines a centimetre apart, each ruled at its foot: one paragraph, so that no page break parts them."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    paragraph = document.add_paragraph("\n".join(["\t"] * lines))
    shape = paragraph.paragraph_format
    shape.line_spacing = 1.75
    shape.keep_together = True
    shape.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
