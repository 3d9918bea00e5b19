"""Pages of HTML: paragraphs and headings as words, nothing that runs, and none of Taguette's tags."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from insight.errors import BadInput
from insight.stories.importers import read
from insight.stories.importers.html_text import rows


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.\nTwo."]),
        ("One.<br>More.<div>Two\n  lines</div>", ["One.\nMore.\nTwo lines"]),
        ("<h1>A</h1><p>One.</p><h1>B</h1><p>Two.</p>", ["One.", "Two."]),
        ("<title>Shaz</title><style>p {}</style><script>alert('x')</script><p>One.</p>", ["One."]),
        ("<p>One <span class='x taglist'> [warmth, <i>trust</i>]</span>and two.</p>", ["One and two."]),
        ("<ul><li>One.<li>Two.</ul><table><tr><td>Three.<td>Four.</table>", ["One.\nTwo.\nThree.\nFour."]),
        ("<p>Caf&eacute; &lt;b&gt; &#x1F600;</p><!-- not this -->", ["Café <b> 😀"]),
        ("<p>never closed <b>but read", ["never closed but read"]),
        ("<script>never closed", [""]),
    ],
)
def test_a_page_gives_its_words(page: str, expected: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert [found.text for found in rows(tmp_path / "a.html")] == expected


def test_a_page_may_be_one_story_without_what_stands_above_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<h1>Shaz</h1><p>One.</p><h1>Then</h1><p>Two.</p>")
    assert [found.text for found in rows(tmp_path / "a.html", whole=True)] == ["One.\nThen\nTwo."]


@pytest.mark.parametrize("page", ["<div>" * 400_000, "<a b='" * 300_000])
def test_a_hostile_page_is_refused_or_read_in_time(page: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page)
    began = time.monotonic()
    with suppress(BadInput):
        assert read(tmp_path / "a.html").rows == ()
    assert time.monotonic() - began < 20
