"""Nothing calls out: the system calls of the whole program show not one try to reach another machine.

Tries are counted, not successes (strace): a machine without a network would hide them.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from insight.running import free_port

PROJECT = Path(__file__).resolve().parents[1]
CALLS = "connect,sendto,sendmsg,sendmmsg"
ADDRESS = re.compile(r'(?:sin_addr=inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"')
SWITCHES = ("INSIGHT_", "HF_", "ORT_", "ANONYMIZED_", "DO_NOT_TRACK")
PATIENCE_SECONDS = 240.0

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def outside(trace: Path) -> tuple[int, list[str]]:
    """How many calls named an address, and those that named one of another machine."""
    seen, out = 0, []
    for path in trace.parent.glob(f"{trace.name}*"):
        for line in path.read_text("utf-8", "replace").splitlines():
            for found in ADDRESS.findall(line):
                seen += 1
                if not ip_address(found).is_loopback:
                    out.append(line)
    return seen, out


def traced(trace: Path, *command: object) -> list[str]:
    return [
        "strace", "-ff", "--seccomp-bpf", "-qq", "-e", f"trace={CALLS}", "-o", str(trace),
        sys.executable, "-m", "insight", *(str(one) for one in command),
    ]  # fmt: skip


@pytest.fixture
def environment(demo_data: Path, tmp_path: Path) -> dict[str, str]:
    """A demo bank of its own, and no switch that would tell a library to stay at home."""
    shutil.copytree(demo_data, tmp_path / "bank")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SWITCHES)}
    return {**kept, "INSIGHT_DATA_DIR": str(tmp_path / "bank")}


def test_commands_call_nobody(environment: dict[str, str], tmp_path: Path) -> None:
    told = tmp_path / "told.txt"
    told.write_text("They kept ringing until I picked up. Nobody had done that before.")
    for number, command in enumerate(
        (["import", told], ["review", "approve", "--all"], ["themes", "build"], ["search", "ringing"], ["doctor"])
    ):
        trace = tmp_path / f"trace-{number}"
        done = subprocess.run(traced(trace, *command), cwd=PROJECT, env=environment, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        assert list(tmp_path.glob(f"trace-{number}*")), "nothing was traced"
        assert outside(trace)[1] == []


def test_a_served_bank_calls_nobody(environment: dict[str, str], tmp_path: Path) -> None:
    port, trace = free_port(), tmp_path / "trace"
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("wb") as log:
        served = subprocess.Popen(
            traced(trace, "serve", "--demo", "--port", port),
            cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while b"Insight is ready" not in (tmp_path / "log").read_bytes():
            assert served.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
        page = httpx.get(f"{address}/insight/sign-in").text
        account = re.findall(r'name="account" value="(\w+)"', page)[-1]
        headers = {"Origin": address}
        signed_in = httpx.post(f"{address}/insight/demo-sign-in", data={"account": account}, headers=headers)
        cookie = {"Cookie": f"insight_session={signed_in.cookies['insight_session']}"}
        assert httpx.get(address, headers=cookie).status_code == 200
        with connect(  # Streamlit asks the world for its own address when somebody it does not know knocks
            f"ws://127.0.0.1:{port}/_stcore/stream",
            origin=address,
            additional_headers=cookie,
            subprotocols=["streamlit"],
        ) as socket:
            socket.send(b"")
            time.sleep(3)
    finally:
        os.killpg(served.pid, signal.SIGINT)
        served.wait(60)
    seen, out = outside(trace)
    assert seen > 0, "not even our own processes were seen to talk to each other"
    assert out == []
