"""The steward's figures: from the benchmark's file, and from what people changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed
from insight.settings import NAMES
from insight.stories.figures import Figures, InUse
from insight.stories.spans import Label

STEWARD = Reader("s1", "Ola", Role.STEWARD)


def test_the_benchmark_s_file_is_read(bank: Any, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    told = {
        "on": "1 May 2026",
        "sets": [{"stories": "kept apart", "texts": 2, "shares": {"direct": [9, 10], "none": [0, 0]}}],
    }
    file.write_text(json.dumps(told))
    [measured] = Figures(bank, file).measured(STEWARD)
    [share] = measured.shares
    assert (measured.on, measured.texts, share.what, share.share) == ("1 May 2026", 2, "direct", 0.9)
    low, high = share.interval
    assert low == pytest.approx(0.596, abs=0.001)
    assert high == pytest.approx(0.982, abs=0.001)
    assert Figures(bank, tmp_path / "none.json").measured(STEWARD) == ()


def test_the_file_that_ships_can_be_read(bank: Any) -> None:
    assert all(one.shares for one in Figures(bank, NAMES / "figures.json").measured(STEWARD))


def test_what_people_changed_is_counted_by_kind(bank: Any) -> None:
    with bank.writing() as work:
        for month in ("2026-05", "2026-06"):
            for what, number in (("proposed", 10), ("taken away", 1), ("added", 2), ("accepted", 1)):
                work.reviews.count(month, Label.PERSON.value, what, number)
        work.reviews.count("2026-05", "", "stories", 7)
    figures = Figures(bank, Path("none"))
    [row] = figures.in_use(STEWARD)
    assert row == InUse(Label.PERSON, 20, 2, 4, 2)
    assert row.missed == pytest.approx(6 / 24)
    assert figures.stories_and_recognised(STEWARD) == (7, 0)
    with pytest.raises(NotAllowed):
        figures.in_use(Reader("x", "X", Role.MEMBER))
