"""The card as a Word document: the size of a postcard, one page of it, and nobody's name on or in it."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm

from insight.share.card_document import card_document

WORDS = ("kettle", "garden", "ferry", "lamp")
LINES = ("People in the alliance may read it: yes", "Your pick-up word: <moss> & more")


@pytest.fixture
def made() -> bytes:
    return card_document(WORDS, LINES)


def test_words_and_lines_stand_on_it_in_order(made: bytes) -> None:
    said = [one.text for one in Document(BytesIO(made)).paragraphs]
    assert said == ["Keep these words", "kettle   garden", "ferry   lamp", *LINES]


def test_the_words_are_large_and_the_page_is_a_postcard(made: bytes) -> None:
    document = Document(BytesIO(made))
    [page] = document.sections
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (148, 105)
    sizes = [run.font.size.pt for one in document.paragraphs for run in one.runs]
    assert sizes == [10, 20, 20, 10, 10]


def test_no_author_and_no_service_is_named(made: bytes) -> None:
    core = Document(BytesIO(made)).core_properties
    assert (core.author, core.title, core.comments, core.last_modified_by) == ("", "", "", "")
    with ZipFile(BytesIO(made)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).lower()
    for name in (b"python-docx", b"insight", b"plymouth"):
        assert name not in everything
