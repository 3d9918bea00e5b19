"""A bank is made and migrated on first use, and a file that is none of ours is left as it was."""

import multiprocessing
import sqlite3

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect

from insight.errors import Damaged
from insight.store.database import MIGRATIONS, NEWEST, open_database
from insight.store.tables import metadata


def url(folder):
    return f"sqlite:///{folder / 'insight.db'}"


def test_an_empty_folder_becomes_a_bank(tmp_path):
    engine = open_database(url(tmp_path / "new" / "deep"))
    tables = set(inspect(engine).get_table_names())
    assert tables >= set(metadata.tables) | {"alembic_version", "full_text"}
    engine.dispose()
    open_database(url(tmp_path / "new" / "deep")).dispose()


def test_the_migrations_make_what_the_tables_say(bank):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with bank.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [one for one in differences if "full_text" not in str(one)] == []


EARLIER = (  # a conversation in the middle, as the second schema knew it
    "INSERT INTO inquiry (id, name, purpose, opened_at) VALUES ('i', 'Warmth', 'To learn.', '2026-01-01')",
    "INSERT INTO question_set (id, inquiry, version, frozen) VALUES ('q', 'i', 1, 1)",
    "INSERT INTO storyteller (id, teller) VALUES ('t', 'family')",
    "INSERT INTO consent (id, storyteller, inside, script, how, taken_by) VALUES ('c', 't', 1, '1', 's', 'x')",
    "INSERT INTO interview (id, inquiry, question_set, storyteller, consent, teller, told_about, feeling, whose, "
    "state, opened_at, touched_at) VALUES ('v', 'i', 'q', 't', 'c', 'family', 0, 'better', 'our_notes', 'open', "
    "'2026-01-01', '2026-01-01')",
    "INSERT INTO interviewer (interview, place, position) VALUES ('v', 0, 'cook')",
    "INSERT INTO story (id, inquiry, storyteller, consent, interview, brought_by, teller, told_about, held, state, "
    "attempts, received_at, words) VALUES ('s', 'i', 't', 'c', 'v', 'x', 'family', 0, 0, 'new', 0, '2026-01-01', 1)",
)


def test_a_bank_of_an_earlier_program_is_brought_up_to_date(tmp_path):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with create_engine(url(tmp_path)).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in EARLIER:
            connection.exec_driver_sql(statement)
    engine = open_database(url(tmp_path))
    with engine.connect() as connection:
        told = connection.exec_driver_sql(
            "SELECT place, storyteller, consent, teller, feeling, whose, stories FROM telling WHERE interview = 'v'"
        ).one()
        assert tuple(told) == (1, "t", "c", "family", "better", "our_notes", 1)
        for table in ("interview", "interviewer", "story"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == NEWEST
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 15000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
    ],
)
def test_every_connection_is_set_up(tmp_path, pragma, value):
    engine = open_database(url(tmp_path))
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
            connection.rollback()  # the second takes the writer's lock as well


def test_a_newer_schema_is_left_alone(bank, tmp_path):
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Damaged, match="newer program"):
        open_database(url(tmp_path))
    with bank.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 40, b"x" * 20])
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content):
    (tmp_path / "insight.db").write_bytes(content)
    with pytest.raises(Damaged):
        open_database(url(tmp_path))
    assert (tmp_path / "insight.db").read_bytes() == content


def test_a_database_of_something_else_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "insight.db") as other:
        other.execute("CREATE TABLE story (id INTEGER PRIMARY KEY)")
    other.close()
    with pytest.raises(Damaged):
        open_database(url(tmp_path))
    with sqlite3.connect(tmp_path / "insight.db") as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("story",)]
    other.close()


def test_errors_do_not_show_what_was_being_written(bank):
    from sqlalchemy.exc import DatabaseError

    with bank.engine.begin() as connection, pytest.raises(DatabaseError) as raised:
        connection.execute(metadata.tables["story"].insert().values(id="quokka"))
    assert "quokka" not in str(raised.value)


def _open(folder, gate, results):
    gate.wait()
    try:
        engine = open_database(url(folder))
        with engine.begin() as connection:
            results.put(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    except BaseException as error:
        results.put(repr(error))
        raise


@pytest.mark.parametrize("attempt", range(8))
def test_processes_that_start_at_once_make_one_bank(tmp_path, attempt):
    context = multiprocessing.get_context("fork")
    gate, results = context.Barrier(8), context.Queue()
    processes = [context.Process(target=_open, args=(tmp_path, gate, results)) for _ in range(8)]
    for one in processes:
        one.start()
    assert [results.get(timeout=60) for _ in processes] == [NEWEST] * 8
    for one in processes:
        one.join()


def test_a_reader_does_not_wait_for_a_writer(bank, clock):
    with bank.writing() as writing:
        writing.records.set("colour", "teal")
        with bank.reading() as reading:
            assert reading.records.value("colour") is None
    with bank.reading() as reading:
        assert reading.records.value("colour") == "teal"
