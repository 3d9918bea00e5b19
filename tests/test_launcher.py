"""`serve` as it is: real processes on loopback that are killed, restarted and ended, with nothing lost by any of it."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from insight.access.reader import operator
from insight.child import Child
from insight.running import free_port
from insight.stories.story import State
from insight.themes.asking import Mode
from tests.served import PATIENCE, ROOT, Served, bank_in, report, until

PLACES = ("the library", "a hostel", "the day centre", "a chemist", "the job centre", "a church hall", "the bakery")
THINGS = ("a kettle", "three tents", "a blue bicycle", "an accordion", "two lanterns", "a sewing machine", "a ladder")
REST = ("Nobody asked for it back.", "It rained all week after that.", "I still think of it on Sundays.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def house(folder):
    """The services of the very folder that is served, with demo people to sign in as and some stories in it."""
    with bank_in(folder) as built:
        texts = folder / "stories.csv"
        told = [f"They kept ringing until I picked up, time {number}. The kettle was on." for number in range(12)]
        texts.write_text("text\n" + "\n".join(f'"{one}"' for one in told), "utf-8")
        brought = built.bringing_in.bring_in(operator(), texts, inquiry=None, uses=(), approved_by="Rowan")
        assert len(brought.stories) == 12
        yield built


@pytest.fixture(scope="module")
def served(house, folder):
    one = Served(folder, free_port())
    until(lambda: indexed(house))
    yield one
    one.end()


def indexed(house):
    """Whether every story is in the index that is being served."""
    with house.bank.reading() as work:
        states, total = work.stories.count_by_state(), work.passages.total()
    index = house.index()
    return set(states) == {State.INDEXED} and index is not None and index.count() == total


def ids(house, query="ringing kettle"):
    return {one.facts.id for one in house.search.search(operator(), query, limit=50)}


def test_it_serves_web_workers_and_index(house, served):
    assert set(served.children()) == {"web", "quick", "heavy", "index"}
    assert served.healthy()
    assert len(ids(house)) == 12


def test_a_second_one_on_the_folder_is_refused_in_words(served):
    second = subprocess.run(
        [sys.executable, "-m", "insight", "serve", "--port", str(free_port())],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert second.returncode == 1
    assert second.stderr.strip() == "Insight is already running on this data folder."
    assert served.healthy()


def test_a_port_that_is_taken_is_refused_in_words(served, tmp_path):
    other = subprocess.run(
        [sys.executable, "-m", "insight", "serve", "--port", str(served.port)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE,
        env={**os.environ, "INSIGHT_DATA_DIR": str(tmp_path / "another")},
    )  # fmt: skip
    assert other.returncode == 1
    assert f"Port {served.port} is taken by another program." in other.stderr


@pytest.mark.parametrize("name", ["web", "quick", "heavy"])
def test_what_dies_is_started_again(served, name):
    before = served.children()[name]
    os.kill(before, signal.SIGKILL)
    until(lambda: served.children().get(name, before) != before)
    until(served.healthy)


def test_search_answers_while_the_index_is_dead_and_the_index_comes_back(house, served):
    url = house.running.index_server().url
    os.kill(served.children()["index"], signal.SIGKILL)
    assert len(ids(house)) == 12
    until(lambda: (now := house.running.index_server()) is not None and now.url != url)
    until(lambda: indexed(house))
    assert len(ids(house)) == 12


def test_a_withdrawal_swaps_the_index_and_others_are_found_meanwhile(house, served):
    until(lambda: indexed(house))
    before = house.running.index_server().generation
    gone = sorted(ids(house))[0]
    others = ids(house) - {gone}
    failed, stop = [], threading.Event()

    def search():
        while not stop.is_set():
            found = ids(house)
            if found not in (others, others | {gone}):
                failed.append(found)

    looking = threading.Thread(target=search)
    looking.start()
    try:
        receipt = house.leaving.withdrawal.withdraw(operator(), gone)
        until(lambda: indexed(house))
    finally:
        stop.set()
        looking.join()
    assert receipt.complete, receipt.in_words()
    assert not failed
    assert house.running.index_server().generation > before
    assert [one.name for one in house.settings.vectors.iterdir()] == [str(house.running.index_server().generation)]
    assert ids(house) == others


def told_and_killed(house, served, rounds, seed):
    """Stories come in and are searched for at once, while one process after the other is killed; their ids by words."""
    dice, told, stop = random.Random(seed), {}, threading.Event()

    def search():
        while not stop.is_set():
            ids(house)

    looking = threading.Thread(target=search)
    looking.start()
    try:
        for number in range(rounds):
            for turn in range(4):
                words = (
                    f"Round {number} turn {turn}: {dice.choice(PLACES)} lent {dice.choice(THINGS)} to {number + turn}."
                )
                file = served.folder / "one.txt"
                file.write_text(f"{words} {dice.choice(REST)}", "utf-8")
                [(story, _)] = house.bringing_in.bring_in(operator(), file, approved_by="Rowan").stories
                told[story] = words
                house.hint(story)
            children = served.children()
            killed = dice.choice(sorted(children))
            os.kill(children[killed], signal.SIGKILL)
            until(lambda before=children[killed], name=killed: served.children().get(name, before) != before)
    finally:
        stop.set()
        looking.join()
    until(lambda: indexed(house))
    return told


def not_found(house, told):
    """Stories that a search for their very words does not bring up, whichever way it looks."""
    return [
        (mode.value, story)
        for mode in Mode
        for story, words in told.items()
        if story not in {one.facts.id for one in house.search.search(operator(), words, mode=mode, limit=10)}
    ]


def test_what_came_in_while_everything_was_killed_is_found(house, served):
    told = told_and_killed(house, served, 3, seed=1)
    assert not_found(house, told) == []


@pytest.mark.soak
def test_twenty_rounds_of_writing_searching_and_killing(house, served):
    told = told_and_killed(house, served, 20, seed=2)
    lost = not_found(house, told)
    sys.stdout.write(f"\n{len(told)} stories, {len(lost)} of {len(told) * len(Mode)} searches did not bring them up\n")
    assert lost == []


# The end, and what is left.


def test_logs_hold_no_word_of_a_story(house, served):
    text = served.log.read_text("utf-8")
    assert "process restarted" in text
    for word in ("ringing", "kettle", "Traceback"):
        assert word not in text


def test_ctrl_c_ends_everything_and_the_second_start_is_quick(house, served):
    children, before = served.children(), ids(house)
    assert served.end(signal.SIGINT) == 0
    for number in children.values():
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    assert not house.running.is_served()
    assert house.running.index_server() is None
    assert ids(house) == before
    needed = served.start()
    sys.stdout.write(f"\nsecond start {needed:.1f} s\n")
    until(lambda: indexed(house))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_launcher_leaves_nothing_behind(house, served):
    children = served.children()
    assert served.end(signal.SIGKILL) == -signal.SIGKILL

    def gone(number):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        return False

    until(lambda: all(gone(number) for number in children.values()), 20)
    served.start()


@pytest.mark.soak
def test_the_second_start_takes_ten_seconds_at_most(served):
    needed = []
    for _ in range(3):
        served.end()
        needed.append(served.start())
    sys.stdout.write(f"\nstarts of {', '.join(f'{one:.1f}' for one in needed)} s\n")
    report(min(needed), 10, "seconds to the second start")


def test_a_process_that_dies_at_once_is_left_alone_for_a_while(monkeypatch):
    child = Child("dies", [sys.executable, "-c", ""])
    for _ in range(20):
        if child.worn_out():
            break
        child.start()
        child.process.wait()
    assert 5 < len(child.starts) < 20
    assert not child.alive()
    monkeypatch.setattr("insight.child.THEN_EVERY", 0.0)
    assert not child.worn_out()  # somebody may be waiting for a page


def test_a_process_that_will_not_stop_is_made_to(monkeypatch):
    monkeypatch.setattr("insight.child.STOP_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("deaf", [sys.executable, "-c", deaf])
    child.start()
    time.sleep(0.5)
    child.stop()
    assert not child.alive()
