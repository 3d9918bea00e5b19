"""A theme as a card to take back to those who told: a Word document of the size of a postcard."""

from io import BytesIO

from insight.share.inert import printable

# A6, across; lengths in millimetres, type in points.
WIDTH, HEIGHT, MARGIN = 148, 105, 10
LARGE, TOLD, PLAIN = 18, 12, 10
SERIF, SANS = "Georgia", "Arial"
ABOVE = "People told us about this:"
ASKED = "Is that it?    ☐ That's it    ☐ That's not it    ☐ Something is missing"
BELOW = "You do not have to answer. What you say decides nothing about you, and we do not write down who said it."


def theme_card_document(heading: str, quote: str) -> bytes:
    """The docx file: the heading large, the words below it, and what is asked. It names nobody and no author."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    core = document.core_properties
    core.author = core.title = core.comments = core.last_modified_by = ""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(WIDTH), Mm(HEIGHT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    page.header_distance = page.footer_distance = Mm(MARGIN / 2)
    lines = [(ABOVE, SANS, PLAIN, False), (heading, SANS, LARGE, True)]
    if quote:
        lines.append((f"“{quote}”", SERIF, TOLD, False))
    for text, font, size, bold in (*lines, (ASKED, SANS, PLAIN, True), (BELOW, SANS, PLAIN, False)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(6)
        run = paragraph.add_run(printable(text))
        run.font.name, run.font.size, run.bold = font, Pt(size), bold
    made = BytesIO()
    document.save(made)
    return made.getvalue()
