"""A card as a Word document of the size of a postcard, for those who print elsewhere. The home of python-docx here."""

from collections.abc import Sequence
from io import BytesIO

HEADING = "Keep these words"
# A6, across; lengths in millimetres, type in points.
WIDTH, HEIGHT, MARGIN = 148, 105, 10
LARGE, PLAIN = 20, 10


def card_document(words: Sequence[str], lines: Sequence[str]) -> bytes:
    """The docx file: the words large, two a line, and the lines below. It names nobody, no service and no author."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(WIDTH), Mm(HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    page.header_distance = page.footer_distance = Mm(MARGIN / 2)

    def line(text: str, size: int, *, bold: bool = False) -> None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold

    line(HEADING, PLAIN, bold=True)
    for at in range(0, len(words), 2):
        line("   ".join(words[at : at + 2]), LARGE, bold=True)
    for text in lines:
        line(text, PLAIN)
    made = BytesIO()
    document.save(made)
    return made.getvalue()
