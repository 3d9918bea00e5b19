"""Taguette from PyPI takes our codebook, and we read what it exports.

It needs an SQLAlchemy of its own, and so a Python of its own: `make soak` makes one beside ours.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from insight.research.elsewhere import Elsewhere
from insight.research.parcel import inside
from insight.share.qda import qdc
from insight.share.study_sheets import codebook_table
from insight.stories.importers import codes_of
from tests.research.made import TODAY, a_code, a_story, a_study

ITS_PYTHON = Path(os.environ.get("INSIGHT_TAGUETTE", Path(sys.prefix) / "taguette")) / "bin" / "python"
STORIES = {
    "Story 1": "She came 😀 & stayed, e\u0301te\u0301.\nThen it rained.",
    "Story 2": "Nobody asked: שלום.\nNot once.",
}
STUDY = a_study(
    *(a_story(words, name) for name, words in STORIES.items()),
    codes=(
        a_code("Trust", description="When it holds, über all."), a_code("by phone", parent="Trust"),
        a_code("=Warmth", description="A kind word."),
    ),
)  # fmt: skip
PATHS = ["Trust", "Trust.by phone", "'=Warmth"]

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        not ITS_PYTHON.exists(), reason="there is no Taguette: `make soak` installs one, or name its Python's folder"
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Taguette wrote, after it took our codebook and marked our stories."""
    made = tmp_path_factory.mktemp("taguette")
    parcel = inside(STUDY, TODAY)
    (made / "codebook.csv").write_bytes(codebook_table(parcel))
    (made / "codebook.qdc").write_bytes(qdc(parcel))
    for name, words in STORIES.items():
        (made / f"{name}.txt").write_text(words, "utf-8")
    script = Path(__file__).with_name("in_taguette.py")
    subprocess.run([ITS_PYTHON, script, made], check=True, cwd=made, timeout=120)
    return made


def read(folder: Path, name: str) -> Elsewhere:
    return codes_of(name, (folder / name).read_bytes())


@pytest.mark.parametrize("name", ["out-codebook.csv", "out-codebook.xlsx"])
def test_its_codebook_as_a_table_holds_what_ours_did(folder: Path, name: str) -> None:
    found = read(folder, name)
    meanings = [("Trust", "When it holds, über all."), ("Trust.by phone", ""), ("'=Warmth", "A kind word.")]
    assert [(one.name, one.description) for one in found.codes] == meanings
    assert found.unread == ()


def test_its_codebook_for_other_programs_is_read(folder: Path) -> None:
    found = read(folder, "out-codebook.qdc")
    assert [one.name for one in found.codes] == PATHS
    assert all(one.guid for one in found.codes)


@pytest.mark.parametrize("name", ["out-highlights.csv", "out-highlights.xlsx"])
def test_its_highlights_are_read_with_their_tags(folder: Path, name: str) -> None:
    found = read(folder, name)
    assert [one.name for one in found.codes] == PATHS
    firsts = {name: words.split("\n")[0] for name, words in STORIES.items()}
    assert {(one.document, one.words, one.code) for one in found.passages} == {
        (document, words, path) for document, words in firsts.items() for path in PATHS
    }
    assert found.unread == ()


def test_taguette_takes_codebooks_as_tables_only(folder: Path) -> None:
    """Taguette 1.5.2 writes .qdc and does not read it. When it learns to, this tells us, and the page can say so."""
    assert (folder / "qdc.txt").read_text("utf-8") == "No 'tag', 'name', or 'path' column"
