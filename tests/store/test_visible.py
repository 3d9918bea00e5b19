"""The clause in the database and the gate's rule in Python admit the same stories, whoever asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from insight.access.gate import Scope, scope, scope_of_held, scope_of_teller
from insight.access.reader import Reader, Role
from insight.clock import now
from insight.store.database import open_database
from insight.store.tables import story as story_table
from insight.store.unit_of_work import Bank
from insight.store.visible import STORIES, visible
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.interview import Listener
from insight.stories.risk import Alarm
from insight.stories.script import Use
from insight.stories.story import Facts, NewStory, State

ACCOUNTS, ORGANISATIONS, TEAMS = 3, 2, 3


class Alliance:
    """A bank with a few accounts, organisations and teams that every example shares."""

    def __init__(self, folder: Path) -> None:
        key = MultiFernet([Fernet(Fernet.generate_key())])
        self.bank = Bank(open_database(f"sqlite:///{folder / 'insight.db'}"), lambda: key)
        with self.bank.writing() as work:
            self.organisations = [work.alliance.organisation(f"Service {i}") for i in range(ORGANISATIONS)]
            self.teams = [work.alliance.team(self.organisations[i % ORGANISATIONS], f"Team {i}") for i in range(TEAMS)]
            self.accounts = [
                work.people.add(f"a{i}", f"Account {i}", Role.INTERVIEWER, None, now()) for i in range(ACCOUNTS)
            ]
            self.inquiry = work.inquiries.add("Round one", "To learn.", (), now())
            self.questions = work.inquiries.get(self.inquiry).questions.id

    def reader(self, role: Role, who: int, organisation: int | None, teams: frozenset[int]) -> Reader:
        of = None if organisation is None else self.organisations[organisation]
        return Reader(self.accounts[who], "R", role, of, frozenset(self.teams[i] for i in teams))

    def put(self, told) -> Facts:
        """One story as drawn, in the bank and as facts."""
        uses, organisations, teams, held, state, brought_by, pair, alarm = told
        consent = Consent(
            *uses,
            not_organisations=frozenset(self.organisations[i] for i in organisations),
            not_teams=frozenset(self.teams[i] for i in teams),
        )
        with self.bank.writing() as work:
            who = work.tellers.add(TellerKind.PERSON)
            interview = None
            if pair is not None:
                listeners = tuple(Listener(None, None, self.accounts[i]) for i in pair)
                interview = work.interviews.open(self.inquiry, self.questions, (*listeners, Listener(None)), now())
            new = NewStory(
                inquiry=self.inquiry,
                storyteller=who,
                teller=TellerKind.PERSON,
                consent=work.tellers.agree(who, consent),
                brought_by=self.accounts[brought_by],
                interview=interview,
            )
            story = work.stories.receive(new, 1, now())
            work.stories.move_on(story, State.RECEIVED, state)
            if held:
                work.stories.hold(story)
            if alarm is not None:
                work.reviews.raise_alarms(story, {Alarm.OFFENCE})
            if alarm == "signed":
                work.reviews.sign(story, "steward")
        return Facts(
            id=story, inquiry=self.inquiry, inquiry_name="Round one", interview=interview, storyteller=who,
            teller=TellerKind.PERSON, told_on=None, way=None, place_kind="", ref=None, title="", state=state,
            told_about=False, held=held, content_note="", brought_by=new.brought_by,
            interviewers=frozenset(self.accounts[i] for i in pair or ()), consent=consent,
            unsigned=alarm == "raised",
        )  # fmt: skip

    def admitted(self, asked: Scope) -> set[str]:
        query = select(story_table.c.id).select_from(STORIES).where(visible(asked))
        with self.bank.engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def clear(self) -> None:
        with self.bank.engine.begin() as connection:
            connection.execute(story_table.delete())


@pytest.fixture(scope="module")
def alliance(tmp_path_factory) -> Iterator[Alliance]:
    one = Alliance(tmp_path_factory.mktemp("visible"))
    yield one
    one.bank.engine.dispose()


yes_no_unknown = st.sampled_from([True, True, False, None])
stories = st.tuples(
    st.tuples(yes_no_unknown, yes_no_unknown, yes_no_unknown, yes_no_unknown),
    st.frozensets(st.integers(0, ORGANISATIONS - 1), max_size=2),
    st.frozensets(st.integers(0, TEAMS - 1), max_size=2),
    st.sampled_from([False, False, True]),
    st.sampled_from([*State, State.INDEXED, State.PROTECTED]),
    st.integers(0, ACCOUNTS - 1),
    st.none() | st.frozensets(st.integers(0, ACCOUNTS - 1), max_size=2),
    st.sampled_from([None, "raised", "signed"]),
)
readers = st.tuples(
    st.sampled_from(Role),
    st.integers(0, ACCOUNTS - 1),
    st.none() | st.integers(0, ORGANISATIONS - 1),
    st.frozensets(st.integers(0, TEAMS - 1), max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(stories, min_size=1, max_size=6), asking=st.lists(readers, min_size=1, max_size=8))
def test_the_clause_admits_what_the_gate_admits(alliance, told, asking):
    alliance.clear()
    facts = [alliance.put(one) for one in told]
    for drawn in asking:
        reader = alliance.reader(*drawn)
        for use in Use:
            asked = scope(reader, use)
            assert alliance.admitted(asked) == {one.id for one in facts if asked.admits(one)}
        held = scope_of_held(reader)
        assert alliance.admitted(held) == {one.id for one in facts if held.admits(one)}
        for teller in [one.storyteller for one in facts]:
            theirs = scope_of_teller(reader, teller)
            assert alliance.admitted(theirs) == {one.id for one in facts if theirs.admits(one)}
