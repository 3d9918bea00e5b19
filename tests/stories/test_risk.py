"""What raises the risk of a protected text, and what does not."""

import pytest

from insight.stories.risk import Alarm, Detail, judged, traits


@pytest.mark.parametrize(
    ("text", "alarms"),
    [
        ("He was charged with robbery in the end.", {Alarm.OFFENCE}),
        ("My ex was done for GBH.", {Alarm.OFFENCE}),
        ("She was raped and nobody asked.", {Alarm.SEXUAL_VIOLENCE}),
        ("I was groomed when I was [teens].", {Alarm.SEXUAL_VIOLENCE}),
        ("They took my kids.", {Alarm.CHILDREN}),
        ("My daughter went into foster care.", {Alarm.CHILDREN}),
        ("We were in the family court all day.", {Alarm.CHILDREN}),
        ("I take the kids to the park.", set()),
        ("She made tea and we talked.", set()),
        ("I was charged for the phone.", {Alarm.OFFENCE}),  # asked once too often rather than once too seldom
        ("Nothing was stolen from the grape harvest.", set()),
    ],
)
def test_alarms(text, alarms):
    assert judged(text).alarms == alarms
    assert judged(text).high is bool(alarms)


def test_many_details_in_one_sentence_paint_a_person():
    text = "It was fine. I'm [30s], a welder in a wheelchair with twins."
    [telling] = judged(text).telling
    assert text[telling.start : telling.end].startswith("I'm")
    assert telling.why == "tells an age, a family, work and health at once"


def test_many_details_over_a_story_need_a_second_reader():
    sentences = ["I'm [30s].", "I have twins.", "I was in the army.", "I am deaf.", "It made the news."]
    assert not judged(" ".join(sentences[:4])).high
    assert judged(" ".join(sentences)).high
    assert judged(" ".join(sentences)).telling == ()


def test_traits_are_alike_whatever_their_capitals():
    assert traits("A Welder, [30s].") == {(Detail.WORK, "welder"), (Detail.AGE, "[30s]")}


@pytest.mark.parametrize("text", ["", " ", "\n", "[", "👩‍👩‍👧", "a" * 100_000, "child " * 5_000, "took " * 5_000])
def test_any_text_is_judged(text):
    judged(text)
    traits(text)
