"""Whether a change in how people feel is found, and how often nothing is taken for one: `python -m benchmarks.feeling`.

Banks of two years, answer by answer, go through the code that draws the line (`insight/measure/line.py`, which also
hides and pools). Beside it, over the same answers: a p-chart with three-sigma limits, and a run chart (eight in a row
on one side of the median). Seeded: the same figures every time.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median

import numpy as np

from insight.measure.answers import Answer
from insight.measure.disclosure import Rule
from insight.measure.line import Kind, Line, Spoke, line
from insight.measure.spc import FALSE_IN_100, limits, signals

SEED = 20261123
MONTHS, BANKS, LINES = 24, 1_000, 10_000
AS_USUAL, AFTER, CHANGED_IN = 0.45, 0.65, 12  # shares of people who feel better; the first month after the change
SIZES = (5, 10, 20, 40)
BEFORE = {5: 28, 10: 22, 20: 19, 40: 19}  # what an earlier simulation by others gave for the four rules, in percent
A_ROW, SIGMAS = 8, 3
SMALL = Rule(5)
Counts = np.ndarray[tuple[int], np.dtype[np.int64]]


def main() -> None:
    """Print the tables of benchmarks/RESULTS.md."""
    numbers = np.random.default_rng(SEED)
    print(f"| nothing planted, {MONTHS} months, share {AS_USUAL:.0%} | " + " | ".join(map(str, SIZES)) + " answers |")
    print("| --- |" + " --- |" * len(SIZES))
    flat = {size: [numbers.binomial(size, AS_USUAL, MONTHS) for _ in range(LINES)] for size in SIZES}
    for name, finds in (
        ("our four rules, month by month", ours), ("… looked at anew every month", looking),
        ("p-chart, 3 sigma", p_chart), ("run chart, 8 in a row", run_chart),
    ):  # fmt: skip
        some = {size: flat[size][: LINES // 5] if finds is looking else flat[size] for size in SIZES}
        print(row(name, [share(finds(better, size) for better in some[size]) for size in SIZES]))
    print(row("… an earlier simulation by others", [f"{BEFORE[size]}%" for size in SIZES]))
    drawn = {size: [bank(better, size) for better in flat[size][:BANKS]] for size in SIZES}
    print(
        row("**as we draw it, pooled below 20 a month**", [share(bool(one.signals) for one in drawn[s]) for s in SIZES])
    )

    print(
        f"\n| {AS_USUAL:.0%} → {AFTER:.0%} after {CHANGED_IN} months, a signal of more since | 40 answers | 20 | 10 |"
    )
    print("| --- | --- | --- | --- |")
    shares = np.where(np.arange(MONTHS) < CHANGED_IN, AS_USUAL, AFTER)
    planted = {size: [numbers.binomial(size, shares) for _ in range(BANKS)] for size in (40, 20, 10)}
    for name, finds in (
        ("**as we draw it**, when two years are over", at_the_end), ("… drawn anew every month of them", by_and_by),
        ("p-chart, 3 sigma", p_chart_up), ("run chart, 8 in a row", run_chart_up),
    ):  # fmt: skip
        many = BANKS // 5 if finds is by_and_by else BANKS
        print(row(name, [share(finds(one, size) for one in planted[size][:many]) for size in planted]))
        print(row("… with nothing planted", [share(finds(one, size) for one in flat[size][:many]) for size in planted]))

    print("\n| values in a line | " + " | ".join(map(str, FALSE_IN_100)) + " |\n| --- |" + " --- |" * len(FALSE_IN_100))
    for size in (20, 40):
        lengths = [[numbers.binomial(size, AS_USUAL, length) for _ in range(LINES)] for length in FALSE_IN_100]
        print(
            row(f"false signals, {size} answers a value", [share(ours(one, size) for one in many) for many in lengths])
        )


def row(name: str, figures: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {name} | " + " | ".join(figures) + " |"


def share(found: Iterable[bool]) -> str:
    """How many of them, as `19.2%`."""
    every = list(found)
    return f"{np.mean(every):.1%}"


def bank(better: Counts, size: int) -> Line:
    """The line of a bank with so many answers a month, of which so many say better; each by somebody else."""
    spoke = [
        Spoke(
            f"{month}-{n}",
            date(2025 + month // 12, month % 12 + 1, 1 + n % 28),
            Answer.BETTER if n < many else Answer.SAME,
        )
        for month, many in enumerate(better)
        for n in range(size)
    ]
    end = len(better)
    return line(spoke, Kind(None), date(2025 + end // 12, end % 12 + 1, 1), SMALL)


def at_the_end(better: Counts, size: int) -> bool:
    """Whether the line of two years says that more people feel better than before, in the year after the change."""
    drawn = bank(better, size)
    change = date(2025 + CHANGED_IN // 12, CHANGED_IN % 12 + 1, 1)
    return any(one.up and drawn.points[one.last].period.last >= change for one in drawn.signals)


def by_and_by(better: Counts, size: int) -> bool:
    """Whether any of the lines that were drawn at the end of each month after the change says it."""
    return any(at_the_end(better[:end], size) for end in range(MONTHS, CHANGED_IN, -1))


def ours(better: Counts, size: int) -> bool:
    """Whether the four rules find anything in shares as they come, not pooled."""
    values = (better / size).tolist()
    within = limits(values)
    return within is not None and bool(signals(values, within))


def looking(better: Counts, size: int) -> bool:
    """Whether they do in any month, looked at anew at the end of each."""
    return any(ours(better[:end], size) for end in range(len(better), 3, -1))


def p_chart(better: Counts, size: int) -> bool:
    """Whether a share lies outside three sigmas of the binomial around the mean."""
    return bool(sigmas(better, size).any())


def p_chart_up(better: Counts, size: int) -> bool:
    """Whether one lies above them since the change."""
    return bool((sigmas(better, size)[CHANGED_IN:] > 0).any())


def run_chart(better: Counts, _: int) -> bool:
    """Whether eight in a row lie on one side of the median."""
    return bool((runs(better) >= A_ROW).any() or (runs(better) <= -A_ROW).any())


def run_chart_up(better: Counts, _: int) -> bool:
    """Whether eight in a row lie above it, the last of them since the change."""
    return bool((runs(better)[CHANGED_IN:] >= A_ROW).any())


def sigmas(better: Counts, size: int) -> Counts:
    """1 for each share above three sigmas, -1 below."""
    values = better / size
    mean = values.mean()
    away = SIGMAS * np.sqrt(mean * (1 - mean) / size)
    return np.where(values > mean + away, 1, np.where(values < mean - away, -1, 0))


def runs(better: Counts) -> Counts:
    """How many in a row lie above the median up to each month, less than nothing below; on it there is no new one."""
    middle, run, found = median(better.tolist()), 0, []
    for one in better.tolist():
        side = (one > middle) - (one < middle)
        run = run + side if run * side >= 0 else side
        found.append(run)
    return np.array(found)


if __name__ == "__main__":
    main()
