"""`make test`: lint, types, import rules, unit, page and browser tests, and at the end what was skipped and why."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.demo_bank import READY

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    """Run every step; the first that fails ends it."""
    _want_tools()
    with tempfile.TemporaryDirectory() as folder:
        code = _checks_and_tests(Path(folder, "demo"))
    if code:
        return code
    if not Path(CHROMIUM).exists():
        print("\nSKIPPED: the browser tests. Install Debian's chromium to run them: apt-get install chromium\n")
    if shutil.which("strace") is None:
        print("\nSKIPPED: the test that nothing calls out. Install Debian's strace to run it: apt-get install strace\n")
    if "INSIGHT_BENCH_DATA" not in os.environ:
        print("\nSKIPPED: the tests on real texts. Name their folder in INSIGHT_BENCH_DATA to run them.\n")
    return 0


def _checks_and_tests(demo: Path) -> int:
    """Lint and types, and meanwhile the demo bank that tests copy; then the tests."""
    python = sys.executable
    making = subprocess.Popen([python, "-m", "tests.demo_bank", str(demo)], cwd=ROOT)
    try:
        for step in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
            if code := _run(python, "-m", *step):
                return code
        if code := making.wait():
            return code
    finally:
        making.kill()
    os.environ[READY] = str(demo)
    tests = ["-m", "not soak", "-n", "2", "--dist=loadfile", "--no-loadscope-reorder", "-rs", "--durations=25"]
    return _run(python, "-m", "pytest", *tests, *sys.argv[1:])


def _run(*command: str) -> int:
    print("→", " ".join(command[1:]), flush=True)
    return subprocess.run(command, cwd=ROOT).returncode


def _want_tools() -> None:
    """Install Debian's browser and tracer where we may, so that nothing is skipped that need not be."""
    if all(shutil.which(one) for one in ("chromium", "strace")) or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "chromium", "fonts-liberation", "strace"], **quiet)


if __name__ == "__main__":
    sys.exit(main())
