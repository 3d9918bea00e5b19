"""The audit as a file: for stewards, from our own page, in part, and told in the audit itself."""

from collections.abc import Callable

import pytest

from insight.access.reader import Role
from insight.store.unit_of_work import Bank
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}


def test_the_steward_gets_the_table_and_no_browser_keeps_it(browser: Callable, bank: Bank) -> None:
    answer = browser("rowan").post("/insight/audit", data={"month": "2026-06"}, headers=OURS)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="who-did-what.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert "Rowan,signed_in" in answer.content.decode("utf-8-sig")
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.what, entry.detail) == ("audit_taken_along", '{"entries": 1}')


@pytest.mark.parametrize(
    ("form", "lines"), [({}, 2), ({"month": "2026-05"}, 1), ({"kinds": "x\nsigned_in"}, 2), ({"by": "nobody"}, 1)]
)
def test_it_holds_what_was_asked_for(browser: Callable, form: dict[str, str], lines: int) -> None:
    answer = browser("rowan").post("/insight/audit", data=form, headers=OURS)
    assert len(answer.text.splitlines()) == lines


@pytest.mark.parametrize(
    ("who", "headers", "form", "status"),
    [
        (None, OURS, {}, 401),
        ("ade", OURS, {}, 403),
        ("member", OURS, {}, 403),
        ("rowan", {}, {}, 400),
        ("rowan", {**OURS, "origin": "http://evil.example"}, {}, 403),
        ("rowan", OURS, {"month": "June"}, 400),
        ("rowan", OURS, {"kinds": "x" * 20_000}, 400),
    ],
)
def test_whoever_may_not_gets_no_file(
    browser: Callable, bank: Bank, clock: Callable, who: str | None, headers: dict, form: dict, status: int
) -> None:
    with bank.writing() as work:
        work.people.add("member", "Jean", Role.MEMBER, KEPT, clock())
    answer = browser(who).post("/insight/audit", data=form, headers=headers)
    assert answer.status_code == status
    assert list(answer.json()) == ["why"]
    with bank.reading() as work:
        assert not [one for one in work.records.entries(9) if one.what == "audit_taken_along"]
