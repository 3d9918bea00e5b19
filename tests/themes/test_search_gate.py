"""Whoever searches, for whatever use, in whatever state the index is: what the gate admits, and no hint more.

The bank is made once, of stories with all kinds of consent; who asks, how and for what is drawn at random.
"""

import random
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet, MultiFernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import scope
from insight.access.reader import Reader, Role, system
from insight.clock import now
from insight.store.database import open_database
from insight.store.unit_of_work import Bank
from insight.stories import received
from insight.stories.consent import Consent
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use
from insight.stories.story import NewStory
from insight.stories.text import Approval, ProtectedText
from insight.themes.asking import Mode
from insight.themes.indexing import Indexing
from insight.themes.search import Search
from tests.themes.conftest import HashingEmbedder, MemoryIndex

TODAY = now().date()
STORIES = 40
# Each story has a word of its own, so that a hint at a story nobody may see can be told from any other.
OWN = [f"{first}{second}quartzite" for first in "bcdfghjk" for second in ("aro", "elu", "imo", "ony", "ute")]
assert len(OWN) == STORIES


class Alliance:
    """A bank of stories, each kept from some."""

    def __init__(self, folder):
        key = MultiFernet([Fernet(Fernet.generate_key())])
        self.bank = Bank(open_database(f"sqlite:///{folder / 'insight.db'}"), lambda: key)
        self.index, self.hashing, dice = MemoryIndex(), HashingEmbedder(), random.Random(3)
        with self.bank.writing() as work:
            self.organisations = [work.alliance.organisation(f"Service {number}") for number in range(2)]
            self.teams = [work.alliance.team(self.organisations[0], f"Team {number}") for number in range(2)]
            self.accounts = [
                work.people.add(f"a{number}", f"A {number}", Role.MEMBER, None, now()) for number in range(2)
            ]
        self.words = {self._tell(f"The telephone rang for the {own}.", dice): own for own in OWN}
        indexing = Indexing(self.bank, lambda: self.hashing, lambda: self.index, now)
        while indexing.index_next(system("index"), "test") is not None:
            pass

    def _tell(self, words, dice):
        consent = Consent(
            *(dice.choice([True, True, False, None]) for _ in range(4)),
            review_on=dice.choice([None, TODAY - timedelta(days=1), TODAY + timedelta(days=1)]),
            not_organisations=frozenset(dice.sample(self.organisations, dice.choice([0, 0, 1]))),
            not_teams=frozenset(dice.sample(self.teams, dice.choice([0, 0, 1]))),
        )
        with self.bank.writing() as work:
            who = work.tellers.add(TellerKind.PERSON)
            new = NewStory(
                inquiry=work.inquiries.add("Round", "To learn.", (), now()),
                storyteller=who, teller=TellerKind.PERSON, consent=work.tellers.agree(who, consent), brought_by="x",
            )  # fmt: skip
            story = work.stories.receive(new, 5, now())
            work.stories.approve(story, ProtectedText(words, Approval("reviewer", now())), received.whole(words), "T")
            if dice.random() < 0.15:
                work.stories.hold(story)
            if dice.random() < 0.15:
                work.people.stand_aside(self.accounts[0], who)
        return story

    def admitted(self, reader, use):
        with self.bank.reading() as work:
            return {one.facts.id for one in work.stories.some(list(self.words), scope(reader, use, today=TODAY))}


@pytest.fixture(scope="module")
def alliance(tmp_path_factory):
    one = Alliance(tmp_path_factory.mktemp("gate"))
    yield one
    one.bank.engine.dispose()


readers = st.tuples(
    st.sampled_from([Role.MEMBER, Role.PEER_RESEARCHER, Role.STEWARD]),
    st.integers(0, 1),
    st.none() | st.integers(0, 1),
    st.frozensets(st.integers(0, 1)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=readers,
    use=st.none() | st.sampled_from(Use),
    mode=st.sampled_from(Mode),
    running=st.sampled_from(["well", "stale", "away"]),
    number=st.integers(0, STORIES - 1),
    query=st.sampled_from(["telephone", "{}", "telephone -{}", "{typo}", '"the telephone rang"']),
)
def test_exactly_what_the_gate_admits(alliance, drawn, use, mode, running, number, query):
    role, who, organisation, teams = drawn
    reader = Reader(
        alliance.accounts[who], "R", role,
        None if organisation is None else alliance.organisations[organisation],
        frozenset(alliance.teams[one] for one in teams),
    )  # fmt: skip
    index = None if running == "away" else alliance.index
    if running == "stale":
        index = MemoryIndex()
        index.rows = dict(list(alliance.index.rows.items())[::2])
    own = OWN[number]
    typed = query.format(own, typo=own[:3] + own[4:])
    search = Search(alliance.bank, lambda: alliance.hashing, lambda: index, now, 5)
    answer = search.answer(reader, typed, mode=mode, limit=STORIES, filters=Filters(use=use))
    found, admitted = {one.facts.id for one in answer.results}, alliance.admitted(reader, use or Use.INSIDE)
    assert found <= admitted
    assert all(scope(reader, use or Use.INSIDE, today=TODAY).admits(one.facts) for one in answer.results)
    seen = {alliance.words[one] for one in admitted}
    assert set(answer.also) & set(OWN) <= seen, "nobody is told a word of a story that they may not see"
    if mode is not Mode.WORDS and "-" not in query:
        assert found == admitted
    if "-" in query:
        assert own not in {alliance.words[one] for one in found}
    for one in answer.results[:2]:
        beside = search.like(reader, one.facts.id, STORIES), search.other_side(reader, one.facts.id, STORIES)
        assert all({each.facts.id for each in some} <= alliance.admitted(reader, Use.INSIDE) for some in beside)


def test_the_bank_has_something_to_hide(alliance):
    reader = Reader("m", "M", Role.MEMBER)
    counts = [len(alliance.admitted(reader, use)) for use in Use]
    assert all(0 < one < STORIES for one in counts)
    assert len(set(counts)) > 1
