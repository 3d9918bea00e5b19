"""A collection as a Word document: quotes by code and by story, each with its source and what it may be used for."""

from io import BytesIO
from typing import Any

from insight.research.parcel import Excerpt, Parcel
from insight.share.inert import printable

MARGIN = 22  # millimetres
DEEPEST = 4  # levels of headings below the title
SERIF, SANS, INK = "Georgia", "Arial", "1F2933"
NO_CODE = "Without a code"


def study_document(parcel: Parcel) -> bytes:
    """The docx file. It names no author and no program."""
    from docx import Document

    document = Document()
    _prepare(document, parcel)
    _first_page(document, parcel)
    _by_code(document, parcel)
    _by_story(document, parcel)
    _memos(document, parcel)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _prepare(document: Any, parcel: Parcel) -> None:
    """Paper and type, what a program shows about the file, and its rule at the foot of every page."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    page.footer.paragraphs[0].text = parcel.first_lines[0]
    headings = [(f"Heading {level}", SANS, size) for level, size in enumerate((18, 15, 13, 12), start=1)]
    for name, font, size in (("Normal", SANS, 11), ("Title", SANS, 24), ("Quote", SERIF, 12), *headings):
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    quote = document.styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = Mm(6)
    quote.paragraph_format.space_after = Pt(2)
    quote.paragraph_format.keep_with_next = True


def _first_page(document: Any, parcel: Parcel) -> None:
    study = parcel.study
    document.add_heading(printable(study.collection.name), 0)
    rule, *more = parcel.first_lines
    document.add_paragraph().add_run(rule).bold = True
    for line in (*more, *([f"Why it was made: {study.collection.reason}"] if study.collection.reason else [])):
        document.add_paragraph(printable(line))
    document.add_paragraph(
        "A line below each quote says where it comes from, whose words it is in, and what it may be used for."
    )
    document.add_heading("What was left out", 1)
    for line in parcel.left_out or ("Nothing.",):
        document.add_paragraph(line, style="List Bullet" if parcel.left_out else None)


def _by_code(document: Any, parcel: Parcel) -> None:
    heading = document.add_heading("By code", 1)
    heading.paragraph_format.page_break_before = True
    for depth, code in parcel.codebook:
        document.add_heading(printable(code.name) + (" (no longer given)" if code.retired else ""), _level(depth + 2))
        if code.description:
            document.add_paragraph(printable(code.description))
        mine = [one for one in parcel.excerpts if code.id in one.codes]
        for one in mine:
            _quoted(document, one, _source(parcel, one))
        if not mine:
            _small(document, "No quote.")
    rest = [one for one in parcel.excerpts if not one.codes]
    if rest:
        document.add_heading(NO_CODE, 2)
    for one in rest:
        _quoted(document, one, _source(parcel, one))


def _by_story(document: Any, parcel: Parcel) -> None:
    heading = document.add_heading("By story", 1)
    heading.paragraph_format.page_break_before = True
    names = {code.id: code.name for code in parcel.study.codes}
    for story in parcel.study.stories:
        source = parcel.sources[story.id]
        document.add_heading(source.name, 2)
        _small(document, f"{source.line}: {source.uses}")
        for one in parcel.excerpts:
            if one.story == story.id:
                codes = "; ".join(printable(names[code]) for code in one.codes)
                _quoted(document, one, f"{one.whose}. {f'Codes: {codes}' if codes else NO_CODE}.")


def _memos(document: Any, parcel: Parcel) -> None:
    study = parcel.study
    if not study.memos:
        return
    document.add_heading("What we thought", 1)
    codes = {code.id: code.name for code in study.codes}
    for memo in study.memos:
        about = codes.get(memo.code or "") or (parcel.sources[memo.story].name if memo.story else "all of it")
        document.add_paragraph(printable(memo.text))
        _small(document, f"{printable(study.people[memo.by])}, on {printable(about)}")


def _source(parcel: Parcel, one: Excerpt) -> str:
    source = parcel.sources[one.story]
    return f"{source.name}. {source.line}; {one.whose}; {source.uses}"


def _quoted(document: Any, one: Excerpt, below: str) -> None:
    document.add_paragraph(printable(one.words.strip()), style="Quote")
    _small(document, below)
    for note in one.notes:
        _small(document, f"Note: {printable(note)}")


def _small(document: Any, text: str) -> None:
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(6)
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.add_run(text[:1].upper() + text[1:]).font.size = Pt(9.5)


def _level(wanted: int) -> int:
    return min(wanted, DEEPEST)
