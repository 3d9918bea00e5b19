"""What is given out as LibreOffice prints it: every page of the right size, and nothing on a second one."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from insight.learning.citation import CitedBy
from insight.research.parcel import Way
from insight.share.council_paper import (
    LONGEST_LESSON,
    LONGEST_NAME,
    LONGEST_PURPOSE,
    LONGEST_QUOTE,
    LONGEST_TYPED,
    MOST_QUOTES,
    MOST_TRIED,
    Paper,
    Said,
)
from insight.share.given import Named
from insight.share.pack_document import cards_document, sheets_document
from insight.share.paper_document import paper_document
from insight.share.story_card import LONGEST, Pack, StoryCard, fitting, room_beside

# Without LibreOffice nothing can be said of pages; what stands in the files is tested elsewhere.
pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdfinfo") is None, reason="LibreOffice is not installed"
)
LONG = "When somebody who knows my name rings me on a wet morning, I get up and go with them to wherever it is. "
NOTE = "Talks plainly of an overdose that was survived, and of the night that came before it."
LINE = "Someone using services about somebody, summer 2026, told in our words"


@pytest.fixture
def pages(tmp_path: Path) -> Callable[[bytes], list[tuple[int, int]]]:
    """The size of every page of a document in millimetres, as LibreOffice prints it."""

    def pages(document: bytes) -> list[tuple[int, int]]:
        (tmp_path / "made.docx").write_bytes(document)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        wanted = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "made.docx"]
        subprocess.run(wanted, cwd=tmp_path, check=True, capture_output=True, timeout=300)
        told = subprocess.run(
            ["pdfinfo", "-l", "999", "made.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told)
        return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in sizes]

    return pages


def filled(longest: int) -> str:
    """So many characters of a story."""
    return (LONG * 20)[:longest]


def test_the_fullest_card_is_one_postcard(pages: Callable) -> None:
    lines = "\n".join(["A short line of a long talk."] * 40)
    told = [filled(LONGEST), fitting(lines), filled(LONGEST // 2)]
    cards = [StoryCard("04711", LINE, "", words, True) for words in told]
    cards += [StoryCard("04711", LINE, NOTE, fitting(words, room_beside(NOTE)), True) for words in told]
    assert pages(cards_document(Pack("Warmth", Way.INSIDE, tuple(cards), ()))) == [(148, 105)] * len(cards)


def test_the_sheets_are_a_page_each(pages: Callable) -> None:
    cards = tuple(StoryCard(f"{at:05}", LINE, NOTE if at < 14 else "", "They rang.", False) for at in range(24))
    assert pages(sheets_document(Pack("Warmth", Way.INSIDE, cards, ()))) == [(210, 297)] * 2


def test_the_fullest_paper_is_one_page(pages: Callable) -> None:
    tried = Named(
        "x", CitedBy.EXPERIMENT, filled(LONGEST_NAME), "s", True, date(2026, 6, 1), "changed", filled(LONGEST_LESSON)
    )
    full = Paper(
        about="How young adults come through their first year in a home of their own",
        made_on=date(2026, 11, 12),
        purpose=filled(LONGEST_PURPOSE),
        heard=filled(LONGEST_TYPED),
        quotes=(Said("x-0-1", filled(LONGEST_QUOTE), "Someone using services"),) * MOST_QUOTES,
        figures=(
            "1,042 people told us, in 12 inquiries.",
            "Of them, 612 use services, 207 work in services, 81 manage services, 60 pay for services, 82 are family "
            "or friends; the others are too few of a kind to be counted.",
        ),
        tried=(tried,) * MOST_TRIED,
        not_known=(filled(110), filled(LONGEST_TYPED)),
        left_out=(),
    )
    assert pages(paper_document(full)) == [(210, 297)]
