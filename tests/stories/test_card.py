"""With a card: what its holder sees, what they can change, and that a narrower answer holds at once for everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action, scope
from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator, system
from insight.clock import now
from insight.errors import BadInput, NotAllowed, NotFound
from insight.share.card_document import card_document
from insight.stories.card import WithACard
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.code_words import code_words
from insight.stories.consent import Consent, IfTheyDie
from insight.stories.inquiry import TellerKind
from insight.stories.read import Reading
from insight.stories.recognised import Recognised
from insight.stories.script import YOUNG, Use
from insight.themes.kept import KeptTheme

TODAY = now().date()

CODE = "kettle garden ferry lamp"
PAIR, STEWARD = Reader("mo", "Mo", Role.INTERVIEWER), Reader("s1", "Ola", Role.STEWARD)
GIVEN = date(2026, 6, 15)
AGREED = Consent(
    inside=True, room=True, outside=True, quotes=True, given_on=GIVEN, taken_by="x", erase_on=date(2031, 12, 31)
)


@pytest.fixture
def card(bank: Any, clock: Any) -> WithACard:
    return WithACard(bank, code_words, clock, card_document)


@pytest.fixture
def told(bank: Any, tell: Callable[..., str]) -> Callable[..., str]:
    """As `tell`, and its teller holds the card with CODE; the first call's teller tells again in later ones."""
    teller: list[str] = []

    def told(words: str = "They kept ringing until I picked up.", **more: Any) -> str:
        story = tell(words, storyteller=teller[0] if teller else None, **{"consent": AGREED, **more})
        with bank.writing() as work:
            teller[:] = [work.stories.storyteller_of(story)]
            work.tellers.give_code(teller[0], code_hash(CODE, work.vault.derive(CODE_PEPPER)))
        return story

    return told


def consents(bank: Any, stories: list[str]) -> list[Consent]:
    with bank.reading() as work:
        teller = work.stories.storyteller_of(stories[0])
        by_id = {one.id: one.consent for one in work.stories.told_by(teller)}
        return [work.tellers.consent(by_id[one]) for one in stories]


# Seeing.


def test_the_list_says_when_and_what_and_no_more(card: WithACard, told: Callable[..., str], clock: Any) -> None:
    first = told()
    waits = told("Nobody has looked at this.", told_on=date(2026, 6, 2), before_review=True)
    seen = card.look(PAIR, CODE)
    assert [(one.story, one.season, one.title, one.approved, one.open) for one in seen.told] == [
        (first, "summer 2026", "They kept ringing until I picked up.", True, True),
        (waits, "summer 2026", "", False, False),
    ]
    assert seen.agreed == AGREED
    assert (seen.readers, seen.themes, seen.pick_up) == ((), (), "")
    with pytest.raises(NotFound):
        card.read(PAIR, CODE, waits)


def test_the_whole_text_is_shown_and_audited_as_that(bank: Any, card: WithACard, told: Callable[..., str]) -> None:
    story = told()
    assert str(card.read(PAIR, CODE, story).text) == "They kept ringing until I picked up."
    with bank.reading() as work:
        assert [one.what for one in work.records.entries(1)] == ["shown_to_teller"]
    assert card.look(PAIR, CODE).readers == ()


def test_somebody_else_s_story_does_not_open(card: WithACard, told: Callable[..., str], tell: Any) -> None:
    told()
    with pytest.raises(NotFound):
        card.read(PAIR, CODE, tell("Somebody else's."))


def test_they_see_their_own_when_nobody_else_may(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str]
) -> None:
    refused, held = told("Nobody may read this.", consent=replace(AGREED, inside=False)), told("Known by somebody.")
    Recognised(bank, clock, print, lambda: True).say(STEWARD, held)
    assert [str(card.read(PAIR, CODE, one).text) for one in (refused, held)] == [
        "Nobody may read this.", "Known by somebody.",
    ]  # fmt: skip


def test_whom_they_did_not_want_reads_nothing_even_with_the_card(
    bank: Any, card: WithACard, told: Callable[..., str]
) -> None:
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    story = told(consent=replace(AGREED, not_organisations=frozenset({lantern})))
    theirs = replace(PAIR, organisation=lantern)
    [heading] = card.look(theirs, CODE).told
    assert (heading.title, heading.approved, heading.open) == ("", True, False)
    with pytest.raises(NotFound):
        card.read(theirs, CODE, story)
    assert card.read(PAIR, CODE, story)


def test_read_by_counts_each_account_once_and_by_kind(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str], tell: Any
) -> None:
    stories, other = [told(), told("And again.")], tell("Somebody else's.")
    reading = Reading(bank, clock)
    with bank.writing() as work:
        people = [
            Reader(work.people.add(f"a{at}", "A", role, None, clock()), "A", role)
            for at, role in enumerate((Role.MEMBER, Role.MEMBER, Role.STEWARD, Role.PEER_RESEARCHER))
        ]
    for reader, story in (
        *product(people[:2], stories), (people[2], stories[0]), (people[3], other), (operator(), stories[0]),
    ):  # fmt: skip
        reading.story(reader, story)
    assert card.look(PAIR, CODE).readers == ((Role.MEMBER, 2), (Role.STEWARD, 1), (Role.OPERATOR, 1))


def themed(bank: Any, clock: Any, themes: list[tuple[str, str | None, str | None, str]]) -> None:
    """Themes of (machine's name, its passage's story or none, people's name, a story in it)."""
    with bank.writing() as work:
        build = work.builds.begin("test", clock())
        for number, (machine, named_by, human, story) in enumerate(themes):
            passages = {}
            for one in {story, named_by} - {None}:
                if not work.passages.ids_of(one):
                    words = work.stories.text_for_indexing(one)
                    work.passages.replace(one, words, [(0, len(words))])
                passages[one] = work.passages.ids_of(one)[0]
            name_passage = passages[named_by] if named_by else None
            kept = KeptTheme(f"t{number}", machine, name_passage, None, ("waiting",), np.ones(4, np.float32), False)
            work.themes.keep(kept, number, build)
            work.themes.rename(kept.id, human)
            work.themes.place(kept.id, [(passages[story], 0.9, False)])


def test_it_is_part_of_themes_whose_names_are_nobody_else_s_words(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str], tell: Any
) -> None:
    mine, again, third = told(), told("And again, every day."), told("A third time.")
    other = tell("My own words only.", brought_by="somebody else")
    themed(bank, clock, [
        ("They kept ringing", mine, None, mine),
        ("My own words", other, None, again),
        ("x", None, "Somebody stayed", third),
        ("My own words", other, None, other),
    ])  # fmt: skip
    assert card.look(PAIR, CODE).themes == ("They kept ringing", "Waiting", "Somebody stayed")
    assert card.look(STEWARD, CODE).themes[1] == "My own words"  # who may read that story


# Changing.


@pytest.mark.parametrize("use", Use)
def test_a_narrower_answer_holds_for_every_reader_at_once(
    bank: Any, card: WithACard, told: Callable[..., str], use: Use
) -> None:
    stories = [told(), told("And again.", consent=replace(AGREED, room=None))]
    card.change(PAIR, CODE, replace(AGREED, **{use.value: False}))
    with bank.reading() as work:
        for role in Role:
            for one in (Reader("somebody", "R", role), system("index")):
                for asked in Use:
                    seen = {story.id for story in work.stories.some(stories, scope(one, asked, today=TODAY))}
                    if asked is use or use is Use.INSIDE:
                        assert seen == set(), (role, asked)
                    elif role in (Role.MEMBER, Role.STEWARD):
                        assert seen == set(stories), (role, asked)


answers = st.tuples(*[st.booleans()] * 4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=answers, after=answers)
def test_whatever_it_was_before_the_new_answers_alone_decide(
    bank: Any, tell: Callable[..., str], card: WithACard, before: tuple[bool, ...], after: tuple[bool, ...]
) -> None:
    story = tell(consent=replace(AGREED, **dict(zip(Use, before, strict=True))))
    with bank.writing() as work:
        teller = work.stories.storyteller_of(story)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    new = card.change(PAIR, CODE, replace(AGREED, **dict(zip(Use, after, strict=True))))
    with bank.writing() as work:
        work.tellers.give_code(teller, teller.encode())  # CODE is the next one's
        for use in Use:
            assert bool(work.stories.some([story], scope(STEWARD, use, today=TODAY))) is new.agreed_to(use)
            assert new.agreed_to(use) is (after[0] and dict(zip(Use, after, strict=True))[use])


def test_whom_they_name_now_reads_nothing_from_now_on(bank: Any, card: WithACard, told: Callable[..., str]) -> None:
    story = told()
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
        nights = work.alliance.team(work.alliance.organisation("Kite"), "Nights")
    changed = card.change(
        PAIR, CODE, replace(AGREED, not_organisations=frozenset({lantern}), not_teams=frozenset({nights}))
    )
    assert (changed.not_organisations, changed.not_teams) == ({lantern}, {nights})
    with bank.reading() as work:
        for reader in (replace(STEWARD, organisation=lantern), replace(STEWARD, teams=frozenset({nights}))):
            assert work.stories.some([story], scope(reader, today=TODAY)) == ()
        assert len(work.stories.some([story], scope(STEWARD, today=TODAY))) == 1


def test_a_change_is_a_new_version_and_keeps_the_day_it_ends(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str]
) -> None:
    stories = [told(), told("Waits.", before_review=True, consent=replace(AGREED, erase_on=date(2030, 12, 31)))]
    clock.forward(days=40)
    card.change(PAIR, CODE, replace(AGREED, outside=False, if_they_die=IfTheyDie.REMOVE, erase_on=date(2099, 1, 1)))
    first, second = consents(bank, stories)
    today = clock.now.date()
    assert (first.given_on, first.taken_by, first.how, first.outside) == (today, "mo", "card", False)
    assert first.review_on == date(2027, 7, 25)
    assert first.if_they_die is IfTheyDie.REMOVE
    assert (first.erase_on, second.erase_on) == (date(2031, 12, 31), date(2030, 12, 31))
    with bank.engine.connect() as connection:
        rows = "SELECT count(*) FROM consent WHERE replaces IS NOT NULL"
        assert connection.exec_driver_sql(rows).scalar_one() == 2
    with bank.reading() as work:
        assert {(one.what, one.subject) for one in work.records.entries(2)} == {
            ("consent_changed", one) for one in stories
        }


def test_where_answers_differ_the_narrower_is_shown(card: WithACard, told: Callable[..., str]) -> None:
    told(consent=replace(AGREED, outside=False, not_teams=frozenset(), given_on=date(2026, 1, 1)))
    told("And again.", consent=replace(AGREED, quotes=None, if_they_die=IfTheyDie.REMOVE, erase_on=date(2032, 12, 31)))
    agreed = card.look(PAIR, CODE).agreed
    assert (agreed.inside, agreed.room, agreed.outside, agreed.quotes) == (True, True, False, None)
    assert (agreed.erase_on, agreed.if_they_die) == (date(2032, 12, 31), IfTheyDie.REMOVE)


def test_names_in_their_words_go_when_they_may_not_be_quoted(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str]
) -> None:
    story = told()
    themed(bank, clock, [("They kept ringing", story, None, story), ("x", None, "Until I picked up", story)])
    card.change(PAIR, CODE, replace(AGREED, room=False))
    with bank.reading() as work:
        assert [one.name for one in work.themes.all()] == ["They kept ringing", "Until I picked up"]
    card.change(PAIR, CODE, replace(AGREED, quotes=False))
    with bank.reading() as work:
        assert [one.name for one in work.themes.all()] == ["Waiting", "x"]


@pytest.mark.parametrize(
    ("days", "outside", "confirmed"), [(0, True, False), (1, False, False), (1, True, True), (0, False, False)]
)
def test_a_yes_on_another_day_confirms(
    bank: Any, clock: Any, card: WithACard, told: Callable[..., str], days: int, outside: bool, confirmed: bool
) -> None:
    story = told(consent=replace(AGREED, to_confirm=True))
    clock.forward(days=days)
    changed = card.change(PAIR, CODE, replace(AGREED, outside=outside))
    assert changed.waits_for_a_second_yes is not confirmed
    with bank.reading() as work:
        assert bool(work.stories.some([story], scope(STEWARD, Use.OUTSIDE, today=TODAY))) is confirmed


def test_a_second_yes_is_kept_by_later_changes(clock: Any, card: WithACard, told: Callable[..., str]) -> None:
    told(consent=replace(AGREED, to_confirm=True))
    clock.forward(days=1)
    card.change(PAIR, CODE, AGREED)
    clock.forward(days=1)
    assert card.change(PAIR, CODE, replace(AGREED, room=False)).confirmed_on == date(2026, 6, 16)


def test_what_somebody_of_sixteen_told_goes_nowhere_outside(
    bank: Any, card: WithACard, told: Callable[..., str]
) -> None:
    story = told(consent=replace(AGREED, script=YOUNG.version, outside=False))
    adult = told("And as an adult.")
    assert card.change(PAIR, CODE, AGREED).outside is False
    assert [one.outside for one in consents(bank, [story, adult])] == [False, True]
    assert card.look(PAIR, CODE).agreed.script == YOUNG.version


def test_without_an_answer_about_reading_nothing_changes(bank: Any, card: WithACard, told: Callable[..., str]) -> None:
    story = told()
    with pytest.raises(BadInput, match="Nothing was changed"):
        card.change(PAIR, CODE, Consent(quotes=False))
    assert consents(bank, [story]) == [AGREED]


# The card itself.


def test_with_a_word_of_their_own_the_four_alone_do_not_open(card: WithACard, told: Callable[..., str]) -> None:
    told()
    both = card.own_word(PAIR, CODE, "Café")
    with pytest.raises(NotFound):
        card.look(PAIR, CODE)
    assert card.look(PAIR, f"{CODE} café").told
    assert card.own_word(PAIR, both, "") == CODE
    assert card.look(PAIR, CODE).told


def test_a_lost_card_opens_nothing_when_there_is_a_new_one(
    bank: Any, card: WithACard, told: Callable[..., str]
) -> None:
    story = told()
    new = card.replace_lost(STEWARD, story)
    assert len(new.code.split()) == 4
    assert new.agreed == AGREED
    assert card.look(PAIR, new.code).told[0].story == story
    with pytest.raises(NotFound):
        card.look(PAIR, CODE)
    with bank.reading() as work:
        assert [(one.what, one.subject) for one in work.records.entries(1)] == [("card_replaced", story)]


def test_a_new_card_is_made_only_for_a_story_the_steward_may_read(
    bank: Any, card: WithACard, told: Callable[..., str]
) -> None:
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    story = told(consent=replace(AGREED, not_organisations=frozenset({lantern})))
    for reader, wanted in ((replace(STEWARD, organisation=lantern), story), (STEWARD, "nosuch")):
        with pytest.raises(NotFound):
            card.replace_lost(reader, wanted)
    assert card.look(PAIR, CODE).told


@pytest.mark.parametrize(
    ("words", "lines"),
    [([], ["x"]), (["x"], []), (["x"] * 10, ["y"] * 10), (["x" * 201], ["y"]), (["x"], ["a\nb"]), (["x\x00"], ["y"])],
)
def test_what_is_no_card_is_not_drawn(card: WithACard, words: list[str], lines: list[str]) -> None:
    with pytest.raises(BadInput, match="no card"):
        card.document(PAIR, words, lines)


@pytest.mark.parametrize(
    "do",
    [
        lambda card, who: card.look(who, CODE),
        lambda card, who: card.read(who, CODE, "x"),
        lambda card, who: card.storyteller_of(who, CODE),
        lambda card, who: card.change(who, CODE, AGREED),
        lambda card, who: card.own_word(who, CODE, "moss"),
        lambda card, who: card.document(who, ["x"], ["y"]),
        lambda card, who: card.organisations(who),
        lambda card, who: card.teams(who),
    ],
)
@pytest.mark.parametrize("role", [one for one in Role if one not in MAY[Action.USE_CARD]])
def test_who_may_not_use_a_card_is_refused(
    card: WithACard, told: Callable[..., str], do: Callable[..., Any], role: Role
) -> None:
    told()
    with pytest.raises(NotAllowed, match="does not reach"):
        do(card, Reader("x", "X", role))


@pytest.mark.parametrize("role", [one for one in ACCOUNT_ROLES if one is not Role.STEWARD])
def test_only_the_steward_replaces_a_card(card: WithACard, told: Callable[..., str], role: Role) -> None:
    story = told()
    with pytest.raises(NotAllowed):
        card.replace_lost(Reader("x", "X", role), story)


def test_a_teller_who_has_nothing_left_holds_no_card(bank: Any, card: WithACard) -> None:
    with bank.writing() as work:
        work.tellers.give_code(work.tellers.add(TellerKind.PERSON), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    with pytest.raises(NotFound):
        card.look(PAIR, CODE)
