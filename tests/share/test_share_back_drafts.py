"""Drafts of share-backs: which quotes go in, what is tried, how people feel, and who is said to tell."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from insight.access.reader import Role, operator
from insight.errors import BadInput, NotFound
from insight.measure.answers import Answer
from insight.share.share_back import PartKind
from insight.store.tables import inquiry_subgroup
from insight.stories.inquiry import TellerKind
from tests.conftest import ALL_AGREED
from tests.removing import withdrawal
from tests.share.drafting import MEMBER, RANG, SLEPT, STOOD, WAITED, draft, files, part_of, words
from tests.share.heard import heard

# Drafts.


@pytest.mark.parametrize(
    ("case", "goes"),
    [
        ({}, True),
        ({"consent": replace(ALL_AGREED, room=False)}, True),
        ({"consent": replace(ALL_AGREED, outside=False)}, False),
        ({"consent": replace(ALL_AGREED, quotes=False)}, False),
        ({"consent": replace(ALL_AGREED, to_confirm=True)}, False),
        ({"consent": replace(ALL_AGREED, review_on=date(2026, 6, 15))}, False),
        ({"consent": replace(ALL_AGREED, not_organisations=frozenset({"Kite"}))}, False),
        ({"told_about": True}, False),
    ],
)
def test_a_draft_quotes_only_what_may_go_outside_word_for_word(back, bank, clock, tell, case, goes) -> None:
    with bank.writing() as work:
        kite = work.alliance.organisation("Kite")
    if "consent" in case and case["consent"].not_organisations:
        case = {"consent": replace(case["consent"], not_organisations=frozenset({kite}))}
    story = tell(RANG, **case)
    share = draft(back, heard(bank, clock, [story]))
    assert words(back, share) == ([RANG] if goes else [])


def test_a_draft_has_each_person_once_in_a_part_and_three_at_most(back, bank, clock, tell) -> None:
    first = tell(RANG)
    with bank.reading() as work:
        teller = work.stories.storyteller_of(first)
    stories = [first, tell(SLEPT, storyteller=teller), *(tell(f"{WAITED} {at}") for at in range(4))]
    share = draft(back, heard(bank, clock, stories))
    quoted = words(back, share)
    assert len(quoted) == 3
    assert not {RANG, SLEPT} <= set(quoted)


def test_a_draft_about_an_inquiry_takes_its_themes_and_no_other_stories(back, bank, clock, tell) -> None:
    ours, other = tell(RANG, inquiry="Ours"), tell(WAITED, inquiry="Other")
    heard(bank, clock, [ours, other])
    with bank.reading() as work:
        inquiry = next(one.id for one in work.inquiries.all() if one.name == "Ours")
    share = back.making.make(MEMBER, "Ours", None, inquiry, None)
    assert words(back, share) == [RANG]
    assert [one.kind for one in back.giving.look(MEMBER, share).given.parts] == [
        PartKind.HEARD, PartKind.FEELING, PartKind.TRYING, PartKind.CHANGED,
    ]  # fmt: skip


def test_a_draft_says_what_the_subgroup_tries_and_what_came_of_it(back, bank, clock, tell) -> None:
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    with bank.engine.begin() as connection:
        for key, ended in (("e1", None), ("e2", "2026-06-01")):
            connection.execute(
                text(
                    "INSERT INTO experiment (id, subgroup, name, what, since, ended_on, ended_as, lesson, by, at)"
                    " VALUES (:key, :group, :key || ' at the desk', 'A chair by the desk.', '2026-05-01', :ended,"
                    " :how, 'One chair is not enough.', 'x', '2026-05-01 10:00:00.000000')"
                ),
                {"key": key, "group": estates, "ended": ended, "how": "discarded" if ended else ""},
            )
            connection.execute(
                text(
                    "INSERT INTO experiment_try (id, experiment, number, did, happened, begun_on, by, at) VALUES"
                    " (:key, :key, 1, 'One chair.', 'People sat.', '2026-05-01', 'x', '2026-05-01 10:00:00.000000')"
                ),
                {"key": key},
            )
    member = replace(MEMBER, subgroups=frozenset({estates}))
    theme = heard(bank, clock, [tell(RANG)])
    with bank.writing() as work:
        for key in ("e1", "e2"):
            work.citations.be_about(key, [theme])
    share = draft(back, theme, member, estates)
    parts = {one.kind: one for one in back.giving.look(member, share).given.parts}
    assert parts[PartKind.TRYING].heading == "e1 at the desk"
    tried = "A chair by the desk.\n\nTry 1: One chair. What came of it: People sat."
    assert parts[PartKind.TRYING].text == tried
    assert parts[PartKind.CHANGED].text == f"{tried}\n\nIt did not help, and was stopped.\n\nOne chair is not enough."
    with pytest.raises(NotFound):
        back.giving.look(MEMBER, share)


@pytest.mark.parametrize(
    ("from_estates", "about", "tried"),
    [
        (True, "theme", ["Ring first"]),
        (True, "inquiry", ["Ring first", "Sit down first"]),
        (True, "nothing", [""]),
        (False, "theme", [""]),
        (False, "inquiry", [""]),
    ],
)
def test_a_draft_holds_only_what_its_own_subgroup_tries_about_its_theme(
    back, bank, clock, tell, trying, from_estates, about, tried
) -> None:
    tied, _, other = (trying(*one) for one in (
        ("Ring first", "Estates"), ("Sit down first", "Estates"), ("Walk along", "Workforce"),
    ))  # fmt: skip
    theme = heard(bank, clock, [tell(RANG)])
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
        [inquiry] = work.inquiries.all()
        for one in (tied, other) if about == "theme" else ():
            work.citations.be_about(one, [theme])
    lead = replace(MEMBER, role=Role.PEER_RESEARCHER)
    of = (inquiry.id, None) if about == "inquiry" else (None, theme)
    share = back.making.make(lead, "What we heard", estates if from_estates else None, *of)
    parts = back.giving.look(lead, share).given.parts
    headings = [one.heading for one in parts if one.kind is PartKind.TRYING]
    assert headings == [one or "What we are trying" for one in tried]


def test_a_theme_of_which_nothing_is_open_is_no_choice(back, bank, clock, tell) -> None:
    theme = heard(bank, clock, [tell(RANG, inquiry="Limited")])
    assert back.making.about(MEMBER).themes == {theme: "Nobody rings back"}
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
        [inquiry] = [one.id for one in work.inquiries.all() if one.name == "Limited"]
    with bank.engine.begin() as connection:
        connection.execute(inquiry_subgroup.insert().values(inquiry=inquiry, subgroup=estates))
    assert back.making.about(MEMBER).themes == {}
    with pytest.raises(NotFound):
        draft(back, theme)
    assert back.making.list(MEMBER) == ()
    within = replace(MEMBER, subgroups=frozenset({estates}))
    assert back.making.about(within).themes == {theme: "Nobody rings back"}
    assert draft(back, theme, within)


@pytest.mark.parametrize(
    ("title", "about"),
    [("", "theme"), ("Waiting", "nothing"), ("What Shaz said", "theme"), ("x" * 201, "theme")],
)
def test_what_cannot_be_begun(back, bank, clock, tell, title, about) -> None:
    theme = heard(bank, clock, [tell(RANG)])
    with pytest.raises(BadInput):
        back.making.make(MEMBER, title, None, None, theme if about == "theme" else None)


# How people feel, and who tells.


def test_how_people_feel_is_said_of_those_who_share_it_and_hidden_when_they_are_few(back, bank, clock, tell) -> None:
    stories = [tell(f"{WAITED} {at}", feeling=Answer.BETTER) for at in range(5)]
    inside_only = replace(ALL_AGREED, outside=False)
    tell(RANG, consent=inside_only, feeling=Answer.WORSE)
    share = draft(back, heard(bank, clock, stories))
    feeling = part_of(back, share, PartKind.FEELING)

    def said() -> tuple[str, tuple[str, ...]]:
        given = back.giving.look(MEMBER, share).given
        return next(one.text for one in given.parts if one.id == feeling), given.left_out

    assert said()[0].startswith("Of 5 people who answered, 5 feel better")
    assert "we do not know about the others" in said()[0]
    withdrawal(bank, clock).withdraw(operator(), stories[0])
    assert said() == ("", ("How people feel is not here: too few people answered.",))
    assert "feel better" not in files(back, share)


def test_who_tells_is_said_only_where_enough_people_could_have(back, bank, clock, tell) -> None:
    stories = [tell(f"{WAITED} {at}") for at in range(3)]
    share = draft(back, heard(bank, clock, stories))
    lines = {one.line for part in back.giving.look(MEMBER, share).given.parts for one in part.quotes}
    assert lines == {"Somebody"}
    workers = [tell(f"{STOOD} {at}", teller=TellerKind.WORKER) for at in range(3)]
    two = heard(bank, clock, workers, theme="desk", name="Somebody stands with you")
    assert not any(one in files(back, draft(back, two)) for one in ("worker", "summer 2026"))
    heard(bank, clock, [tell(f"{SLEPT} {at}") for at in range(3)], theme="third", name="Nobody asks")
    with bank.reading() as work:
        [inquiry] = work.inquiries.all()
    all_of_it = back.making.make(MEMBER, "All of it", None, inquiry.id, None)
    said = [one.line for part in back.giving.look(MEMBER, all_of_it).given.parts for one in part.quotes]
    assert sorted(said) == ["Somebody"] * 3 + ["Someone using services, summer 2026"] * 6
