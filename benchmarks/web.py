"""How long Insight takes to start and to draw, and how much memory its processes hold: `python -m benchmarks.web`."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from insight.running import free_port
from pages.parts.addresses import PAGES

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
PATIENCE_SECONDS = 600
ROUNDS = 5
MEGABYTE = 1024


def main() -> None:
    """Print one table."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        with _served(folder, port) as (_, seconds):
            rows.append(("first start with the demo bank, to a page that answers", f"{seconds:.1f} s"))
        with _served(folder, port) as (launcher, seconds):
            rows.append(("second start", f"{seconds:.1f} s"))
            rows += _drawn(address)
            rows += _drawn_again(address)
            held = _memory(launcher.pid)
            for name, kilobytes in held:
                rows.append((f"memory: {name}", f"{kilobytes / MEGABYTE:.0f} MB"))
            rows.append(("memory: all together", f"{sum(kb for _, kb in held) / MEGABYTE:.0f} MB"))
    print("| figure | value |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")


def _drawn(address: str) -> list[tuple[str, str]]:
    """Signing in and searching as a browser sees it; nothing where there is no browser."""
    if not Path(CHROMIUM).exists():
        return [("page drawn after sign-in", "not measured: no chromium")]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{address}/insight/sign-in")
        began = time.perf_counter()
        page.get_by_role("button", name="Look around as a peer researcher").click()
        page.get_by_role("heading", name="What needs you now").wait_for()
        drawn = time.perf_counter() - began
        page.get_by_role("link", name="Search").click()
        line = page.get_by_label("What are you looking for?")
        line.fill("nobody gave up on me")
        line.press("Enter")
        page.get_by_text("the nearest first").wait_for()
        line.fill("waiting for a script")
        began = time.perf_counter()
        line.press("Enter")
        page.get_by_text("the nearest first").wait_for()
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        searched = time.perf_counter() - began
        browser.close()
    return [
        ("page drawn after sign-in", f"{drawn:.1f} s"),
        ("a search, from Enter to its results", f"{searched * 1000:.0f} ms"),
    ]


def _drawn_again(address: str) -> list[tuple[str, str]]:
    """How long the server takes for a page drawn again, over one websocket: all pages, as the demo's steward."""
    browser = httpx.Client(base_url=address, headers={"Origin": address})
    offered = re.findall(r'value="(\w+)">\s*<button[^>]*>([^<]+)</button>', browser.get("/insight/sign-in").text)
    [steward] = [account for account, words in offered if "steward" in words]
    token = browser.post("/insight/demo-sign-in", data={"account": steward}).cookies["insight_session"]
    taken: dict[str, list[float]] = {}
    with connect(
        f"{address.replace('http', 'ws')}/_stcore/stream", origin=Origin(address),
        additional_headers={"Cookie": f"insight_session={token}"}, subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as socket:  # fmt: skip
        for _ in range(1 + ROUNDS):
            for _, _, page, _ in PAGES:
                asked = BackMsg()
                asked.rerun_script.page_name = page
                began = time.perf_counter()
                socket.send(asked.SerializeToString())
                while ForwardMsg.FromString(socket.recv(decode=False)).WhichOneof("type") != "script_finished":
                    continue
                taken.setdefault(page, []).append(time.perf_counter() - began)
    again = [seconds for each in taken.values() for seconds in each[1:]]
    slowest = max(taken, key=lambda page: median(taken[page][1:]))
    return [
        (f"a page drawn again, {len(taken)} pages {ROUNDS} times: median", f"{median(again) * 1000:.0f} ms"),
        ("… p95", f"{quantiles(again, n=20)[-1] * 1000:.0f} ms"),
        (f"… the slowest page ({slowest})", f"{median(taken[slowest][1:]) * 1000:.0f} ms"),
    ]


@contextmanager
def _served(folder: str, port: int) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    began = time.perf_counter()
    launcher = subprocess.Popen(
        [sys.executable, "-m", "insight", "serve", "--demo", "--port", str(port)],
        env={**os.environ, "INSIGHT_DATA_DIR": folder},
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - began < PATIENCE_SECONDS:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/insight/health", timeout=1):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield launcher, time.perf_counter() - began
    finally:
        launcher.send_signal(signal.SIGINT)
        launcher.wait(60)


def _memory(launcher: int) -> list[tuple[str, int]]:
    """Name and resident kilobytes of the launcher and each of its children."""
    found = [("launcher", _resident(launcher))]
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rsplit(")", 1)[1].split()[1])
            command = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == launcher:
            names = {
                "streamlit": "web",
                "jobs quick": "worker, quick",
                "jobs heavy": "worker, heavy",
                "chroma": "Chroma",
            }
            name = next((words for part, words in names.items() if part in command), "another")
            found.append((name, _resident(int(status.parent.name))))
    return found


def _resident(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
