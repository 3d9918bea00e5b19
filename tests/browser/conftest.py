"""The real thing, served once with the demo bank in a folder of its own, and a Chromium to go through it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import httpx
import pytest

from insight.access.reader import Role
from insight.measure.answers import Answer, Felt, Since
from insight.running import free_port
from insight.settings import Settings
from insight.stories.consent import Consent
from insight.stories.interview import STORY_FIELD, KindOfJob, Listener
from insight.wiring import Services, services

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# Without these Chromium spends its first seconds calling home.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LOADED_WITHIN = 300  # seconds: a few on two cores, many more beside other work
EXPECTED_WITHIN = 15_000  # ms; a page takes one or two seconds where nothing else runs
BACK_WITHIN = 30  # seconds; the launcher itself is quicker, a loaded machine is not
COOKIE = "insight_session"
DEMO_PEOPLE = ("pair", "sub\u2011group", "researcher", "steward")
READER, PASSWORD = "share-back-reader", "kettle moss lantern"


class Served:
    """One served bank: where it listens, what it has on disk, and its web process to be killed."""

    def __init__(self, folder: Path, demo: Path) -> None:
        shutil.copytree(demo, folder / "data")
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.data = folder / "data"
        self.log = folder / "served.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("INSIGHT_")},
            "INSIGHT_DATA_DIR": str(self.data),
        }
        with self.log.open("wb") as log:
            self.launcher = subprocess.Popen(
                [sys.executable, "-m", "insight", "serve", "--demo", "--port", str(self.port)],
                cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self.wait(LOADED_WITHIN)
        self._tokens: dict[str, str] = {}
        self._add_a_reader()

    def wait(self, seconds: float) -> float:
        """Until the web page answers; how long it took, in seconds."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            assert self.launcher.poll() is None, self.log.read_text("utf-8")
            try:
                if httpx.get(f"{self.address}/insight/health", timeout=2).status_code == 200:
                    return time.monotonic() - began
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError(f"nothing answers after {seconds} seconds:\n{self.log.read_text('utf-8')}")

    def kill_web(self) -> float:
        """Kill the web process without warning; seconds until the next one answers."""
        [web] = self._web_processes()
        os.kill(web, signal.SIGKILL)
        while web in self._web_processes():
            time.sleep(0.02)
        return self.wait(BACK_WITHIN)

    def _web_processes(self) -> list[int]:
        """Running children of the launcher that serve the page; one that has died has no command line left."""
        children = [
            int(number)
            for thread in Path(f"/proc/{self.launcher.pid}/task").iterdir()
            for number in (thread / "children").read_text().split()
        ]
        return [one for one in children if b"streamlit" in Path(f"/proc/{one}/cmdline").read_bytes()]

    def run(self, *arguments: str, stdin: str = "") -> str:
        """A command on this bank while it is served; what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "insight", *arguments],
            cwd=ROOT, env=self._environment, input=stdin, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def _add_a_reader(self) -> None:
        """The demo has nobody who only reads share-backs, so the matrix brings one."""
        self.run("user", "add", READER, "--role", "reader", stdin=f"{PASSWORD}\n")

    def token(self, who: str) -> str:
        """The session of one of the demo's people, named by a word of their button, or of the reader of share-backs."""
        if who not in self._tokens:
            form = {"sign_in_name": READER, "password": PASSWORD}
            path = "sign-in"
            if who != READER:
                page = httpx.get(f"{self.address}/insight/sign-in").text
                people = dict(re.findall(r'name="account" value="(\w+)">\s*<button[^>]*>([^<]+)</button>', page))
                form = {"account": next(account for account, words in people.items() if who in words)}
                path = "demo-sign-in"
            answer = httpx.post(f"{self.address}/insight/{path}", data=form, headers={"Origin": self.address})
            assert answer.status_code == 303, answer.text
            self._tokens[who] = answer.cookies[COOKIE]
        return self._tokens[who]

    def services(self) -> Services:
        """The services over this bank, in this process: to prepare what a test needs and to ask the gate."""
        return services(Settings(data_dir=self.data, demo=True))

    def conversation(self, words: str, consent: Consent, feeling: Answer = Answer.BETTER) -> str:
        """A conversation that the demo's pair have written down and not yet handed in."""
        house = self.services()
        [pair] = [one.reader() for one in house.demo.people() if one.role is Role.INTERVIEWER]
        listening = house.listening
        partner = Listener(next(iter(listening.organisations(pair))), KindOfJob.KEEPING_GOING)
        one = listening.open(pair, listening.inquiries(pair)[0].id, partner, place_kind="hostel")
        listening.agree(pair, one, 1, consent)
        listening.save(pair, one, STORY_FIELD, words, 0)
        listening.feel(pair, one, 1, Felt(feeling, "a year ago", Since.YEAR))
        return one

    def stop(self) -> None:
        """End the launcher; it ends what it started."""
        self.launcher.terminate()
        try:
            self.launcher.wait(60)
        except subprocess.TimeoutExpired:
            self.launcher.kill()
            self.launcher.wait()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, demo_data: Path) -> Iterator[Served]:
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    one = Served(tmp_path_factory.mktemp("served"), demo_data)
    yield one
    one.stop()


# For one module only: a second driver beside it, in another folder's tests, would not start.
@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium is not installed")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=EXPECTED_WITHIN)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def open_tab(
    chromium, served: Served, who: str | None = None, width: int = 1280, scheme: str = "light", touch: bool = False
):
    """A tab in a browser of its own, signed in as one of the demo's people or not at all."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", has_touch=touch
    )
    if who is not None:
        context.add_cookies([{"name": COOKIE, "value": served.token(who), "url": served.address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


@pytest.fixture
def screen(chromium, served: Served) -> Iterator[Callable]:
    """`screen(who, …)` opens a tab that nobody has used before and nobody will use after."""
    opened = []

    def screen(*how, **more):
        opened.append(open_tab(chromium, served, *how, **more))
        return opened[-1]

    yield screen
    for page in opened:
        page.context.close()


@pytest.fixture(scope="module")
def same_screen(chromium, served: Served) -> Callable:
    """As `screen`, but always the same tab for the same person: it draws again in a third of the time."""
    return cache(partial(open_tab, chromium, served))
