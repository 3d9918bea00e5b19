"""The names on an alliance's own lists, in whatever letters they are written."""

import pytest

from insight.stories.policy import Policy, Treatment
from insight.stories.recognisers.alliance_names import find
from insight.stories.recognisers.contract import Reading

HIDE, GENERALISE, KEEP = Treatment.HIDE, Treatment.GENERALISE, Treatment.KEEP


@pytest.mark.parametrize(
    ("policy", "text", "expected"),
    [
        (Policy("Exeter"), "In Exeter", []),
        (Policy("Exeter", HIDE), "in exeter, EXETER", [("exeter", "place"), ("EXETER", "place")]),
        (Policy("Exeter", GENERALISE), "Exeter's", [("Exeter", "the city")]),
        (Policy("Bath", partners=("St Anne's",)), "at st anne’s", [("st anne’s", "organisation")]),
        (
            Policy("Bath", partners=("The Link",), partners_are=GENERALISE),
            "the  link",
            [("the  link", "partner organisation")],
        ),
        (Policy("Bath", partners=("The Link",), partners_are=KEEP), "the link", []),
        (Policy("Bath", places=("Pit", "Pit Lane")), "Pit Lane, pitfall", [("Pit Lane", "place")]),
        (Policy("Bath", organisations=("a+b",)), "a+b aab", [("a+b", "organisation")]),
        (Policy("Bath", places=("Hope",), words_kept=("hope",)), "Hope", []),
    ],
)
def test_finds(policy, text, expected):
    assert [(text[one.start : one.end], one.words) for one in find(Reading(text, text, policy))] == expected
