"""Every wording that can be given is known again when it stands in a text."""

import doctest

import pytest

from insight.stories.recognisers import carry, nhs_numbers, wording
from insight.stories.recognisers.dates import _FEASTS
from insight.stories.recognisers.wording import NUMBERED, PLAIN, RELATIVES, age_band, part_of_year, standing

GIVEN = {
    *(f"{base} 7" for base in NUMBERED),
    *RELATIVES,
    *PLAIN,
    *(age_band(years) for years in range(120)),
    *(
        part_of_year(month, year, day)
        for month in (*range(1, 13), None)
        for year in (1999, None)
        for day in (True, False)
    ),
    *(part_of_year(month, 2019, False) for month in _FEASTS.values()),
}


@pytest.mark.parametrize("words", sorted(GIVEN))
def test_a_replacement_is_known_again(words):
    text = f"so [{words}] went"
    assert standing(text) == [(3, len(text) - 5)]


@pytest.mark.parametrize("module", [carry, nhs_numbers, wording])
def test_examples_in_docstrings(module):
    assert doctest.testmod(module).failed == 0
