"""Search: everybody finds what they may read, each story once, whatever state the index is in."""

from collections import Counter

import pytest

from insight.access.reader import Reader, Role, operator, system
from insight.clock import now
from insight.errors import BadInput, NotAllowed, Refused
from insight.measure.answers import Answer, Felt
from insight.stories.consent import Consent
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.themes import asking
from insight.themes import search as searching
from insight.themes.asking import Mode
from insight.themes.fusion import Why
from insight.themes.search import Search

UNKNOWN = Consent()
NOT_INSIDE = Consent(inside=False, room=False, outside=False, quotes=False)


def a(role, organisation=None, teams=()):
    return Reader("r", "R", role, organisation, frozenset(teams))


MEMBER = a(Role.MEMBER)


@pytest.fixture
def search(bank, hashing, index):
    return Search(bank, lambda: hashing, lambda: index, now, 5)


@pytest.fixture
def found(search):
    """Ids of the stories that a reader finds, best first."""

    def ids(query, reader=MEMBER, **options):
        return [one.facts.id for one in search.search(reader, query, **options)]

    return ids


@pytest.fixture
def alliance(bank):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern Housing")
        return lantern, work.alliance.team(lantern, "Night team")


def test_what_is_asked_for_comes_first_with_its_passage(tell, index_all, search):
    tell("The garden was full of tomatoes and we all ate together.")
    story = tell("They kept ringing the telephone until I picked up. It was the persistence that did it.")
    index_all()
    best = search.search(MEMBER, "ringing the telephone")[0]
    assert best.facts.id == story
    assert best.why is Why.BOTH
    assert "ringing the telephone" in best.text


@pytest.mark.parametrize(
    ("mode", "expected"), [(Mode.HYBRID, Why.BOTH), (Mode.MEANING, Why.MEANING), (Mode.WORDS, Why.WORDS)]
)
def test_each_way_of_searching(tell, index_all, search, mode, expected):
    tell("They kept ringing until I picked up.")
    index_all()
    assert [one.why for one in search.search(MEMBER, "ringing", mode=mode)] == [expected]


def test_a_text_is_an_exact_slice_of_its_story(bank, tell, index_all, search):
    words = " ".join(f"Sentence {number} speaks of the ringing telephone, gardens and kettles." for number in range(30))
    tell(words)
    index_all()
    one = search.search(MEMBER, "telephone kettles")[0]
    assert one.text == words[one.start : one.end]
    assert len(one.text) < len(words)


def test_every_story_comes_once(tell, index_all, found):
    words = " ".join(f"Telephone number {number} kept on ringing all night in that house." for number in range(60))
    stories = {tell(words), tell(words), tell("The telephone was ringing.")}
    index_all()
    ids = found("telephone ringing")
    assert len(ids) == 3
    assert set(ids) == stories


def test_the_limit_is_kept_and_can_reach_the_whole_bank(tell, index_all, found):
    stories = {tell(f"The telephone was ringing for number {number}.") for number in range(30)}
    index_all()
    assert len(found("telephone", limit=7)) == 7
    assert set(found("telephone", limit=30)) == stories


WORDS = ("garden", "soup", "letter", "tribunal", "ladle", "receiver", "allotment", "supper", "spade", "onions", "brown")


def test_whoever_asks_for_more_gets_the_same_and_more(tell, index_all, found):
    for number in range(48):  # fewer than a hundred passages and whole stories: all of them are proposed each time
        others = " ".join(WORDS[number % 7 : number % 7 + number % 5])
        tell(f"The telephone rang {'again ' * (number % 3)}in room {number}, {others} and word{chr(97 + number)}ish.")
    index_all()
    every = found("telephone again room", limit=48)
    for few in (1, 5, 11, 25, 40):
        assert found("telephone again room", limit=few) == every[:few]


# The gate.


@pytest.mark.parametrize(
    ("role", "known", "unknown"),
    [
        (Role.MEMBER, True, False),
        (Role.PEER_RESEARCHER, True, False),
        (Role.STEWARD, True, True),
        (Role.OPERATOR, True, True),
    ],
)
@pytest.mark.parametrize("indexed", [True, False], ids=["by the index", "by the rows"])
def test_consent_nobody_asked_for_is_for_reviewers(tell, index_all, found, index, role, known, unknown, indexed):
    agreed, nobody_asked = tell("The telephone was ringing."), tell("A telephone rings.", consent=UNKNOWN)
    never = tell("No telephone, please.", consent=NOT_INSIDE)
    index_all()
    if not indexed:
        index.rows.clear()
    ids = found("telephone ringing", a(role))
    assert (agreed in ids, nobody_asked in ids, never in ids) == (known, unknown, False)


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.READER, Role.SYSTEM])
def test_who_may_not_search_at_all(tell, index_all, found, role):
    tell()
    index_all()
    with pytest.raises(NotAllowed):
        found("ringing", a(role))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD])
@pytest.mark.parametrize("mode", list(Mode))
def test_not_to_be_read_by(tell, index_all, found, alliance, role, mode):
    organisation, team = alliance
    no_organisation = Consent(inside=True, not_organisations=frozenset({organisation}))
    no_team = Consent(inside=True, not_teams=frozenset({team}))
    first, second = tell("The telephone rang.", consent=no_organisation), tell("A telephone rang.", consent=no_team)
    index_all()
    assert set(found("telephone", a(role), mode=mode)) == {first, second}
    assert found("telephone", a(role, organisation), mode=mode) == [second]
    assert found("telephone", a(role, None, {team}), mode=mode) == [first]
    assert found("telephone", a(role, organisation, {team}), mode=mode) == []


def test_what_is_held_or_withdrawn_or_waiting_is_not_found(bank, tell, index_all, found):
    held, gone = tell("The telephone rang."), tell("A telephone rang again.")
    tell("One more telephone rang.", before_review=True)
    index_all()
    with bank.writing() as work:
        work.stories.hold(held)
        work.passages.forget(gone)
        work.stories.delete(gone)
    assert found("telephone", operator()) == []


# The index, in every state.


@pytest.fixture
def bank_of_many(tell, index_all):
    for number in range(40):
        tell(f"The garden was full of tomatoes and beans, row {number}.")
    wanted = tell("They kept ringing the telephone until I picked up.")
    index_all()
    return wanted


def truth(bank, hashing, query):
    exact = Search(bank, lambda: hashing, lambda: None, now, 5).search(MEMBER, query, limit=50)
    return [(one.facts.id, one.passage, one.score) for one in exact]


@pytest.mark.parametrize("state", ["well", "stale", "holds too much", "lies", "dies", "away"])
def test_every_state_of_the_index_gives_the_same_answer(bank, search, bank_of_many, hashing, index, state):
    match state:
        case "stale":
            del index.rows[next(iter(index.rows))]
        case "holds too much":
            index.rows["left over from a story that went"] = hashing.embed(["ringing telephone"])[0]
        case "lies":
            index.lies = True
        case "dies":
            index.dies = True
        case "away":
            search = Search(bank, lambda: hashing, lambda: None, now, 5)
    query = "ringing telephone garden"
    answers = search.search(MEMBER, query, limit=50)
    assert [(one.facts.id, one.passage, one.score) for one in answers] == truth(bank, hashing, query)
    assert answers[0].facts.id == bank_of_many


@pytest.fixture
def few_neighbours(monkeypatch):
    """A page of 10 stories from 20 neighbours, so that a small bank is enough to see the index asked again."""
    monkeypatch.setattr(searching, "FEWEST_NEIGHBOURS", 20)
    monkeypatch.setattr(searching, "NEIGHBOURS_A_STORY", 2)


def test_an_index_that_is_well_is_asked(tell, index_all, found, index, few_neighbours):
    for number in range(20):
        tell(f"The telephone was ringing for number {number}.")
    index_all()
    assert len(found("telephone")) == 10
    assert index.asked == [20]


@pytest.mark.parametrize(
    ("shut", "opened", "asked"),
    [
        pytest.param(15, 20, [20, 70], id="more neighbours are enough"),
        pytest.param(60, 5, [20, 80, 130], id="the rows decide"),
    ],
)
def test_when_the_gate_takes_most(tell, index_all, found, index, few_neighbours, alliance, shut, opened, asked):
    organisation, _ = alliance
    not_theirs = Consent(inside=True, not_organisations=frozenset({organisation}))
    for number in range(shut):
        tell(f"The telephone was ringing, ringing, number {number}.", consent=not_theirs)
    stories = {tell(f"Once the telephone number {number} helped.") for number in range(opened)}
    index_all()
    answered = found("telephone ringing", a(Role.MEMBER, organisation))
    assert set(answered) <= stories
    assert len(answered) == min(10, opened)
    assert index.asked == asked


@pytest.mark.parametrize(
    ("query", "mode", "why"),
    [
        pytest.param("telephone wombat", Mode.HYBRID, {Why.BOTH: 1, Why.MEANING: 7}, id="a rare word is looked for"),
        pytest.param("telephone kettle", Mode.HYBRID, {Why.BOTH: 2, Why.MEANING: 6}, id="two common ones together"),
        pytest.param("telephone", Mode.HYBRID, {Why.MEANING: 8}, id="a common one alone is left to meaning"),
        pytest.param("telephone", Mode.WORDS, {Why.WORDS: 5}, id="unless words are what is wanted"),
    ],
)
def test_common_words_in_a_large_bank(tell, index_all, search, monkeypatch, query, mode, why):
    monkeypatch.setattr(asking, "COMMON", 4)  # passages and whole stories: two stories, that is
    for number, what in enumerate(("telephone",) * 3 + ("telephone kettle",) * 2 + ("kettle",) * 2 + ("wombat",)):
        tell(f"The {what} stood in room {number}.")
    index_all()
    assert Counter(one.why for one in search.search(MEMBER, query, mode=mode)) == why


def test_a_model_is_not_needed_for_words(bank, tell, index_all, index):
    story = tell("They kept ringing.")
    index_all()

    def no_model():
        raise AssertionError("words need no model")

    words_only = Search(bank, no_model, lambda: index, now, 5)
    assert [one.facts.id for one in words_only.search(MEMBER, "ringing", mode=Mode.WORDS)] == [story]


# Questions.


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"young", "worker"}),
        (Filters(teller=TellerKind.WORKER), {"worker"}),
        (Filters(theme="nothing of the kind"), set()),
    ],
)
def test_filters_choose_before_ranking(tell, index_all, found, filters, expected):
    names = {
        tell("The telephone rang."): "young",
        tell("A telephone rang.", teller=TellerKind.WORKER): "worker",
    }
    index_all()
    assert {names[one] for one in found("telephone", filters=filters)} == expected


@pytest.mark.parametrize(
    ("better", "worse", "number"),
    [
        pytest.param(5, 5, 5, id="enough of both"),
        pytest.param(0, 6, 0, id="that nobody is, is no secret"),
        pytest.param(4, 6, None, id="few feel better"),
        pytest.param(6, 4, None, id="few are left"),
    ],
)
def test_nobody_looks_for_few_by_how_they_feel(tell, index_all, found, search, better, worse, number):
    theirs = [tell(f"The telephone rang, {one}.", feeling=Answer.BETTER) for one in range(better)]
    for one in range(worse):
        tell(f"A telephone rang, {one}.", feeling=Answer.WORSE)
    index_all()
    narrowed = Filters(feeling=Answer.BETTER)
    if number is None:
        with pytest.raises(Refused, match="could be known"):
            search.search(MEMBER, "telephone", filters=narrowed)
        with pytest.raises(Refused, match="could be known"):
            search.like(MEMBER, theirs[0], filters=narrowed)
    else:
        assert set(found("telephone", filters=narrowed)) == set(theirs)


def test_how_it_is_to_work_here_and_what_is_told_about_somebody_is_not_found_by_feeling(tell, index_all, found):
    theirs = {tell(f"The telephone rang, {one}.", feeling=Answer.BETTER) for one in range(5)}
    for one in range(5):
        tell(f"Work telephone, {one}.", feeling=Felt(Answer.BETTER, of_work=True), teller=TellerKind.WORKER)
        tell(f"Her telephone rang, {one}.", feeling=Answer.BETTER, told_about=True)
    index_all()
    assert set(found("telephone", filters=Filters(feeling=Answer.BETTER))) == theirs


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_nothing_asked_is_said_kindly(search, query):
    with pytest.raises(BadInput, match="in your own words"):
        search.search(MEMBER, query)


@pytest.mark.parametrize(
    "query", ['"', "AND OR NOT", "NEAR(", "a* OR b", "passage:x", "'; drop table story; --", "🙂", "的"]
)
def test_whatever_is_typed_is_only_words(tell, index_all, found, query):
    tell("They kept ringing.")
    index_all()
    assert len(found(query)) <= 1


def test_stories_like_this_one(tell, index_all, search):
    one, near = tell("The telephone kept ringing."), tell("Ringing, the telephone again.")
    tell("Tomatoes grew along that wall.")
    index_all()
    like = search.like(MEMBER, one, limit=2)
    assert like[0].facts.id == near
    assert one not in {each.facts.id for each in like}


def test_several_questions_over_one_state(tell, index_all, search):
    phone, garden = tell("The telephone kept ringing."), tell("Tomatoes grew along that wall.")
    index_all()
    answers = search.search_all(MEMBER, ["telephone", "tomatoes"], limit=1)
    assert [found[0].facts.id for found in answers] == [phone, garden]


def test_the_program_itself_does_not_search(search):
    with pytest.raises(NotAllowed):
        search.search(system("index"), "anything")
