"""Files that other programs wrote, through the door that uploads take: `files/README.md` says which wrote what."""

from datetime import date
from pathlib import Path

import pytest

from insight.errors import BadInput
from insight.stories.importers import Batch, headings_of, read_upload
from insight.stories.importers.columns import Wish, proposed

FILES = Path(__file__).parent / "files"
SAVED = [
    ("l-1", "They saved me a plate, every time, even when I was late.", date(2026, 3, 4), "much_better"),
    ("l-2", "“Come when you can” is a better rule than nine o’clock – it got me there.", date(2026, 4, 11), "better"),
    ("l-3", "The café had a shelf of shoes, any size, no questions.", date(2026, 5, 2), "better"),
]


def upload(name: str, wish: Wish | None = None) -> Batch:
    return read_upload(name, (FILES / name).read_bytes(), wish or Wish())


def said(batch: Batch) -> list[str]:
    return [row.text.reveal() for row in batch.rows]


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice-windows-1252.csv"])
def test_a_table_of_libreoffice(name: str) -> None:
    batch = upload(name)
    assert [(row.ref, row.text.reveal(), row.told_on, row.feeling) for row in batch.rows] == SAVED
    assert batch.refused == ()


def test_documents_of_libreoffice() -> None:
    lift, form, sundays = said(upload("libreoffice-headings.docx"))
    assert lift.startswith("Four floors")
    assert form.endswith("I filled it in on the bus.")
    assert "café" in sundays
    [whole] = said(upload("libreoffice-headings.docx", Wish(whole=True)))
    assert whole.startswith("Four floors")
    assert "\nSundays\n" in whole
    [text] = said(upload("libreoffice.txt"))
    assert text.startswith("The day the lift broke\nFour floors")


@pytest.mark.parametrize("name", ["taguette-highlights.csv", "taguette-highlights.xlsx"])
def test_highlights_of_taguette_come_once_each(name: str) -> None:
    batch = upload(name)
    assert [(row.ref, row.text.reveal()) for row in batch.rows] == [
        ("1", "The woman on the desk learned my dog’s name before she learned mine."),
        ("2", "nobody asked me to explain myself twice."),
        ("3", "they checked whether we had eaten."),
    ]
    assert batch.refused == ()
    assert batch.rows[0].storyteller == batch.rows[1].storyteller != batch.rows[2].storyteller


def test_a_document_of_taguette_comes_without_its_name_and_tags() -> None:
    [text] = said(upload("taguette-document.html"))
    assert text == (
        "First visit\nThe woman on the desk learned my dog’s name before she learned mine.\nAfter that I came back "
        "every Tuesday, and nobody asked me to explain myself twice.\nTea first.\nForms later."
    )


def test_a_page_of_highlights_says_what_to_export_instead() -> None:
    with pytest.raises(BadInput, match="as a table"):
        upload("taguette-highlights.html")


@pytest.mark.parametrize("name", ["kobo.csv", "kobo-by-libreoffice.xlsx"])
def test_a_form_of_kobotoolbox(name: str) -> None:
    headings = headings_of(name, (FILES / name).read_bytes())
    assert headings is not None
    batch = upload(name, Wish(proposed(headings)))
    assert [(row.ref, row.told_on, row.feeling, [asked for asked, _ in row.answers]) for row in batch.rows] == [
        ("301", date(2026, 5, 3), "better", ["what helped", "what would you change"]),
        ("302", date(2026, 5, 4), "much_better", ["what helped"]),
    ]
    assert [(one.row, one.why) for one in batch.refused] == [(3, "there is no text in it")]


def test_a_form_of_odk_central() -> None:
    headings = headings_of("odk-central.csv", (FILES / "odk-central.csv").read_bytes())
    assert headings is not None
    [row] = upload("odk-central.csv", Wish(proposed(headings))).rows
    assert [asked for asked, _ in row.answers] == ["what helped", "what next"]
    assert "tablet" not in str([words.reveal() for _, words in row.answers])


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("teams.vtt", "Speaker 1: What was a good day like, when you had one?\nSpeaker 2: The day the garden gate"),
        ("zoom.vtt", "Speaker 1: Tell me about a time it worked.\nSpeaker 2: The nurse"),
        ("subtitles.srt", "Interviewer: What should never change?\nParticipant: The soup."),
    ],
)
def test_who_spoke_in_a_transcript_becomes_a_role(name: str, begins: str) -> None:
    [text] = said(upload(name))
    assert text.startswith(begins)
    assert not any(person in text for person in ("Priya", "Raman", "Colm", "Guest"))


def test_a_project_by_the_schema() -> None:
    assert [text.split()[2] for text in said(upload("pyrefiqda.qdpx"))] == ["cook", "me"]


def test_only_tables_have_headings() -> None:
    assert headings_of("teams.vtt", (FILES / "teams.vtt").read_bytes()) is None
    with pytest.raises(BadInput, match="it is a PDF"):
        headings_of("a.csv", b"%PDF-1.7\n")
