"""Who may listen with whom, which have listened together, and what listeners wrote: kept to whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action
from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator, system
from insight.errors import BadInput, InsightError, NotAllowed, NotFound, Refused
from insight.store.unit_of_work import Bank
from insight.stories.consent import Consent
from insight.stories.interview import KindOfJob, Listener
from insight.stories.pairs import FROM_THE_DOOR, MOST_SUGGESTED, MOST_UNLIKELY, Pairs, Struck
from insight.stories.reflection import Done
from insight.stories.spans import Label, Span, Tier
from insight.stories.together import Meeting, Together
from tests.removing import withdrawal

STRUCK, MONDAY = "How long he had waited for one key.", "Ring back the same day. The quokka word."
DAY, MONTH = timedelta(days=1), timedelta(days=30)


class NamesShaz:
    """A detector that knows one name, one nickname it is not sure of, and one place."""

    def detect(self, text: str) -> tuple[Span, ...]:
        known = (
            ("Shaz", Label.PERSON, Tier.MASK),
            ("Grace", Label.PERSON, Tier.SUGGEST),
            ("Exeter", Label.PLACE, Tier.MASK),
        )
        return tuple(
            Span(text.index(word), text.index(word) + len(word), label, tier, "[x]", "test", "known", word)
            for word, label, tier in known
            if word in text
        )


@dataclass
class Alliance:
    """A bank with people in it, by their first names."""

    bank: Bank
    clock: Any

    def person(
        self,
        name: str,
        organisation: str | None = None,
        job: KindOfJob | None = None,
        role: Role = Role.INTERVIEWER,
        *,
        demo: bool = False,
    ) -> Reader:
        with self.bank.writing() as work:
            belongs = work.alliance.organisation(organisation) if organisation else None
            account = work.people.add(name, name, role, None, self.clock(), organisation=belongs, demo=demo)
            if job is not None:
                work.people.works_as(account, job)
        return Reader(account, name, role, belongs)

    def listen(self, *pair: Reader | tuple[str, KindOfJob], handed_in: bool = True) -> str:
        """A conversation of two, each with an account or by organisation and kind of job."""
        with self.bank.writing() as work:
            listeners = []
            for one in pair:
                if isinstance(one, Reader):
                    account = work.people.by_id(one.id)
                    listeners.append(Listener(one.organisation, account.job, one.id))
                else:
                    listeners.append(Listener(work.alliance.organisation(one[0]), one[1]))
            inquiry = work.inquiries.add("Round one", "To learn.", (), self.clock())
            questions = work.inquiries.get(inquiry).questions.id
            interview = work.interviews.open(inquiry, questions, tuple(listeners), self.clock())
            if handed_in:
                work.interviews.submit(interview, self.clock())
        return interview


@pytest.fixture
def alliance(bank: Bank, clock: Any) -> Alliance:
    return Alliance(bank, clock)


@pytest.fixture
def pairs(bank: Bank, clock: Any) -> Pairs:
    return Pairs(bank, NamesShaz, clock)


@pytest.fixture
def mo(alliance: Alliance) -> Reader:
    return alliance.person("Mo", "Lantern Housing", KindOfJob.KEEPING_GOING)


def rows(bank: Bank, table: str) -> int:
    with bank.engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()


# Whom to listen with.


def test_whom_one_would_hardly_meet_comes_first_the_farthest_first(
    alliance: Alliance, pairs: Pairs, mo: Reader
) -> None:
    alliance.person("Ann", "Lantern Housing", KindOfJob.ORGANISATION)
    alliance.person("Bea", "Kite Advocacy", KindOfJob.KEEPING_GOING)
    alliance.person("Cal", "Kite Advocacy", KindOfJob.TEAM)
    alliance.person("Dee", "Kite Advocacy", KindOfJob.PAYING, Role.PEER_RESEARCHER)
    alliance.person("Eve", "Kite Advocacy")
    met = alliance.person("Fay", "Harbour Mind", KindOfJob.ORGANISATION)
    alliance.listen(mo, met, handed_in=False)
    alliance.person("Member", "Harbour Mind", KindOfJob.PAYING, Role.MEMBER)
    alliance.person("Invented", "Harbour Mind", KindOfJob.PAYING, demo=True)
    found = pairs.partners(mo)
    assert [(one.name, one.suggested, one.met) for one in found] == [
        ("Dee", True, False), ("Cal", True, False),
        ("Ann", False, False), ("Bea", False, False), ("Eve", False, False), ("Fay", False, True),
    ]  # fmt: skip
    assert found[0].in_words == "Dee, Kite Advocacy: you have not listened together yet"
    assert found[2].in_words == "Ann, Lantern Housing"
    assert [one.name for one in pairs.suggestions(mo)] == ["Dee", "Cal"]


def test_whoever_has_not_said_what_they_do_is_suggested_nobody(alliance: Alliance, pairs: Pairs, mo: Reader) -> None:
    new = alliance.person("New", "Kite Advocacy")
    assert [one.name for one in pairs.partners(new)] == ["Mo"]
    assert pairs.suggestions(new) == ()


def test_closed_accounts_and_the_demo_s_people_are_left_out(
    alliance: Alliance, pairs: Pairs, mo: Reader, bank: Bank, clock: Any
) -> None:
    gone = alliance.person("Gone", "Kite Advocacy", KindOfJob.PAYING)
    alliance.person("Invented", "Kite Advocacy", KindOfJob.PAYING, demo=True)
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET active = 0 WHERE id = ?", (gone.id,))
    assert pairs.partners(mo) == ()
    assert [one.name for one in Pairs(bank, NamesShaz, clock, demo=True).partners(mo)] == ["Invented"]


def test_the_steward_sees_unlikely_pairs_and_who_met_by_name(alliance: Alliance, pairs: Pairs, mo: Reader) -> None:
    dee = alliance.person("Dee", "Kite Advocacy", KindOfJob.PAYING)
    cal = alliance.person("Cal", "Kite Advocacy", KindOfJob.WITH_PEOPLE)
    steward = alliance.person("Ines", "City Council", KindOfJob.SERVICE, Role.STEWARD)
    named = [(one.name, other.name) for one, other in pairs.unlikely_pairs(steward)]
    assert named == [("Dee", "Mo"), ("Cal", "Mo")]
    for _ in range(2):
        alliance.listen(dee, mo)
    alliance.listen(mo, dee)
    assert [(one.name, other.name) for one, other in pairs.unlikely_pairs(steward)] == [("Cal", "Mo")]
    assert pairs.by_name(steward) == (Meeting("Dee", "Mo", 3),)
    for reader in (mo, cal, Reader("m", "M", Role.MEMBER), Reader("p", "P", Role.PEER_RESEARCHER)):
        for by_name in (pairs.unlikely_pairs, pairs.by_name):
            with pytest.raises(NotAllowed):
                by_name(reader)


def test_suggestions_are_few(alliance: Alliance, pairs: Pairs, mo: Reader) -> None:
    for number in range(12):
        alliance.person(f"Dee {number:02}", "Kite Advocacy", KindOfJob.PAYING)
    assert [one.name for one in pairs.suggestions(mo)] == [f"Dee {number:02}" for number in range(MOST_SUGGESTED)]
    assert len(pairs.unlikely_pairs(Reader("s", "S", Role.STEWARD))) == MOST_UNLIKELY


def test_every_kind_of_job_has_its_distance() -> None:
    assert set(FROM_THE_DOOR) == set(KindOfJob)


# Who has listened together.


def test_organisations_and_kinds_of_job_that_have_listened_together(
    alliance: Alliance, pairs: Pairs, mo: Reader
) -> None:
    kite = ("Kite Advocacy", KindOfJob.ORGANISATION)
    alliance.listen(mo, kite)
    alliance.listen(kite, mo)
    alliance.listen(mo, ("Lantern Housing", KindOfJob.TEAM))  # two from one organisation
    alliance.listen(mo, ("Harbour Mind", KindOfJob.TEAM), handed_in=False)
    seen = pairs.organisations(mo)
    assert seen.names == ("Harbour Mind", "Kite Advocacy", "Lantern Housing")
    assert seen.met == (Meeting("Kite Advocacy", "Lantern Housing", 2),)
    assert seen.in_words() == (
        "Kite Advocacy and Lantern Housing have listened together twice. "
        "Nobody from Harbour Mind has listened with somebody from Kite Advocacy yet. "
        "Nobody from Harbour Mind has listened with somebody from Lantern Housing yet."
    )
    jobs = pairs.jobs(mo)
    assert jobs.met == (
        Meeting("keeps the place going", "leads a team", 1),
        Meeting("keeps the place going", "runs an organisation", 2),
    )
    assert jobs.in_words().startswith(
        "Somebody who keeps the place going and somebody who leads a team have listened together once. "
    )
    assert jobs.in_words().endswith("26 other pairs of kinds of job have not yet.")


@pytest.mark.parametrize(
    ("names", "met", "says"),
    [
        ("AB", [], "No two organisations have listened together yet."),
        ("AB", ["AB"], "A and B have listened together once. So each has listened with every other."),
        (
            "ABCDE", ["AB", "AC", "AD", "AE", "BC", "BD", "BE"],
            "7 of 10 pairs of organisations have listened together. "
            "Nobody from C has listened with somebody from D yet. "
            "Nobody from C has listened with somebody from E yet. "
            "Nobody from D has listened with somebody from E yet.",
        ),
        ("ABCDE", ["AB", "AC", "AD", "AE"], "4 of 10 pairs of organisations have listened together."),
    ],
)  # fmt: skip
def test_what_is_seen_is_said(names: str, met: list[str], says: str) -> None:
    assert Together(tuple(names), tuple(Meeting(*two, 1) for two in met)).in_words() == says


@pytest.mark.parametrize("role", [*Role])
def test_who_sees_who_has_listened_together(pairs: Pairs, role: Role) -> None:
    reader = Reader("r", "R", role)
    for see in (pairs.organisations, pairs.jobs):
        if role in MAY[Action.SEE_PAIRS]:
            see(reader)
        else:
            with pytest.raises(NotAllowed):
                see(reader)


# What they take from it.


@pytest.fixture
def sol(alliance: Alliance) -> Reader:
    return alliance.person("Sol", "Kite Advocacy", KindOfJob.LIVED, Role.PEER_RESEARCHER)


@pytest.fixture
def heard(alliance: Alliance, mo: Reader, sol: Reader) -> str:
    """A conversation that Mo and Sol handed in."""
    return alliance.listen(mo, sol)


def test_after_a_month_one_is_asked_again_until_it_is_done(
    pairs: Pairs, clock: Any, mo: Reader, sol: Reader, heard: str
) -> None:
    pairs.reflect(mo, heard, "", f" {MONDAY}\n")
    clock.forward(days=29)
    assert pairs.due(mo) == ()
    with pytest.raises(NotFound):
        pairs.answer(mo, heard, Done.YES)
    clock.forward(days=1)
    [due] = pairs.due(mo)
    assert (due.interview, due.made_on, due.monday) == (heard, date(2026, 6, 15), MONDAY)
    assert pairs.due(sol) == ()
    pairs.answer(mo, heard, Done.NOT_YET)
    assert pairs.due(mo) == ()
    clock.forward(days=30)
    assert [one.monday for one in pairs.due(mo)] == [MONDAY]
    pairs.answer(mo, heard, Done.PARTLY)
    clock.forward(days=300)
    assert pairs.due(mo) == ()


@pytest.mark.parametrize("done", [Done.YES, Done.PARTLY, Done.NOT_RIGHT])
def test_any_other_answer_is_the_last(pairs: Pairs, clock: Any, mo: Reader, heard: str, done: Done) -> None:
    pairs.reflect(mo, heard, STRUCK, MONDAY)
    clock.forward(days=30)
    pairs.answer(mo, heard, done)
    clock.forward(days=300)
    assert pairs.due(mo) == ()


def test_nothing_to_do_is_nothing_to_ask(pairs: Pairs, clock: Any, mo: Reader, heard: str) -> None:
    pairs.reflect(mo, heard, STRUCK, "")
    clock.forward(days=300)
    assert pairs.due(mo) == ()


@pytest.mark.parametrize(
    ("struck", "monday", "says"),
    [
        ("Shaz never gave up.", "", "leave out names"),
        ("", " ", "Write something"),
        ("x" * 2_001, "", "2,000 characters"),
        ("", "x" * 2_001, "2,000 characters"),
    ],
)
def test_what_cannot_be_kept_keeps_nothing(
    pairs: Pairs, bank: Bank, mo: Reader, heard: str, struck: str, monday: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        pairs.reflect(mo, heard, struck, monday)
    assert "Shaz" not in str(refused.value)
    assert rows(bank, "reflection") == rows(bank, "sealed") == 0


def test_names_are_one_s_own_business_in_what_nobody_else_reads(pairs: Pairs, mo: Reader, heard: str) -> None:
    pairs.reflect(mo, heard, "Grace, in Exeter.", "Ring Shaz.")


def test_only_the_pair_adds_theirs_once_and_after_handing_in(
    alliance: Alliance, pairs: Pairs, mo: Reader, sol: Reader, heard: str
) -> None:
    still_open = alliance.listen(mo, sol, handed_in=False)
    stranger = alliance.person("Cal", "Harbour Mind")
    for who, where in ((stranger, heard), (mo, still_open), (mo, "nothing")):
        with pytest.raises(NotFound):
            pairs.reflect(who, where, STRUCK, "")
    pairs.reflect(mo, heard, STRUCK, "")
    pairs.reflect(sol, heard, STRUCK, "")
    with pytest.raises(Refused, match="already"):
        pairs.reflect(mo, heard, "Something else.", "")


def test_for_a_fortnight_the_other_one_may_add_theirs(
    alliance: Alliance, pairs: Pairs, clock: Any, mo: Reader, sol: Reader, heard: str
) -> None:
    alliance.listen(mo, handed_in=False)
    pairs.reflect(mo, heard, STRUCK, "")
    assert pairs.to_reflect(mo) == {}
    clock.forward(days=14)
    assert pairs.to_reflect(sol) == {heard: clock() - 14 * DAY}
    clock.forward(minutes=1)
    assert pairs.to_reflect(sol) == {}


def test_what_is_written_lies_sealed_and_the_audit_has_no_word_of_it(
    pairs: Pairs, bank: Bank, clock: Any, mo: Reader, heard: str, tmp_path: Any
) -> None:
    pairs.reflect(mo, heard, STRUCK, MONDAY)
    clock.forward(days=30)
    pairs.answer(mo, heard, Done.NOT_RIGHT)
    for path in tmp_path.iterdir():
        assert b"quokka" not in path.read_bytes()
        assert b"one key" not in path.read_bytes()
    with bank.reading() as work:
        said = [(one.what, one.by, one.detail) for one in work.records.entries(2)]
    assert said == [("reflection_answered", mo.id, "{}"), ("reflected", mo.id, "{}")]


@pytest.mark.parametrize(
    ("consents", "sees"),
    [
        ([], False),
        ([Consent(inside=True)], True),
        ([Consent(inside=False)], False),
        ([Consent()], False),
        ([Consent(inside=True), Consent(inside=True)], True),
        ([Consent(inside=True), Consent(inside=False)], False),
    ],
)
def test_what_struck_is_read_where_every_story_of_the_conversation_is(
    pairs: Pairs, tell: Callable[..., str], mo: Reader, heard: str, consents: list[Consent], sees: bool
) -> None:
    for consent in consents:
        tell(interview=heard, consent=consent)
    pairs.reflect(mo, heard, STRUCK, MONDAY)
    assert pairs.struck(Reader("m", "M", Role.MEMBER)) == ((Struck(heard, date(2026, 6, 15), STRUCK),) if sees else ())


def test_a_story_out_of_view_takes_what_struck_with_it(
    pairs: Pairs, bank: Bank, tell: Callable[..., str], alliance: Alliance, mo: Reader, heard: str
) -> None:
    story = tell(interview=heard)
    pairs.reflect(mo, heard, STRUCK, "")
    assert [one.text for one in pairs.struck(mo)] == [STRUCK]
    assert pairs.struck(alliance.person("Cal")) == ()  # a listener reads of their own conversations
    with bank.writing() as work:
        work.stories.hold(story)
    assert pairs.struck(mo) == ()
    with pytest.raises(NotAllowed):
        pairs.struck(Reader("r", "R", Role.READER))


@pytest.mark.parametrize("others", [0, 1])
def test_withdrawal_takes_what_was_written_of_it(
    pairs: Pairs, bank: Bank, clock: Any, tell: Callable[..., str], mo: Reader, heard: str, others: int
) -> None:
    story = tell(interview=heard)
    for _ in range(others):
        tell(interview=heard, words="Another one's.")
    pairs.reflect(mo, heard, STRUCK, MONDAY)
    withdrawal(bank, clock).withdraw(operator(), story)
    for table in ("reflection", "sealed", "data_key"):
        assert rows(bank, table) == 0, table
    assert rows(bank, "interview") == rows(bank, "story") == others
    clock.forward(days=30)
    assert pairs.due(mo) == ()
    assert pairs.struck(Reader("m", "M", Role.MEMBER)) == ()


def test_a_conversation_that_is_forgotten_takes_it_too(pairs: Pairs, bank: Bank, mo: Reader, heard: str) -> None:
    pairs.reflect(mo, heard, STRUCK, MONDAY)
    with bank.writing() as work:
        work.interviews.forget(heard)
    assert rows(bank, "reflection") == rows(bank, "sealed") == rows(bank, "data_key") == rows(bank, "interview") == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(role=st.sampled_from([*ACCOUNT_ROLES, Role.OPERATOR, Role.SYSTEM]), days=st.integers(0, 400), data=st.data())
def test_nobody_else_reads_what_one_will_do(
    pairs: Pairs, alliance: Alliance, bank: Bank, clock: Any, tell: Callable[..., str], role: Role, days: int, data: Any
) -> None:
    """Over every role, time and part in the conversation: whoever did not write it reads none of it, by any verb."""
    began = clock.now
    number = rows(bank, "account")
    writer = alliance.person(f"writer {number}", "Lantern Housing", KindOfJob.LIVED)
    other = (
        alliance.person(f"other {number}", "Kite Advocacy", KindOfJob.PAYING, role) if role in ACCOUNT_ROLES else None
    )
    in_it = other is not None and data.draw(st.booleans(), label="one of the pair")
    heard = alliance.listen(writer, other) if in_it and other else alliance.listen(writer)
    tell(interview=heard)
    pairs.reflect(writer, heard, STRUCK, MONDAY)
    clock.forward(days=days)
    asker = other or (operator() if role is Role.OPERATOR else system("test"))
    seen = []
    verbs = (pairs.due, pairs.struck, pairs.to_reflect, pairs.partners, pairs.by_name, pairs.unlikely_pairs)
    for read in verbs:
        try:
            seen.append(read(asker))
        except NotAllowed:
            continue
    assert "quokka" not in repr(seen)
    with pytest.raises(InsightError):
        pairs.answer(asker, heard, Done.YES)
    assert [one.monday for one in pairs.due(writer)] == ([MONDAY] if days >= MONTH.days else [])
    clock.now = began
