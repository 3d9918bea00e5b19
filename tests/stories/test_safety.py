"""Someone is not safe: little is kept, and an original is held by two stewards or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action
from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from insight.stories.consent import Consent
from insight.stories.protect import Protection
from insight.stories.safeguarding import DEFAULT, Contact, Safeguarding
from insight.stories.safety import Safety
from tests.removing import withdrawal

MO = Reader("mo", "Mo", Role.INTERVIEWER)
OLA, PAT, SAM = (Reader(name.lower(), name, Role.STEWARD) for name in ("Ola", "Pat", "Sam"))
WORDS = "Darren rang me."
QUARANTINE = timedelta(days=14)


class Detector:
    """Finds nothing."""

    def detect(self, text: str) -> tuple[()]:
        return ()


@pytest.fixture
def safety(bank: Any, clock: Any) -> Safety:
    return Safety(bank, clock)


@pytest.fixture
def approve(bank: Any, clock: Any) -> Callable[..., Protection]:
    """`approve(story, days)`: its pair approves it; the protection that did so, to be swept."""

    def approve(story: str, days: float) -> Protection:
        protection = Protection(bank, Detector, clock, timedelta(days=days), lambda _: None)
        protection.detect_next("test")
        protection.approve(MO, story)
        return protection

    return approve


@pytest.fixture
def waiting(tell: Callable[..., str]) -> str:
    return tell(words=WORDS, before_review=True, brought_by="mo")


def here(bank: Any, story: str) -> bool:
    with bank.reading() as work:
        return work.vault.fetch(story, "original") is not None


def rows(bank: Any, table: str) -> int:
    with bank.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


# Whom to call.


def test_what_the_steward_sets_is_shown_from_then_on(bank: Any, safety: Safety) -> None:
    assert safety.current() == DEFAULT
    new = Safeguarding((Contact("The duty desk", "01752 000 000", "Always."),), ("Call.",))
    safety.change(OLA, new)
    assert safety.current() == new
    with pytest.raises(BadInput):
        safety.change(OLA, Safeguarding((), ()))
    assert safety.current() == new
    with bank.reading() as work:
        assert "duty" not in work.records.entries(1)[0].detail


# That it was passed on.


def test_who_when_and_which_body_is_all_that_is_kept(bank: Any, clock: Any, safety: Safety) -> None:
    safety.pass_on(MO, "Police")
    with bank.engine.connect() as connection:
        [row] = connection.exec_driver_sql("SELECT * FROM passed_on").mappings().all()
    assert set(row) == {"id", "at", "by", "body"}
    assert (row["by"], row["body"]) == ("mo", "Police")
    with bank.reading() as work:
        [entry] = work.records.entries(5)
    assert (entry.what, entry.by, entry.at, entry.detail) == ("passed_on", "mo", clock(), "{}")


def test_nothing_can_be_written_beside_the_list(bank: Any, safety: Safety) -> None:
    with pytest.raises(BadInput, match="Nothing was noted"):
        safety.pass_on(MO, "Darren's keyworker")
    assert rows(bank, "passed_on") == 0


def test_everybody_sees_their_own_and_the_steward_sees_all(bank: Any, clock: Any, safety: Safety) -> None:
    with bank.writing() as work:
        mo = work.people.add("mo", "Mo Bell", Role.INTERVIEWER, None, clock())
    me = Reader(mo, "Mo Bell", Role.INTERVIEWER)
    safety.pass_on(me, "Police")
    clock.forward(minutes=1)
    safety.pass_on(Reader("gone", "Gone", Role.PEER_RESEARCHER), "Samaritans")
    assert [(one.by, one.body) for one in safety.passed_on(me)] == [("Mo Bell", "Police")]
    all_of_them = [(one.by, one.body) for one in safety.passed_on(OLA)]
    assert all_of_them == [("somebody who has left", "Samaritans"), ("Mo Bell", "Police")]


# Holds.


def test_two_stewards_hold_an_original_and_it_ends_by_itself(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection]
) -> None:
    protection = approve(waiting, 14)
    safety.ask(OLA, waiting, 7)
    safety.agree(PAT, waiting)
    clock.forward(days=21, minutes=-1)
    assert protection.sweep() == 0
    assert here(bank, waiting)
    clock.forward(minutes=1)
    assert protection.sweep() == 1
    assert not here(bank, waiting)
    assert rows(bank, "original_hold") == 0
    with bank.reading() as work:
        entries = [one for one in work.records.entries(10) if one.what.startswith("hold")]
    assert [(one.what, one.by, one.subject, one.detail) for one in entries] == [
        ("hold_agreed", "pat", waiting, "{}"),
        ("hold_asked", "ola", waiting, '{"days": 7}'),
    ]


@pytest.mark.parametrize("quarantine", [0, 14])
def test_one_steward_alone_holds_nothing(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection], quarantine: int
) -> None:
    safety.ask(OLA, waiting, 28)
    with pytest.raises(Refused, match="another steward has to agree"):
        safety.agree(OLA, waiting)
    with pytest.raises(Conflict):
        safety.ask(OLA, waiting, 28)
    protection = approve(waiting, quarantine)
    clock.forward(days=quarantine)
    protection.sweep()
    assert not here(bank, waiting)
    assert safety.originals(OLA) == ()
    with pytest.raises(NotFound):
        safety.agree(PAT, waiting)
    assert rows(bank, "original_hold") == 0


def test_where_originals_go_at_once_a_hold_agreed_before_outlives_approval(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection]
) -> None:
    safety.ask(OLA, waiting, 7)
    safety.agree(PAT, waiting)
    protection = approve(waiting, 0)
    assert protection.sweep() == 0
    assert here(bank, waiting)
    with bank.reading() as work:
        assert work.vault.fetch(waiting, "aliases") is None  # it is held for one purpose only
    clock.forward(days=7)
    assert protection.sweep() == 1
    assert not here(bank, waiting)


def test_a_hold_that_ran_out_before_approval_holds_no_more(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection]
) -> None:
    safety.ask(OLA, waiting, 7)
    safety.agree(PAT, waiting)
    clock.forward(days=7)
    assert [one.hold for one in safety.originals(OLA)] == [None]
    approve(waiting, 0)
    assert not here(bank, waiting)


@pytest.mark.parametrize("who", [OLA, PAT])
def test_either_of_the_two_ends_it_early(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection], who: Reader
) -> None:
    protection = approve(waiting, 14)
    safety.ask(OLA, waiting, 28)
    safety.agree(PAT, waiting)
    clock.forward(days=13)
    with pytest.raises(Refused, match="Only those who asked or agreed"):
        safety.end(SAM, waiting)
    safety.end(who, waiting)
    assert protection.sweep() == 0  # it goes when it would have gone without, and not before
    clock.forward(days=1)
    assert protection.sweep() == 1
    assert not here(bank, waiting)


def test_nothing_makes_it_longer(
    bank: Any, clock: Any, safety: Safety, waiting: str, approve: Callable[..., Protection]
) -> None:
    protection = approve(waiting, 14)
    [without] = safety.originals(OLA)
    safety.ask(OLA, waiting, 28)
    safety.agree(PAT, waiting)
    clock.forward(days=41)
    for again in (lambda: safety.ask(SAM, waiting, 28), lambda: safety.agree(SAM, waiting)):
        with pytest.raises(Conflict):
            again()
    safety.end(PAT, waiting)
    with pytest.raises(NotFound):  # its own time is over, so there is nothing to ask for
        safety.ask(OLA, waiting, 28)
    assert without.goes_at == clock() - timedelta(days=27)
    assert protection.sweep() == 1


STEWARDS = [OLA, PAT, SAM]
PEOPLE = STEWARDS * 4 + [Reader(role.value, "Ada", role) for role in Role if role is not Role.STEWARD]
STEPS = st.lists(
    st.tuples(st.sampled_from(["ask", "agree", "end", "wait"]), st.sampled_from(PEOPLE), st.sampled_from([7, 14, 28])),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_pressed_only_two_stewards_keep_an_original_and_28_days_at_most(
    bank: Any, clock: Any, safety: Safety, tell: Callable[..., str], approve: Callable[..., Protection], steps: Any
) -> None:
    story = tell(words=WORDS, before_review=True, brought_by="mo")
    protection = approve(story, 14)
    runs_out, asked, both = clock() + QUARANTINE, None, None
    for what, who, days in steps:
        try:
            if what == "wait":
                clock.forward(days=days)
            elif what == "ask":
                safety.ask(who, story, days)
                asked, both = (who, runs_out + timedelta(days=days)), None
            elif what == "agree":
                safety.agree(who, story)
                both = (asked[0], who, asked[1])
            else:
                safety.end(who, story)
                asked = both = None
        except Refused:
            pass
        protection.sweep()
        held = both is not None and clock() < both[2]
        assert here(bank, story) is (clock() < runs_out or held)
        if both is not None:
            assert both[0].id != both[1].id
            assert both[0].role is both[1].role is Role.STEWARD
            assert both[2] <= runs_out + timedelta(days=28)


@pytest.mark.parametrize("days", [-7, 0, 1, 29, 365])
def test_only_so_many_days_can_be_asked_for(safety: Safety, waiting: str, days: int) -> None:
    with pytest.raises(BadInput):
        safety.ask(OLA, waiting, days)


@pytest.mark.parametrize("agreed", [False, True])
def test_a_hold_never_stops_a_removal(bank: Any, clock: Any, safety: Safety, waiting: str, agreed: bool) -> None:
    safety.ask(OLA, waiting, 28)
    if agreed:
        safety.agree(PAT, waiting)
    withdrawal(bank, clock).withdraw(SAM, waiting)
    assert not here(bank, waiting)
    assert [rows(bank, table) for table in ("original_hold", "sealed", "data_key")] == [0, 0, 0]


def test_whoever_may_not_read_a_story_holds_nothing_of_it(bank: Any, safety: Safety, tell: Callable[..., str]) -> None:
    with bank.writing() as work:
        hearth = work.alliance.organisation("Hearth")
    agreed = Consent(inside=True, not_organisations=frozenset({hearth}))
    story = tell(words=WORDS, before_review=True, consent=agreed)
    theirs = Reader("hal", "Hal", Role.STEWARD, hearth)
    assert safety.originals(theirs) == ()
    with pytest.raises(NotFound):
        safety.ask(theirs, story, 7)
    assert [one.story for one in safety.originals(OLA)] == [story]


def test_a_list_of_originals_holds_no_word_of_them(safety: Safety, waiting: str) -> None:
    [one] = safety.originals(OLA)
    assert (one.words, one.hold) == (3, None)
    assert "Darren" not in repr(one)


VERBS = {
    "change": (Action.ADMINISTER, lambda safety, who, story: safety.change(who, DEFAULT)),
    "pass on": (Action.KEEP_SAFE, lambda safety, who, story: safety.pass_on(who, "Police")),
    "passed on": (Action.KEEP_SAFE, lambda safety, who, story: safety.passed_on(who)),
    "originals": (None, lambda safety, who, story: safety.originals(who)),
    "ask": (None, lambda safety, who, story: safety.ask(who, story, 7)),
    "agree": (None, lambda safety, who, story: (safety.ask(SAM, story, 7), safety.agree(who, story))),
    "end": (None, lambda safety, who, story: (safety.ask(SAM, story, 7), safety.end(who, story))),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_do_what(bank: Any, safety: Safety, waiting: str, verb: str, role: Role) -> None:
    action, do = VERBS[verb]
    # Holds are the stewards': the operator has no name of their own, so two of them could be one.
    allowed = role in (MAY[action] if action else {Role.STEWARD})
    who = Reader("sam" if verb == "end" else "x", "X", role)
    if allowed:
        do(safety, who, waiting)
    else:
        with pytest.raises(NotAllowed):
            do(safety, who, waiting)


def test_the_operator_is_no_second_steward(bank: Any, safety: Safety, waiting: str) -> None:
    safety.ask(OLA, waiting, 7)
    with pytest.raises(NotAllowed):
        safety.agree(operator(), waiting)
    with bank.reading() as work:
        assert not work.safety.holds(waiting, safety.originals(OLA)[0].received_at)
