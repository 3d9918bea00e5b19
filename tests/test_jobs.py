"""The workers as they are: a process of its own over a real queue, killed at any moment, and nothing lost by it."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from insight.access.gate import scope
from insight.access.reader import operator, system
from insight.clock import now
from insight.logs import LEFT_OUT, known_keys_only
from insight.settings import PROJECT, Settings
from insight.stories.story import State
from insight.themes.passages import cut
from insight.wiring import with_worker

TODAY = now().date()

ROOT = Path(__file__).parents[1]
CANARY = "quillfeather wombat"
# Generous: three processes of other people's may stand before ours on a shared machine. What was needed is printed.
PATIENCE = 90.0


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The services as the web process has them, over a folder of their own."""
    monkeypatch.setenv("INSIGHT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("INSIGHT_LOG_LEVEL", "warning")
    return with_worker(Settings())


@pytest.fixture
def bank(house):
    return house.bank


@pytest.fixture
def clock(clock):
    """What comes in comes in today: to a worker, a story that has waited for half a year is one to remove."""
    clock.now = now()
    return clock


class Worker:
    """One worker process, with what it says on stderr in a file."""

    def __init__(self, said, lane="quick", **environment):
        self._said = said.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "insight.jobs", lane],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._said,
            env={**os.environ, **environment},
        )  # fmt: skip

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(20)
        self._said.close()


@pytest.fixture
def said(tmp_path):
    return tmp_path / "said.txt"


@pytest.fixture
def worker(said):
    """Start a worker; it is ended with the test."""
    started = []

    def start(lane="quick", **environment):
        started.append(Worker(said, lane, **environment))
        return started[-1]

    yield start
    for one in started:
        one.end(signal.SIGKILL)


def states(house):
    with house.bank.reading() as work:
        return work.stories.count_by_state()


def until(done, patience=PATIENCE):
    """Wait until it is done; after how many seconds it was."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() < began + patience, "it took too long"
        time.sleep(0.02)
    return time.monotonic() - began


def approve_all(house):
    for one in house.protection.waiting(operator()):
        house.protection.approve(operator(), one.id)


def test_a_story_is_detected_and_after_approval_indexed_within_seconds(house, tell, worker, said):
    tell("They kept ringing.", before_review=True)
    worker()
    until(lambda: states(house) == {State.DETECTED: 1})  # it came in before there was a worker: the sweep finds it
    story = tell("My keyworker rang me every week. Nobody gave up on me.", before_review=True)
    house.hint(story)
    detected = until(lambda: states(house) == {State.DETECTED: 2})
    approve_all(house)
    indexed = until(lambda: states(house) == {State.INDEXED: 2})
    sys.stdout.write(f"\ndetected after {detected:.2f} s, indexed {indexed:.2f} s after approval\n")
    assert max(detected, indexed) < 5
    assert story in {one.facts.id for one in house.search.search(operator(), "every week")}
    assert said.read_text() == ""


def test_the_heavy_lane_builds_what_it_is_asked_for_and_what_a_killed_one_left(house, tell, worker):
    for number in range(4):
        tell(f"They kept ringing, number {number}.")
    house.bank.reading()
    with house.bank.writing() as work:
        work.builds.begin("any", house.themes.shelf._clock())  # as a worker leaves it that was killed at it
    assert house.themes.shelf.list(operator()).building
    worker("heavy")
    until(lambda: not house.themes.shelf.list(operator()).building and house.themes.shelf.list(operator()).built_at)
    first = house.themes.shelf.list(operator()).built_at
    house.lanes.build_themes()
    until(lambda: house.themes.shelf.list(operator()).built_at > first)


def test_queues_hold_ids_only(house, tell, bank):
    story = tell(f"I am {CANARY} and they rang me.", before_review=True)
    house.hint(story)
    house.lanes.build_themes()
    files = [path.read_bytes() for path in house.settings.queues.rglob("*") if path.is_file()]
    assert any(story.encode() in body for body in files)
    for word in CANARY.split():
        assert not any(word.encode() in body for body in files)


def test_of_an_exception_only_the_type_reaches_the_log(house, tell, worker, said, tmp_path):
    """A library that quotes what it was given: the worst that can happen to a log."""
    (tmp_path / "sitecustomize.py").write_text(
        "from insight.stories.detect import SpacyDetector\n"
        "def leaky(self, text):\n"
        "    if text != 'Ready.':\n"
        "        raise ZeroDivisionError(f'I cannot read: {text}')\n"
        "    return ()\n"
        "SpacyDetector.detect = leaky\n"
    )
    story = tell(f"I am {CANARY} and they rang me.", before_review=True)
    worker(PYTHONPATH=f"{tmp_path}{os.pathsep}{PROJECT}")
    until(lambda: "ZeroDivisionError" in said.read_text())
    house.hint(story)
    text = said.read_text()
    for word in CANARY.split():
        assert word not in text.lower()
    assert "Traceback" not in text
    assert states(house) == {State.RECEIVED: 1}  # nothing was lost: it will be tried again


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"event": "x", "job": "sweep", "error": "KeyError"}, {"event": "x", "job": "sweep", "error": "KeyError"}),
        ({"event": "x", "text": "my story"}, {"event": "x", "text": LEFT_OUT}),
        ({"event": "x", "exc_info": True}, {"event": "x", "exc_info": LEFT_OUT}),
    ],
)  # fmt: skip
def test_a_log_line_has_known_keys_only(line, expected):
    assert known_keys_only(None, "", dict(line)) == expected


def test_no_job_tells_more_than_its_name(house):
    """What huey would print or keep of a task that fails."""

    def fails():
        raise ValueError(CANARY)

    with pytest.raises(Exception, match=r"^advance failed with ValueError$") as told:
        house.lanes._guard("advance", fails)
    assert told.value.__suppress_context__


def kill_rounds(house, tell, worker, rounds, seed):
    """Tell, approve and kill the worker at any moment, again and again; then let it end, and count."""
    dice = random.Random(seed)
    told = {}
    for number in range(rounds):
        one = worker()
        for _ in range(dice.randint(2, 6)):
            words = " ".join(
                f"In round {number} they rang {dice.randint(2, 99)} times." for _ in range(dice.randint(1, 40))
            )
            story = tell(words, before_review=True)
            told[story] = words
            house.hint(story)
        if number % 2:  # in the midst of work
            before = states(house).get(State.RECEIVED, 0)
            until(lambda most=before: states(house).get(State.RECEIVED, 0) < most)
            approve_all(house)
            time.sleep(dice.uniform(0, 0.4))
        else:  # while it starts
            time.sleep(dice.uniform(0, 3))
            approve_all(house)
        one.end(signal.SIGKILL)
    worker()
    began = time.monotonic()

    def ended():
        approve_all(house)
        return states(house) == {State.INDEXED: len(told)}

    until(ended)
    sys.stdout.write(
        f"\n{rounds} rounds, {len(told)} stories, all done {time.monotonic() - began:.1f} s after the last start\n"
    )
    return told


def lost_or_doubled(house, told):
    """The stories that have not exactly the passages and vectors that one run over them makes."""
    wrong = []
    everything = scope(system("index"), today=TODAY)
    model = house.embedder.model_id
    with house.bank.reading() as work:
        approvals = [one.subject for one in work.records.entries(10_000) if one.what == "story_approved"]
        for story in told:
            text = str(work.stories.get(story, everything).text)
            passages = [(one.start, one.end) for one in work.passages.of_story(story, everything)]
            vectors = work.passages.vectors_of(story, model).passages
            if passages != [(one.start, one.end) for one in cut(text)] or len(vectors) != len(passages) + 1:
                wrong.append(story)
    return wrong, sorted(approvals) == sorted(told)


def test_a_worker_killed_at_any_moment_loses_and_doubles_nothing(house, tell, worker):
    told = kill_rounds(house, tell, worker, 5, seed=1)
    assert lost_or_doubled(house, told) == ([], True)


@pytest.mark.soak
def test_twenty_rounds_of_kill(house, tell, worker):
    told = kill_rounds(house, tell, worker, 20, seed=2)
    assert lost_or_doubled(house, told) == ([], True)


@pytest.mark.parametrize("name", ["quick", "heavy"])
def test_a_lane_listens_often_enough_for_a_pair_that_waits(name):
    from insight import jobs

    assert name in jobs.LANES
    assert jobs.POLL_SECONDS <= 0.2
    assert re.fullmatch(r"[^:]+:quick", jobs.worker())
