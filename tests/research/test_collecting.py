"""Collections: whom each is open to, what a quote may be used for, and what nobody may write down."""

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, InsightError, NotAllowed, NotFound, Refused
from insight.research.collecting import LONGEST_NAME, LONGEST_NOTE
from insight.stories.consent import Consent
from insight.stories.recognised import Recognised
from insight.stories.script import Use

WORDS = "They kept ringing.  Until I picked up. Then I slept."
INSIDE = Consent(inside=True)


def quotes(at_desk, reader, collection):
    return [one.text for one in at_desk.collecting.open(reader, collection).quotes]


# Whom it is open to.


@pytest.mark.parametrize(
    ("role", "learns_with", "open_to_estates", "open_to_all"),
    [
        (Role.MEMBER, ("Estates",), True, True),
        (Role.MEMBER, ("Food",), False, True),
        (Role.MEMBER, (), False, True),
        (Role.PEER_RESEARCHER, (), True, True),
        (Role.STEWARD, (), True, True),
    ],
)
def test_whom_a_collection_is_open_to(
    at_desk, bank, ada, person, collection, role, learns_with, open_to_estates, open_to_all
):
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    limited = at_desk.collecting.make(ada, "Keys", "How long for a key?", estates)
    reader = person("Ines", role, *learns_with)
    expected = {collection: open_to_all, limited: open_to_estates}
    assert {one.collection.id for one in at_desk.collecting.list(reader)} == {k for k, yes in expected.items() if yes}
    for one, opens in expected.items():
        if opens:
            assert at_desk.collecting.open(reader, one).collection.id == one
        else:
            with pytest.raises(NotFound):
                at_desk.collecting.open(reader, one)
            with pytest.raises(NotFound):
                at_desk.collecting.close(reader, one)


def test_a_member_keeps_things_for_their_own_sub_group(at_desk, bank, person):
    ines = person("Ines", Role.MEMBER, "Estates")
    with bank.writing() as work:
        food = work.alliance.subgroup("Food")
    assert list(at_desk.collecting.subgroups(ines).values()) == ["Estates"]
    with pytest.raises(NotAllowed):
        at_desk.collecting.make(ines, "Meals", "Who eats?", food)
    made = at_desk.collecting.make(ines, "Keys", "How long?", next(iter(ines.subgroups)))
    assert [(one.collection.id, one.subgroup) for one in at_desk.collecting.list(ines)] == [(made, "Estates")]


@pytest.mark.parametrize(
    ("name", "reason"), [("", "Why"), ("Keys", " "), ("Shaz", "Why"), ("Keys", "Shaz asked"), ("k" * 81, "Why")]
)
def test_what_no_collection_is_called(at_desk, ada, name, reason):
    assert LONGEST_NAME == 80
    with pytest.raises(BadInput):
        at_desk.collecting.make(ada, name, reason, None)
    assert at_desk.collecting.list(ada) == ()


def test_nothing_comes_into_a_closed_one_until_it_is_opened_again(at_desk, ada, collection, tell):
    story = tell(WORDS)
    at_desk.collecting.close(ada, collection)
    with pytest.raises(Refused, match="closed"):
        at_desk.collecting.keep(ada, collection, story, 0, 5)
    assert quotes(at_desk, ada, collection) == []
    at_desk.collecting.reopen(ada, collection)
    assert at_desk.collecting.keep(ada, collection, story, 0, 5)


# Quotes.


def test_a_quote_is_kept_once_and_without_white_space(at_desk, ada, sol, collection, tell):
    story = tell(WORDS)
    assert at_desk.collecting.keep(ada, collection, story, 18, 39)
    assert not at_desk.collecting.keep(sol, collection, story, 20, 38)
    assert quotes(at_desk, sol, collection) == ["Until I picked up."]
    assert at_desk.collecting.list(ada)[0].quotes == 1


@pytest.mark.parametrize(("start", "end"), [(18, 20), (5, 5), (6, 5), (-1, 5), (0, 999)])
def test_a_quote_holds_words_of_the_story(at_desk, ada, collection, tell, start, end):
    with pytest.raises(BadInput):
        at_desk.collecting.keep(ada, collection, tell(WORDS), start, end)


def test_nobody_keeps_what_they_may_not_read(at_desk, bank, ada, person, collection, tell):
    secret = tell(WORDS, consent=Consent(inside=False))
    with pytest.raises(NotFound):
        at_desk.collecting.keep(ada, collection, secret, 0, 5)
    unknown = tell("Brought in from a file. Nobody asked.", consent=Consent())
    steward = person("Ola", Role.STEWARD)
    at_desk.collecting.keep(steward, collection, unknown, 0, 23)
    assert quotes(at_desk, steward, collection) == ["Brought in from a file."]
    opened = at_desk.collecting.open(ada, collection)
    assert (opened.quotes, opened.left_out) == ((), 1)
    assert at_desk.collecting.list(ada)[0].quotes == 0


@pytest.mark.parametrize(
    ("consent", "told_about", "uses"),
    [
        (INSIDE, False, {Use.INSIDE}),
        (Consent(inside=True, room=True), False, {Use.INSIDE, Use.ROOM}),
        (Consent(inside=True, outside=True, quotes=True), False, {Use.INSIDE, Use.OUTSIDE, Use.QUOTES}),
        (Consent(inside=True, outside=True, to_confirm=True), False, {Use.INSIDE}),
        (Consent(inside=True, quotes=True), True, {Use.INSIDE}),
    ],
)
def test_what_a_quote_may_be_used_for_today(at_desk, ada, collection, tell, consent, told_about, uses):
    story = tell(WORDS, consent=consent, told_about=told_about)
    at_desk.collecting.keep(ada, collection, story, 0, 18)
    (kept,) = at_desk.collecting.open(ada, collection).quotes
    assert set(kept.uses) == uses
    assert kept.theirs
    assert kept.facts.inquiry_name == "What people told us"


def test_when_the_review_day_comes_a_quote_is_for_reading_inside(at_desk, ada, collection, tell, clock):
    review = (clock.now.date()).replace(day=20)
    story = tell(WORDS, consent=Consent(inside=True, room=True, outside=True, quotes=True, review_on=review))
    at_desk.collecting.keep(ada, collection, story, 0, 18)
    assert len(at_desk.collecting.open(ada, collection).quotes[0].uses) == 4
    clock.forward(days=5)
    assert at_desk.collecting.open(ada, collection).quotes[0].uses == (Use.INSIDE,)


def test_a_note_says_why_and_names_nobody(at_desk, ada, sol, collection, tell):
    at_desk.collecting.keep(ada, collection, tell(WORDS), 0, 18)
    (kept,) = at_desk.collecting.open(ada, collection).quotes
    at_desk.collecting.note(sol, collection, kept.quote.id, " Persistence ")
    for wrong in ("Ask Shaz", "n" * (LONGEST_NOTE + 1)):
        with pytest.raises(BadInput):
            at_desk.collecting.note(sol, collection, kept.quote.id, wrong)
    assert at_desk.collecting.open(ada, collection).quotes[0].quote.note == "Persistence"
    other = at_desk.collecting.make(ada, "Other", "Why", None)
    with pytest.raises(NotFound):
        at_desk.collecting.note(sol, other, kept.quote.id, "x")


def test_a_quote_is_taken_out(at_desk, ada, collection, tell):
    at_desk.collecting.keep(ada, collection, tell(WORDS), 0, 18)
    (kept,) = at_desk.collecting.open(ada, collection).quotes
    at_desk.collecting.take_out(ada, collection, kept.quote.id)
    assert quotes(at_desk, ada, collection) == []
    with pytest.raises(NotFound):
        at_desk.collecting.take_out(ada, collection, kept.quote.id)


def test_quotes_go_along_when_a_sentence_is_struck(at_desk, bank, ada, person, collection, tell, clock):
    steward, story = person("Ola", Role.STEWARD), tell(WORDS)
    for start, end in ((0, 18), (20, 38), (39, 52)):
        at_desk.collecting.keep(ada, collection, story, start, end)
    recognised = Recognised(bank, clock, lambda _: None, lambda: True)
    recognised.say(ada, story)
    assert at_desk.collecting.open(ada, collection).left_out == 1
    recognised.strike(steward, story, 20, 38)
    recognised.give_back(steward, story)
    opened = at_desk.collecting.open(ada, collection)
    assert {one.text for one in opened.quotes} == {"They kept ringing.", "Then I slept."}
    assert opened.changed == 1
    with bank.engine.connect() as connection:
        hashes = connection.exec_driver_sql("SELECT words_hash FROM quote").scalars().all()
    assert sorted(map(len, hashes)) == [0, 64, 64]


# Memos.


def test_a_thought_stays_with_whoever_wrote_it(at_desk, ada, sol, collection):
    at_desk.collecting.think(ada, collection, "It is always the phone.")
    (memo,) = at_desk.collecting.open(sol, collection).memos
    assert at_desk.collecting.open(sol, collection).people[memo.by] == "Ada"
    with pytest.raises(NotFound):
        at_desk.collecting.think_no_more(sol, collection, memo.id)
    at_desk.collecting.think_no_more(ada, collection, memo.id)
    assert at_desk.collecting.open(sol, collection).memos == ()


def test_a_thought_about_a_story_is_for_who_may_read_it(at_desk, ada, person, collection, tell):
    steward = person("Ola", Role.STEWARD)
    story = tell(WORDS, consent=Consent())
    at_desk.collecting.keep(steward, collection, story, 0, 18)
    at_desk.collecting.think(steward, collection, "Nobody asked them.", story=story)
    assert len(at_desk.collecting.open(steward, collection).memos) == 1
    assert at_desk.collecting.open(ada, collection).memos == ()
    with pytest.raises(NotFound):
        at_desk.collecting.think(ada, collection, "What is it?", story=story)


@pytest.mark.parametrize("text", ["", " \n", "Ask Shaz", "t" * 4_001])
def test_what_is_no_thought(at_desk, ada, collection, text):
    with pytest.raises(BadInput):
        at_desk.collecting.think(ada, collection, text)


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.READER, Role.SYSTEM])
def test_it_is_closed_to_others(at_desk, collection, role):
    for ask in (at_desk.collecting.list, lambda one: at_desk.collecting.open(one, collection)):
        with pytest.raises(InsightError, match="does not reach"):
            ask(Reader("x", "X", role))
