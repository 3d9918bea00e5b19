"""Code points and UTF-16 units meet in one place, and agree there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.offsets import Utf16Offsets


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(alphabet=st.sampled_from("aé ́\n🙂👩🏽‍🤝‍👩🏿ſﬁ漢𝔘")), st.data())
def test_a_stretch_goes_to_the_browser_and_comes_back(text, data):
    offsets = Utf16Offsets(text)
    for point in range(len(text) + 1):
        assert offsets.to_units(point) == units(text[:point])
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        assert offsets.to_points(offsets.to_units(start), offsets.to_units(end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("🙂 Shaz", 3, 7, (2, 6)),
        ("🙂🙂", 1, 3, (0, 2)),  # half of each: both are touched
        ("a🙂b", 2, 3, (1, 2)),
        ("a🙂b", 1, 2, (1, 2)),
        ("e\u0301 café", 3, 7, (3, 7)),
    ],
)
def test_half_a_character_counts_as_the_whole(text, start, end, expected):
    assert Utf16Offsets(text).to_points(start, end) == expected


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 99), (7, 9)])
def test_a_stretch_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError):
        Utf16Offsets("🙂 Shaz").to_points(start, end)
