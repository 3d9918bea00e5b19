"""Backups are made while others write, count only once they were read back, and end when they are said to end."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from insight.access.reader import Reader, Role, operator, system
from insight.clock import now
from insight.errors import BadInput, Damaged, NotAllowed, NotFound, Refused, WrongPassphrase
from insight.keeping import backups as made_here
from insight.keeping.backups import Backups, passphrase_in
from insight.keeping.kept import Plan
from insight.keeping.restore import Restored
from insight.store.repositories.contents import Contents
from insight.store.sealed_file import SealedFile
from tests.keeping.conftest import PASSPHRASE, bring

BACKUP = system("backup")


@pytest.fixture
def keeping(full):
    return full.house.keeping.backups


def test_it_says_what_was_kept_and_writes_it_down(full, keeping, tmp_path):
    made = keeping.make(operator(), tmp_path / "one.backup", PASSPHRASE)
    assert (made.stories, made.tables, made.audit_whole) == (27, 82, True)
    assert made.bytes == (tmp_path / "one.backup").stat().st_size
    assert "27 stories are in" in made.in_words()
    assert [(one.name, one.stories, one.expires_on) for one in keeping.known(operator())] == [("one.backup", 27, None)]
    with full.house.bank.reading() as work:
        newest = work.records.entries(1)[0]
    assert (newest.what, newest.subject, newest.by) == ("backup_made", "one.backup", "operator")


def test_a_folder_gets_a_file_with_the_date(keeping, tmp_path):
    made = keeping.make(operator(), tmp_path, PASSPHRASE)
    assert made.path.parent == tmp_path
    assert made.path.name.startswith(f"insight-{now():%Y-%m-%d}")


@pytest.mark.parametrize("weak", ["", "short", "password1234", "insight123"])
def test_a_weak_passphrase_is_refused(keeping, tmp_path, weak):
    with pytest.raises(BadInput):
        keeping.make(operator(), tmp_path / "one.backup", weak)
    assert not (tmp_path / "one.backup").exists()


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER])
@pytest.mark.parametrize("verb", ["make_planned", "make_when_due", "known"])
def test_only_who_keeps_the_bank_may(keeping, tmp_path, role, verb):
    with pytest.raises(NotAllowed):
        getattr(keeping, verb)(Reader("x", "X", role))
    with pytest.raises(NotAllowed):
        keeping.make(Reader("x", "X", role), tmp_path / "x", PASSPHRASE)


def test_others_write_meanwhile_and_the_backup_is_of_one_moment(full, keeping, tmp_path, monkeypatch):
    lines = Contents.lines
    written = []

    def hand_in():
        written.extend(bring(full.house, f"Meanwhile {len(written)}."))

    def slowly(self, at):
        """After every table somebody hands in a story with its words in several tables."""
        for line in lines(self, at):
            if b'"columns"' in line and len(written) < 20:
                thread = threading.Thread(
                    target=lambda: written.extend(bring(full.house, f"Meanwhile {len(written)}."))
                )
                thread.start()
                thread.join(30)
                assert not thread.is_alive()
            yield line

    monkeypatch.setattr(Contents, "lines", slowly)
    made = keeping.make(operator(), tmp_path / "one.backup", PASSPHRASE)
    assert len(written) == 20
    assert made.stories == 27
    opened = b"".join(SealedFile(made.path).lines(PASSPHRASE))
    assert b"Meanwhile" not in opened
    assert not any(one.encode() in opened for one in written)


def test_what_does_not_come_back_as_it_was_is_not_kept(keeping, tmp_path, monkeypatch):
    load = Contents.load

    def forgetful(self, lines):
        found = load(self, lines)
        self._connection.exec_driver_sql("UPDATE story SET words = words + 1 WHERE id = (SELECT min(id) FROM story)")
        return found

    monkeypatch.setattr(Contents, "load", forgetful)
    with pytest.raises(Damaged, match="did not come back"):
        keeping.make(operator(), tmp_path / "one.backup", PASSPHRASE)
    assert not list(tmp_path.glob("*.backup"))
    assert keeping.known(operator()) == ()


def test_a_bank_under_another_key_is_not_backed_up(full, install, tmp_path):
    other = install("a")
    other.bank = full.house.bank.__class__(full.house.bank.engine, lambda: other.master)
    with pytest.raises(WrongPassphrase):
        other.keeping.backups.make(operator(), tmp_path / "one.backup", PASSPHRASE)
    assert not list(tmp_path.glob("*.backup"))


def test_a_bank_on_a_server_is_backed_up_there(install):
    house = install("b", database_url="postgresql+psycopg://somewhere/insight")
    for verb in (lambda: house.keeping.backups, lambda: house.keeping.restoring):
        with pytest.raises(Refused, match="database server"):
            verb()


# By themselves.


@pytest.fixture
def planned(full, clock, tmp_path) -> Backups:
    """Every 24 hours, three kept, with a clock that can be moved."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    real = full.house.keeping.backups
    plan = Plan(tmp_path / "kept", file, timedelta(hours=24), 3)
    return Backups(full.house.bank, full.house.keeping.ledger, clock, real._tools, plan, real._refuse_weak)


def files(planned) -> list[str]:
    return sorted(one.name for one in planned.plan.folder.iterdir())


def test_one_is_made_when_it_is_due(planned, clock):
    assert planned.make_when_due(BACKUP).path.name == "insight-2026-06-15-1000.backup"
    clock.forward(hours=23.9)
    assert planned.make_when_due(BACKUP) is None
    clock.forward(hours=0.2)
    assert planned.make_when_due(BACKUP) is not None
    assert files(planned) == ["insight-2026-06-15-1000.backup", "insight-2026-06-16-1006.backup"]
    assert planned.plan.folder.stat().st_mode & 0o777 == 0o700


def test_the_oldest_go_and_nobody_elses(full, planned, clock):
    for _ in range(5):
        planned.make_when_due(BACKUP)
        (planned.plan.folder / "holiday.jpg").write_bytes(b"")
        (planned.plan.folder / "insight-2020-01-01-1000.backup").write_bytes(b"")
        clock.forward(days=1)
    assert files(planned) == [
        "holiday.jpg",
        "insight-2020-01-01-1000.backup",
        *(f"insight-2026-06-{day}-1000.backup" for day in (17, 18, 19)),
    ]
    assert [one.at.day for one in planned.known(operator())] == [19, 18, 17]


def test_each_is_gone_on_the_day_that_was_said_but_the_newest_stays(full, planned, clock):
    first = planned.make_when_due(BACKUP)
    clock.forward(days=2)
    planned.make_when_due(BACKUP)
    said = planned.known(operator())[-1].expires_on
    assert said == date(2026, 6, 19)
    with full.house.bank.reading() as work:
        assert work.backups.last_expiry() == date(2026, 6, 21)
        assert work.backups.by_hand() == 0
    clock.forward(days=1.9)
    planned.make_when_due(BACKUP)
    assert not first.path.exists()
    clock.forward(days=60)  # the machine was off: no newer one came
    assert len(files(planned)) == 2
    planned._let_go(BACKUP)
    assert len(files(planned)) == 1


def test_what_cannot_be_seen_now_is_left_for_later(planned, clock):
    for _ in range(3):
        planned.make_when_due(BACKUP)
        clock.forward(days=1)
    away = planned.plan.folder.rename(planned.plan.folder.with_name("unplugged"))
    planned._let_go(BACKUP)
    clock.forward(days=30)
    planned._let_go(BACKUP)
    assert len(planned.known(operator())) == 3
    away.rename(planned.plan.folder)
    planned._let_go(BACKUP)
    assert len(planned.known(operator())) == 1


def test_one_that_was_made_by_hand_is_never_deleted(full, planned, clock, tmp_path):
    by_hand = planned.make(operator(), tmp_path / "mine.backup", PASSPHRASE).path
    for _ in range(5):
        clock.forward(days=1)
        planned.make_when_due(BACKUP)
    assert by_hand.exists()
    with full.house.bank.reading() as work:
        assert work.backups.by_hand() == 1


def test_without_a_plan_nothing_is_made(keeping):
    assert keeping.make_when_due(BACKUP) is None
    with pytest.raises(Refused, match="not set up"):
        keeping.make_planned(BACKUP)


def test_the_worker_makes_it(install, template, tmp_path):
    import shutil

    shutil.copytree(template.folder, tmp_path / "a")
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    house = install(
        "a", master_key=template.key, backup_dir=tmp_path / "kept", backup_passphrase_file=tmp_path / "passphrase"
    )
    house.lanes.back_up_when_due()
    house.lanes.back_up_when_due()
    assert len(list((tmp_path / "kept").iterdir())) == 1
    house.lanes.back_up()
    assert [one.name for one in house.lanes.heavy.pending()] == ["back_up"]


@pytest.mark.parametrize(
    ("content", "error"), [(None, NotFound), (b"", BadInput), (b"\n", BadInput), (b"\xff\xfe", BadInput)]
)
def test_a_passphrase_file_that_holds_none(tmp_path, content, error):
    path = tmp_path / "passphrase"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        passphrase_in(path)


def test_a_passphrase_is_taken_without_the_end_of_its_line(tmp_path):
    path = Path(tmp_path / "passphrase")
    path.write_bytes(b" two words \r\n")
    assert passphrase_in(path) == " two words "


def test_what_came_back_is_said_in_words():
    assert "1 that were removed" in Restored(now(), 12, 1).in_words()
    assert made_here.NOT_SET_UP.endswith(".")
