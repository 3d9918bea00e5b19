"""A person's copy of what they told as a Word document. It names no author and no program."""

from collections.abc import Sequence
from io import BytesIO

MARGIN = 22  # millimetres


def copy_document(title: str, sections: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """The docx file: A4, a heading for each section and a paragraph for each line."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    document.add_heading(title, level=1)
    for heading, lines in sections:
        document.add_heading(heading, level=2)
        for line in lines:
            document.add_paragraph(line)
    made = BytesIO()
    document.save(made)
    return made.getvalue()
