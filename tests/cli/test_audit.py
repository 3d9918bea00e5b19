"""`audit`: who did what, for whoever sits at the machine; and a word where the bank is not set up."""

import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

WARM = "They knew my name at the day centre and there was always a cup of tea."


def test_it_is_told_in_lines_as_json_and_as_a_table(cli: Any, rows: Callable[..., Path], tmp_path: Path) -> None:
    brought = cli("import", rows(["text"], [WARM]), "--approved-by", "Ines, steward")
    assert "Insight is not set up yet. Your steward has 7 steps left." in brought.err
    said = cli("audit")
    assert "operator  brought in a story that was protected elsewhere" in said.out
    assert "The list is whole." in said.err
    told = cli("audit", "--json").json
    assert told["broken_at"] is None
    assert [one["what"] for one in told["entries"]] == ["story_brought_in_protected"]
    assert cli("audit", "--out", tmp_path / "audit.csv").code == 0
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["what"] == "story_brought_in_protected"
    assert "audit_taken_along" in cli("audit", "--json").out
    assert cli("audit", "--month", "1999-01", "--json").json["entries"] == []
    assert cli("audit", "--month", "June").code == 2
    assert "day centre" not in said.out


def test_a_cut_end_is_told(cli: Any, rows: Callable[..., Path]) -> None:
    cli("import", rows(["text"], [WARM], [f"{WARM} Twice."]), "--approved-by", "Ines, steward")
    with sqlite3.connect(cli.data / "insight.db") as database:
        database.execute("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    assert "changed or cut at entry 2" in cli("audit").err
    findings = {one["what"]: one for one in cli("doctor", "--json").json["findings"]}
    assert not findings["audit"]["well"]
