"""Words that were acknowledged are there after every fault, and a save that did not come about is told as that."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from statistics import quantiles

import pytest

from insight.running import free_port
from tests.served import PATIENCE, Pair, Served, bank_in, report, until

CANARY = "quillfeather"
SMALL = "64m"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A disk of its own, so small that it can be filled, where this account may mount one; else a plain folder."""
    folder = tmp_path_factory.mktemp("small")
    disk = folder / "data"
    disk.mkdir(mode=0o700)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=700", "tmpfs", disk], check=False)
    yield folder
    if mounted.returncode == 0:
        subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture(scope="module")
def house(folder):
    with bank_in(folder) as built:
        yield built


@pytest.fixture(scope="module")
def served(house, folder):
    one = Served(folder, free_port())
    yield one
    one.end()


@pytest.fixture
def pair(house, served):
    until(served.healthy)
    return Pair(house, served)


def keep_trying(pair, text):
    """As the page does: again and again until it is kept; after how many seconds it was."""
    return until(lambda: pair.save(text) or time.sleep(0.1))


# Killed.


def kill_rounds(house, served, rounds, saves, seed):
    """Kill web and worker in the midst of saves, again and again; how long the web was away, each time."""
    dice = random.Random(seed)
    pair = Pair(house, served)
    away = []
    for number in range(rounds):
        until(lambda: {"web", "quick"} <= set(served.children()))
        before, killed_at = served.children(), dice.randrange(saves)
        for save in range(saves):
            text = f"{pair.text} {CANARY}{number}x{save}"
            if save == killed_at:
                for victim in ("web", "quick"):
                    threading.Timer(dice.uniform(0, 0.01), os.kill, (before[victim], signal.SIGKILL)).start()
                began = time.monotonic()
            while not pair.save(text):
                time.sleep(0.02)
                assert time.monotonic() < began + PATIENCE
            if save == killed_at:  # the kill may have fallen between this save and the next
                gone = before["web"]
                until(lambda gone=gone: served.children().get("web", gone) != gone and served.healthy())
                away.append(time.monotonic() - began)
            assert pair.kept() == pair.text == text
    assert len(pair.kept().split()) == rounds * saves
    until(lambda: {"web", "quick", "heavy", "index"} <= set(served.children()))
    return away


def test_no_acknowledged_word_is_lost_when_web_and_worker_are_killed(house, served):
    away = kill_rounds(house, served, 2, 40, seed=1)
    sys.stdout.write(f"\nback after {', '.join(f'{one:.1f}' for one in away)} s\n")


@pytest.mark.soak
def test_twenty_rounds_of_kill_during_200_saves(house, served):
    away = kill_rounds(house, served, 20, 200, seed=2)
    sys.stdout.write(f"\nback after {max(away):.1f} s at most, {sum(away) / len(away):.1f} s on average\n")
    report(max(away), 10, "seconds away at most")


# Locked.


@contextmanager
def locked(house, seconds):
    """Another program that holds the write lock for so long."""
    holder = """
import sqlite3, sys, time
bank = sqlite3.connect(sys.argv[1], isolation_level=None)
bank.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
    file = str(house.bank.engine.url.database)
    other = subprocess.Popen([sys.executable, "-c", holder, file, str(seconds)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        yield
    finally:
        other.wait(seconds + PATIENCE)
        other.stdout.close()


def test_a_bank_that_is_locked_for_five_seconds_keeps_the_save_waiting_and_then_keeps_it(house, pair):
    assert pair.save("before")
    with locked(house, 5):
        began = time.monotonic()
        status, _ = pair.send("before and after")
        assert status in (200, 503)
        assert time.monotonic() - began > 3
        assert keep_trying(pair, "before and after") < 5
    assert pair.kept() == "before and after"


@pytest.mark.soak
def test_a_bank_that_is_locked_for_longer_says_so_and_keeps_it_afterwards(house, pair):
    assert pair.save("before")
    with locked(house, 20):
        status, said = pair.send("before and after")
        assert (status, said["why"][:40]) == (503, "Something else is writing to the bank an")
        assert pair.kept() == "before"
        keep_trying(pair, "before and after")
    assert pair.kept() == "before and after"


# Full.


@contextmanager
def filled(folder):
    """The small disk, full to the last byte."""
    ballast = folder / "data" / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as file:
        file.writelines(b"x" * 4096 for _ in range(1_000_000))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def may_write_nothing_more(served, house):
    """What a quota does: files of the web process cannot grow. For accounts that may mount no disk."""
    web = served.children()["web"]
    before = resource.prlimit(web, resource.RLIMIT_FSIZE)
    resource.prlimit(web, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(web, resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("how", ["full disk", "quota"])
def test_a_full_disk_is_told_loses_nothing_acknowledged_and_saving_goes_on_when_there_is_room(
    house, served, folder, pair, how
):
    if how == "full disk" and not os.path.ismount(folder / "data"):
        pytest.skip("NO FULL DISK: this account may not mount a small one. Run this as root. A quota is tried instead.")
    grows = "They kept ringing. " * 400
    assert pair.save(grows)
    refused = None
    with filled(folder) if how == "full disk" else may_write_nothing_more(served, house):
        for turn in range(400):  # the write-ahead log has room of its own to use up first
            status, said = pair.send(f"{grows} {CANARY}{turn}")
            if status != 200:
                refused = status, said.get("why")
                break
            pair.text, pair.revision = f"{grows} {CANARY}{turn}", said["revision"]
        assert refused == (503, "The disk is full or does not answer. This was not kept. Make room and try again.")
        assert served.healthy()
        assert pair.kept() == pair.text
    wanted = f"{pair.text} and there is room again"
    keep_trying(pair, wanted)
    assert pair.kept() == wanted
    until(lambda: {"web", "quick", "heavy", "index"} <= set(served.children()))
    assert sqlite3.connect(house.bank.engine.url.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)


# Two screens, and a session that ended.


def test_the_second_screen_is_told_and_both_texts_are_there(house, served, pair):
    other = Pair(house, served, pair.interview)
    assert pair.save("mine, from the laptop")
    status, said = other.send("theirs, from a phone")
    assert (status, said["text"], said["revision"]) == (409, "mine, from the laptop", 1)
    assert pair.kept() == "mine, from the laptop"
    other.revision = said["revision"]
    assert other.save("mine, from the laptop\n\ntheirs, from a phone")
    assert pair.send("mine, once more")[0] == 409


def test_after_a_long_pause_one_signs_in_again_and_the_same_page_goes_on(house, pair):
    assert pair.save("before the pause")
    pair.sign_out()
    assert pair.send("before the pause and after")[0] == 401
    pair.sign_in()
    assert pair.save("before the pause and after")
    assert pair.kept() == "before the pause and after"


@pytest.mark.soak
def test_fifty_saves_a_second_for_half_a_minute(house, served):
    until(served.healthy)
    pairs = [Pair(house, served) for _ in range(10)]
    times, failed = [], []

    def types(pair):
        due = time.monotonic()
        for number in range(150):
            time.sleep(max(0.0, due - time.monotonic()))
            began = time.monotonic()
            if not pair.save(f"{pair.text} word{number}"):
                failed.append(number)
            times.append(time.monotonic() - began)
            due += 0.2

    typing = [threading.Thread(target=types, args=(pair,)) for pair in pairs]
    began = time.monotonic()
    for one in typing:
        one.start()
    for one in typing:
        one.join()
    p95 = quantiles(times, n=20)[-1] * 1000
    sys.stdout.write(f"\n{len(times)} saves in {time.monotonic() - began:.0f} s, p95 {p95:.0f} ms\n")
    assert not failed
    assert all(len(pair.kept().split()) == 150 for pair in pairs)
    report(p95, 200, "p95 of a save in ms")


def test_the_log_says_what_happened_and_holds_no_word(served):
    text = served.log.read_text("utf-8")
    for word in (CANARY, "ringing", "laptop", "pause", "Traceback"):
        assert word not in text
