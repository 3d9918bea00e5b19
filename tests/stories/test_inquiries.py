"""Inquiries: begun, refined with a reason, compared, closed; a version that was used never changes."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.reader import Reader, Role
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.stories.inquiries import Asking
from insight.stories.inquiry import Prompt, Stage, TellerKind
from insight.stories.interview import Listener
from insight.stories.spans import Label, Span, Tier

NAME = "What people value"
MEMBER = Reader("m1", "Jean", Role.MEMBER)
FIRST = (Prompt("", Stage.DISCOVERY, "What went well?", "Wait."), Prompt("", Stage.DREAM, "What would be ideal?"))
SECOND = (*FIRST, Prompt("", Stage.DISCOVERY, "Who stayed?", "", TellerKind.FAMILY))


class Names:
    """Finds “Shaz” for certain and “Jo” perhaps, “Lantern” as an organisation, and nothing else."""

    def detect(self, text: str) -> tuple[Span, ...]:
        found = (
            ("Shaz", Label.PERSON, Tier.MASK),
            ("Jo ", Label.PERSON, Tier.SUGGEST),
            ("Lantern", Label.ORG, Tier.MASK),
        )
        return tuple(
            Span(text.index(word), text.index(word) + len(word), label, tier, "[x]", "test", "", word)
            for word, label, tier in found
            if word in text
        )


@pytest.fixture
def asking(bank: Any, clock: Any) -> Asking:
    return Asking(bank, clock, Names, 5)


@pytest.fixture
def inquiry(asking: Asking) -> str:
    return asking.begin(MEMBER, NAME, "To learn what matters.", FIRST)


@pytest.fixture
def converse(bank: Any, clock: Any) -> Callable[[str], str]:
    """`converse(inquiry)` begins a conversation under its newest questions; its id."""

    def converse(inquiry: str) -> str:
        with bank.writing() as work:
            questions = work.inquiries.get(inquiry).questions.id
            work.inquiries.freeze(questions)
            return work.interviews.open(inquiry, questions, (Listener(None), Listener(None)), clock())

    return converse


def newest(asking: Asking, inquiry: str) -> str:
    return asking.show(MEMBER, inquiry).inquiry.questions.id


def asked(prompts: Any) -> list[tuple[Any, ...]]:
    return [(one.stage, one.teller, one.text, one.tip) for one in prompts]


def test_it_begins_with_its_first_questions(bank: Any, clock: Any, asking: Asking, inquiry: str) -> None:
    history = asking.show(MEMBER, inquiry)
    assert (history.inquiry.name, history.inquiry.purpose) == (NAME, "To learn what matters.")
    [only] = history.rounds
    assert (only.questions.version, only.questions.frozen, only.questions.made_at) == (1, False, clock.now)
    assert asked(only.questions.prompts) == asked(FIRST)
    with bank.reading() as work:
        entry = work.records.entries(1)[0]
    assert (entry.by, entry.what, entry.subject) == ("m1", "inquiry_begun", inquiry)
    assert "matters" not in entry.detail


def test_questions_nobody_was_asked_are_replaced(asking: Asking, inquiry: str) -> None:
    assert asking.refine(MEMBER, inquiry, newest(asking, inquiry), SECOND, "Families said so.") == 1
    assert asking.refine(MEMBER, inquiry, newest(asking, inquiry), FIRST, "Too many.") == 1
    [only] = asking.show(MEMBER, inquiry).rounds
    assert only.questions.why == "Families said so.\nToo many."
    assert asked(only.questions.prompts) == asked(FIRST)


def test_questions_that_were_asked_stay_and_the_next_version_says_why(
    bank: Any, asking: Asking, inquiry: str, converse: Callable[[str], str]
) -> None:
    used = newest(asking, inquiry)
    converse(inquiry)
    assert asking.refine(MEMBER, inquiry, used, SECOND, "Families said so.") == 2
    second, first = asking.show(MEMBER, inquiry).rounds
    assert (first.questions.id, first.questions.frozen) == (used, True)
    assert asked(first.questions.prompts) == asked(FIRST)
    assert (second.questions.why, second.questions.frozen) == ("Families said so.", False)
    with bank.reading() as work:
        assert work.inquiries.get(inquiry).questions.version == 2
        assert [one.what for one in work.records.entries(2)] == ["questions_refined", "inquiry_begun"]
    assert [one.text for one in asking.compare(MEMBER, inquiry, 1, 2).added] == ["Who stayed?"]
    with pytest.raises(NotFound):
        asking.compare(MEMBER, inquiry, 1, 3)


def test_a_version_that_a_conversation_used_is_frozen_whoever_forgot_to_say_so(
    bank: Any, clock: Any, asking: Asking, inquiry: str
) -> None:
    with bank.writing() as work:
        work.interviews.open(inquiry, newest(asking, inquiry), (Listener(None), Listener(None)), clock())
    assert asking.refine(MEMBER, inquiry, newest(asking, inquiry), SECOND, "Families said so.") == 2
    with bank.writing() as work, pytest.raises(Conflict):
        work.inquiries.drop_version(work.inquiries.versions(inquiry)[1].id)


def test_two_people_do_not_overwrite_each_other(asking: Asking, inquiry: str) -> None:
    seen = newest(asking, inquiry)
    asking.refine(MEMBER, inquiry, seen, SECOND, "Families said so.")
    with pytest.raises(Conflict):
        asking.refine(MEMBER, inquiry, seen, FIRST[:1], "Shorter.")


@pytest.mark.parametrize(
    ("prompts", "why", "said"),
    [
        (SECOND, " ", "The reason is missing"),
        (SECOND, "x" * 401, "The reason is longer"),
        (SECOND, "Shaz asked for it", "The reason seems to hold"),
        ((), "Why not", "no question yet"),
        ((Prompt("", Stage.DREAM, "What did Shaz do?"),), "Why not", "A question under “Dream” seems to hold"),
        ((Prompt("", Stage.DREAM, "What then?", "Ask Shaz."),), "Why not", "A tip under “Dream” seems to hold"),
        (FIRST, "Why not", "Nothing is different yet"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(asking: Asking, inquiry: str, prompts: Any, why: str, said: str) -> None:
    before = asking.show(MEMBER, inquiry)
    with pytest.raises(BadInput, match=said) as refused:
        asking.refine(MEMBER, inquiry, newest(asking, inquiry), prompts, why)
    assert "Shaz" not in str(refused.value)
    assert asking.show(MEMBER, inquiry) == before


@pytest.mark.parametrize(
    ("name", "purpose", "said"),
    [
        ("", "To learn.", "The name is missing"),
        ("Food", "  ", "The purpose is missing"),
        ("x" * 81, "To learn.", "The name is longer than 80"),
        ("what PEOPLE value ", "To learn.", "of this name already"),
        ("What Shaz did", "To learn.", "The name seems to hold"),
        ("Food", "To learn from Shaz.", "The purpose seems to hold"),
    ],
)
def test_a_new_inquiry_needs_a_name_of_its_own_and_a_purpose(
    asking: Asking, inquiry: str, name: str, purpose: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        asking.begin(MEMBER, name, purpose, FIRST)
    assert len(asking.open(MEMBER)) == 1


def test_organisations_and_what_is_only_perhaps_a_name_may_be_asked_about(asking: Asking) -> None:
    assert asking.begin(MEMBER, "Jo Lantern", "To learn about the Lantern.", FIRST)


def test_a_closed_inquiry_is_no_longer_offered(bank: Any, asking: Asking, inquiry: str) -> None:
    asking.close(MEMBER, inquiry)
    assert asking.open(MEMBER) == ()
    assert [(one.id, one.closed) for one in asking.closed(MEMBER)] == [(inquiry, True)]
    with pytest.raises(BadInput, match="of this name already"):
        asking.begin(MEMBER, NAME, "Again.", FIRST)
    asking.open_again(MEMBER, inquiry)
    assert [one.id for one in asking.open(MEMBER)] == [inquiry]
    with bank.reading() as work:
        assert [one.what for one in work.records.entries(2)] == ["inquiry_opened_again", "inquiry_closed"]
    for end in (asking.close, asking.open_again):
        with pytest.raises(NotFound):
            end(MEMBER, "nothing")


@pytest.mark.parametrize(
    ("tellers", "said"),
    [
        (0, "Nobody has told us anything in this round yet."),
        (1, "So few people told us something, in this round or one beside it, that we do not say how many."),
        (4, "So few people told us something, in this round or one beside it, that we do not say how many."),
        (5, "5 people told us 6 stories in this round."),
    ],
)
def test_few_tellers_are_not_counted_out(
    asking: Asking, inquiry: str, converse: Callable[[str], str], tell: Callable[..., str], bank: Any,
    tellers: int, said: str,
) -> None:  # fmt: skip
    stories = [tell(f"Story {number}.", inquiry=NAME, interview=converse(inquiry)) for number in range(tellers)]
    tell("Not to be read.", inquiry=NAME, interview=converse(inquiry), consent=Consent(inside=False))
    tell("Brought in from a file.", inquiry=NAME)
    if tellers == 5:  # one of them tells again
        with bank.reading() as work:
            again = work.stories.storyteller_of(stories[0])
        tell("Once more.", inquiry=NAME, interview=converse(inquiry), storyteller=again)
    [only] = asking.show(MEMBER, inquiry).rounds
    assert asking.in_words(only) == said
    assert (only.tellers is None) is (0 < tellers < 5)


CHANGE = {Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD, Role.OPERATOR}
LOOK = {*CHANGE, Role.INTERVIEWER}


@pytest.mark.parametrize("role", Role)
def test_everybody_of_the_bank_may_change_and_who_listens_may_look(asking: Asking, inquiry: str, role: Role) -> None:
    who = Reader("x", "X", role)
    verbs: dict[str, Callable[[], Any]] = {
        "open": lambda: asking.open(who),
        "closed": lambda: asking.closed(who),
        "show": lambda: asking.show(who, inquiry),
        "compare": lambda: asking.compare(who, inquiry, 1, 1),
        "begin": lambda: asking.begin(who, f"Of {role.value}", "To learn.", FIRST),
        "refine": lambda: asking.refine(who, inquiry, newest(asking, inquiry), SECOND, "Families said so."),
        "close": lambda: asking.close(who, inquiry),
        "open_again": lambda: asking.open_again(who, inquiry),
    }
    for name, verb in verbs.items():
        if role in (LOOK if name in ("open", "closed", "show", "compare") else CHANGE):
            verb()
        else:
            with pytest.raises(NotAllowed):
                verb()


@pytest.fixture
def counter() -> Iterator[int]:
    return count()


STEPS = st.lists(
    st.one_of(
        st.just("converse"),
        st.just("close"),
        st.lists(st.sampled_from(["What?", "Who?", "When?", "And then?"]), min_size=1, max_size=3, unique=True),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_version_that_was_used_never_changes(
    asking: Asking, converse: Callable[[str], str], steps: list[Any], counter: Iterator[int]
) -> None:
    inquiry = asking.begin(MEMBER, f"Round {next(counter)}", "To learn.", FIRST)
    used: dict[str, Any] = {}
    for step in steps:
        if step == "converse":
            converse(inquiry)
            questions = asking.show(MEMBER, inquiry).inquiry.questions
            used[questions.id] = questions
        elif step == "close":
            asking.close(MEMBER, inquiry)
        else:
            prompts = [Prompt("", Stage.DESIGN, text) for text in step]
            try:
                asking.refine(MEMBER, inquiry, newest(asking, inquiry), prompts, "Because.")
            except BadInput:  # the same questions again
                continue
        versions = [one.questions for one in asking.show(MEMBER, inquiry).rounds]
        assert [one.version for one in versions] == list(range(len(versions), 0, -1))
        assert {one.id: one for one in versions if one.frozen} == used
