"""What is asked of the bank is noted without names, told when it is due, and answered once."""

from datetime import date, timedelta

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotAllowed, NotFound
from insight.governance.asked import Kind, Outcome
from insight.governance.requests import LONGEST_NOTE, Requests
from insight.stories.spans import Label, Span, Tier

TODAY = date(2026, 6, 15)


class FindsShaz:
    """A detector that knows one name."""

    def detect(self, text):
        at = text.find("Shaz")
        return () if at < 0 else (Span(at, at + 4, Label.PERSON, Tier.MASK, "[person 1]", "test", "a name", "shaz"),)


@pytest.fixture
def requests(bank, clock):
    return Requests(bank, clock, FindsShaz)


def test_what_is_asked_waits_until_it_is_answered_the_most_urgent_first(requests, steward):
    copy = requests.log(steward, Kind.COPY, TODAY)
    police = requests.log(steward, Kind.POLICE, TODAY, " Devon  Police ", "They have no order yet.")
    assert [one.id for one in requests.waiting(steward)] == [police.id, copy.id]
    assert requests.waiting(steward)[0].body == "Devon Police"
    requests.answer(steward, police.id, Outcome.REFUSED)
    assert [one.id for one in requests.waiting(steward)] == [copy.id]
    [answered] = requests.answered(steward)
    assert (answered.id, answered.answered_on, answered.outcome) == (police.id, TODAY, Outcome.REFUSED)
    with pytest.raises(NotFound):
        requests.answer(steward, police.id, Outcome.DONE)
    assert requests.answered(steward)[0].outcome is Outcome.REFUSED


def test_what_is_due_within_a_week_or_late_is_due(requests, clock, steward):
    requests.log(steward, Kind.REMOVAL, TODAY - timedelta(days=40))
    requests.log(steward, Kind.COPY, TODAY - timedelta(days=24))
    requests.log(steward, Kind.COPY, TODAY - timedelta(days=10))
    assert [one.days_left(TODAY) for one in requests.due(steward)] == [-9, 7]
    clock.forward(days=13)
    assert len(requests.due(steward)) == 3


@pytest.mark.parametrize(
    ("kind", "received", "body", "note"),
    [
        pytest.param(Kind.COPY, TODAY + timedelta(days=1), "", "", id="tomorrow"),
        pytest.param(Kind.POLICE, TODAY, " ", "", id="which police"),
        pytest.param(Kind.COPY, TODAY, "", "Shaz wants it back.", id="a name in the note"),
        pytest.param(Kind.FOI, TODAY, "Shaz", "", id="a name for a body"),
        pytest.param(Kind.COPY, TODAY, "", "x" * (LONGEST_NOTE + 1), id="too long"),
    ],
)
def test_what_should_not_be_noted_is_refused_and_not_repeated(requests, bank, steward, kind, received, body, note):
    with pytest.raises(BadInput) as refused:
        requests.log(steward, kind, received, body, note)
    assert "Shaz" not in str(refused.value)
    assert requests.waiting(steward) == ()
    with bank.reading() as work:
        assert work.records.entries(1) == ()


def test_the_audit_has_kind_and_outcome_and_no_note(requests, bank, steward):
    one = requests.log(steward, Kind.COURT, TODAY, "Crown Court", "By post.")
    requests.answer(steward, one.id, Outcome.NOTHING_HELD)
    with bank.reading() as work:
        told = [(entry.what, entry.subject, entry.detail) for entry in work.records.entries(5)]
    assert told == [
        ("request_answered", one.id, '{"outcome": "nothing_held"}'),
        ("request_logged", one.id, '{"kind": "court"}'),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.STEWARD, Role.OPERATOR}])
def test_nobody_but_a_steward_sees_or_notes_it(requests, role):
    who = Reader("x", "X", role)
    for verb in (
        lambda: requests.waiting(who), lambda: requests.answered(who), lambda: requests.due(who),
        lambda: requests.log(who, Kind.COPY, TODAY), lambda: requests.answer(who, "x", Outcome.DONE),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()
