"""Have we told them: what stories led to, who has heard of it since, and that nobody is pointed at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from insight.access.gate import MAY, Action
from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator
from insight.errors import NotAllowed, NotFound
from insight.learning.citation import CitedBy
from insight.measure.rule import Form
from insight.measure.small_numbers import SmallNumbers
from insight.share.card_document import card_document
from insight.share.given import Document, Named, ToldHow
from insight.share.giving import KIND
from insight.share.share_back import GaveOut
from insight.share.told import Ledger, ToldBack, came_of
from insight.store.tables import given_out_story, group_session, learning_entry, share_back, share_back_part, told_back
from insight.stories.card import WithACard
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.code_words import code_words
from insight.stories.consent import Consent
from pages.parts.led_to import TRIED, led_to
from tests.removing import withdrawal

CODE = "kettle garden ferry lamp"
PAIR = Reader("mo", "Mo", Role.INTERVIEWER)
OURS, THEIRS = "I waited nine weeks for a letter that said to wait.", "They kept ringing until I picked up."


@pytest.fixture
def told(bank: Any, clock: Any) -> ToldBack:
    return ToldBack(bank, clock, 5)


@pytest.fixture
def teller_of(bank: Any) -> Callable[[str], str]:
    def teller_of(story: str) -> str:
        with bank.reading() as work:
            return work.stories.storyteller_of(story)

    return teller_of


@pytest.fixture
def hears(bank: Any, clock: Any, teller_of: Callable) -> Callable[..., None]:
    """`hears(story)`: whoever told it has been told, today or on a day."""

    def hears(story: str, how: ToldHow = ToldHow.LETTER, on: date | None = None) -> None:
        with bank.writing() as work:
            work.given.tell(teller_of(story), how, on or clock().date(), "ines")

    return hears


@pytest.fixture
def share_back_of(bank: Any, clock: Any) -> Callable[..., None]:
    """`share_back_of("Estates", finished=True)`: a sub-group's share-back, with a part that cites nothing yet."""

    def made(subgroup: str, *, finished: bool = False) -> None:
        with bank.writing() as work:
            group = work.alliance.subgroup(subgroup)
        row = {"id": "back", "title": "What we heard", "subgroup": group, "by": "ada", "at": clock()}
        with bank.engine.begin() as connection:
            connection.execute(share_back.insert().values(row | {"closed_at": clock() if finished else None}))
            part = {"id": "part", "share_back": "back", "position": 1, "kind": "heard"}
            connection.execute(share_back_part.insert().values(part))

    return made


def counts(ledger: Ledger) -> list[tuple[str, int]]:
    return [(one.what.name, one.people) for one in ledger.lines]


def test_where_nothing_came_of_a_story_the_ledger_is_empty(told: ToldBack, ada: Reader, tell: Callable) -> None:
    tell()
    assert told.ledger(ada) == Ledger(0, None, None, ())


def test_people_are_counted_not_stories(
    told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable, teller_of: Callable
) -> None:
    first = tell("They rang and rang.")
    stories = [first, tell("Twice they rang.", storyteller=teller_of(first)), tell("I waited."), tell("A kettle.")]
    tried = trying("Ring first", "Estates")
    for one in stories:
        cite(tried, CitedBy.EXPERIMENT, one)
    assert counts(told.ledger(ada)) == [("Ring first", 3)]


def test_who_was_told_before_anything_came_of_it_has_not_heard(
    told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable, hears: Callable
) -> None:
    stories = [tell(f"Number {at} rang.") for at in range(12)]
    tried = trying("Ring first", "Estates")
    for at, one in enumerate(stories):
        cite(tried, CitedBy.EXPERIMENT, one)
        if at < 7:
            hears(one, on=date(2026, 6, 14) if at < 2 else None)  # two of them the day before
    assert (told.ledger(ada).told, told.ledger(ada).anybody) == (5, True)


@pytest.mark.parametrize(
    ("people", "heard", "said"),
    [
        (1, 1, (None, None)), (4, 0, (None, None)), (4, 4, (None, None)),
        (5, 0, (None, False)), (5, 1, (None, True)), (5, 5, (None, True)),
        (12, 4, (None, True)), (12, 5, (5, True)), (12, 7, (7, True)), (12, 8, (None, True)),
    ],
)  # fmt: skip
def test_one_figure_for_everybody_by_the_stewards_rule_and_never_of_all_none_or_few(
    told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable, hears: Callable, people: int,
    heard: int, said: tuple[int | None, bool | None],
) -> None:  # fmt: skip
    tried = trying("Ring first", "Estates")
    for at in range(people):
        story = tell(f"Number {at} rang.")
        cite(tried, CitedBy.EXPERIMENT, story)
        if at < heard:
            hears(story)
    ledger = told.ledger(ada)
    assert (ledger.people, (ledger.told, ledger.anybody)) == (people, said)


def test_the_steward_may_have_it_rounded(
    bank: Any, clock: Any, told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable,
    hears: Callable,
) -> None:  # fmt: skip
    SmallNumbers(bank, clock, 5).change(operator(), Form.ROUNDED)
    tried = trying("Ring first", "Estates")
    for at in range(20):
        story = tell(f"Number {at} rang.")
        cite(tried, CitedBy.EXPERIMENT, story)
        if at < 9:
            hears(story)
    assert told.ledger(ada).told == 10


@pytest.mark.parametrize(
    ("group", "finished", "named"),
    [
        ("Estates", False, ("What we heard", "The council", "Estates")),
        ("Estates", True, ("What we heard", "The council", "Estates")),
        ("Workforce", False, ("A share-back", "", "")),
        ("Workforce", True, ("What we heard", "", "")),
    ],
)
def test_another_sub_groups_share_back_is_named_as_far_as_others_read_it(
    bank: Any, clock: Any, told: ToldBack, person: Callable, tell: Callable, share_back_of: Callable, group: str,
    finished: bool, named: tuple[str, str, str],
) -> None:  # fmt: skip
    story = tell()
    share_back_of(group, finished=finished)
    with bank.writing() as work:
        work.given_out.add(KIND, "What we heard", "The council", [story], "ada", clock(), "back")
    [line] = told.ledger(person("Jean", Role.MEMBER, "Estates")).lines
    assert isinstance(line.what, GaveOut)
    assert (line.what.name, line.what.to_whom, line.group) == named


def test_a_share_back_is_one_thing_however_often_it_was_given(
    bank: Any, clock: Any, told: ToldBack, ada: Reader, tell: Callable, cite: Callable, share_back_of: Callable
) -> None:
    stories = [tell(), tell("I waited."), tell("A kettle.")]
    share_back_of("Estates", finished=True)
    for one in stories[:2]:
        cite("part", CitedBy.SHARE_BACK, one)
    with bank.writing() as work:
        for to in ("The council", "The committee"):
            work.given_out.add(KIND, "What we heard", to, stories[1:], "ada", clock(), "back")
    assert counts(told.ledger(ada)) == [("What we heard", 3)]
    with bank.reading() as work:
        assert [one.name for one in came_of(work, stories, stories)] == ["What we heard"]


def test_what_stands_on_stories_is_told_by_its_own_name(
    bank: Any, clock: Any, told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable
) -> None:
    story = tell()
    tried = trying("Ring first", "Estates", ended_on=date(2026, 6, 1), ended_as="embedded", lesson="It helps.")
    with bank.writing() as work:
        group = work.alliance.subgroup("Estates")
        work.given_out.add(Document.CARDS, "Warmth", "The estates group", [story], "ada", clock())
    with bank.engine.begin() as connection:
        entry = {"id": "entry", "subgroup": group, "noticed": "They rang.", "by": "ada", "at": clock()}
        connection.execute(learning_entry.insert().values(entry))
        session = {"id": "held", "subgroup": group, "held_on": clock().date(), "others": 0, "by": "ada", "at": clock()}
        connection.execute(group_session.insert().values(session))
        connection.execute(share_back.insert().values(id="back", title="What we heard", by="ada", at=clock()))
        for part in ("one", "two"):
            connection.execute(share_back_part.insert().values(id=part, share_back="back", position=1, kind="heard"))
    for of, kind in (
        (group, CitedBy.WALL), ("entry", CitedBy.ENTRY), (tried, CitedBy.EXPERIMENT), ("one", CitedBy.SHARE_BACK),
        ("two", CitedBy.SHARE_BACK), ("gone", CitedBy.ENTRY), ("held", CitedBy.WALL),
    ):  # fmt: skip
        cite(of, kind, story)
    lines = told.ledger(ada).lines
    assert {(one.what.name, one.group) for one in lines} == {
        ("Estates", "Estates"), ("They rang.", "Estates"), ("Ring first", "Estates"), ("What we heard", ""),
        ("Warmth", ""),
    }  # fmt: skip
    assert len(lines) == 5
    [one] = [one.what for one in lines if isinstance(one.what, Named) and one.what.kind is CitedBy.EXPERIMENT]
    assert (one.outcome, one.lesson) == ("It worked, and is now part of how things are done.", "It helps.")
    assert [one.what.to_whom for one in lines if isinstance(one.what, GaveOut)] == ["The estates group"]


def test_a_member_sees_what_their_own_sub_groups_do(
    told: ToldBack, person: Callable, tell: Callable, trying: Callable, cite: Callable
) -> None:
    jean, sol = person("Jean", Role.MEMBER, "Estates"), person("Sol", Role.MEMBER, "Workforce")
    cite(trying("Ring first", "Estates"), CitedBy.EXPERIMENT, tell())
    assert counts(told.ledger(jean)) == [("Ring first", 1)]
    assert told.ledger(sol).lines == ()


def test_a_story_that_may_not_be_read_counts_for_nobody(
    told: ToldBack, ada: Reader, tell: Callable, trying: Callable, cite: Callable
) -> None:
    cite(trying("Ring first", "Estates"), CitedBy.EXPERIMENT, tell(consent=Consent(inside=False)))
    assert told.ledger(ada).lines == ()


def test_at_a_check_back_the_card_says_who_it_is_and_the_audit_does_not(
    bank: Any, told: ToldBack, ada: Reader, tell: Callable, teller_of: Callable
) -> None:
    teller = teller_of(tell())
    with bank.writing() as work:
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    assert told.at_check_back(ada, CODE) is True
    assert told.at_check_back(ada, CODE) is False
    with bank.reading() as work:
        assert work.given.told([teller]) == {teller: date(2026, 6, 15)}
        said = [(one.what, one.subject, one.detail) for one in work.records.entries(9) if one.what == "told_back"]
        assert [(what, subject) for what, subject, _ in said] == [("told_back", "check_back")]
        assert teller not in repr(said)
    with pytest.raises(NotFound):
        told.at_check_back(ada, "kettle garden ferry moss")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_may_ask(told: ToldBack, person: Callable, role: Role) -> None:
    reader = person("Ro", role)
    if role in MAY[Action.GIVE_BACK]:
        assert told.ledger(reader).lines == ()
    else:
        with pytest.raises(NotAllowed):
            told.ledger(reader)
    if role not in MAY[Action.GIVE_BACK] & MAY[Action.USE_CARD]:
        with pytest.raises(NotAllowed):
            told.at_check_back(reader, CODE)


def test_with_a_story_everything_that_says_where_it_went_goes(
    bank: Any, clock: Any, tell: Callable, hears: Callable
) -> None:
    gone, stays = tell("They rang."), tell("A kettle was on.")
    for one in (gone, stays):
        hears(one)
    with bank.writing() as work:
        work.given_out.add(Document.CARDS, "Warmth", "", [gone, stays], "ada", clock())
    withdrawal(bank, clock).withdraw(Reader("s1", "Ola", Role.STEWARD), gone)
    with bank.engine.connect() as connection:
        assert connection.execute(given_out_story.select()).scalars(1).all() == [stays]
        assert len(connection.execute(told_back.select()).all()) == 1


@pytest.fixture
def came(
    bank: Any, clock: Any, tell: Callable, trying: Callable, cite: Callable, teller_of: Callable
) -> Callable[..., list[str]]:
    """What the holder of a card is read out, where what a group tries is called so, and taught this."""

    def came(name: str, lesson: str, reader: Reader, **story: Any) -> list[str]:
        mine, other = tell(OURS, **story), tell(THEIRS)
        tried = trying(name, "Estates", ended_on=date(2026, 6, 1), ended_as="embedded", lesson=lesson)
        for one in (mine, other):
            cite(tried, CitedBy.EXPERIMENT, one)
        with bank.writing() as work:
            code = code_hash(CODE, work.vault.derive(CODE_PEPPER))
            work.tellers.give_code(teller_of(mine), code)
        return led_to(WithACard(bank, code_words, clock, card_document).look(reader, CODE).came)

    return came


@pytest.mark.parametrize(
    ("name", "lesson", "said"),
    [
        ("Ring first", "It helps.", True),
        ("Nine weeks for a letter", "I waited nine weeks.", True),  # their own words
        ("They kept ringing", "It helps.", False),
        ("Ring first", "A man told us they kept ringing until he came.", True),
        ("Ring first", "A man told us: they kept ringing until I picked up.", False),
    ],
)
def test_with_a_card_nobody_is_told_the_words_of_somebody_else(
    came: Callable, name: str, lesson: str, said: bool
) -> None:
    (line,) = came(name, lesson, PAIR)
    assert (name in line, lesson in line, line == TRIED) == (said, said, not said)


def test_with_a_card_nothing_is_told_of_stories_that_do_not_open_here(bank: Any, came: Callable) -> None:
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    agreed = Consent(inside=True, not_organisations=frozenset({lantern}))
    assert came("Ring first", "It helps.", replace(PAIR, organisation=lantern), consent=agreed) == []
