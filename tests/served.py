"""A served bank for tests that kill, fill and lock it, and a pair's browser that saves to it as `saver.js` does."""

import contextlib
import http.client
import json
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from urllib.parse import urlencode

import pytest

from insight.access.reader import Reader, Role
from insight.settings import Settings
from insight.stories import starter
from insight.stories.interview import STORY_FIELD, Listener
from insight.web.middleware import COOKIE
from insight.web.paths import DEMO_SIGN_IN, DRAFTS, HEALTH
from insight.wiring import with_worker

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0


def until(done, patience=PATIENCE):
    """Wait until it is done; after how many seconds it was."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() < began + patience, "it took too long"
        time.sleep(0.02)
    return time.monotonic() - began


def report(measured, most, what):
    """Say a time beside its target, and loudly when it is missed: a time is a figure, what must be kept is asserted."""
    sys.stdout.write(f"\n{what}: {measured:.1f}, target {most}\n")
    if measured > most:
        warnings.warn(f"TARGET MISSED: {what} was {measured:.1f}, target {most}", stacklevel=2)


class Served:
    """One `serve` over a folder of its own."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.log = folder / "log.txt"
        self.start()

    def start(self):
        """Start it; after how many seconds it said that it is ready."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            before = log.tell()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "insight", "serve", "--port", str(self.port)],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        until(lambda: b"Insight is ready" in self.log.read_bytes()[before:])
        return time.monotonic() - began

    def children(self):
        """Its processes by what they are."""
        listed = subprocess.run(["pgrep", "-a", "-P", str(self.process.pid)], capture_output=True, text=True).stdout
        names = {"streamlit": "web", "jobs quick": "quick", "jobs heavy": "heavy", "chroma": "index"}
        found = {}
        for line in listed.splitlines():
            number, _, command = line.partition(" ")
            found |= {name: int(number) for part, name in names.items() if part in command}
        return found

    def healthy(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            try:
                asked.request("GET", HEALTH)
                return asked.getresponse().status == 200
            finally:
                asked.close()
        return False

    def end(self, how=signal.SIGINT):
        """End it; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)


@contextlib.contextmanager
def bank_in(folder):
    """The services of the folder that is going to be served, with a pair and a steward to sign in as."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSIGHT_DATA_DIR", str(folder / "data"))
        patch.setenv("INSIGHT_DEMO", "true")
        built = with_worker(Settings())
        with built.bank.writing() as work:
            for name, role in (("pair", Role.INTERVIEWER), ("steward", Role.STEWARD)):
                work.people.add(name, name.capitalize(), role, None, built.listening._clock(), demo=True)
            for name, why, prompts in starter.STARTERS:
                work.inquiries.add(name, why, prompts, built.listening._clock())
        yield built


class Pair:
    """A pair's browser: signed in, with one conversation open, saving what is typed as the page does."""

    def __init__(self, house, served, interview=None):
        """With a conversation of their own, or going on with `interview` on another screen."""
        self._house, self._served = house, served
        with house.bank.reading() as work:
            account = next(one for one in work.people.all() if one.sign_in_name == "pair")
        self.reader = Reader(account.id, account.name, account.role)
        inquiry = house.listening.inquiries(self.reader)[0].id
        self.interview = interview or house.listening.open(self.reader, inquiry, Listener(None))
        self.text, self.revision = "", 0
        self._connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
        self.sign_in()

    def _headers(self, **more):
        return {"Origin": f"http://127.0.0.1:{self._served.port}", **more}

    def sign_in(self):
        """A session of this browser's own."""
        self._connection.close()  # the server may have hung up meanwhile
        form = self._headers(**{"Content-Type": "application/x-www-form-urlencoded"})
        self._connection.request("POST", DEMO_SIGN_IN, urlencode({"account": self.reader.id}), form)
        answer = self._connection.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]
        assert self._cookie.startswith(COOKIE)

    def sign_out(self):
        """End the session behind the browser's back: its cookie stays."""
        self._house.sign_in.sign_out(self._cookie.partition("=")[2])

    def send(self, text):
        """Send once; the status and what was said, or 0 when no answer came."""
        body = json.dumps({"field": STORY_FIELD, "text": text, "revision": self.revision})
        headers = self._headers(**{"Content-Type": "application/json", "Cookie": self._cookie, "X-Insight": "1"})
        try:
            self._connection.request("POST", DRAFTS + self.interview, body, headers)
            answer = self._connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0, {}

    def save(self, text):
        """Send once; whether the bank said that it is kept. The same words in a 409 are kept: an answer was lost."""
        status, said = self.send(text)
        if status != 200 and not (status == 409 and said["text"] == text):
            return False
        self.text, self.revision = text, said["revision"]
        return True

    def kept(self):
        """What the bank has."""
        return self._house.listening.drafts(self.reader, self.interview)[STORY_FIELD].text
