"""Share-backs: what a draft is made of, what people may change, and what is left out when somebody agrees to less."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import text

from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.measure.answers import Answer
from insight.measure.feeling import Feeling
from insight.share.giving import Form
from insight.share.making import REPEATS
from insight.share.share_back import PartKind
from insight.share.share_back_document import share_back_document
from insight.share.share_back_page import share_back_page
from insight.share.share_backs import ShareBacks, share_backs
from insight.store.tables import inquiry_subgroup
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from tests.conftest import ALL_AGREED
from tests.detectors import NamesShaz
from tests.removing import withdrawal
from tests.share.heard import heard

RANG = "They kept ringing until I picked up, and then they rang again."
WAITED = "I waited nine weeks for a letter that said to wait."
STOOD = "Somebody stood with me at the desk until they listened."
SLEPT = "I slept in the stairwell and nobody asked me why."
MEMBER = Reader("jean", "Jean", Role.MEMBER)
OUTSIDE = Reader("councillor", "Ro", Role.READER)


@pytest.fixture
def back(bank, clock) -> ShareBacks:
    writers = {Form.DOCX: share_back_document, Form.HTML: share_back_page}
    return share_backs(bank, Feeling(bank, clock, 5), NamesShaz, clock, writers, 5)


@pytest.fixture
def agree(bank) -> Callable[[str, Consent], None]:
    """`agree(story, consent)`: whoever told it agrees to something else from now on."""

    def agree(story: str, consent: Consent) -> None:
        with bank.writing() as work:
            teller = work.stories.storyteller_of(story)
            before = work.stories.told_by(teller)[0].consent
            work.stories.agree_anew(before, work.tellers.agree(teller, consent, before))

    return agree


def draft(back: ShareBacks, theme: str, reader: Reader = MEMBER, subgroup: str | None = None) -> str:
    return back.making.make(reader, "What we heard about waiting", subgroup, None, theme)


def words(back: ShareBacks, share: str, reader: Reader = MEMBER) -> list[str]:
    return [one.words for part in back.giving.look(reader, share).given.parts for one in part.quotes]


def part_of(back: ShareBacks, share: str, kind: PartKind = PartKind.HEARD) -> str:
    return next(one.id for one in back.giving.look(MEMBER, share).given.parts if one.kind is kind)


def files(back: ShareBacks, share: str) -> str:
    """All words of both files."""
    docx = Document(BytesIO(back.giving.file(MEMBER, share, Form.DOCX, "the council")))
    page = back.giving.file(MEMBER, share, Form.HTML, "the council").decode()
    return "\n".join([*(one.text for one in docx.paragraphs), docx.core_properties.title, page])


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


# Less than before.


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("outside", "1 quote is not here: what was agreed does not reach this far, or not any more."),
        ("quotes", "1 quote is not here: what was agreed does not reach this far, or not any more."),
        ("held", "1 quote is not here: what was agreed does not reach this far, or not any more."),
        ("words", "1 quote is not here: the words there have changed since."),
        ("removed", None),
    ],
)
def test_whoever_agrees_to_less_is_gone_everywhere_and_the_reason_stands_there(
    back, bank, clock, tell, agree, what, reason
) -> None:
    story, other = tell(RANG), tell(STOOD)
    share = draft(back, heard(bank, clock, [story, other]))
    back.making.finish(MEMBER, share)
    assert RANG in files(back, share)
    if what == "removed":
        withdrawal(bank, clock).withdraw(operator(), story)
    elif what == "held":
        with bank.writing() as work:
            work.stories.hold(story)
    elif what == "words":
        with bank.writing() as work:
            after = RANG.removeprefix("They kept ")
            connection = work.typed_words
            connection.follow(story, RANG, after)
        with bank.engine.begin() as raw:
            raw.execute(text("UPDATE story SET text = :after WHERE id = :story"), {"after": after, "story": story})
    else:
        agree(story, replace(ALL_AGREED, **{what: False}))
    given = back.giving.read(OUTSIDE, share)
    assert [one.words for part in given.parts for one in part.quotes] == [STOOD]
    assert given.left_out[:1] == ((reason,) if reason else given.left_out[:1])
    made = files(back, share)
    assert "ringing" not in made
    assert STOOD in made
    assert reason is None or reason in made


def test_in_a_room_only_what_may_be_read_out_there(back, bank, clock, tell) -> None:
    share = draft(back, heard(bank, clock, [tell(RANG, consent=replace(ALL_AGREED, room=False)), tell(STOOD)]))
    given = back.giving.for_a_room(MEMBER, share)
    assert [one.words for part in given.parts for one in part.quotes] == [STOOD]
    assert len(given.left_out) == 2  # the quote, and how people feel


def test_what_we_typed_is_left_out_when_it_repeats_whoever_agrees_no_more(back, bank, clock, tell, agree) -> None:
    story = tell(RANG)
    share = draft(back, heard(bank, clock, [story, tell(STOOD)]))
    part = part_of(back, share, PartKind.CHANGED)
    back.making.word(MEMBER, share, part, "They kept ringing until I picked up", f"Someone said: {RANG}")
    back.making.rename(MEMBER, share, "They kept ringing until I picked up")
    back.making.finish(MEMBER, share)
    assert RANG in files(back, share)
    agree(story, replace(ALL_AGREED, outside=False))
    made = files(back, share)
    assert "ringing" not in made
    assert "3 texts of ours are not here: words that may not go outside were repeated there." in made
    assert back.giving.finished(OUTSIDE)[0].title == "A share-back"
    back.making.open_again(MEMBER, share)
    changing = back.making.part(MEMBER, share, part)
    assert (changing.heading, changing.text) == ("", "")


@pytest.mark.parametrize("verb", ["word", "rename", "add", "make"])
def test_words_that_may_not_go_outside_are_not_taken(back, bank, clock, tell, verb) -> None:
    shut = tell(RANG, consent=Consent(inside=True))
    theme = heard(bank, clock, [tell(STOOD), shut])
    share = draft(back, theme)
    asked = {
        "word": lambda: back.making.word(MEMBER, share, part_of(back, share), "", RANG),
        "rename": lambda: back.making.rename(MEMBER, share, RANG),
        "add": lambda: back.making.add(MEMBER, share, "Ringing", RANG),
        "make": lambda: back.making.make(MEMBER, RANG, None, None, theme),
    }
    with pytest.raises(BadInput, match=REPEATS):
        asked[verb]()


def test_a_theme_is_named_in_common_words_when_its_name_is_somebodys(back, bank, clock, tell, agree) -> None:
    story = tell(RANG)
    theme = heard(bank, clock, [story, tell(STOOD)])
    with bank.writing() as work:
        work.themes.rename(theme, "They kept ringing", story)
    share = draft(back, theme)
    assert back.giving.look(MEMBER, share).given.parts[0].heading == "They kept ringing"
    agree(story, replace(ALL_AGREED, outside=False))
    assert back.giving.look(MEMBER, share).given.parts[0].heading == "Waiting, weeks"


# What people do with it.


def test_parts_are_ordered_worded_taken_out_and_added(back, bank, clock, tell) -> None:
    share = draft(back, heard(bank, clock, [tell(RANG)]))
    making = back.making
    heard_part, feeling, trying, changed = [one.id for one in back.giving.look(MEMBER, share).given.parts]
    making.move(MEMBER, share, heard_part, 1)
    making.move(MEMBER, share, feeling, -1)  # it is first already
    making.drop(MEMBER, share, trying)
    making.word(MEMBER, share, changed, "", "The desk asks first now.")
    own = making.add(MEMBER, share, "What we ask of you", "Tell us if that is not it.")
    parts = back.giving.look(MEMBER, share).given.parts
    assert [one.id for one in parts] == [feeling, heard_part, changed, own]
    assert parts[2].text == "The desk asks first now."
    with pytest.raises(NotFound):
        making.part(MEMBER, share, trying)
    with pytest.raises(BadInput):
        making.word(MEMBER, share, changed, "", "Ask Shaz.")
    with pytest.raises(BadInput):
        making.add(MEMBER, share, "", "No heading.")


def test_quotes_are_taken_out_and_others_chosen_each_of_another_person(back, bank, clock, tell) -> None:
    stories = [tell(f"{WAITED} {at}") for at in range(4)]
    share = draft(back, heard(bank, clock, stories))
    part = part_of(back, share)
    offered = back.making.part(MEMBER, share, part).offered
    assert len(offered) == 1
    with pytest.raises(Conflict):
        back.making.quote(MEMBER, share, part, offered[0].facts.id, 0, 10)
    [source, *_] = back.giving.look(MEMBER, share).sources[part]
    back.making.unquote(MEMBER, share, source.citation)
    with pytest.raises(NotFound):
        back.making.unquote(MEMBER, share, source.citation)
    still = back.giving.look(MEMBER, share).sources[part][0].facts.id
    with pytest.raises(Conflict):
        back.making.quote(MEMBER, share, part, still, 0, 10)
    back.making.quote(MEMBER, share, part, offered[0].facts.id, offered[0].start, offered[0].end)
    assert offered[0].text in words(back, share)


@pytest.mark.parametrize("case", ["shut", "nowhere", "too far", "backwards"])
def test_what_cannot_be_quoted(back, bank, clock, tell, case) -> None:
    shut, open_one = tell(RANG, consent=Consent(inside=True, quotes=True)), tell(STOOD)
    share = draft(back, heard(bank, clock, [shut]))
    story, start, end = {
        "shut": (shut, 0, 10), "nowhere": ("nowhere", 0, 10), "too far": (open_one, 0, 9_999),
        "backwards": (open_one, 9, 3),
    }[case]  # fmt: skip
    with pytest.raises(NotAllowed):
        back.making.quote(MEMBER, share, part_of(back, share), story, start, end)


def test_a_finished_one_is_read_by_others_and_changed_by_nobody(back, bank, clock, tell) -> None:
    share = draft(back, heard(bank, clock, [tell(RANG)]))
    assert back.giving.finished(OUTSIDE) == ()
    with pytest.raises(NotFound):
        back.giving.read(OUTSIDE, share)
    back.making.finish(MEMBER, share)
    assert [one.id for one in back.giving.finished(OUTSIDE)] == [share]
    assert RANG in [one.words for one in back.giving.read(OUTSIDE, share).parts[0].quotes]
    with pytest.raises(Conflict):
        back.making.rename(MEMBER, share, "Another")
    back.making.open_again(MEMBER, share)
    with pytest.raises(NotFound):
        back.giving.read(OUTSIDE, share)


def test_a_limited_inquiry_goes_out_only_from_its_subgroup(back, bank, clock, tell) -> None:
    story = tell(RANG, inquiry="Limited")
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    with bank.engine.begin() as connection:
        limited = connection.exec_driver_sql("SELECT id FROM inquiry").scalar_one()
        connection.execute(inquiry_subgroup.insert().values(inquiry=limited, subgroup=estates))
    theme = heard(bank, clock, [story])
    member = replace(MEMBER, subgroups=frozenset({estates}))
    assert words(back, draft(back, theme, member), member) == []
    assert words(back, draft(back, theme, member, estates), member) == [RANG]
    with pytest.raises(NotAllowed):
        draft(back, theme, MEMBER, estates)


def test_the_margin_leads_to_a_story_only_whoever_may_open_it(back, bank, clock, tell) -> None:
    story = tell(RANG)
    share = draft(back, heard(bank, clock, [story]))
    part = part_of(back, share)
    assert [one.facts.id for one in back.giving.look(MEMBER, share).sources[part]] == [story]


# Given out.


def test_a_receipt_says_who_has_been_given_it(back, bank, clock, tell) -> None:
    story, other = tell(RANG), tell(STOOD)
    share = draft(back, heard(bank, clock, [story]))
    with pytest.raises(BadInput):
        back.giving.file(MEMBER, share, Form.DOCX, "  ")
    with pytest.raises(BadInput):
        back.giving.file(MEMBER, share, Form.DOCX, "Shaz")
    back.giving.file(MEMBER, share, Form.DOCX, "the scrutiny committee")
    clock.forward(days=1)
    assert [one.to_whom for one in back.giving.given_to(MEMBER, share)] == ["the scrutiny committee"]
    receipt = withdrawal(bank, clock).withdraw(operator(), story)
    said = "in “What we heard about waiting”, on 15 June 2026, for the scrutiny committee."
    assert f"Something of it was given out before, {said}" in receipt.lines()
    assert "given out" not in withdrawal(bank, clock).withdraw(operator(), other).in_words()
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM given_out_story").scalar_one() == 0
        entry = connection.exec_driver_sql("SELECT detail FROM audit WHERE what = 'share_back_given'").scalar_one()
    assert "ringing" not in entry
    assert "committee" not in entry


def test_a_receipt_does_not_repeat_the_story_by_the_name_of_a_document(back, bank, clock, tell) -> None:
    story = tell(RANG)
    share = draft(back, heard(bank, clock, [story]))
    back.making.rename(MEMBER, share, "They kept ringing until I picked up")
    back.giving.file(MEMBER, share, Form.HTML, "the council")
    said = withdrawal(bank, clock).withdraw(operator(), story).in_words()
    assert "ringing" not in said
    assert "“A document”, on 15 June 2026, for the council" in said


def test_what_is_past_its_day_goes_by_itself(back, bank, clock, tell) -> None:
    story = tell(RANG, consent=replace(ALL_AGREED, review_on=clock().date() + timedelta(days=2)))
    share = draft(back, heard(bank, clock, [story]))
    assert words(back, share) == [RANG]
    clock.forward(days=2)
    assert words(back, share) == []
