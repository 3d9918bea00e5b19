"""Word documents: where one story ends and the next begins, and what of a document is its text."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from insight.stories.importers import Refusal, read
from insight.stories.importers.docx_text import Paragraph, stories

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def P(text: str) -> Paragraph:
    return Paragraph(text)


def H(level: int, text: str) -> Paragraph:
    return Paragraph(text, level)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([P("One."), P(""), P("More.")], ["One.\n\nMore."]),
        ([H(0, "Our stories"), P("One.")], ["Our stories\nOne."]),
        ([H(1, "A"), P("One."), H(1, "B"), P("Two.")], ["One.", "Two."]),
        ([H(1, "Stories"), H(2, "A"), P("One."), H(2, "B"), P("Two.")], ["One.", "Two."]),
        ([H(0, "Title"), H(1, "A"), P("One."), H(1, "B"), H(1, "C"), P("Three.")], ["One.", "Three."]),
        ([H(1, "A"), P("One."), H(2, "Then"), P("So."), H(1, "B"), P("Two.")], ["One.\nThen\nSo.", "Two."]),
        (
            [H(1, "A"), H(2, "Before"), P("One."), H(2, "After"), P("So."), H(1, "B"), H(2, "Before"), P("Two.")],
            ["Before\nOne.\nAfter\nSo.", "Before\nTwo."],
        ),
        (
            [H(1, "May"), H(2, "A"), P("One."), H(2, "B"), P("Two."), H(1, "June"), H(2, "C"), P("Three.")],
            ["One.", "Two.", "Three."],
        ),
        ([P("Case study 1"), P("One."), P("CASE STUDY 2: keys"), P("Two.")], ["One.", "Two."]),
        ([P("Case study 1 " + "word " * 30), P("Case study 2"), P("Two.")], ["Case study 1 " + "word " * 30, "Two."]),
        ([H(1, "A"), P("Case study 1"), H(1, "B"), P("Case study 2")], ["Case study 1", "Case study 2"]),
    ],
)
def test_one_story_a_heading(paragraphs: list[Paragraph], expected: list[str]) -> None:
    found = list(stories(paragraphs))
    assert [story.text for story in found] == expected
    assert [story.ref for story in found] == [str(number) for number in range(1, len(expected) + 1)]


def test_words_before_the_first_heading_are_not_lost_unsaid(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Collected in spring.")
    document.add_heading("The day I got my keys", 1)
    document.add_paragraph("I was heard.")
    document.save(str(tmp_path / "a.docx"))
    batch = read(tmp_path / "a.docx")
    assert [(row.row, row.ref, row.text.reveal()) for row in batch.rows] == [(1, "1", "I was heard.")]
    [refused] = batch.refused
    assert (refused.row, refused.ref) == (0, None)
    assert "before the first heading" in refused.why


def test_all_the_words_of_a_document_are_read_and_deleted_ones_are_not(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Shaz's story", 1)
    document.add_paragraph("Before\tthe\nline.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left cell.", "Right cell."
    changed = document.add_paragraph("Kept ")
    changed._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>added </w:t></w:r></w:ins>"))
    changed._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>struck</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:hyperlink {W}><w:r><w:t>linked.</w:t></w:r></w:hyperlink>"))
    document.element.body.insert(
        len(document.element.body) - 1,
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a form.</w:t></w:r></w:p></w:sdtContent></w:sdt>"),
    )
    document.save(str(tmp_path / "a.docx"))
    [row] = read(tmp_path / "a.docx").rows
    assert row.text.reveal() == "Before\tthe\nline.\nLeft cell.\nRight cell.\nKept added linked.\nIn a form."
    assert row.ref == "1"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = Document()
    document.add_paragraph("Outside.")._p.append(
        parse_xml(
            f"<w:r {W}><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.save(str(tmp_path / "a.docx"))
    [row] = read(tmp_path / "a.docx").rows
    assert row.text.reveal() == "Outside.\nIn the box."


def test_a_style_of_ones_own_that_is_based_on_a_heading_is_a_heading(tmp_path: Path) -> None:
    document = Document()
    style = document.styles.add_style("Our heading", 1)
    style.base_style = document.styles["Heading 1"]
    for words in ("One.", "Two."):
        document.add_paragraph("A name", style="Our heading")
        document.add_paragraph(words)
    document.save(str(tmp_path / "a.docx"))
    assert [row.text.reveal() for row in read(tmp_path / "a.docx").rows] == ["One.", "Two."]


def test_a_document_without_words_says_so(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "a.docx"))
    batch = read(tmp_path / "a.docx")
    assert batch.rows == ()
    assert batch.refused == (Refusal(1, "1", "there is no text in it"),)
