"""Nothing in the program can put people, workers, services, themes or places in order by how anybody feels.

Read from the syntax trees: wherever something is sorted, or a largest or smallest is taken, no figure of the measure is
in what it goes by; no page draws figures in a table that whoever reads can sort; and there is no group by who works
there, by place or by organisation.
"""

import ast
from pathlib import Path

import pytest

from insight.measure.answers import Answered
from insight.measure.counting import Grouping, Known, protected
from insight.stories.filters import Filters

ROOT = Path(__file__).parents[2]
FIGURES = frozenset(
    {"much_worse", "worse", "same", "better", "much_better", "up_and_down", "answered", "asked", "heard", "share"}
)
ORDERS = {"sort", "sorted", "min", "max", "nlargest", "nsmallest", "order_by", "sort_values", "argsort", "groupby"}
SORTABLE = {"dataframe", "data_editor", "DataFrame"}
FILES = sorted(
    one
    for folder in ("insight", "pages")
    for one in (ROOT / folder).rglob("*.py")
    if "migrations" not in one.parts and "training" not in one.parts
)


def faults(text: str, name: str = "") -> list[str]:
    """What in a module would put something in order by a figure."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in ORDERS and any(_of_feeling(one) for one in (*node.args, *(key.value for key in node.keywords))):
            found.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    return found


def _of_feeling(node: ast.AST) -> bool:
    """Whether a figure of the measure is looked at here: `row.better`, `feeling.c.answer`, `"better"`."""
    called = {id(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute) and one.attr in FIGURES and id(one) not in called:
            return True
        if isinstance(one, ast.Attribute) and ast.unparse(one) in {"feeling.c.answer", "feeling.c.felt_heard"}:
            return True
        if isinstance(one, ast.Constant) and one.value in FIGURES:
            return True
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_nothing_is_put_in_order_by_how_people_feel(path):
    assert not faults(path.read_text("utf-8"), path.name)


@pytest.mark.parametrize(
    "text",
    [
        "rows.sort(key=lambda row: row.better)",
        "sorted(rows, key=lambda row: -(row.much_better or 0))",
        "max(themes, key=attrgetter('better'))",
        "query.order_by(func.count(feeling.c.answer))",
        "worst = nsmallest(3, rows, key=lambda one: one.answered)",
    ],
)
def test_it_would_be_found(text):
    assert faults(text)


@pytest.mark.parametrize("path", FILES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_no_figures_stand_in_a_table_that_can_be_sorted(path):
    text = path.read_text("utf-8")
    if "insight.measure" not in text or path.is_relative_to(ROOT / "insight"):
        return
    called = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    assert not called & SORTABLE


def test_there_is_no_group_by_who_works_there_or_where():
    assert {one.value for one in Grouping} == {"inquiry", "quarter", "teller", "asked_by"}
    facts = set(Answered.__dataclass_fields__)
    assert not facts & {"organisation", "pair", "interviewer", "account", "place", "place_kind", "team", "theme"}


def test_a_search_is_narrowed_by_feeling_and_never_ordered_by_it():
    assert not {one for one in Filters.__dataclass_fields__ if "order" in one or "sort" in one}


def test_groups_stand_in_the_same_order_whatever_people_answered():
    from datetime import date

    from insight.measure.answers import STEPS, Against
    from insight.measure.rule import Rule
    from insight.stories.inquiry import TellerKind

    def names(turn: int) -> dict[Grouping, list[str]]:
        answers = [
            Answered(
                f"p{n}", STEPS[(n % 7 + turn) % len(STEPS)], date(2025 + n % 2, n % 12 + 1, 1), "", "s",
                list(TellerKind)[n % 5], f"Round {n % 3}", asked_by_known=(None, True, False)[n % 3],
            )
            for n in range(300)
        ]  # fmt: skip
        _, views = protected(Known(answers, (), Rule(5)), Against.UNSAID)
        return {by: [group.name for group in groups] for by, groups in views.items()}

    assert all(names(turn) == names(0) for turn in range(1, len(STEPS)))
