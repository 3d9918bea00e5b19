"""What processes of one installation tell each other: who serves, and where the index is."""

import multiprocessing
import os

import pytest

from insight.errors import Refused
from insight.running import IndexServer, Running

SERVER = IndexServer("http://127.0.0.1:1", 3)


@pytest.fixture
def running(tmp_path):
    return Running(tmp_path / "run")


def test_nobody_serves_at_first(running):
    assert not running.is_served()
    assert running.index_server() is None


def test_the_index_is_told_and_taken_back(running):
    running.tell_index_server(SERVER)
    assert running.index_server() == SERVER
    running.tell_index_server(None)
    running.tell_index_server(None)
    assert running.index_server() is None


@pytest.mark.parametrize("kept", ["", "{", "[]", '"x"', '{"url": "x"}', '{"url": "x", "generation": 1, "more": 2}'])
def test_what_cannot_be_read_is_no_index(running, tmp_path, kept):
    running.tell_index_server(SERVER)
    (tmp_path / "run" / "index").write_text(kept, "utf-8")
    assert running.index_server() is None


def test_readers_never_see_half_a_file(running, tmp_path):
    running.tell_index_server(SERVER)
    running.tell_index_server(IndexServer("http://127.0.0.1:2", 4))
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == ["index"]


def test_one_launcher_a_folder(running, tmp_path):
    with running.serving():
        assert Running(tmp_path / "run").is_served()
        with pytest.raises(Refused, match="already running"), Running(tmp_path / "run").serving():
            pytest.fail("two launchers on one folder")
    assert not running.is_served()


def _serve_and_die(folder):
    with Running(folder).serving():
        os._exit(9)


def test_a_killed_launcher_leaves_the_place_free(running, tmp_path):
    dies = multiprocessing.get_context("spawn").Process(target=_serve_and_die, args=(tmp_path / "run",))
    dies.start()
    dies.join()
    assert dies.exitcode == 9
    assert not running.is_served()
    with running.serving():
        assert running.is_served()
