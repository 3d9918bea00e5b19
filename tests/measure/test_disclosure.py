"""No attacker who reasons over all that is shown can tell a hidden figure."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from insight.measure.disclosure import Group, Rule, Shown, protect

SMALL = 5
FIVE = Rule(SMALL)
ROUNDED = Rule(8, 5)
ANYTHING = 200


def overall_of(groups):
    return Group("all", tuple(map(sum, zip(*(g.answers for g in groups), strict=True))), sum(g.apart for g in groups))


def view_of(table):
    """Rows of answers followed by how many are apart, as groups that anybody is in."""
    return tuple(Group(f"g{i}", tuple(row[:-1]), row[-1]) for i, row in enumerate(table) if any(row))


def figures(shown: Shown):
    return (shown.total, *shown.answers, shown.apart)


# What is shown of one group.


@pytest.mark.parametrize(
    ("answers", "apart", "total", "shown", "shown_apart"),
    [
        pytest.param((7, 9, 26), 0, 42, (7, 9, 26), 0, id="nothing small"),
        pytest.param((0, 9, 26), 6, 35, (0, 9, 26), 6, id="a zero is shown"),
        pytest.param((4, 9, 26), 0, 39, (None, None, 26), 0, id="one small figure takes the smallest other with it"),
        pytest.param((4, 0, 26), 0, 30, (None, 0, None), 0, id="a zero would hide nothing"),
        pytest.param((1, 4, 26), 0, 31, (None, None, 26), 0, id="two that hide each other"),
        pytest.param((1, 3, 26), 0, 30, (None, None, None), 0, id="two that sum to less than five"),
        pytest.param((5, 0, 0), 0, 5, (5, 0, 0), 0, id="exactly the threshold"),
        pytest.param((4, 0, 0), 0, None, (None, None, None), None, id="a small group"),
        pytest.param((0, 0, 0), 9, None, (None, None, None), None, id="nobody answered"),
        pytest.param((7, 9, 26), 3, 42, (7, 9, 26), None, id="few would rather not say"),
    ],
)
def test_one_group(answers, apart, total, shown, shown_apart):
    overall, _ = protect(Group("all", answers, apart), (), FIVE)
    assert overall == Shown("all", total, shown, shown_apart)


def test_a_hidden_group_takes_the_smallest_other_with_it():
    groups = view_of([(9, 9, 0), (8, 8, 0), (2, 1, 0)])
    overall, (view,) = protect(overall_of(groups), (groups,), FIVE)
    assert overall == Shown("all", 37, (19, 18), 0)
    assert [figures(g) for g in view] == [(18, 9, 9, 0), (None,) * 4, (None,) * 4]


def test_what_is_hidden_overall_is_hidden_in_every_group_of_every_view():
    groups = view_of([(2, 2, 9, 9, 0), (0, 1, 9, 9, 0)])
    overall, views = protect(overall_of(groups), (groups, groups[::-1]), FIVE)
    assert overall.answers == (None, None, 18, 18)
    assert all(g.answers[:2] == (None, None) for view in views for g in view)


def test_a_months_figures_do_not_give_away_their_quarters():
    months = view_of([(6, 9, 0), (7, 9, 0), (5, 9, 0)])
    quarter = Group("q1", (18, 27), 0, months)
    other = Group("q2", (3, 30), 0, (Group("m4", (3, 30), 0),))
    _, ((first, second),) = protect(overall_of([quarter, other]), ((quarter, other),), FIVE)
    assert second.answers[0] is None
    assert first.answers[0] is None, "else the second quarter is what is left of the overall figure"
    assert sum(m.answers[0] is None for m in first.within) >= 2, "else the first quarter is the sum of its months"


@pytest.mark.parametrize(
    ("answers", "apart", "total", "shown", "shown_apart"),
    [
        pytest.param((8, 12, 26), 0, 45, (10, 10, 25), 0, id="the rest is rounded"),
        pytest.param((0, 9, 26), 9, 35, (0, 10, 25), 10, id="a zero is shown"),
        pytest.param((7, 13, 26), 7, 45, (None, 15, 25), None, id="one to seven are hidden, and nothing with them"),
        pytest.param((4, 3, 0), 0, None, (None, None, None), None, id="a small group"),
        pytest.param(
            (7, 7, 7, 7), 0, None, (None,) * 4, None, id="about 30 of four that are small can be nothing but 28"
        ),
    ],
)
def test_one_group_where_the_rest_is_rounded(answers, apart, total, shown, shown_apart):
    overall, _ = protect(Group("all", answers, apart), (), ROUNDED)
    assert overall == Shown("all", total, shown, shown_apart)


@pytest.mark.parametrize("rule", [FIVE, ROUNDED], ids=["five", "rounded"])
def test_a_telling_group_is_hidden_and_cannot_be_worked_out(rule):
    groups = tuple(replace(one, telling=one.name == "g1") for one in view_of([(19, 19, 0), (18, 18, 0), (14, 14, 0)]))
    _, (view,) = protect(overall_of(groups), (groups,), rule)
    assert figures(view[1]) == (None,) * 4
    assert view[0].total is not None
    assert (view[2].total is None) == (not rule.rounds), "what is rounded does not tell what is left"


# The attack. First by brute force: every table that looks the same when shown.


def tables(rows, columns, most):
    return itertools.product(range(most + 1), repeat=rows * columns)


def worst_leaks(rows, columns, most, universe):
    """Tables up to `most` with a hidden figure that is the same in every table up to `universe` that shows alike."""
    cells = np.array(list(tables(rows, columns, universe)), dtype=np.int8).reshape(-1, rows, columns)
    cells = cells[(cells.sum(axis=2) > 0).all(axis=1)]  # a group that is listed has somebody in it
    totals = cells.sum(axis=2)
    overall = cells.sum(axis=1)
    every = np.concatenate(
        [
            np.concatenate([totals[:, :, None], cells], axis=2).reshape(len(cells), -1),
            overall.sum(axis=1)[:, None],
            overall,
        ],
        axis=1,
    )
    seen, leaks, number = set(), [], 0
    for flat in tables(rows, columns, most):
        table = [flat[i * columns : (i + 1) * columns] for i in range(rows)]
        turned = list(zip(*table, strict=True))
        if table != sorted(table) or turned != sorted(turned) or not all(map(any, table)):
            continue  # groups or answers in another order show the same in another order
        number += 1
        groups = tuple(Group(f"g{i}", row, 0) for i, row in enumerate(table))
        whole, (view,) = protect(overall_of(groups), (groups,), FIVE)
        published = tuple(x for g in (*view, whole) for x in (g.total, *g.answers))
        if published in seen:
            continue
        seen.add(published)
        known = [at for at, x in enumerate(published) if x is not None]
        alike = every[(every[:, known] == [published[at] for at in known]).all(axis=1)]
        for at, x in enumerate(published):
            pinned = x is None and alike[:, at].max() == alike[:, at].min()
            if pinned and not nobody_overall(published, at, columns) and not all_single(table):
                leaks.append((table, at, int(alike[0, at])))
    return number, leaks


def all_single(table):
    """Shown on purpose: as many groups as people, so one each."""
    return all(sum(row) == 1 for row in table)


def nobody_overall(published, at, columns):
    """Shown on purpose: the overall figure of this answer is an open zero."""
    column = at % (columns + 1)
    return column > 0 and published[-columns - 1 + column] == 0


@pytest.mark.parametrize(
    ("rows", "columns", "most", "universe", "number"),
    [
        pytest.param(1, 3, 6, 12, 83, id="one group, three answers"),
        pytest.param(2, 2, 6, 9, 749, id="two groups, two answers"),
        pytest.param(3, 1, 6, 15, 56, id="three groups, one answer"),
        pytest.param(2, 3, 4, 7, 2005, id="two groups, three answers"),
    ],
)
def test_every_small_table_withstands_brute_force(rows, columns, most, universe, number):
    assert worst_leaks(rows, columns, most, universe) == (number, [])


SOME = (0, 1, 7, 8, 12)


def rounded_leaks(rows, columns, universe):
    """The same where the rest is rounded: everybody can tell that what is hidden alone is between one and seven."""
    every = np.array(list(tables(rows, columns, universe)), dtype=np.int16).reshape(-1, rows, columns)
    every = np.concatenate([every, every.sum(axis=1, keepdims=True)], axis=1)
    every = np.concatenate([every.sum(axis=2, keepdims=True), every], axis=2).reshape(len(every), -1)
    seen, leaks = set(), []
    for flat in itertools.product(SOME, repeat=rows * columns):
        table = [flat[i * columns : (i + 1) * columns] for i in range(rows)]
        turned = list(zip(*table, strict=True))
        if table != sorted(table) or turned != sorted(turned) or not all(map(any, table)):
            continue
        groups = tuple(Group(f"g{i}", row, 0) for i, row in enumerate(table))
        whole, (view,) = protect(overall_of(groups), (groups,), ROUNDED)
        published = tuple(x for g in (*view, whole) for x in (g.total, *g.answers))
        truth = [x for row in (*table, list(map(sum, turned))) for x in (sum(row), *row)]
        alike = np.ones(len(every), dtype=bool)
        for at in range(len(published)):
            least, most = known_of(published, truth, at, columns)
            alike &= (every[:, at] >= least) & (every[:, at] <= most)
        seen.add(published)
        for at, x in enumerate(published):
            values = every[alike, at]
            if x is None and values.min() == values.max() and not nobody_overall(published, at, columns):
                leaks.append((table, at, int(values[0])))
    return len(seen), leaks


def known_of(published, truth, at, columns):
    """What anybody knows of a figure by itself, in rows of a total and its answers, the overall figures last."""
    if published[at] is not None:
        return ROUNDED.between(published[at])
    column = at % (columns + 1)
    overall = len(published) - columns - 1
    if 0 < truth[at] < 8 and column and published[at - column] is not None:
        alone = at >= overall or published[overall + column] is not None
        return (1, 7) if alone else (0, 999)
    return (0, 7) if not column and truth[at] < 8 and at < overall else (0, 999)


@pytest.mark.parametrize(
    ("rows", "columns", "universe", "number"),
    [
        pytest.param(1, 4, 17, 47, id="one group, four answers"),
        pytest.param(2, 2, 17, 160, id="two groups, two answers"),
        pytest.param(3, 1, 30, 15, id="three groups, one answer"),
    ],
)
def test_every_small_table_withstands_brute_force_where_the_rest_is_rounded(rows, columns, universe, number):
    assert rounded_leaks(rows, columns, universe) == (number, [])


# Then by integer programming over all views at once, which does not know how the figures were hidden.


class Attack:
    """All that is shown as equations over every figure of every view; `bounds(figure)` is what follows for one."""

    def __init__(self, overall: Shown, views) -> None:
        self.shown: list[int | None] = []
        self.equations: list[dict[int, int]] = []
        self.hidden_below: dict[int, list[int]] = {}
        self.people: list[list[int]] = []
        self.among_hidden: set[int] = set()
        self.rows: list[tuple[list[int], bool]] = []
        top = self.add(overall)
        for view in views:
            self.divide(top, view)
        self.known = {at: (0, ANYTHING) for at, shown in enumerate(self.shown) if shown is None}

    def know_the_rule(self, rule: Rule, truth) -> None:
        """What rounding leaves open, and which hidden figures can be told to be small, because no other is near."""
        self.known |= {at: rule.between(x) for at, x in enumerate(self.shown) if x is not None}
        top = self.rows[0][0]
        for row, within_shown in self.rows:
            total = row[0]
            if self.shown[total] is None and within_shown and rule.hides(truth[total]):
                self.known[total] = (0, 7)
            for column, at in enumerate(row[1:], 1):
                alone = row is top or self.shown[top[column]] is not None
                if self.shown[at] is None and self.shown[total] is not None and alone and rule.hides(truth[at]):
                    self.known[at] = (1, 7)

    def add(self, group: Shown, *, above_shown: bool = True) -> list[int]:
        at = list(range(len(self.shown), len(self.shown) + len(group.answers) + 2))
        self.rows.append((at, above_shown))
        self.shown.extend(figures(group))
        self.equations.append({at[0]: -1, **dict.fromkeys(at[1:-1], 1)})
        return at

    def divide(self, above: list[int], groups) -> None:
        below = [self.add(group, above_shown=self.shown[above[0]] is not None) for group in groups]
        if all(group.total is None for group in groups):
            self.among_hidden.update(one for at in below for one in at)
        for column, total in enumerate(above):
            self.equations.append({total: -1, **{group[column]: 1 for group in below}})
        for at, group in zip(below, groups, strict=True):
            self.people.append([at[0], at[-1]])
            for column, one in enumerate(at):
                self.hidden_below.setdefault(one, []).extend([above[column], *self.hidden_below.get(above[column], [])])
            if group.within:
                self.divide(at, group.within)

    def hidden(self):
        """Hidden figures, without those that an open zero above tells on purpose."""
        for at, shown in enumerate(self.shown):
            if shown is None and all(self.shown[above] != 0 for above in self.hidden_below.get(at, [])):
                yield at

    def end(self, figure: int, *, largest: bool) -> int:
        """The largest or smallest value that the figure can have."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = np.zeros((len(self.equations) + len(self.people), len(self.shown)))
        for i, equation in enumerate(self.equations):
            for at, factor in equation.items():
                rows[i, at] = factor
        for i, some in enumerate(self.people, start=len(self.equations)):
            rows[i, some] = 1
        zeros, ones = np.zeros(len(self.equations)), np.ones(len(self.people))
        rules = LinearConstraint(rows, np.r_[zeros, ones], np.r_[zeros, ones * np.inf])
        low, high = np.array([self.known.get(at, (x, x)) for at, x in enumerate(self.shown)]).T
        aim = np.zeros(len(self.shown))
        aim[figure] = -1 if largest else 1
        end = milp(aim, constraints=rules, bounds=Bounds(low, high), integrality=1)
        assert end.success
        return abs(round(end.fun))


def assert_withstands(overall: Group, views, rule=FIVE):
    shown, shown_views = protect(overall, views, rule)
    attack = Attack(shown, shown_views)
    truth = Attack(*protect(overall, views, Rule(0))).shown
    assert all(x is None or x == y for x, y in zip(attack.shown, truth, strict=True)), "what is shown is true"
    assert all(x is None or x == 0 or x >= rule.hidden_below for x in attack.shown), "those who are apart included"
    for figure in attack.hidden():
        high = attack.end(figure, largest=True)
        pinned = high == truth[figure] == attack.end(figure, largest=False)
        # Where all groups of a whole are hidden the whole limits each, and as many groups as people are one each.
        on_purpose = figure in attack.among_hidden
        assert not pinned or (on_purpose and truth[figure] <= 1), f"figure {figure} is {high}"
        assert high >= rule.hidden_below or on_purpose, f"figure {figure} is known to be small"


def assert_withstands_rounded(overall: Group, views):
    attack, truth = Attack(*protect(overall, views, ROUNDED)), Attack(*protect(overall, views, Rule(0))).shown
    assert all(x is None or ROUNDED.said(y) == x for x, y in zip(attack.shown, truth, strict=True)), (
        "what is shown is true"
    )
    assert all(x is None or not ROUNDED.hides(y) for x, y in zip(attack.shown, truth, strict=True)), "no few are shown"
    attack.know_the_rule(ROUNDED, truth)
    for figure in attack.hidden():
        pinned = attack.end(figure, largest=True) == attack.end(figure, largest=False)
        on_purpose = figure in attack.among_hidden
        assert not pinned or (on_purpose and truth[figure] <= 1), f"figure {figure} is {truth[figure]}"


def test_three_groups_of_three_answers_withstand_integer_programming():
    """15 of the 7**9 tables with counts from 0 to 6, and 15 sparser and larger ones."""
    rng = random.Random(11)
    for trial in range(30):
        most = 6 if trial < 15 else rng.choice((2, 9, 15))
        groups = view_of([[rng.randint(0, most) * (rng.random() < 0.8) for _ in range(3)] + [0] for _ in range(3)])
        if groups:
            assert_withstands(overall_of(groups), (groups,))
            assert_withstands_rounded(overall_of(groups), (groups,))


@st.composite
def people(draw):
    """Everybody with an answer, an inquiry, a month and a kind of teller."""
    one = st.tuples(st.integers(0, 6), st.integers(0, 2), st.integers(0, 5), st.integers(0, 2))
    return draw(st.lists(st.tuples(one, st.integers(1, 8)), min_size=1, max_size=25))


def views_of(counted):
    def count(name, picked, within=()):
        answers = [0] * 7
        for (answer, *where), number in counted:
            if picked(where):
                answers[answer] += number
        return Group(name, tuple(answers[:6]), answers[6], within)

    def some(groups):
        return tuple(g for g in groups if sum(g.answers) + g.apart)

    inquiries = some(count(f"i{i}", lambda where, i=i: where[0] == i) for i in range(3))
    quarters = some(
        count(
            f"q{q}",
            lambda where, q=q: where[1] // 3 == q,
            some(count(f"m{m}", lambda where, m=m: where[1] == m) for m in range(3 * q, 3 * q + 3)),
        )
        for q in range(2)
    )
    tellers = some(count(f"t{t}", lambda where, t=t: where[2] == t) for t in range(3))
    return count("all", lambda _: True), (inquiries, quarters, tellers)


@settings(max_examples=6, deadline=None, phases=[Phase.generate])  # each takes a second: shrinking would take hours
@given(counted=people(), small=st.integers(3, 7))
def test_all_views_together_withstand_integer_programming(counted, small):
    assert_withstands(*views_of(counted), Rule(small))
    assert_withstands_rounded(*views_of(counted))


@settings(max_examples=60, deadline=None)
@given(counted=people())
def test_the_order_of_groups_never_depends_on_their_figures(counted):
    overall, views = views_of(counted)
    _, shown = protect(overall, views, FIVE)
    assert [[g.name for g in view] for view in shown] == [[g.name for g in view] for view in views]


def test_a_bank_of_ten_years_is_protected_in_a_moment():
    rng = random.Random(3)
    months = [[rng.randint(0, 9) for _ in range(7)] for _ in range(120)]
    quarters = []
    for q in range(40):
        within = view_of(months[3 * q : 3 * q + 3])
        quarters.append(Group(f"q{q}", overall_of(within).answers, overall_of(within).apart, within))
    overall, (view,) = protect(overall_of(quarters), (tuple(quarters),), FIVE)
    assert overall.total is not None
    assert len(view) == 40
