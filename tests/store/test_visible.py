"""The clause in the database and the gate's rule in Python admit the same stories, whoever asks."""

from collections.abc import Iterator
from datetime import timedelta
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
from insight.store.tables import inquiry_subgroup
from insight.store.tables import story as story_table
from insight.store.unit_of_work import Bank
from insight.store.visible import STORIES, visible
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.interview import Listener
from insight.stories.risk import Alarm
from insight.stories.script import Use
from insight.stories.story import Facts, NewStory, State

TODAY = now().date()

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
            self.inquiries = [work.inquiries.add(name, "To learn.", (), now()) for name in ("Open", "Limited")]
            self.questions = [work.inquiries.get(one).questions.id for one in self.inquiries]
            self.subgroups = [work.alliance.subgroup(name) for name in ("Estates", "Food")]
        with self.bank.engine.begin() as connection:
            connection.execute(inquiry_subgroup.insert().values(inquiry=self.inquiries[1], subgroup=self.subgroups[0]))

    def reader(
        self, role: Role, who: int, organisation: int | None, teams: frozenset[int], subgroups: frozenset[int]
    ) -> Reader:
        return Reader(
            self.accounts[who], "R", role, None if organisation is None else self.organisations[organisation],
            frozenset(self.teams[i] for i in teams), frozenset(self.subgroups[i] for i in subgroups),
        )  # fmt: skip

    def put(self, told) -> Facts:
        """One story as drawn, in the bank and as facts."""
        uses, organisations, teams, held, state, brought_by, pair, alarm, days, limited, aside = told
        review_on, erase_on = (None if one is None else TODAY + timedelta(days=one) for one in days)
        consent = Consent(
            *uses,
            review_on=review_on,
            erase_on=erase_on,
            not_organisations=frozenset(self.organisations[i] for i in organisations),
            not_teams=frozenset(self.teams[i] for i in teams),
        )
        with self.bank.writing() as work:
            who = work.tellers.add(TellerKind.PERSON)
            interview = None
            if pair is not None:
                listeners = tuple(Listener(None, None, self.accounts[i]) for i in pair)
                interview = work.interviews.open(
                    self.inquiries[limited], self.questions[limited], (*listeners, Listener(None)), now()
                )
            new = NewStory(
                inquiry=self.inquiries[limited],
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
            for account in aside:
                work.people.stand_aside(self.accounts[account], who)
            if alarm is not None:
                work.reviews.raise_alarms(story, {Alarm.OFFENCE})
            if alarm == "signed":
                work.reviews.sign(story, "steward")
        return Facts(
            id=story, inquiry=new.inquiry, inquiry_name="Round", interview=interview, storyteller=who,
            teller=TellerKind.PERSON, told_on=None, way=None, place_kind="", ref=None, title="", state=state,
            told_about=False, held=held, content_note="", brought_by=new.brought_by,
            interviewers=frozenset(self.accounts[i] for i in pair or ()), consent=consent,
            unsigned=alarm == "raised", subgroups=frozenset(self.subgroups[:1]) if limited else frozenset(),
            stood_aside=frozenset(self.accounts[i] for i in aside),
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
    st.tuples(*[st.none() | st.sampled_from([-1, 0, 1])] * 2),
    st.sampled_from([0, 0, 1]),
    st.just(frozenset()) | st.frozensets(st.integers(0, ACCOUNTS - 1), max_size=2),
)
readers = st.tuples(
    st.sampled_from(Role),
    st.integers(0, ACCOUNTS - 1),
    st.none() | st.integers(0, ORGANISATIONS - 1),
    st.frozensets(st.integers(0, TEAMS - 1), max_size=2),
    st.frozensets(st.integers(0, 1)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(stories, min_size=1, max_size=6), asking=st.lists(readers, min_size=1, max_size=8))
def test_the_clause_admits_what_the_gate_admits(alliance, told, asking):
    alliance.clear()
    facts = [alliance.put(one) for one in told]
    for drawn in asking:
        reader = alliance.reader(*drawn)
        for use in Use:
            asked = scope(reader, use, today=TODAY)
            assert alliance.admitted(asked) == {one.id for one in facts if asked.admits(one)}
        held = scope_of_held(reader, today=TODAY)
        assert alliance.admitted(held) == {one.id for one in facts if held.admits(one)}
        for teller in [one.storyteller for one in facts]:
            theirs = scope_of_teller(reader, teller, today=TODAY)
            assert alliance.admitted(theirs) == {one.id for one in facts if theirs.admits(one)}
