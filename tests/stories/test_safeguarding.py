"""Whom to call: read back as written, and never left with nobody to call."""

from dataclasses import replace

import pytest

from insight.errors import BadInput
from insight.stories.safeguarding import DEFAULT, LONGEST_LINE, MOST, Contact, Safeguarding, checked, read

ONE = Contact("The duty desk", "01752 000 000", "A child may be at risk.")


def test_what_is_written_is_read_again() -> None:
    assert read(DEFAULT.written()) == DEFAULT


def test_the_defaults_could_be_set_by_a_steward() -> None:
    assert checked(DEFAULT) == DEFAULT
    assert len(DEFAULT.steps) <= MOST


def test_blanks_are_left_out_and_spaces_are_put_in_order() -> None:
    new = Safeguarding((Contact(" The  duty desk", "01752 000 000 ", ONE.when), Contact("", " ", "")), (" Call. ", ""))
    assert checked(new) == Safeguarding((ONE,), ("Call.",))


def test_each_body_can_be_told_once() -> None:
    bodies = Safeguarding((ONE, Contact("Police", "999", "")), ("Call.",)).bodies
    assert bodies == ("The duty desk", "Police", "Children's social care", "Adult social care",
                      "Our own safeguarding lead")  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(Safeguarding((), ("Call.",)), id="nobody to call"),
        pytest.param(Safeguarding((ONE,), (" ",)), id="nothing to do"),
        pytest.param(Safeguarding((replace(ONE, phone=""),), ("Call.",)), id="no number at all"),
        pytest.param(Safeguarding((replace(ONE, body=""),), ("Call.",)), id="a number of nobody"),
        pytest.param(Safeguarding((replace(ONE, phone="ask Jo"),), ("Call.",)), id="not a number"),
        pytest.param(Safeguarding((replace(ONE, phone="1"),), ("Call.",)), id="too short to be dialled"),
        pytest.param(Safeguarding((ONE, replace(ONE, body="THE DUTY DESK")), ("Call.",)), id="twice the same"),
        pytest.param(Safeguarding((replace(ONE, when="x" * (LONGEST_LINE + 1)),), ("Call.",)), id="too long"),
        pytest.param(Safeguarding((ONE,), ("Call.",) * (MOST + 1)), id="too many steps"),
        pytest.param(
            Safeguarding(tuple(replace(ONE, body=str(n)) for n in range(MOST + 1)), ("Call.",)), id="too many"
        ),
    ],
)
def test_what_cannot_be_used_is_refused(bad: Safeguarding) -> None:
    with pytest.raises(BadInput, match="Nothing was changed"):
        checked(bad)
