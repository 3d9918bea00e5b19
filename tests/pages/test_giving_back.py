"""Have we told them, story cards, and a page for scrutiny, as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from insight.access.reader import Role
from insight.learning.citation import CitedBy
from insight.research.study import words_hash
from insight.share.given import Document, ToldHow
from insight.share.giving import KIND
from insight.share.pack import PURPOSE, From, card_number
from insight.share.share_back import GaveOut
from insight.share.told import Ledger, Line
from insight.store.tables import experiment, told_back
from insight.store.tables import story as story_table
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent
from pages.parts.card_in_hand import _KEY
from pages.parts.led_to import heard, led_to, line_of
from tests.pages.drawn import press, said, texts

CODE = "kettle garden ferry lamp"
WORDS = "They kept ringing until I picked up."


@pytest.fixture
def tried(bank, clock, tell) -> list[str]:
    """Three people's stories, because of which the accommodation group tries something; the first holds a card."""
    stories = [tell(WORDS), tell("I waited nine weeks."), tell("The kettle was on.")]
    with bank.writing() as work:
        group = work.alliance.subgroup("Accommodation")
        teller = work.stories.storyteller_of(stories[0])
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
        for one in stories:
            words = str(work.stories.text_for_indexing(one))[:4]
            work.citations.cite("try", CitedBy.EXPERIMENT, one, 0, 4, words_hash(words), "sol", clock())
    with bank.engine.begin() as connection:
        row = {"id": "try", "subgroup": group, "name": "Ring first", "what": "We ring.", "since": clock().date()}
        connection.execute(experiment.insert().values(row | {"by": "sol", "at": clock()}))
    return stories


def test_the_ledger_says_in_words_who_has_been_told_and_keeps_a_check_back(draw, as_role, bank, tried) -> None:
    app = draw(as_role(Role.PEER_RESEARCHER), "told_back.py")
    assert r"**Something they are trying \(Accommodation\)\: Ring first**" in said(app)
    assert "3 people told us something that led to this." in texts(app)
    assert WORDS not in said(app)
    app.text_input[0].set_value(CODE)
    app = press(app, "They have been told")
    assert not app.error
    assert [one.value for one in app.success] == ["That is kept."]
    assert "has been told" not in texts(app)
    assert CODE not in str(app.session_state)
    app.text_input[0].set_value("kettle garden ferry moss")
    assert "No story goes with this code" in press(app, "They have been told").error[0].value


@pytest.mark.parametrize(
    ("ledger", "ends"),
    [
        (Ledger(4, None, None, ()), "."),
        (Ledger(9, None, False, ()), "; nobody we know of has been told yet."),
        (Ledger(9, None, True, ()), "; some have been told since."),
        (Ledger(12, 6, True, ()), "; 6 have been told since."),
    ],
)
def test_how_many_have_been_told_points_at_nobody(ledger: Ledger, ends: str) -> None:
    assert heard(ledger) == ends


@pytest.mark.parametrize(
    ("name", "to", "finished", "group", "named", "to_the_teller"),
    [
        (
            "Waiting", "the council", True, "Estates",
            "A share-back (Estates): Waiting. Given out on 3 June 2026, for: the council",
            "It is part of what we told others: Waiting.",
        ),
        ("Waiting", "", False, "", "A share-back: Waiting. Given out on 3 June 2026",
         "It is part of what we told others, 3 June 2026."),
        ("A share-back", "", True, "", "A share-back. Given out on 3 June 2026",
         "It is part of what we told others, 3 June 2026."),
    ],
)  # fmt: skip
def test_a_share_back_is_called_one(
    name: str, to: str, finished: bool, group: str, named: str, to_the_teller: str
) -> None:
    gave = GaveOut("one", KIND, name, datetime(2026, 6, 3, tzinfo=UTC), to, "back", "group", finished)
    assert line_of(Line(gave, group, 3)) == (named, "3 people told us something that led to this.")
    assert led_to([gave, gave]) == [to_the_teller]


def test_who_may_not_use_a_card_is_asked_for_none_and_small_numbers_are_explained(
    draw, as_role, bank, clock, tell
) -> None:
    story = tell(WORDS)
    with bank.writing() as work:
        work.given_out.add(Document.CARDS, "Warmth", "The night team", [story], "sol", clock())
    app = draw(as_role(Role.MEMBER), "told_back.py")
    assert not app.text_input
    assert r"**Story cards\: Warmth\. Given out on 15 June 2026, for\: The night team**" in said(app)
    assert "Somebody told us something that led to this." in texts(app)
    assert "How many have been told is said for all of them together, and not where there are few" in texts(app)


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        ({}, "A group is trying something because of it: Ring first. It is still being tried."),
        (
            {"ended_as": "discarded", "lesson": "Nobody was in."},
            "A group is trying something because of it: Ring first. It did not help, and was stopped. "
            "What was learned: Nobody was in.",
        ),
    ],
)
def test_with_their_card_people_see_what_it_led_to_and_have_been_told(
    draw, as_role, bank, clock, tried, ended: dict, said: str
) -> None:
    with bank.engine.begin() as connection:
        connection.execute(experiment.update().values(**ended, ended_on=clock().date() if ended else None))
    with bank.writing() as work:
        group = work.alliance.subgroup("Accommodation")
        for of in (group, "gone"):
            kind = CitedBy.WALL if of == group else CitedBy.ENTRY
            work.citations.cite(of, kind, tried[0], 0, 4, words_hash(WORDS[:4]), "sol", clock())
        work.given_out.add(Document.SCRUTINY, "Warmth", "The committee", [tried[0]], "sol", clock())
    app = draw(as_role(Role.INTERVIEWER), "with_a_card.py")
    app.text_input[0].set_value(CODE)
    app = press(app, "Open")
    assert said in texts(app)
    assert "A group talked about it, and about what to do." in texts(app)
    assert "It was quoted, without who you are, in a paper for the council, " in texts(app)
    assert "Accommodation" not in texts(app)
    assert _KEY in app.session_state
    with bank.engine.connect() as connection:
        assert [one.how for one in connection.execute(told_back.select())] == [ToldHow.CARD]


def test_cards_say_what_is_in_them_and_what_is_left_out(draw: Callable, as_role: Callable, tell: Callable) -> None:
    tell(WORDS)
    tell("I waited nine weeks.", consent=Consent(inside=True))
    app = draw(as_role(Role.MEMBER), "story_cards.py")
    assert not app.exception
    assert "1 card." in texts(app)
    assert "1 story may not be read out in a room." in texts(app)
    assert WORDS not in texts(app)  # it is drawn as a letter, never as markup
    app = app.selectbox[0].set_value(From.THEME).run()
    assert "No themes have been found yet." in texts(app)


def test_a_card_that_is_printed_is_kept_and_its_number_finds_the_story(draw, as_role, bank, tell) -> None:
    story = tell(WORDS)
    reader = as_role(Role.MEMBER)
    app = press(draw(reader, "story_cards.py"), "Print them from here")
    assert "for whom it is" in app.error[0].value
    [to] = [one for one in app.text_input if one.label == "Who gets them?"]
    to.set_value("The night team")
    app = press(app, "Print them from here")
    assert not app.error
    with bank.reading() as work:
        assert [of for _, of in work.given_out.holding_any([story])] == [story]
    [number] = [one for one in app.text_input if one.label == "The number on a card"]
    app = number.set_value("1").run()
    assert "No card has this number" in texts(app)
    with bank.engine.begin() as connection:
        connection.execute(story_table.update().values(title="*They* rang"))
    with bank.reading() as work:
        found = card_number(work.vault.derive(PURPOSE), story)
    [number] = [one for one in app.text_input if one.label == "The number on a card"]
    app = number.set_value(found).run()
    assert any(one.label.startswith(r"\*They\* rang") for one in app.get("page_link"))


def test_the_page_for_scrutiny_reads_as_it_will(draw, as_role, tell) -> None:
    for at in range(6):
        tell(f"Number {at} kept ringing.")
    app = draw(as_role(Role.STEWARD), "scrutiny.py")
    assert not app.exception
    assert [one.value for one in app.subheader] == [
        "Why we listen", "What we heard", "How many people told us", "What we are trying, and what came of it",
        "What we do not know",
    ]  # fmt: skip
    assert "6 people told us, in one inquiry. Of them, 6 use services." in texts(app)
    assert "Nothing yet that we can tell of." in texts(app)
    assert len(app.multiselect[0].value) == 2
    app = app.text_area[0].set_value("People want to be rung back.").run()
    assert "People want to be rung back." in texts(app)
