"""Plain text files: one story, or several with a line between them."""

from pathlib import Path

import pytest

from insight.stories.importers import read
from insight.stories.importers.plain_text import rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nMore.\n", ["One.\n\nMore."]),
        ("One.\n---\nTwo.\n", ["One.", "Two."]),
        ("One.\r\n-----\r\nTwo.", ["One.", "Two."]),
        ("One.\n***\nTwo.\n* * *\nThree.\n", ["One.", "Two.", "Three."]),
        ("One.\fTwo.\n", ["One.", "Two."]),
        ("---\nOne.\n---\n---\n\n---\n", ["One."]),
        ("One -- or --- two.\n--\nMore.", ["One -- or --- two.\n--\nMore."]),
        ("- a\n- b\n", ["- a\n- b"]),
    ],
)
def test_a_line_of_dashes_or_stars_or_a_new_page_stands_between_stories(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    found = list(rows(tmp_path / "a.txt"))
    assert [story.text for story in found] == expected
    assert [story.ref for story in found] == [str(number) for number in range(1, len(expected) + 1)]


def test_a_broken_story_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\n---\nTw\x81o.\n---\nThr\0ee.\n---\nCaf\xe9.\n---\nOne.\n")
    batch = read(tmp_path / "a.txt")
    assert [row.text.reveal() for row in batch.rows] == ["One.", "Café."]
    assert [refused.row for refused in batch.refused] == [2, 3, 5]
