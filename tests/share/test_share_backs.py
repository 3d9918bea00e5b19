"""Share-backs: what people may change, and what is left out when somebody agrees to less."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from insight.access.reader import operator
from insight.errors import BadInput, Conflict, NotAllowed, NotFound
from insight.share.giving import Form
from insight.share.making import REPEATS
from insight.share.share_back import PartKind
from insight.store.tables import inquiry_subgroup
from insight.stories.consent import Consent
from tests.conftest import ALL_AGREED
from tests.removing import withdrawal
from tests.share.drafting import MEMBER, OUTSIDE, RANG, STOOD, WAITED, draft, files, part_of, words
from tests.share.heard import heard

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
