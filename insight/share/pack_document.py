"""A session pack as two Word documents: cards of the size of a postcard, and the sheets that lie beside them."""

from io import BytesIO
from typing import Any

from insight.research.parcel import WAY_RULES, Way
from insight.share.inert import printable
from insight.share.story_card import (
    HOW_IT_STAYS,
    HOW_TO,
    LONGEST,
    NO_NOTES,
    NOTE_BEFORE,
    NOTES_SAID,
    NOTES_TITLE,
    RULE,
    STAYS,
    Pack,
    StoryCard,
    cost,
)

# A6, across, and A4; lengths in millimetres, type in points.
CARD, CARD_MARGIN = (148, 105), 9
SHEET, SHEET_MARGIN = (210, 297), 20
SERIF, SANS, INK = "Georgia", "Arial", "1F2933"
LARGE, PLAIN, SMALL = 12, 10, 8
ROWS = 9
A_CARD = "On a card"


def cards_document(pack: Pack) -> bytes:
    """One card a page: who tells, the number if it has one, what to say before, and the words."""
    document = _document(CARD, CARD_MARGIN)
    for number, card in enumerate(pack.cards):
        _card(document, card, number > 0)
    return _made(document)


def sheets_document(pack: Pack) -> bytes:
    """Two pages of A4: what stays with us and why, to fill in, and what to say before which card."""
    document = _document(SHEET, SHEET_MARGIN)
    document.add_heading(NOTES_TITLE, 1)
    for line in NOTES_SAID:
        document.add_paragraph(line)
    for card in pack.noted:
        _pair(document, card.named or A_CARD, card.note)
    if not pack.noted:
        document.add_paragraph(NO_NOTES)
    document.add_paragraph(RULE)
    document.add_paragraph(WAY_RULES[pack.way])
    heading = document.add_heading(STAYS, 1)
    heading.paragraph_format.page_break_before = True
    _pair(document, "Group and day", "")
    for line in HOW_TO[pack.way]:
        document.add_paragraph(line, style="List Number")
    _table(document, "Card" if pack.way is Way.INSIDE else "First words")
    _pair(document, "What we decide", "")
    return _made(document)


def _document(size: tuple[int, int], margin: int) -> Any:
    """An empty document on this paper, in our type, that names no author and no program."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    document = Document()
    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(size[0]), Mm(size[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(margin)
    page.header_distance = page.footer_distance = Mm(margin / 2)
    for name, points in (("Normal", 11), ("Heading 1", 18)):
        style = document.styles[name]
        style.font.name, style.font.size = SANS, Pt(points)
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win over the name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    return document


def _card(document: Any, card: StoryCard, another: bool) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    first = _line(document, "\t".join(filter(None, (printable(card.line), card.named))), SMALL, after=4)
    first.paragraph_format.page_break_before = another
    first.paragraph_format.tab_stops.add_tab_stop(Mm(CARD[0] - 2 * CARD_MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    if card.note:
        _line(document, f"{NOTE_BEFORE}: {printable(card.note)}", PLAIN, after=6, bold=True)
    size = LARGE if cost(card.words) + cost(card.note) <= LONGEST * 0.6 else PLAIN
    for paragraph in printable(card.words).split("\n"):
        if paragraph.strip():
            _line(document, paragraph.strip(), size, after=3, font=SERIF)
    if card.cut:
        _line(document, "This is a part of what was told.", SMALL, after=0)


def _line(document: Any, text: str, size: float, *, after: float, bold: bool = False, font: str = SANS) -> Any:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.space_before = Pt(after), Pt(0)
    paragraph.paragraph_format.line_spacing = 1.15
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.font.name = Pt(size), bold, font
    run._element.rPr.rFonts.set(qn("w:cs"), font)
    return paragraph


def _pair(document: Any, name: str, said: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    paragraph.add_run(printable(said))


def _table(document: Any, first: str) -> None:
    """Rows to write in: which card, why it stays, and what was in it."""
    from docx.shared import Mm

    table = document.add_table(rows=ROWS + 1, cols=3, style="Table Grid")
    table.autofit = False
    for column, (heading, width) in enumerate(((first, 22), ("It was", 62), ("What was in it, in your words", 86))):
        table.rows[0].cells[column].paragraphs[0].add_run(heading).bold = True
        table.columns[column].width = Mm(width)
        for row in table.rows:
            row.cells[column].width = Mm(width)
    for row in table.rows[1:]:
        row.height = Mm(17)
        row.cells[1].text = "\n".join(f"☐ {words}" for words in HOW_IT_STAYS)
    document.add_paragraph()


def _made(document: Any) -> bytes:
    made = BytesIO()
    document.save(made)
    return made.getvalue()
