"""Bringing in, page by page: several files, a refused one among them, columns chosen once, notes with their source."""

from pathlib import Path

import pytest

from insight.access.reader import Role
from tests.conftest import set_up
from tests.pages.drawn import button

FILES = Path(__file__).parents[1] / "stories" / "importers" / "files"
OURS, OTHER = "They were told for it", "They were written for another purpose, such as case notes"


def texts(app) -> list[str]:
    return [one.value for one in app.text]


def labels(app) -> list[str]:
    return [one.label.replace("\\", "") for one in app.main.expander]


@pytest.fixture
def page(bank, clock, draw, as_role):
    with bank.writing() as work:
        work.inquiries.add("Round one", "To learn.", (), clock())
    set_up(bank)
    return draw(as_role(Role.PEER_RESEARCHER), "bring_in.py")


def upload(page, *names: str, **bodies: bytes):
    files = [(name, (FILES / name).read_bytes(), "") for name in names]
    page.file_uploader[0].set_value([*files, *((f"{name}.csv", body, "") for name, body in bodies.items())])
    return page.run()


def bring(page, told: str = OURS):
    page.radio[-1].set_value(told)
    page.run()
    button(page, "Bring in").click()
    return page.run()


def test_a_file_that_is_refused_keeps_no_other_out(bank, page):
    upload(page, "libreoffice.xlsx", "teams.vtt", pdf=b"%PDF-1.7\n", empty=b"text\n\n,\n")
    assert labels(page) == ["libreoffice.xlsx: 3 stories", "teams.vtt: 1 story"]
    assert [r"pdf\.csv" in one.value for one in page.error] == [True, False]
    assert button(page, "Bring in").disabled
    bring(page)
    assert not page.exception
    assert [one.value for one in page.success] == ["4 stories are in."]
    assert "File 3, row all: This file is named .csv, but it is a PDF. Nothing was brought in." in " ".join(texts(page))
    assert page.get("download_button")
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 4


def test_the_same_file_again_is_refused_row_by_row(page):
    upload(page, "libreoffice.xlsx", "libreoffice-windows-1252.csv")
    bring(page)
    assert [one.value for one in page.success] == ["3 stories are in."]
    assert "File 2, row 1: this text is in the bank already" in texts(page)


def test_columns_are_chosen_and_remembered(bank, draw, as_role, page):
    upload(page, "kobo.csv")
    assert "say which column holds the stories" in labels(page)[0]
    assert button(page, "Bring in").disabled
    assert page.multiselect[0].value == [3, 4]
    button(page, "Read it this way").click()
    page.run()
    assert labels(page)[0] == "kobo.csv: 2 stories, 1 row cannot come in"
    again = upload(draw(as_role(Role.STEWARD), "bring_in.py"), "kobo.csv")
    assert "2 stories" in labels(again)[0]
    bring(again)
    assert "File 1, row 3: there is no text in it" in texts(again)


def test_columns_without_a_story_are_not_kept(page):
    upload(page, "kobo.csv")
    page.multiselect[0].set_value([])
    button(page, "Read it this way").click()
    page.run()
    assert ["Choose the column" in one.value for one in page.error] == [True]


def test_a_document_may_be_one_story(page):
    upload(page, "libreoffice-headings.docx")
    assert "3 stories" in labels(page)[0]
    page.radio[0].set_value("One story for each document")
    page.run()
    assert "1 story" in labels(page)[0]


def test_case_notes_need_their_source_first(bank, page):
    upload(page, "libreoffice.txt")
    page.radio[-1].set_value(OTHER)
    page.run()
    for place in (-3, -2, -1):
        assert button(page, "Bring in").disabled
        page.selectbox[place].select_index(0)
        page.run()
    button(page, "Bring in").click()
    page.run()
    assert [one.value for one in page.success] == ["1 story is in."]
    with bank.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT what, told, told_about FROM source JOIN story ON story.source = source.id"
        ).fetchall()
    assert [tuple(one) for one in found] == [("case_notes", "each", 1)]
