"""What Taguette wrote, as kept in `files/` (`test_taguette_itself.py` asks the program): codebooks and highlights."""

from pathlib import Path

import pytest

from insight.errors import BadInput
from insight.share.taguette_read import BROKEN, UNTAGGED
from insight.stories.importers import codes_of

FILES = Path(__file__).parent / "files"
PATHS = ["Trust", "Trust.by phone", "'=Warmth"]


@pytest.mark.parametrize("name", ["taguette-codebook.csv", "taguette-codebook.xlsx", "taguette-codebook.qdc"])
def test_a_codebook_is_read(name: str) -> None:
    found = codes_of(name, (FILES / name).read_bytes())
    assert [one.name for one in found.codes] == PATHS
    said = [one.description for one in found.codes]
    assert said == (["", "", ""] if name.endswith("qdc") else ["When it holds, über all.", "", "A kind word."])
    assert (found.passages, found.texts, found.unread) == ((), (), ())


@pytest.mark.parametrize("name", ["taguette-highlights.csv", "taguette-highlights.xlsx"])
def test_highlights_are_passages_under_their_tags(name: str) -> None:
    found = codes_of(name, (FILES / name).read_bytes())
    assert [one.key for one in found.codes] == PATHS
    assert {(one.document, one.words) for one in found.passages} == {
        ("Story 1", "She came 😀 & stayed, e\u0301te\u0301."), ("Story 2", "Nobody asked: שלום."),
    }  # fmt: skip
    assert len(found.passages) == 6


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_that_cannot_be_used_are_told(ends: str, mark: str) -> None:
    lines = [
        "id,document,tag,content",
        "1,Story 1,Trust,She came.",
        "2,Story 1,,Nobody.",
        '3,Story 1,Trust,"She "came."',
        "",
    ]
    found = codes_of("a.csv", (mark + ends.join(lines)).encode())
    assert [(one.words, one.code) for one in found.passages] == [("She came.", "Trust")]
    assert dict(found.unread) == {UNTAGGED: 1, BROKEN: 1}
    lines = ["Tag,Description,number of highlights", "Trust,When it holds.,3", ",Nothing.,1", ""]
    found = codes_of("a.csv", (mark + ends.join(lines)).encode())
    assert [(one.name, one.description) for one in found.codes] == [("Trust", "When it holds.")]
    assert dict(found.unread) == {BROKEN: 1}


@pytest.mark.parametrize("head", ["text", "name,description", "document,id,tag,content", "tag"])
def test_another_table_is_refused(head: str) -> None:
    with pytest.raises(BadInput, match="neither Taguette's codebook nor its list of highlights"):
        codes_of("a.csv", f"{head}\na,b,c,d\n".encode())
