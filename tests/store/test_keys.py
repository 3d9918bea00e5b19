"""Where the master key comes from, and when the program rather does not start."""

import multiprocessing
import stat

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from insight.errors import Damaged, Unavailable
from insight.settings import Settings
from insight.store.keys import master_key


def settings(folder, **more):
    return Settings(data_dir=folder / "data", **more)


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    sealed = master_key(settings(tmp_path)).encrypt(b"x")
    path = tmp_path / "data" / "keys" / "master.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]
    assert master_key(settings(tmp_path)).decrypt(sealed) == b"x"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    master_key(settings(tmp_path))
    (tmp_path / "data" / "keys" / "master.key").chmod(mode)
    with pytest.raises(Unavailable, match="chmod 600"):
        master_key(settings(tmp_path))


@pytest.mark.parametrize("more", [{"production": True}, {"host": "0.0.0.0"}])
def test_production_refuses_a_key_beside_the_bank(tmp_path, more):
    inside = tmp_path / "data" / "keys" / "own.key"
    for named in (None, inside):
        with pytest.raises(Unavailable, match="beside the bank"):
            master_key(settings(tmp_path, master_key_file=named, **more))
    assert not inside.parent.exists()


def test_production_takes_a_key_from_elsewhere(tmp_path):
    path = tmp_path / "elsewhere.key"
    path.write_bytes(Fernet.generate_key())
    path.chmod(0o600)
    assert master_key(settings(tmp_path, production=True, master_key_file=path))
    given = SecretStr(Fernet.generate_key().decode())
    assert master_key(settings(tmp_path, production=True, master_key=given))


def test_a_named_key_that_is_not_there_is_not_made(tmp_path):
    path = tmp_path / "gone.key"
    with pytest.raises(Unavailable):
        master_key(settings(tmp_path, master_key_file=path))
    assert not path.exists()


def test_several_keys_open_what_the_older_ones_closed(tmp_path):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = Fernet(old).encrypt(b"x")
    both = master_key(settings(tmp_path, master_key=SecretStr(f"{new},{old}")))
    assert both.decrypt(sealed) == b"x"
    assert Fernet(new).decrypt(both.encrypt(b"y")) == b"y"


@pytest.mark.parametrize("text", ["not a key", "", "  ,  "])
def test_what_is_no_key_is_said_to_be_none(tmp_path, text):
    with pytest.raises(Damaged) as raised:
        master_key(settings(tmp_path, master_key=SecretStr(text)))
    assert text.strip() == "" or text not in str(raised.value)


def test_a_key_file_of_strange_bytes_is_said_to_be_damaged(tmp_path):
    path = tmp_path / "strange.key"
    path.write_bytes(b"\xff\xfe\x00key")
    path.chmod(0o600)
    with pytest.raises(Damaged):
        master_key(settings(tmp_path, master_key_file=path))


def _seal(folder, gate, results):
    gate.wait()
    results.put(master_key(settings(folder)).encrypt(b"x"))


def test_two_processes_that_start_at_once_agree_on_one_key(tmp_path):
    context = multiprocessing.get_context("fork")
    gate, results = context.Barrier(4), context.Queue()
    processes = [context.Process(target=_seal, args=(tmp_path, gate, results)) for _ in range(4)]
    for one in processes:
        one.start()
    sealed = [results.get(timeout=60) for _ in processes]
    for one in processes:
        one.join()
    assert {master_key(settings(tmp_path)).decrypt(one) for one in sealed} == {b"x"}
