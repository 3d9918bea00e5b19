"""The audit as it is read: in words, in part, without words of stories, and as a table that no spreadsheet runs."""

import ast
import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed
from insight.governance.audit_words import OPENED, WHAT_WORDS, in_words
from insight.governance.trail import A_PAGE, AuditTrail, Wanted
from insight.stories.consent import Consent
from insight.stories.read import Reading

INSIGHT = Path(__file__).parents[2] / "insight"
WRITERS = {"write", "_write", "begin", "_end", "count_try"}
OPENED_ONLY = Wanted(kinds=OPENED)


@pytest.fixture
def trail(bank, clock):
    return AuditTrail(bank, clock)


@pytest.fixture
def opened(bank, clock, person, tell):
    """A peer researcher who opened a story in June, and the story."""
    sol = person("Sol", Role.PEER_RESEARCHER)
    story = tell("They kept ringing until I picked up.", inquiry="Warmth")
    Reading(bank, clock).story(sol, story)
    return sol, story


def test_who_opened_which_story_is_told_without_its_words(trail, steward, opened):
    [line], number = trail.page(steward, OPENED_ONLY, 0)
    assert number == 1
    assert (line.who, line.did) == ("Sol", "opened a story whole")
    assert line.about == "a story for “Warmth” that came in on 15 June 2026 at 10:00"
    assert "ringing" not in repr(line)


def test_a_story_whose_teller_excluded_the_stewards_organisation_is_not_told_apart(trail, bank, clock, person, tell):
    ines, sol = person("Ann", Role.STEWARD, "City Council"), person("Sol", Role.PEER_RESEARCHER)
    excluding = Consent(inside=True, not_organisations=frozenset({ines.organisation}))
    Reading(bank, clock).story(sol, tell(consent=excluding))
    [line], _ = trail.page(ines, OPENED_ONLY, 0)
    assert (line.who, line.about) == ("Sol", "")


def test_it_is_chosen_from_by_month_by_whom_and_by_kind(trail, bank, clock, steward, opened):
    sol, _ = opened
    clock.now = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)
    with bank.writing() as work:
        work.records.write(steward.id, "policy_changed", "policy", clock(), ages="hide")
    june, august = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)
    filters = trail.filters(steward)
    assert filters.months == (august, datetime(2026, 7, 1, tzinfo=UTC), june)
    assert filters.people == {steward.id: "Ines", sol.id: "Sol"}
    assert set(filters.kinds) == {"policy_changed", "story_opened"}
    for wanted, whats in (
        (Wanted(), ["changed what is taken out", "opened a story whole"]),
        (Wanted(month=june), ["opened a story whole"]),
        (Wanted(month=august), ["changed what is taken out"]),
        (Wanted(month=datetime(2026, 7, 1, tzinfo=UTC)), []),
        (Wanted(by=steward.id), ["changed what is taken out"]),
        (Wanted(kinds=("story_opened",)), ["opened a story whole"]),
        (Wanted(june, steward.id), []),
    ):
        lines, number = trail.page(steward, wanted, 0)
        assert [one.did for one in lines] == whats
        assert number == len(whats)
    assert trail.page(steward, Wanted(month=august), 0)[0][0].more == "ages hide"


def test_it_is_told_page_by_page_newest_first(trail, bank, clock, steward):
    for number in range(A_PAGE + 3):
        with bank.writing() as work:
            work.records.write("operator", "story_brought_in", f"s{number}", clock(), number=number)
    first, number = trail.page(steward, Wanted(), 0)
    second, _ = trail.page(steward, Wanted(), 1)
    assert (len(first), len(second), number) == (A_PAGE, 3, A_PAGE + 3)
    assert first[0].more == f"number {A_PAGE + 2}"
    assert [one.more for one in second] == ["number 2", "number 1", "number 0"]
    assert {one.who for one in second} == {"whoever sits at the machine"}


def rows(table):
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))


def test_taking_it_along_is_a_line_of_its_own(trail, bank, steward, opened):
    [row] = rows(trail.table(steward, OPENED_ONLY))
    assert (row["name"], row["what"], row["about"]) == ("Sol", "story_opened", opened[1])
    [again, taken] = rows(trail.table(steward, OPENED_ONLY))
    assert (again, taken["what"], taken["more"]) == (row, "audit_taken_along", '{"entries": 1}')


@pytest.mark.parametrize("name", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(trail, bank, clock, steward, name):
    with bank.writing() as work:
        account = work.people.add("x", name, Role.MEMBER, None, clock())
        work.records.write(account, "signed_in", account, clock())
    [row] = [one for one in rows(trail.table(steward, Wanted())) if one["what"] == "signed_in"]
    assert row["name"] == f"'{name}"


def test_it_says_whether_it_is_whole(trail, bank, steward, opened):
    assert trail.broken_at(steward) is None
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET subject = 'x' WHERE number = 1")
    assert trail.broken_at(steward) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.STEWARD, Role.OPERATOR}])
def test_nobody_but_a_steward_reads_it(trail, role):
    who = Reader("x", "X", role)
    for verb in (
        lambda: trail.filters(who), lambda: trail.page(who, Wanted(), 0), lambda: trail.broken_at(who),
        lambda: trail.entries(who, Wanted()), lambda: trail.table(who, Wanted()),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()


def written():
    """Every kind of entry that the program writes, as it stands in the code."""
    for path in INSIGHT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if called in WRITERS:
                kinds = [one.value for one in node.args[1:4] if isinstance(one, ast.Constant)]
                yield from (one for one in kinds[:1] if isinstance(one, str) and re.fullmatch(r"[a-z_]+", one))


def test_everything_that_is_written_has_words():
    kinds = set(written())
    assert {"story_opened", "signed_in", "inquiry_begun", "inquiry_closed"} <= kinds
    assert kinds - set(WHAT_WORDS) == set()
    assert set(OPENED) <= set(WHAT_WORDS)
    assert in_words("made_by_a_later_version") == "made by a later version"
