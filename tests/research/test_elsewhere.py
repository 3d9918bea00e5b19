"""Where stretches of a text that was saved elsewhere stand in ours: line ends, marks, emoji, and other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.research.elsewhere import places

OURS = "I waited 😀 nine weeks.\nNobody told me why.\nThen she rang."
WHY = OURS.index("Nobody"), OURS.index("Nobody") + len("Nobody told me why")
# Several scripts: combining marks, right to left, beyond the first plane, and blanks that are none.
LETTERS = "ab é\u0301\u0327שלם😀👩\u200d🚀\u202e\u00a0.,\n\n"
WORDS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs", "Cc"])), min_size=1).filter(
    lambda text: bool(text.strip()) and "\ufeff" not in text
)


@pytest.mark.parametrize(
    ("theirs", "place"),
    [
        pytest.param(OURS, WHY, id="the same"),
        pytest.param("\ufeff" + OURS, WHY, id="a mark"),
        pytest.param(OURS.replace("\n", "\r\n"), (WHY[0] + 1, WHY[1] + 1), id="CR LF counted as two"),
        pytest.param(OURS.replace("\n", "\r\n"), WHY, id="CR LF counted as one"),
        pytest.param(OURS.replace("\n", "\r"), WHY, id="CR"),
        pytest.param("\n\n" + OURS + "\n", (WHY[0] + 2, WHY[1] + 2), id="white space around it"),
    ],
)
def test_a_stretch_is_found_again(theirs: str, place: tuple[int, int]) -> None:
    [found] = places(theirs, OURS, [place])
    assert OURS[slice(*found)] == "Nobody told me why"


@pytest.mark.parametrize("place", [(5, 5), (9, 4), (-1, 3), (0, 10_000), (10_000, 10_001)])
def test_a_stretch_outside_its_text_is_lost(place: tuple[int, int]) -> None:
    assert places(OURS, OURS, [place, WHY]) == [None, WHY]
    assert places(OURS.replace("\n", "\r\n"), OURS, [place, WHY])[0] is None


@pytest.mark.parametrize("theirs", ["", "I waited.", OURS + " Really.", OURS.replace("weeks", "days")])
def test_other_words_have_no_places(theirs: str) -> None:
    assert places(theirs, OURS, [WHY]) is None


@given(ours=WORDS, ends=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans(), data=st.data())
def test_whoever_counts_the_letters_of_the_file_is_understood(ours: str, ends: str, mark: bool, data) -> None:
    """All words of a text marked at once, as the file counts them; whole words settle how a line end counts."""
    starts = [at for at, letter in enumerate(ours) if letter.isalnum() and not (at and ours[at - 1].isalnum())]
    wanted = []
    for start in starts:
        end = start
        while end < len(ours) and ours[end].isalnum():
            end += 1
        wanted.append((start, end))
    theirs = ours.replace("\n", ends)
    wide = len(ends) - 1
    counted = [(s + wide * ours.count("\n", 0, s), e + wide * ours.count("\n", 0, e)) for s, e in wanted]
    assert places("\ufeff" * mark + theirs, ours, counted) == wanted
