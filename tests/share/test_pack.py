"""Story cards: only what may be read out in a room, as much as fits, and a number that finds the story again."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action
from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound
from insight.identifiers import new_id
from insight.research.parcel import Way
from insight.research.study import words_hash
from insight.share.pack import From, Packs, Sheet, Wanted
from insight.share.pack_document import cards_document, sheets_document
from insight.share.story_card import LONGEST, NO_NOTES, Pack, StoryCard, cost, fitting
from insight.store.tables import story as story_table
from insight.stories.consent import Consent
from insight.stories.script import Use
from tests.detectors import NamesShaz

TODAY = date(2026, 6, 15)
ALL = Wanted(From.EVERYTHING)
CARD = StoryCard("04711", "Someone using services, summer 2026", "", "They rang until I picked up.", False)


@pytest.fixture
def packs(bank: Any, clock: Any) -> Packs:
    return Packs(bank, clock, NamesShaz, {Sheet.CARDS: cards_document, Sheet.SHEETS: sheets_document}, 5)


def words(pack: Pack) -> list[str]:
    return [one.words for one in pack.cards]


@pytest.mark.parametrize(
    ("consent", "more", "held_back"),
    [
        (Consent(inside=True, room=True), {}, ()),
        (Consent(inside=True, room=True), {"told_about": True}, ()),
        (Consent(inside=True, outside=True, quotes=True), {}, ("1 story may not be read out in a room.",)),
        (Consent(inside=False, room=True), {}, ()),
        (Consent(inside=True, room=True, review_on=TODAY), {}, ("1 story may not be read out in a room.",)),
        (
            Consent(inside=True, room=True, not_teams=frozenset({"team"})), {},
            ("1 story is not for everybody who may sit there.",),
        ),
    ],
)  # fmt: skip
def test_what_is_on_a_card_and_what_is_left_out_and_why(
    bank: Any, packs: Packs, ada: Reader, tell: Callable, consent: Consent, more: dict, held_back: tuple
) -> None:
    if consent.not_teams:
        with bank.writing() as work:
            team = work.alliance.team(work.alliance.organisation("Riverbank"), "The night team")
        consent = replace(consent, not_teams=frozenset({team}))
    tell("They rang.", consent=consent, **more)
    pack = packs.look(ada, ALL)
    assert pack.left_out == held_back
    readable = consent.inside and not held_back
    assert words(pack) == (["They rang."] if readable else [])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_story_is_on_a_card_that_may_not_be_read_out_that_day(
    bank: Any, clock: Any, packs: Packs, tell: Callable, data: st.DataObject
) -> None:
    yes = st.sampled_from([True, False, None])
    days = st.sampled_from([None, TODAY, date(2026, 6, 16)])
    consent = Consent(
        data.draw(yes), data.draw(yes), data.draw(yes), data.draw(yes), review_on=data.draw(days),
        erase_on=data.draw(days), to_confirm=data.draw(st.booleans()),
    )  # fmt: skip
    about = data.draw(st.booleans())
    words = f"They rang {new_id()}."
    tell(words, consent=consent, told_about=about)
    outside = consent.allows(Use.OUTSIDE, TODAY) and consent.allows(Use.QUOTES, TODAY) and not about
    for way, more in ((Way.INSIDE, True), (Way.OUTSIDE, outside)):
        shown = {one.words for one in packs.look(operator(), replace(ALL, way=way, most=None)).cards}
        assert (words in shown) is (consent.allows(Use.ROOM, TODAY) and more)


def test_by_cards_that_go_outside_no_two_packs_can_be_joined(packs: Packs, ada: Reader, tell: Callable) -> None:
    tell("They rang.")
    pack = packs.look(ada, replace(ALL, way=Way.OUTSIDE))
    noted = replace(pack, cards=tuple(replace(one, note="Talks of an overdose.") for one in pack.cards))
    assert [(one.number, one.named) for one in pack.cards] == [("", "")]
    for made in (cards_document(noted), sheets_document(noted)):
        document = Document(BytesIO(made))
        said = [one.text for one in document.paragraphs]
        said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert not any(re.search(r"Card\b|number|\t", one) for one in said)
    with_number = [one.number for one in packs.look(ada, ALL).cards]
    assert [len(one) for one in with_number] == [5]


@pytest.mark.parametrize("way", Way)
def test_the_sheet_asks_for_what_the_pages_can_do(way: Way) -> None:
    document = Document(BytesIO(sheets_document(Pack("Warmth", way, (CARD,), ()))))
    said = "\n".join(one.text for one in document.paragraphs)
    assert ("type the numbers in where the session is written down" in said) is (way is Way.INSIDE)


def test_what_goes_outside_says_a_kind_only_where_five_share_it(packs: Packs, ada: Reader, tell: Callable) -> None:
    for at in range(4):
        tell(f"Number {at}.")
    assert {one.line for one in packs.look(ada, replace(ALL, way=Way.OUTSIDE)).cards} == {"Somebody"}
    tell("Number 4.")
    inside, outside = (packs.look(ada, replace(ALL, way=way)).cards for way in Way)
    assert {one.line for one in (*inside, *outside)} == {"Someone using services, summer 2026"}


def test_of_a_collection_the_words_that_were_kept_and_of_an_inquiry_its_own(
    bank: Any, clock: Any, packs: Packs, ada: Reader, tell: Callable
) -> None:
    long = "It was a long way. " * 60 + "They rang. " + "It was a long way. " * 20
    first, _ = tell(long, inquiry="Warmth"), tell("A kettle.", inquiry="Risk")
    at = long.index("They rang.")
    with bank.writing() as work:
        made = work.studies.add_collection("Ringing", "To see.", None, "ada", clock())
        work.studies.add_quote(made, first, at, at + 10, words_hash("They rang."), "ada", clock())
    assert words(packs.look(ada, Wanted(From.COLLECTION, made))) == ["They rang."]
    named = {name: one for one, name in packs.choices(ada, From.INQUIRY).items()}
    assert sorted(named) == ["Risk", "Warmth"]
    [card] = packs.look(ada, Wanted(From.INQUIRY, named["Warmth"])).cards
    assert card.cut
    assert long.startswith(card.words)
    for source in (From.INQUIRY, From.THEME, From.COLLECTION):
        with pytest.raises(NotFound):
            packs.look(ada, Wanted(source, "nowhere"))


def test_more_than_a_pack_takes_is_left_for_another(packs: Packs, ada: Reader, tell: Callable) -> None:
    for at in range(4):
        tell(f"Number {at}.")
    pack = packs.look(ada, replace(ALL, most=3))
    assert (len(pack.cards), pack.left_out) == (3, ("1 story is left for another pack.",))


def test_a_file_is_kept_with_its_stories_and_the_number_finds_them(
    bank: Any, packs: Packs, ada: Reader, tell: Callable
) -> None:
    story = tell("They rang.")
    [card] = packs.look(ada, ALL).cards
    assert packs.find(ada, card.number) == ()  # it stands on no card yet
    packs.file(ada, ALL, Sheet.SHEETS, "The estates group")
    assert packs.find(ada, card.number) == ()
    packs.file(ada, ALL, Sheet.CARDS, "The estates group")
    assert [one.id for one in packs.find(ada, f"{card.number[:2]} {card.number[2:]}")] == [story]
    assert story not in card.number
    with bank.reading() as work:
        [(given_out, of)] = work.given_out.holding_any([story])
        details = [one.detail for one in work.records.entries(9) if one.what == "cards_given"]
    assert (given_out.name, given_out.to_whom, of) == ("All stories", "The estates group", story)
    assert len(details) == 2
    with bank.engine.begin() as connection:
        connection.execute(story_table.update().values(held=True))
    assert packs.find(ada, card.number) == ()


def test_a_name_in_to_whom_and_an_empty_pack_are_refused(packs: Packs, ada: Reader, tell: Callable) -> None:
    with pytest.raises(BadInput, match="no card in this pack"):
        packs.file(ada, ALL, Sheet.CARDS, "The estates group")
    tell("They rang.")
    for sheet in Sheet:
        with pytest.raises(BadInput, match="for whom it is"):
            packs.file(ada, ALL, sheet, " ")
    with pytest.raises(BadInput, match="leave out names"):
        packs.file(ada, ALL, Sheet.CARDS, "Shaz and the others")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_may_make_them(packs: Packs, person: Callable, role: Role) -> None:
    reader = person("Ro", role)
    if role in MAY[Action.GIVE_BACK]:
        assert packs.look(reader, ALL).cards == ()
        return
    for verb in (
        lambda: packs.look(reader, ALL), lambda: packs.choices(reader, From.THEME), lambda: packs.find(reader, "1"),
        lambda: packs.file(reader, ALL, Sheet.CARDS, ""), lambda: packs.printed(reader, ALL, ""),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()


@given(st.text(st.sampled_from("ab. \n"), max_size=3000))
def test_a_card_never_holds_more_than_fits_nor_other_words(text: str) -> None:
    part = fitting(text)
    assert text.startswith(part)
    assert cost(part) <= LONGEST


def test_the_cards_are_postcards_in_order_with_the_note_before_the_words() -> None:
    noted = replace(CARD, number="00001", note="Talks of an overdose.")
    document = Document(BytesIO(cards_document(Pack("Warmth", Way.INSIDE, (CARD, noted), ()))))
    [page] = document.sections
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (148, 105)
    said = [one.text for one in document.paragraphs]
    assert said == [
        "Someone using services, summer 2026\tCard 04711", CARD.words,
        "Someone using services, summer 2026\tCard 00001", "Before you read: Talks of an overdose.", CARD.words,
    ]  # fmt: skip
    core = document.core_properties
    assert (core.author, core.title, core.comments, core.last_modified_by) == ("", "", "", "")


@pytest.mark.parametrize(("notes", "way"), product((True, False), Way))
def test_the_sheets_say_what_to_say_before_which_card(notes: bool, way: Way) -> None:
    cards = (CARD, replace(CARD, number="00001", note="Talks of an overdose." if notes else ""))
    document = Document(BytesIO(sheets_document(Pack("Warmth", way, cards, ()))))
    said = "\n".join(one.text for one in document.paragraphs)
    assert ("Card 00001: Talks of an overdose." in said) is notes
    assert (NO_NOTES in said) is not notes
    assert CARD.words not in said
    assert "☐ A turning point" in document.tables[0].rows[1].cells[1].text
