"""Back to the passages that prompted it, and forward to what was told since on the same themes, as one may read it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from insight.access.gate import scope
from insight.access.reader import Role, operator
from insight.errors import BadInput, NotFound
from insight.learning.before_after import Most
from insight.learning.citation import Stretch
from insight.measure.answers import Answer, Felt, Since
from insight.store.tables import inquiry_subgroup
from insight.store.tables import theme as theme_table
from insight.stories.consent import Consent
from insight.stories.protect import keep_approved
from tests.learning.conftest import PLAN

WORDS = "They kept ringing.  Until I picked up. Then I slept."


def texts(found):
    return [one.text for one in found.passages]


def test_it_is_written_down_with_the_passage_that_prompted_it(learning, ines, estates, tell):
    story = tell(WORDS)
    one = learning.experiments.write_down(ines, estates, PLAN, Stretch(story, 18, 39))
    assert texts(learning.traces.back(ines, one)) == ["Until I picked up."]
    assert not learning.traces.cite(ines, one, Stretch(story, 20, 38))
    assert learning.traces.cite(ines, one, Stretch(story, 0, 18))
    assert sorted(texts(learning.traces.back(ines, one))) == ["They kept ringing.", "Until I picked up."]


@pytest.mark.parametrize(("start", "end"), [(18, 20), (5, 5), (0, 999)])
def test_a_passage_holds_words_and_without_it_nothing_is_written_down(learning, ines, estates, tell, start, end):
    with pytest.raises(BadInput):
        learning.experiments.write_down(ines, estates, PLAN, Stretch(tell(WORDS), start, end))
    assert learning.experiments.list(ines) == ()


def test_nobody_stands_a_plan_on_what_they_may_not_read(learning, ines, estates, tell):
    with pytest.raises(NotFound):
        learning.experiments.write_down(ines, estates, PLAN, Stretch(tell(WORDS, consent=Consent(inside=False)), 0, 5))


def test_what_is_not_open_to_a_reader_is_left_out_and_counted(learning, bank, ines, person, written, tell):
    story = tell(WORDS)
    learning.traces.cite(ines, written, Stretch(story, 0, 18))
    steward = person("Ola", Role.STEWARD)
    unknown = tell("Brought in from a file. Nobody asked.", consent=Consent())
    learning.traces.cite(steward, written, Stretch(unknown, 0, 23))
    seen = learning.traces.back(ines, written)
    assert (texts(seen), seen.left_out) == (["They kept ringing."], 1)
    assert learning.traces.back(steward, written, together=False).left_out == 0
    with bank.writing() as work:
        work.stories.hold(story)
    seen = learning.traces.back(ines, written)
    assert (texts(seen), seen.left_out) == ([], 2)


def test_words_that_are_not_the_same_any_more_are_left_out(learning, bank, ines, written, tell, clock):
    from insight.stories import received
    from insight.stories.text import Approval, ProtectedText

    story = tell(WORDS)
    learning.traces.cite(ines, written, Stretch(story, 0, 18))
    with bank.writing() as work:
        other = "She never rang me. " + WORDS
        keep_approved(work, story, ProtectedText(other, Approval("a", clock())), received.whole(other), "Other")
    seen = learning.traces.back(ines, written)
    assert len(seen.passages) + seen.left_out == 1
    assert texts(seen) in ([], ["They kept ringing."])


# On the same themes.


@pytest.fixture
def themed_bank(bank, clock, tell):
    """Stories on two themes; ids by name."""
    import numpy as np

    from insight.themes.kept import KeptTheme

    def keep(key, name, passages):
        with bank.writing() as work:
            centre = np.zeros(4, dtype=np.float32)
            work.themes.keep(KeptTheme(key, name, None, name, (name.lower(),), centre, False), 0, None)
            work.themes.place(key, [(one, 0.9, False) for one in passages])

    def story(words, told_on, length=None, answer=Answer.SAME, **more):
        one = tell(words, told_on=told_on, **more)
        with bank.writing() as work:
            work.passages.replace(one, words, [(0, len(words))])
            if length is not None:
                teller = work.stories.storyteller_of(one)
                kept = work.stories.get(one, scope(operator(), today=clock().date()))
                work.feelings.add(teller, kept.facts.inquiry, one, Felt(answer, "", length), told_on)
        return one

    def passages(*stories):
        with bank.reading() as work:
            return [one for each in stories for one in work.theme_views.passages_of(each)]

    return keep, story, passages


def test_stories_told_since_are_those_on_the_same_themes_after_it_began(learning, ines, begun, clock, themed_bank):
    keep, story, passages = themed_bank
    since = clock().date() - timedelta(days=14)
    prompted = story("They kept ringing until I picked up.", since - timedelta(days=90))
    older = story("She rang as well, back then.", since - timedelta(days=30))
    same_day = story("He rang that day.", since)
    newer = story("Now they ring before they come.", since + timedelta(days=2))
    newest = story("They rang me twice this week.", since + timedelta(days=9))
    undated = story("Somebody rang, I forget when.", None)
    hidden = story("They rang, and I want nobody to read it.", since + timedelta(days=3), consent=Consent(inside=False))
    elsewhere = story("My dog is eight.", since + timedelta(days=3))
    keep("ringing", "Ringing", passages(prompted, older, same_day, newer, newest, undated, hidden))
    keep("dogs", "Dogs", passages(elsewhere))
    learning.traces.cite(ines, begun, Stretch(prompted, 0, 17))
    back = learning.traces.back(ines, begun)
    assert (back.themes, back.chosen) == ({"ringing": "Ringing"}, False)
    found = learning.traces.since(ines, begun, 5)
    assert texts(found) == ["They rang me twice this week.", "Now they ring before they come."]
    assert (found.more, found.feeling) == (0, ())
    found = learning.traces.since(ines, begun, 1)
    assert (texts(found), found.more) == (["They rang me twice this week."], 1)


def test_a_plan_may_be_about_a_theme_from_the_start(learning, ines, estates, clock, themed_bank):
    keep, story, passages = themed_bank
    today = clock().date()
    keep("dogs", "Dogs", passages(story("My dog is eight.", today)))
    one = learning.experiments.write_down(ines, estates, PLAN, theme="dogs")
    assert (learning.traces.back(ines, one).themes, learning.traces.back(ines, one).chosen) == ({"dogs": "Dogs"}, True)
    learning.experiments.begin(ines, one, today - timedelta(days=7), today + timedelta(days=7))
    assert texts(learning.traces.since(ines, one, 5)) == ["My dog is eight."]


def test_nothing_was_told_since_before_it_began(learning, ines, written):
    assert learning.traces.since(ines, written, 5).passages == ()


def test_feeling_is_counted_on_its_themes_and_as_far_as_the_reader_may_see(
    learning, bank, ines, begun, clock, themed_bank
):
    keep, story, passages = themed_bank
    clock.forward(days=60)  # begun on 1 June: the quarter from April is in neither time
    before, after = date(2026, 2, 3), date(2026, 7, 20)
    on = [story(f"Ring {one}.", before, Since.MONTHS, Answer.WORSE) for one in range(10)]
    on += [story(f"Rang {one}.", after, Since.MONTHS, Answer.BETTER) for one in range(10)]
    for one in range(5):
        story(f"Else {one}.", before, Since.MONTHS)
        story(f"Else, later {one}.", after, Since.MONTHS)
    held = story("Held.", after, Since.MONTHS, Answer.WORSE)
    with bank.writing() as work:
        work.stories.hold(held)
    keep("ringing", "Ringing", passages(*on, held))
    with bank.writing() as work:
        work.citations.be_about(begun, ["ringing"])
    (one,) = learning.traces.since(ines, begun, 5).feeling
    assert (one.before, one.after) == (Most.WORSE, Most.BETTER)


# Together on one screen, and alone with it.

ROOM = Consent(inside=True, room=True, quotes=True)


@pytest.mark.parametrize(
    ("consent", "together"),
    [
        (ROOM, True),
        (Consent(inside=True), False),
        (Consent(inside=True, room=True), False),
        (Consent(inside=True, quotes=True, outside=True), False),
        (Consent(inside=True, room=True, quotes=True, not_organisations=frozenset({"Kite"})), False),
    ],
)
def test_together_only_words_that_may_be_read_out_are_shown_and_the_rest_is_counted(
    learning, bank, ines, begun, clock, themed_bank, consent, together
):
    if consent.not_organisations:
        with bank.writing() as work:
            consent = replace(consent, not_organisations=frozenset({work.alliance.organisation("Kite")}))
    keep, story, passages = themed_bank
    today = clock().date()
    prompted = story("They kept ringing.", today - timedelta(days=90), consent=consent)
    for days in (2, 3):
        story_of = story(f"They rang {days} times.", today - timedelta(days=days), consent=consent)
        keep("ringing", "Ringing", passages(prompted, story_of) if days == 2 else passages(story_of))
    learning.traces.cite(ines, begun, Stretch(prompted, 0, 18))
    alone = learning.traces.back(ines, begun, together=False)
    assert (texts(alone), alone.left_out) == (["They kept ringing."], 0)
    since = learning.traces.since(ines, begun, 1, together=False)
    assert (texts(since), since.more, since.left_out) == (["They rang 2 times."], 1, 0)
    back, since = learning.traces.back(ines, begun), learning.traces.since(ines, begun, 1)
    assert (back.themes, alone.themes) == ({"ringing": "Ringing"}, {"ringing": "Ringing"})
    if together:
        assert (texts(back), back.left_out) == (["They kept ringing."], 0)
        assert (texts(since), since.more, since.left_out) == (["They rang 2 times."], 1, 0)
    else:
        assert (texts(back), back.left_out) == ([], 1)
        assert (texts(since), since.more, since.left_out) == ([], 0, 2)


@pytest.mark.parametrize(
    ("consent", "together"), [(ROOM, "They kept ringing"), (Consent(inside=True, quotes=True), "Wait")]
)
def test_together_a_theme_has_a_name_in_somebody_s_words_only_where_these_may_be_read_out(
    learning, bank, ines, estates, tell, a_theme, consent, together
):
    story = tell(WORDS, consent=consent)
    key = a_theme("They kept ringing", story)
    with bank.reading() as work:
        passage = min(work.theme_views.passages_of(story))
    with bank.engine.begin() as connection:
        connection.execute(theme_table.update().values(name_passage=passage))
    one = learning.experiments.write_down(ines, estates, PLAN, theme=key)
    assert learning.traces.back(ines, one, together=False).themes == {key: "They kept ringing"}
    assert learning.traces.back(ines, one).themes == {key: together}


def test_a_theme_that_is_not_open_to_the_reader_is_neither_taken_nor_named(
    learning, bank, ines, kit, sol, estates, written, tell, a_theme
):
    limited = tell("My dog is eight.", inquiry="Of another sub-group")
    theirs, open_to_all = a_theme("Dogs", limited), a_theme("Ringing", tell(WORDS))
    with bank.reading() as work:
        (inquiry,) = {one.facts.inquiry for one in work.stories.some([limited], scope(operator(), today=date.today()))}
    with bank.engine.begin() as connection:
        connection.execute(inquiry_subgroup.insert().values(inquiry=inquiry, subgroup=next(iter(kit.subgroups))))
    for one in (theirs, "nothing"):
        with pytest.raises(NotFound):
            learning.experiments.write_down(ines, estates, PLAN, theme=one)
    assert [one.experiment.id for one in learning.experiments.list(ines)] == [written]
    with bank.writing() as work:
        work.citations.be_about(written, [theirs, open_to_all])
    assert learning.traces.back(sol, written).themes == {theirs: "Dogs", open_to_all: "Ringing"}
    for together in (True, False):
        assert learning.traces.back(ines, written, together=together).themes == {open_to_all: "Ringing"}
