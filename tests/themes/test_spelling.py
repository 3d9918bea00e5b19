"""Misspelt words: which word of the bank was meant, and when nothing is near enough to say so."""

import pytest

from insight.themes.spelling import can_be_mended, stems_like, word_like


@pytest.mark.parametrize(
    ("word", "long_enough"), [("methodone", True), ("dogs", False), ("sw1a1", False), ("half-way", False)]
)
def test_what_can_be_mended(word, long_enough):
    assert can_be_mended(word) is long_enough


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("methodone", "methadone"),
        ("scirpt", "script"),
        ("hostle", "hostel"),
        ("probaton", "probation"),
        ("apointment", "appointment"),
        ("benifits", "benefits"),
        ("hostile", None),
        ("angry", None),
    ],
)
def test_the_word_of_a_text_that_was_meant(typed, meant):
    text = "My script for Methadone came to the HOSTEL; probation, the appointment and benefits did not. Hungry?"
    assert word_like(typed, text) == meant


def test_a_text_without_words_has_none():
    assert word_like("methodone", "") is None


@pytest.mark.parametrize(
    ("typed", "stem"), [("methodone", "methadon"), ("apointment", "appoint"), ("benifits", "benefit")]
)
def test_the_stem_of_what_was_meant_is_among_the_few(typed, stem):
    stems = ["appoint", "appl", "benefit", "bed", "bench", "methadon", "month", "money", "mouth", "area", "bottl"]
    assert stem in stems_like(typed, stems)
