"""Feeling is a word first, then a shape, then a colour, and no two answers share word and shape."""

from itertools import pairwise

from pages.parts.feeling_words import ALL_ANSWERS, FIVE_STEPS


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_and_shapes_tell_the_answers_apart_without_colour():
    assert len({answer.words for answer in ALL_ANSWERS}) == len({answer.shape for answer in ALL_ANSWERS}) == 6


def test_better_is_blue_worse_is_amber_and_nothing_is_green_or_red():
    for answer in FIVE_STEPS:
        red, green, blue = (int(answer.colour[at : at + 2], 16) for at in (1, 3, 5))
        if "better" in answer.words:
            assert blue > green > red
        if "worse" in answer.words:
            assert red > green > blue


def test_neighbouring_steps_differ_in_lightness_as_well_as_hue():
    for one, other in pairwise(FIVE_STEPS):
        assert abs(luminance(one.colour) - luminance(other.colour)) > 0.01
