"""Real accounts and a real report, from a file to themes and search; the environment names where they lie."""

import os
import resource
from pathlib import Path
from typing import Any

import pytest

BENCH = os.environ.get("INSIGHT_BENCH_DATA", "")
ROWS = 120
MOST_MEMORY_KB = 1_500_000


def accounts() -> Path:
    return Path(BENCH) / "stories" / "counselchat_questions.csv"


def report() -> list[Path]:
    return sorted((Path(BENCH).parent / "seeds").glob("002_*.txt")) if BENCH else []


@pytest.mark.skipif(not BENCH or not accounts().is_file(), reason="name the folder of real texts in INSIGHT_BENCH_DATA")
def test_real_accounts_from_file_to_themes_and_search(cli: Any, tmp_path: Path) -> None:
    import csv

    csv.field_size_limit(10_000_000)
    with accounts().open(newline="", encoding="utf-8") as file:
        lines = csv.DictReader(file)
        texts = [line["text"] for _, line in zip(range(ROWS), lines, strict=False)]
    path = tmp_path / "accounts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ref", "text"])
        writer.writerows([f"cc-{number}", text] for number, text in enumerate(texts))
    brought = cli("import", path, "--json").json
    assert brought["accepted"] + len(brought["refused"]) == ROWS
    assert all(one["why"] for one in brought["refused"])
    assert cli("review", "approve", "--all", "--json").json["approved"] == brought["accepted"]
    assert cli("themes", "build", "--json").json["themes"]
    assert len(cli("themes", "list", "--json").json["themes"]) >= 2
    assert len(cli("search", "I cannot sleep", "--limit", 1000, "--json").json) == brought["accepted"]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY_KB


@pytest.mark.skipif(not report(), reason="name the folder of real texts in INSIGHT_BENCH_DATA")
def test_a_real_report_as_a_document(cli: Any, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    body = report()[0].read_text("utf-8")
    cases = body[max(0, body.lower().find("case stud")) :]
    for paragraph in cases.split("\n\n"):
        document.add_paragraph(" ".join(paragraph.split()))
    document.save(str(tmp_path / "report.docx"))
    brought = cli("import", tmp_path / "report.docx", "--json").json
    assert brought["accepted"] >= 1
    assert cli("review", "approve", "--all", "--json").json["approved"] == brought["accepted"]
    assert cli("search", "a place to live", "--json").json
