"""Needles: found wherever a file holds one, in every form, once; and not where something else is beside it."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stories import needles
from insight.stories.needles import LETTERS, STEP, Needles, pieces, telling

TEXT = "She kept the kettle warm until I came down. Nobody had done that before, and “nobody” is a lot of people."
FORMS = [
    lambda text: text.encode(),
    lambda text: text.encode("utf-16-le"),
    lambda text: json.dumps(text).encode(),
]


def stands(some: Needles, body: bytes) -> bool:
    return some.stand_in(BytesIO(body).read)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("at", [0, 1, 7, 8, 9, 1000])
def test_a_text_is_found_in_every_form_at_every_place(form, at):
    assert stands(Needles(pieces(TEXT)), b"x" * at + form(TEXT) + b"y" * 3)
    assert not stands(Needles(pieces(TEXT)), b"x" * at + form(TEXT.upper()) + b"y" * 3)


@given(start=st.integers(0, len(TEXT) - LETTERS - STEP))
def test_any_stretch_of_48_letters_gives_it_away(start):
    assert stands(Needles(pieces(TEXT)), b"\0" + TEXT[start : start + LETTERS + STEP].encode() + b"\0")


@given(
    bodies=st.lists(st.text("ab ", min_size=5, max_size=11), min_size=1, max_size=4),
    body=st.text("ab ", max_size=70),
)
def test_it_finds_what_searching_one_by_one_finds(bodies, body):
    assert stands(Needles(bodies), body.encode()) is any(one in body for one in bodies)


@pytest.mark.parametrize("size", [24, 40])
def test_what_lies_across_two_readings_is_found(monkeypatch, size):
    monkeypatch.setattr(needles, "READ_AT_ONCE", size)
    assert stands(Needles(pieces(TEXT)), b"z" * 13 + TEXT.encode())


@pytest.mark.parametrize(
    ("body", "found"),
    [("Shazneen", True), ("to Shazneen, and", True), ("Shazneens", False), ("xShazneen", False), ("shazneen", False)],
)
def test_a_name_counts_where_it_stands_alone(body, found):
    assert stands(Needles((), ["Shazneen"]), body.encode()) is found


def test_a_vector_is_found():
    vector = bytes(range(100, 164))
    assert stands(Needles((), (), [vector]), b"q" * 999 + vector)
    assert not stands(Needles((), (), [vector]), b"q" * 999 + vector[:-1])


def test_what_others_say_too_is_not_looked_for():
    left = Needles([*pieces(TEXT), "We waited for weeks there."], ["Shazneen", "Lantern House"]).besides(
        ["Before. " + TEXT, "x"], ["Lantern House, night team"]
    )
    assert (left.stretches, left.names) == ({"We waited for weeks there."}, {"Shazneen"})


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Shazneen", True), ("Zebedee Quillfeather", True), ("PL9 7ZZ", True), ("07700 900999", True),
        ("Shaz", False), ("Sharon", False), ("Exeter", False), ("welder", False), ("34", False), ("482139", False),
    ],
)  # fmt: skip
def test_only_what_is_rare_is_worth_looking_for(name, tells):
    assert telling(name) is tells


def test_what_is_too_short_is_not_looked_for():
    assert pieces("It was.") == ()
    assert pieces("We waited for weeks.") == ("We waited for weeks.",)
