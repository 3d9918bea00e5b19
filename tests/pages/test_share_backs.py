"""Share-backs, page by page: each press does what it says, and nobody sees more than they may."""

from dataclasses import replace

import pytest

from insight.access.reader import Role
from insight.share.share_back import PartKind
from tests.conftest import ALL_AGREED
from tests.pages.drawn import button, press, said, texts
from tests.share.heard import heard

pytestmark = pytest.mark.usefixtures("finds_nothing")

RANG = "They kept ringing until I picked up, and then they rang again."


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


@pytest.fixture
def outside(as_role):
    return as_role(Role.READER)


@pytest.fixture
def story(tell):
    return tell(RANG)


@pytest.fixture
def share(house, bank, clock, member, story):
    return house.giving.share_backs.making.make(member, "What we *heard*", None, None, heard(bank, clock, [story]))


def parts(house, member, share):
    return house.giving.share_backs.giving.look(member, share).given.parts


def test_one_is_made_from_a_theme(house, bank, clock, draw, member, story):
    heard(bank, clock, [story])
    app = press(draw(member, "share_backs.py"), "Make a share-back")
    app.text_input[0].set_value("What we heard about waiting")
    app.selectbox[0].set_value(("theme", "waiting"))
    app = press(app, "Make the draft")
    assert not app.exception
    assert "What we heard about waiting" in [one.value for one in app.title]
    [made] = house.giving.share_backs.making.list(member)
    assert parts(house, member, made.id)[0].kind is PartKind.HEARD


def test_without_a_title_none_is_made_and_the_reason_is_said(house, draw, member, story):
    app = press(draw(member, "share_backs.py", new="yes"), "Make the draft")
    assert [one.value for one in app.error] == ["Give it a title, and say what it is about."]
    assert house.giving.share_backs.making.list(member) == ()


def test_the_draft_says_at_its_side_where_quotes_come_from(draw, member, share, story):
    app = draw(member, "share_backs.py", share=share)
    assert "Quote 1: Someone using services, summer 2026, for “What people told us”." in texts(app)
    assert "Nothing stands here yet. Others do not see this part." in texts(app)
    assert "How people feel is not here: too few people answered." in texts(app)


def test_a_part_is_worded_moved_and_taken_out(house, draw, member, share):
    changed = parts(house, member, share)[3].id
    app = draw(member, "share_backs.py", share=share, part=changed)
    app.text_area[0].set_value("The desk asks first now.")
    app = press(app, "Keep these words")
    assert "The desk asks first now." in texts(app)
    button_up = next(one for one in app.button if one.key == f"Up-{changed}")
    button_up.click().run()
    assert parts(house, member, share)[2].id == changed
    press(draw(member, "share_backs.py", share=share, part=changed), "Take this part out")
    assert changed not in [one.id for one in parts(house, member, share)]


def test_a_part_of_their_own_is_added(house, draw, member, share):
    app = draw(member, "share_backs.py", share=share, add="yes")
    app.text_input[0].set_value("What we ask of you")
    app.text_area[0].set_value("Tell us if that is not it.")
    press(app, "Add it")
    assert parts(house, member, share)[-1].text == "Tell us if that is not it."


def test_it_is_given_another_title_finished_and_opened_again(house, draw, member, share):
    app = draw(member, "share_backs.py", share=share)
    app.text_input[0].set_value("Another title")
    app = press(app, "Keep this title")
    assert [one.value for one in app.title] == ["Another title"]
    app = press(app, "It is finished")
    assert "It is finished: others read it." in texts(app)
    assert not [one for one in app.button if one.label in ("Change this part", "Up", "Add a part of your own")]
    app = press(app, "Open it again")
    assert button(app, "It is finished")


def test_whoever_reads_share_backs_finds_them_at_home_and_sees_no_source(house, draw, member, outside, share, story):
    assert "Nothing is waiting" in texts(draw(outside, "home.py"))
    house.giving.share_backs.making.finish(member, share)
    assert [one.label for one in draw(outside, "home.py").button][:1] == [r"What we \*heard\*"]
    assert [one.label for one in draw(outside, "what_we_heard.py").button][:1] == [r"What we \*heard\*"]
    app = draw(outside, "what_we_heard.py", share=share)
    assert not app.exception
    assert "for “What people told us”" not in said(app)
    assert story not in str(app)


@pytest.mark.parametrize("case", ["draft", "nothing"])
def test_what_is_not_finished_is_not_there_for_those_outside(draw, outside, share, case):
    app = draw(outside, "what_we_heard.py", share=share if case == "draft" else "nothing")
    assert [one.value for one in app.error] == ["There is no such share-back, or it is not open to you."]


def test_those_of_another_subgroup_do_not_find_it(house, bank, clock, draw, member, story):
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
    theme = heard(bank, clock, [story])
    theirs = replace(member, subgroups=frozenset({estates}))
    share = house.giving.share_backs.making.make(theirs, "Of Estates", estates, None, theme)
    assert "Of Estates" in [one.label for one in draw(theirs, "share_backs.py").button]
    assert "Of Estates" not in [one.label for one in draw(member, "share_backs.py").button]
    for page in ("share_backs.py", "share_back_room.py"):
        app = draw(member, page, share=share)
        assert [one.value for one in app.error] == ["There is no such share-back, or it is not open to you."]


def test_what_somebody_no_longer_agrees_to_is_gone_from_the_page(bank, draw, member, share, story):
    with bank.writing() as work:
        teller = work.stories.storyteller_of(story)
        before = work.stories.told_by(teller)[0].consent
        work.stories.agree_anew(before, work.tellers.agree(teller, replace(ALL_AGREED, outside=False), before))
    app = draw(member, "share_backs.py", share=share)
    assert "Quote 1" not in texts(app)
    assert "1 quote is not here: what was agreed does not reach this far, or not any more." in texts(app)


def test_it_is_shown_in_a_room(draw, member, share):
    app = draw(member, "share_back_room.py", share=share)
    assert not app.exception
    assert [one.value for one in app.title] == [r"What we \*heard\*"]
