"""The steward sees when the last backup was and until when each is kept, and can ask for one more."""

from datetime import date, datetime

import pytest

from insight.access.reader import Role
from insight.clock import UTC
from insight.keeping.kept import KeptBackup
from tests.pages.drawn import texts


@pytest.fixture
def known(bank):
    with bank.writing() as work:
        work.backups.add(KeptBackup(datetime(2026, 6, 1, 10, tzinfo=UTC), "mine.backup", 1, None))
        kept = datetime(2026, 6, 2, 10, tzinfo=UTC)
        work.backups.add(KeptBackup(kept, "/kept/insight-2026-06-02-1000.backup", 216, date(2026, 6, 17)))


def test_without_a_plan_it_says_how_to_make_one(draw, as_role, house):
    app = draw(as_role(Role.STEWARD), "backups.py")
    assert "name two things: a folder on another disk" in texts(app)
    assert "No backup was ever made." in texts(app)
    assert not [one for one in app.button if one.label == "Make one now"]


def test_it_lists_what_there_is(draw, as_role, house, known):
    said = texts(draw(as_role(Role.STEWARD), "backups.py"))
    assert "02 June 2026 at 10:00, 216 stories, kept until 17 June 2026." in said
    assert "01 June 2026 at 10:00, 1 story. Somebody made it by hand" in said
    assert "/kept" not in said


def test_one_more_is_asked_for(draw, as_role, house, tmp_path):
    house.settings.backup_dir, house.settings.backup_passphrase_file = tmp_path / "kept", tmp_path / "passphrase"
    app = draw(as_role(Role.STEWARD), "backups.py")
    assert "Once a day a backup is made by itself. The newest 14 are kept" in texts(app)
    next(one for one in app.button if one.label == "Make one now").click()
    app.run()
    assert not app.exception
    assert [one.name for one in house.lanes.heavy.pending()] == ["back_up"]
    assert app.success[0].value.startswith("This has been asked for.")


def test_a_bank_on_a_server_is_backed_up_there(draw, as_role, house):
    from pydantic import SecretStr

    house.settings.database_url = SecretStr("postgresql+psycopg://somewhere/insight")
    app = draw(as_role(Role.STEWARD), "backups.py")
    assert not app.exception
    assert "lies on a database server" in texts(app)
