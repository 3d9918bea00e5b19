"""`make test`: lint, types, import rules, unit, page and browser tests, and at the end what was skipped and why."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    """Run every step; the first that fails ends it."""
    _want_tools()
    python = sys.executable
    steps = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [
            python,
            "-m",
            "pytest",
            "-m",
            "not soak",
            "-n",
            "2",
            "--dist=loadfile",
            "--no-loadscope-reorder",
            "-rs",
            "--durations=25",
            *sys.argv[1:],
        ],
    ]
    for step in steps:
        print("→", " ".join(step[1:]), flush=True)
        code = subprocess.run(step, cwd=ROOT).returncode
        if code:
            return code
    if not Path(CHROMIUM).exists():
        print("\nSKIPPED: the browser tests. Install Debian's chromium to run them: apt-get install chromium\n")
    if shutil.which("strace") is None:
        print("\nSKIPPED: the test that nothing calls out. Install Debian's strace to run it: apt-get install strace\n")
    if "INSIGHT_BENCH_DATA" not in os.environ:
        print("\nSKIPPED: the tests on real texts. Name their folder in INSIGHT_BENCH_DATA to run them.\n")
    return 0


def _want_tools() -> None:
    """Install Debian's browser and tracer where we may, so that nothing is skipped that need not be."""
    if all(shutil.which(one) for one in ("chromium", "strace")) or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "chromium", "fonts-liberation", "strace"], **quiet)


if __name__ == "__main__":
    sys.exit(main())
