"""Tables as text: delimiters, quoting, columns, and rows that are broken among rows that are not."""

import os
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from insight.stories.importers import read
from insight.stories.importers.batch import Refusal, Row, judge
from insight.stories.importers.csv_rows import rows


def judged(path: Path, table: str) -> list[Row | Refusal]:
    path.write_bytes(table.encode())
    return list(judge(rows(path)))


def brief(items: list[Row | Refusal]) -> list[str | int]:
    """The text of what came in, the row number of what did not."""
    return [item.text.reveal() if isinstance(item, Row) else item.row for item in items]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("text\nOne.\nTwo.\n", ["One.", "Two."]),
        ("text\rOne.\rTwo.\r", ["One.", "Two."]),
        ("text\nI went, he said; then\tno | more\n", ["I went, he said; then\tno | more"]),
        ('text,ref\n"One\nmore, line",1\n', ["One\nmore, line"]),
        ('text,ref\r\n"One\r\nmore",1\r\n', ["One\nmore"]),
        ("ref;TEXT\n1;One, and.\n", ["One, and."]),
        ("ref\tText \n1\tOne, and.\n", ["One, and."]),
        ("\n\ntext,ref\nOne.,1\n", ["One."]),
        ("text,ref,mood\nOne.,1,blue\n", ["One."]),
        ("ref,text\n1,One.,,,\n", ["One."]),
        ("ref,text\n1,One.,two\n2,Three.\n", [1, "Three."]),
        ("ref,text\n1\n2,\n3,Three.\n", [1, 2, "Three."]),
        ("ref,text\n\n,\n3,Three.\n", ["Three."]),
        ('ref,text\n1,"He said ""hi"" to me"\n', ['He said "hi" to me']),
        ('ref,text\n1,He said "hi" to me\n', ['He said "hi" to me']),
        ('ref,text\n1,"He said "hi" to me"\n2,Two.\n', [1, "Two."]),
        ('text,ref\n"He said "hi"\nand left",1\nTwo.,2\n', [1, "Two."]),
        ('ref,text\n1,One.\n2,"never closed\n3,Three.\n4,Four.\n', ["One.", 2, "Three.", "Four."]),
        ("text\nSame.\nSame.\nOther.\n", ["Same.", 2, "Other."]),
        ("text\n=HYPERLINK(1)\n", ["=HYPERLINK(1)"]),
        ('text,"What\nhelped?"\nOne.,Tea\n', ["One."]),
        ('text,"ref\nOne.,1\nTwo.,2\n', ["One.", "Two."]),
        ("text\nA\u2028B\x85C\n", ["A\u2028B\x85C"]),
    ],
)
def test_a_table_gives_its_stories_and_the_numbers_of_those_it_cannot(
    table: str, expected: list[str | int], tmp_path: Path
) -> None:
    assert brief(judged(tmp_path / "a.csv", table)) == expected


def test_every_column_is_read(tmp_path: Path) -> None:
    table = "Ref,Date,Teller,Feeling,Storyteller,Text\n a1 ,4/3/2025,Keyworker,4,t9,I was heard.\n"
    [row] = judged(tmp_path / "a.csv", table)
    assert isinstance(row, Row)
    assert (row.row, row.ref, row.told_on) == (1, "a1", date(2025, 3, 4))
    assert (row.teller, row.feeling, row.storyteller) == ("Keyworker", "better", "t9")


def test_what_cannot_be_read_beside_the_text_refuses_nothing(tmp_path: Path) -> None:
    [row] = judged(tmp_path / "a.csv", "text,date,teller,feeling\nI was heard.,soon,a friend's cat,lovely\n")
    assert isinstance(row, Row)
    assert (row.told_on, row.teller, row.feeling) == (None, "a friend's cat", None)


def test_real_accounts_come_in(tmp_path: Path) -> None:
    data = os.environ.get("INSIGHT_BENCH_DATA")
    if not data:
        pytest.skip("INSIGHT_BENCH_DATA is not set: real accounts were NOT read")
    with (Path(data) / "stories" / "counselchat_questions.csv").open(newline="", encoding="utf-8") as source:
        import csv

        first = list(islice(csv.reader(source), 501))
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as target:
        csv.writer(target).writerows(first)
    batch = read(tmp_path / "a.csv")
    place = first[0].index("text")
    texts = [record[place].replace("\r\n", "\n") for record in first[1:]]
    assert [row.text.reveal() for row in batch.rows] == [texts[row.row - 1] for row in batch.rows]
    assert len(batch.rows) + len(batch.refused) == 500
    assert all("the same text" in refused.why for refused in batch.refused)
    assert len(batch.rows) > 450
