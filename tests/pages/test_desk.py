"""The research desk, page by page: each press does what it says, and nobody sees more than they may."""

import pytest
from streamlit.testing.v1 import AppTest

from insight.access.reader import Reader, Role
from insight.research.study import words_hash
from insight.stories.consent import Consent
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from pages.parts.quotes import may_be_used
from pages.parts.saved_searches import QUERY
from tests.pages.drawn import button, press, said, texts

pytestmark = pytest.mark.usefixtures("finds_nothing")

WORDS = "They kept ringing until I picked up. " * 9 + "Then I slept on my own sofa at last. " * 9


@pytest.fixture
def peer(as_role):
    return as_role(Role.PEER_RESEARCHER)


@pytest.fixture
def story(tell):
    return tell(WORDS)


@pytest.fixture
def collection(house, peer, story):
    made = house.desk.collecting.make(peer, "Waiting", "Why do people wait?", None)
    house.desk.collecting.keep(peer, made, story, 0, 36)
    return made


@pytest.fixture
def code(house, peer, collection):
    return house.desk.coding.add_code(peer, collection, "Persistence", "", None)


# Collections.


def test_a_collection_is_made_and_opened(house, draw, peer):
    app = draw(peer, "collected.py")
    press(app, "Make a collection")
    app.text_input[0].set_value("Waiting *long*")
    app.text_area[0].set_value("Why do people wait?")
    press(app, "Make this collection")
    assert not app.exception
    assert [one.value for one in app.title] == ["Waiting \\*long\\*"]
    assert "Nothing is in it yet." in texts(app)
    press(app, "Back to all")
    assert "0 quotes, for everybody who may search" in texts(app)


def test_without_a_reason_nothing_is_made(house, draw, peer):
    app = draw(peer, "collected.py", new="yes")
    app.text_input[0].set_value("Waiting")
    press(app, "Make this collection")
    assert [one.value for one in app.error] == ["Give it a name, and say what it is for."]
    assert house.desk.collecting.list(peer) == ()


def test_what_is_not_open_is_left_out_and_said_so(house, bank, draw, peer, collection, story):
    with bank.writing() as work:
        work.stories.hold(story)
    app = draw(peer, "collected.py", collection=collection)
    assert "1 story is left out" in texts(app)
    assert "sofa" not in said(app)


def test_a_note_is_kept_beside_a_quote(house, draw, peer, collection):
    (kept,) = house.desk.collecting.open(peer, collection).quotes
    app = draw(peer, "collected.py", collection=collection, quote=kept.quote.id)
    app.text_area[0].set_value("This is what persistence is.")
    press(app, "Keep this note")
    assert not app.exception
    assert house.desk.collecting.open(peer, collection).quotes[0].quote.note == "This is what persistence is."


def test_thoughts_are_kept_and_thrown_away(house, draw, peer, collection):
    app = draw(peer, "collected.py", collection=collection)
    app.text_area[0].set_value("It is always the phone.")
    press(app, "Keep this thought")
    assert "It is always the phone." in texts(app)
    press(app, "Throw this thought away")
    assert "It is always the phone." not in texts(app)


def test_a_collection_is_closed_and_opened_again(house, draw, peer, collection):
    app = press(draw(peer, "collected.py", collection=collection), "Close this collection")
    assert "This collection is closed." in texts(app)
    press(app, "Open this collection again")
    assert "This collection is closed." not in texts(app)


@pytest.mark.parametrize(
    ("consent", "told_about", "words"),
    [
        (Consent(inside=True), False, "You may read it inside the alliance, but not word for word."),
        (
            Consent(inside=True, room=True, outside=True, quotes=True), False,
            "You may read it inside the alliance, read it out in a room and share it outside, and quote it word for "
            "word.",
        ),
        (
            Consent(inside=True, outside=True, quotes=True), True,
            "You may read it inside the alliance and share it outside, but not word for word.",
        ),
    ],
)  # fmt: skip
def test_what_a_quote_may_be_used_for_is_said_in_words(house, peer, tell, consent, told_about, words):
    made = house.desk.collecting.make(peer, "Waiting", "Why?", None)
    house.desk.collecting.keep(peer, made, tell(WORDS, consent=consent, told_about=told_about), 0, 36)
    assert may_be_used(house.desk.collecting.open(peer, made).quotes[0]) == words


# Keep this.


def keeping(reader: Reader, story: str) -> AppTest:
    """The form as it stands over any page."""

    def over_a_page(reader, story):
        from pages.parts.keeping_quotes import choose

        choose(reader, story, 0, 36)

    return AppTest.from_function(over_a_page, args=(reader, story), default_timeout=30).run()


@pytest.mark.parametrize(
    ("some", "kept"), [("", WORDS[:36]), ("  picked up ", "picked up"), ("Then I slept", None), ("PICKED", None)]
)
def test_a_quote_is_kept_whole_or_in_part(house, draw, peer, tell, some, kept):
    made, told = house.desk.collecting.make(peer, "Waiting", "Why?", None), tell(WORDS)
    draw(peer, "home.py")
    app = keeping(peer, told)
    app.text_input[0].set_value(some)
    button(app, "Keep it").click()
    app.run()
    assert not app.exception
    assert bool(app.success) is (kept is not None)
    assert [one.text for one in house.desk.collecting.open(peer, made).quotes] == ([kept] if kept else [])


def test_before_the_first_collection_one_is_told_to_make_it(house, draw, peer, story):
    draw(peer, "home.py")
    app = keeping(peer, story)
    assert "There is no collection yet." in texts(app)
    assert not app.button


def test_a_story_that_is_closed_to_the_reader_cannot_be_kept(house, draw, peer, collection, tell):
    draw(peer, "home.py")
    app = keeping(peer, tell("Nobody may read this.", consent=Consent(inside=False)))
    assert texts(app) == "This story is no longer open to you."


# Saved searches.


def test_a_saved_search_opens_the_search_page_filled_in(house, bank, draw, peer):
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    filters = Filters(teller=TellerKind.WORKER)
    house.desk.searches.save(peer, estates, "Keys", "waiting for a key", filters)
    app = draw(peer, "collected.py")
    assert "“waiting for a key”, for Estates" in texts(app)
    button(app, "Keys").click()
    app.run()
    assert app.session_state[QUERY] == "waiting for a key"
    assert app.session_state["told_by"] is TellerKind.WORKER
    assert "key" not in "".join(str(one) for one in app.query_params.values())
    app = press(draw(peer, "collected.py"), "Throw this search away")
    assert house.desk.searches.list(peer) == ()


# Coding.


def pills(app):
    return app.get("button_group")


def test_codes_are_added_changed_and_retired(house, draw, peer, collection):
    app = draw(peer, "code_story.py", collection=collection)
    app.text_input[0].set_value("Persistence")
    press(app, "Add this code")
    assert not app.exception
    press(app, "Persistence")
    app.text_input[0].set_value("They did not give up")
    press(app, "Keep this")
    assert [one.name for _, one in house.desk.coding.codebook(peer, collection)] == ["They did not give up"]
    press(app, "They did not give up")
    press(app, "Give this code no more")
    assert "They did not give up (no longer given)" in [one.label for one in app.button]


def test_a_code_is_tapped_and_taken_off(house, draw, peer, collection, code, story):
    app = draw(peer, "code_story.py", collection=collection, story=story)
    assert not app.exception
    first = pills(app)[0]
    first.set_value([code])
    app.run()
    (mine,) = house.desk.coding.story(peer, collection, story).mine
    assert (mine.start, mine.words_hash) == (0, words_hash(WORDS[: mine.end]))
    pills(app)[0].set_value([])
    app.run()
    assert house.desk.coding.story(peer, collection, story).mine == ()


def test_a_few_words_get_a_code_and_lose_it(house, draw, peer, collection, code, story):
    app = draw(peer, "code_story.py", collection=collection, story=story)
    app.text_input[0].set_value("my own sofa")
    press(app, "Give this code")
    (mine,) = house.desk.coding.story(peer, collection, story).mine
    assert WORDS[mine.start : mine.end] == "my own sofa"
    press(app, "Take off: Persistence")
    assert house.desk.coding.story(peer, collection, story).mine == ()


def test_what_others_gave_is_seen_when_one_has_finished(house, bank, clock, draw, peer, collection, code, story):
    with bank.writing() as work:
        sol = work.people.add("sol", "Sol", Role.PEER_RESEARCHER, None, clock())
    other = Reader(sol, "Sol", Role.PEER_RESEARCHER)
    house.desk.coding.code(other, collection, story, code, 0, 36)
    house.desk.coding.finish(other, collection, story)
    app = draw(peer, "code_story.py", collection=collection, story=story)
    assert "Sol" not in said(app)
    press(app, "I have finished this story")
    assert "What others gave stands below each passage." in texts(app)
    assert "I have not finished after all" not in [one.label for one in app.button]
    app = draw(peer, "code_story.py", collection=collection)
    assert "you have finished it, 1 other has" in texts(app)


# Where we agree.


def test_where_people_differ_it_is_settled(house, bank, clock, draw, peer, collection, code, story):
    with bank.writing() as work:
        sol = Reader(work.people.add("sol", "Sol", Role.PEER_RESEARCHER, None, clock()), "Sol", Role.PEER_RESEARCHER)
    house.desk.coding.code(sol, collection, story, code, 0, 330)
    for reader in (sol, peer):
        house.desk.coding.finish(reader, collection, story)
    app = draw(peer, "agree.py", collection=collection)
    assert not app.exception
    assert "It belongs: Sol" in texts(app)
    assert "It does not: Ade" in texts(app)
    assert "few passages" in texts(app)
    press(app, "Take it off: Persistence")
    assert "Nothing is open in the stories you have finished." in texts(app)
    assert house.desk.coding.story(sol, collection, story).mine == ()


def test_another_sub_group_s_collection_is_not_shown(house, bank, draw, as_role, peer):
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    made = house.desk.collecting.make(peer, "Keys", "How long?", estates)
    for file in ("collected.py", "code_story.py", "agree.py"):
        app = draw(as_role(Role.MEMBER), file, collection=made)
        assert ["no such collection" in one.value for one in app.error] == [True]
        assert "How long?" not in said(app)
