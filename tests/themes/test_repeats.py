"""A name that repeats what one person said goes with it; a name that anybody could have given stays."""

import pytest

from insight.themes.repeats import repeats

SAID = "They kept ringing until I picked up, and then they rang again. A kettle that nobody owned stood in the hall."


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("They kept ringing until I picked up", True),
        ("THEY KEPT RINGING, until I picked up", True),
        ("A kettle that nobody owned", True),
        ("Kettle", True),
        ("Kept ringing and waiting", False),
        ("When somebody is kept ringing, what we might do about phones", False),
        ("On the long way home a kettle that nobody owned stood in the hall of the house", True),
        ("Somewhere to belong", False),
        ("", False),
    ],
)
def test_what_repeats(name, theirs):
    assert repeats(name, SAID, lambda _: False) is theirs


def test_what_others_say_too_is_nobody_s_own():
    assert not repeats("Kettle", SAID, {"kettle"}.__contains__)
    assert repeats("Ringing kettle that", SAID, {"kettle"}.__contains__)
