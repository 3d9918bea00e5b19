"""What each role may do, and whom one story is open to."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from insight.access.gate import MAY, Action, Scope, may, require, scope, scope_of_teller
from insight.access.reader import Reader, Role, operator, system
from insight.clock import now
from insight.errors import NotAllowed
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use
from insight.stories.story import Facts, State

TODAY = now().date()
TOMORROW = TODAY + timedelta(days=1)

I, M, P, S, R, O, X = (  # noqa: E741  the table below is read by its columns
    Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD, Role.READER, Role.OPERATOR, Role.SYSTEM,
)  # fmt: skip

WHO_MAY = {
    Action.SEE_HOME: {I, M, P, S, R, O},
    Action.OWN_ACCOUNT: {I, M, P, S, R},
    Action.LISTEN: {I, P},
    Action.ASK: {I, M, P, S, O},
    Action.REFINE: {M, P, S, O},
    Action.SEE_PAIRS: {I, M, P, S, O},
    Action.KEEP_SAFE: {I, P, S},
    Action.USE_CARD: {I, P, S},
    Action.REVIEW: {I, P, S, O},
    Action.BRING_IN: {P, S, O},
    Action.READ: {I, M, P, S, O, X},
    Action.SEARCH: {M, P, S, O},
    Action.TAKE_ALONG: {P, S, O},
    Action.STUDY: {M, P, S, O},
    Action.LEARN: {M, P, S, O},
    Action.SEE_THEMES: {M, P, S, O},
    Action.DECIDE_THEMES: {M, P, S, O},
    Action.BUILD_THEMES: {M, P, S, O, X},
    Action.SEE_FEELING: {M, P, S, O},
    Action.GIVE_BACK: {M, P, S, O},
    Action.READ_SHARE_BACKS: {M, P, S, R, O},
    Action.RAISE_CONCERN: {I, M, P, S, O},
    Action.SECOND_LOOK: {I, P, S, O},
    Action.SIGN_OFF: {S, O},
    Action.WITHDRAW: {S, O},
    Action.ADMINISTER: {S, O},
    Action.BACK_UP: {S, O, X},
    Action.INDEX: {O, X},
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(role, action):
    reader = Reader("r", "R", role)
    assert may(reader, action) is (role in WHO_MAY[action])
    if role not in WHO_MAY[action]:
        with pytest.raises(NotAllowed):
            require(reader, action)
    else:
        require(reader, action)


def test_an_action_that_no_role_was_given_is_refused(monkeypatch):
    monkeypatch.delitem(MAY, Action.INDEX)
    assert not any(may(Reader("r", "R", role), Action.INDEX) for role in Role)


def test_a_reader_of_share_backs_gets_no_further_than_these_home_and_their_own_account():
    theirs = [action for action in Action if may(Reader("r", "R", Role.READER), action)]
    assert theirs == [Action.SEE_HOME, Action.OWN_ACCOUNT, Action.READ_SHARE_BACKS]


def test_scopes_are_made_by_the_gate_alone():
    source = Path(scope.__code__.co_filename).parents[1]
    makers = [path.name for path in source.rglob("*.py") if re.search(r"\bScope\(", path.read_text("utf-8"))]
    assert makers == ["gate.py"]


# One story.

STORY = Facts(
    id="s", inquiry="i", inquiry_name="Round one", interview="c", storyteller="t", teller=TellerKind.PERSON,
    told_on=None, way=None, place_kind="", ref=None, title="", state=State.INDEXED, told_about=False, held=False,
    content_note="", brought_by="other", interviewers=frozenset({"her"}),
    consent=Consent(inside=True, room=True, outside=False, quotes=None),
)  # fmt: skip
MEMBER = Reader("m", "M", Role.MEMBER, "org", frozenset({"team"}))
LEARNER = replace(MEMBER, subgroups=frozenset({"estates", "food"}))
UNKNOWN = replace(STORY, consent=Consent())


def refusing(**whom):
    return replace(STORY, consent=replace(STORY.consent, **whom))


@pytest.mark.parametrize(
    ("reader", "use", "facts", "admitted"),
    [
        pytest.param(MEMBER, Use.INSIDE, STORY, True, id="agreed inside"),
        pytest.param(MEMBER, Use.ROOM, STORY, True, id="agreed in a room"),
        pytest.param(MEMBER, Use.OUTSIDE, STORY, False, id="refused outside"),
        pytest.param(MEMBER, Use.QUOTES, STORY, False, id="nobody asked about quotes"),
        pytest.param(MEMBER, Use.OUTSIDE, refusing(inside=False, outside=True), False, id="outside needs inside"),
        pytest.param(MEMBER, Use.INSIDE, replace(STORY, state=State.DETECTED), False, id="not approved"),
        pytest.param(MEMBER, Use.INSIDE, replace(STORY, state=State.PROTECTED), True, id="approved, not yet indexed"),
        pytest.param(operator(), Use.INSIDE, replace(STORY, held=True), False, id="held, for anybody"),
        pytest.param(MEMBER, Use.INSIDE, refusing(review_on=TODAY), True, id="inside after the review day"),
        pytest.param(MEMBER, Use.ROOM, refusing(review_on=TODAY), False, id="no wider use from the review day on"),
        pytest.param(MEMBER, Use.ROOM, refusing(review_on=TOMORROW), True, id="the day before the review"),
        pytest.param(MEMBER, Use.INSIDE, refusing(erase_on=TODAY), False, id="nothing from the last day on"),
        pytest.param(operator(), Use.INSIDE, refusing(erase_on=TOMORROW), True, id="the day before the last"),
        pytest.param(MEMBER, Use.INSIDE, replace(STORY, stood_aside=frozenset({"m"})), False, id="who knows them"),
        pytest.param(MEMBER, Use.INSIDE, replace(STORY, stood_aside=frozenset({"x"})), True, id="who does not"),
        pytest.param(LEARNER, Use.INSIDE, replace(STORY, subgroups=frozenset({"estates"})), True, id="their sub-group"),
        pytest.param(MEMBER, Use.INSIDE, replace(STORY, subgroups=frozenset({"estates"})), False, id="another's"),
        pytest.param(
            Reader("p", "P", Role.PEER_RESEARCHER),
            Use.INSIDE,
            replace(STORY, subgroups=frozenset({"estates"})),
            True,
            id="peer researchers read for all sub-groups",
        ),
        pytest.param(MEMBER, Use.INSIDE, refusing(not_organisations=frozenset({"org"})), False, id="not this service"),
        pytest.param(MEMBER, Use.INSIDE, refusing(not_organisations=frozenset({"x"})), True, id="not another service"),
        pytest.param(MEMBER, Use.INSIDE, refusing(not_teams=frozenset({"team"})), False, id="not this team"),
        pytest.param(MEMBER, Use.INSIDE, UNKNOWN, False, id="unknown consent, a member"),
        pytest.param(Reader("s", "S", Role.STEWARD), Use.INSIDE, UNKNOWN, True, id="unknown consent, the steward"),
        pytest.param(operator(), Use.ROOM, UNKNOWN, False, id="unknown consent reaches no further"),
        pytest.param(system("index"), Use.INSIDE, STORY, True, id="the program itself"),
        pytest.param(Reader("her", "H", Role.INTERVIEWER), Use.INSIDE, STORY, True, id="she heard it"),
        pytest.param(Reader("other", "O", Role.INTERVIEWER), Use.INSIDE, STORY, True, id="brought it in"),
        pytest.param(Reader("him", "H", Role.INTERVIEWER), Use.INSIDE, STORY, False, id="somebody else's"),
        pytest.param(Reader("r", "R", Role.READER), Use.INSIDE, STORY, False, id="a reader of share-backs"),
    ],
)
def test_whom_one_story_is_open_to(reader, use, facts, admitted):
    one: Scope = scope(reader, use, today=TODAY)
    assert one.admits(facts) is admitted


@pytest.mark.parametrize(
    ("reader", "facts", "admitted"),
    [
        pytest.param(Reader("x", "X", Role.INTERVIEWER), STORY, True, id="whoever sits with them"),
        pytest.param(Reader("x", "X", Role.STEWARD), replace(STORY, held=True), True, id="held, and still theirs"),
        pytest.param(Reader("x", "X", Role.PEER_RESEARCHER), refusing(inside=False), True, id="read by nobody else"),
        pytest.param(Reader("x", "X", Role.STEWARD), UNKNOWN, True, id="nobody asked"),
        pytest.param(Reader("x", "X", Role.STEWARD), replace(STORY, storyteller="u"), False, id="somebody else's"),
        pytest.param(Reader("x", "X", Role.STEWARD), replace(STORY, state=State.DETECTED), False, id="not approved"),
        pytest.param(
            Reader("x", "X", Role.STEWARD, "org"), refusing(not_organisations=frozenset({"org"})), False, id="not them"
        ),
        pytest.param(
            Reader("x", "X", Role.INTERVIEWER, None, frozenset({"team"})), refusing(not_teams=frozenset({"team"})),
            False, id="not their team",
        ),
        pytest.param(MEMBER, STORY, False, id="who may not use a card"),
        pytest.param(operator(), STORY, False, id="the operator"),
    ],
)  # fmt: skip
def test_what_a_card_opens(reader, facts, admitted):
    assert scope_of_teller(reader, "t", today=TODAY).admits(facts) is admitted
