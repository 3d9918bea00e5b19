"""Hand-overs as people tell of them, and what sounds like one and is none."""

import pytest

from insight.themes.hand_overs import PLACE_WORDS, Place, hand_overs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He came out of prison to a hostel.", "prison>hostel"),
        ("I was released from HMP on a Friday. I slept in a doorway.", "prison>street"),
        ("My dad was discharged from hospital with nowhere to go.", "hospital>street"),
        ("The hospital had him five hours and then sent him home with a number to ring.", "hospital>home"),
        ("She was discharged from the ward into [hostel 2] the same night.", "hospital>hostel"),
        ("I left care at eighteen.", "care>somewhere"),
        ("They let me out at twenty to eleven, in the hospital socks.", "hospital>somewhere"),
        ("Got out at quarter to ten with a clear bag.", "prison>somewhere"),
        ("camhs stopped when i was 18 and adult mental health said no.", "childrens>adult"),
        ("Children's services closed me and adult services had not opened me.", "childrens>adult"),
        ("Housing said it was children's, because of her age.", "council>childrens"),
        ("The drugs place says ask the hospital about the pain.", "drugs>hospital"),
        ("The GP referred me to the drug service, and they sent me back to the GP.", "doctor>drugs drugs>doctor"),
        ("I fell between the hostel and the council.", "hostel>council"),
        ("She moved out of [hostel 1] into a flat of her own.", "hostel>home"),
    ],
)
def test_a_hand_over_is_found(text, found):
    assert " ".join(f"{one.from_place}>{one.to_place}" for one in hand_overs(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "I walked from the hostel to the chemist every morning.",
        "The hostel is next to the hospital.",
        "She wore court shoes and I had a flat white.",
        "The police came to the hostel and the council wrote to us.",
        "The manager came out to the car and said hello.",
        "I have been here eighteen months.",
        "The night worker said I could have toast.",
        "",
    ],
)
def test_what_is_none_is_not(text):
    assert hand_overs(text) == ()


def test_each_kind_is_told_once_with_where_it_says_so():
    text = "I came out of prison to a hostel. Then again, out of prison and into a hostel."
    (one,) = hand_overs(text)
    assert text[one.start : one.end] == "prison to a hostel"


def test_every_kind_of_place_has_its_words_and_fits_its_column():
    assert set(PLACE_WORDS) == set(Place)
    assert all(len(place.value) <= 20 for place in Place)
