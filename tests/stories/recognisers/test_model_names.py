"""What becomes of the words that the model thinks likely: put together, hidden, offered, or left to the keep list."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import model_names
from insight.stories.recognisers.contract import Named, Reading


def read(text, **likely):
    """`PERSON=[("Shaz", .9)]` says how likely each word is, where it stands first."""
    named = [
        Named(text.index(word), text.index(word) + len(word), tag, sure)
        for tag, words in likely.items()
        for word, sure in words
    ]
    return Reading(text, text, Policy("Plymouth"), tuple(sorted(named, key=lambda one: one.start)))


@pytest.mark.parametrize(
    ("text", "likely", "expected"),
    [
        ("I met Shaz Okafor today", {"PERSON": [("Shaz", 0.9), ("Okafor", 0.8)]}, [("Shaz Okafor", "mask", "person")]),
        ("my keyworker shaz came", {"PERSON": [("shaz", 0.9)]}, [("shaz", "mask", "keyworker")]),
        ("her little sister, kit", {"PERSON": [("kit", 0.9)]}, [("kit", "mask", "sister")]),
        ("Shaz, Kit came", {"PERSON": [("Shaz", 0.9), ("Kit", 0.8)]},
         [("Shaz", "mask", "person"), ("Kit", "mask", "person")]),
        ("at St. Anne's then", {"ORG": [("St", 0.9), ("Anne's", 0.6)]}, [("St. Anne's", "mask", "organisation")]),
        ("jo.b at home", {"CODE": [("jo", 0.9), ("b", 0.9)]}, [("jo.b", "mask", "reference")]),
        ("Shaz came", {"PERSON": [("Shaz", 0.9), ("came", 0.05)]},
         [("Shaz", "mask", "person"), ("came", "suggest", "person")]),
        ("the Bishop sat", {"PERSON": [("the", 0.5), ("Bishop", 0.15)]}, [("Bishop", "suggest", "person")]),
        ("at the Ridgeway", {"PLACE": [("the", 0.9), ("Ridgeway", 0.9)]}, [("Ridgeway", "mask", "place")]),
        ("only the of", {"ORG": [("the", 0.9), ("of", 0.9)]}, []),
        ("he took spice", {"PERSON": [("spice", 0.7)]}, []),
        ("he met Spice", {"PERSON": [("Spice", 0.95)]}, [("Spice", "mask", "person")]),
        ("she was 52", {"AGE": [("52", 0.9)]}, [("52", "mask", "50s")]),
        ("she was fortyish", {"AGE": [("fortyish", 0.9)]}, [("fortyish", "mask", "age")]),
        ("a glacier guide", {"JOB": [("glacier", 0.25), ("guide", 0.2)]}, [("glacier guide", "suggest", "job")]),
    ],
)  # fmt: skip
def test_finds(text, likely, expected):
    found = [(text[one.start : one.end], one.tier.value, one.words) for one in model_names.find(read(text, **likely))]
    assert found == expected


def test_a_line_s_end_parts_two_names():
    assert len(list(model_names.find(read("Shaz\nOkafor", PERSON=[("Shaz", 0.9), ("Okafor", 0.9)])))) == 2
