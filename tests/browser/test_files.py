"""A peer researcher asks, keeps what answers, takes it along, works on it elsewhere, and brings the codes home."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from insight.access.reader import Role

pytestmark = pytest.mark.browser
ELSEWHERE = b'<Code guid="b5566006-eb5f-43f0-9c1d-3a5a4c9d0001" name="Kept at it" isCodable="true"/>'


@pytest.fixture(scope="module")
def collection(served) -> str:
    """A collection with nothing in it yet, by the demo's researcher."""
    house = served.services()
    [sol] = [one.reader() for one in house.demo.people() if one.role is Role.PEER_RESEARCHER]
    return house.desk.collecting.make(sol, "How long it takes", "What would help while people wait?", None)


def keep(page: Page, number: int) -> None:
    """Keep the passage of this number among what was found."""
    page.get_by_role("button", name="Keep this").nth(number).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Where should it go?").click()
    page.get_by_role("option", name="How long it takes").click()
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog.get_by_text("Kept in “How long it takes”.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_from_a_question_to_a_file_and_codes_come_home(served, screen, collection, tmp_path: Path) -> None:
    page = screen("researcher")
    page.goto(f"{served.address}/search")
    page.get_by_label("What are you looking for?").fill("waiting for somebody to ring back")
    page.get_by_label("What are you looking for?").press("Enter")
    for number in range(2):
        keep(page, number)
    page.goto(f"{served.address}/collections?collection={collection}")
    page.get_by_role("link", name="Take it along").click()
    expect(page.get_by_role("heading", name="Take a collection along")).to_be_visible()
    expect(page.get_by_text("Say what it is for")).to_be_visible()
    page.get_by_text("For work inside the alliance").click()
    expect(page.get_by_text("In it: 2 quotes from 2 stories")).to_be_visible()

    with page.expect_download() as taken:
        page.get_by_role("button", name="Take along collection.docx").click()
    assert taken.value.suggested_filename == "collection.docx"
    said = [one.text for one in Document(str(taken.value.path())).paragraphs]
    assert said[:2] == ["How long it takes", "For work inside the alliance."]
    expect(page.get_by_text("collection.docx is with you now.")).to_be_visible()

    page.get_by_role("combobox", name="As what?").click()
    page.get_by_role("option", name="For NVivo").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take along collection.qdpx").click()
    with zipfile.ZipFile(BytesIO(Path(taken.value.path()).read_bytes())) as old, \
         zipfile.ZipFile(tmp_path / "back.qdpx", "w") as new:  # fmt: skip
        for name in old.namelist():
            body = old.read(name)
            if name == "project.qde":
                body = body.replace(b"<Sources>", b"<CodeBook><Codes>" + ELSEWHERE + b"</Codes></CodeBook><Sources>")
            new.writestr(name, body)

    page.goto(f"{served.address}/codes-home?collection={collection}")
    page.locator("input[type=file]").set_input_files(tmp_path / "back.qdpx")
    expect(page.get_by_text("It brings 1 new code and 0 suggestions.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Marked stretches without a code: 2.")).to_be_visible()
    page.get_by_role("button", name="Bring them home").click()
    expect(page.get_by_text("1 code and 0 suggestions are home.")).to_be_visible()
