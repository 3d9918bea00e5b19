"""`make bench`: every benchmark one after another, each printing its table. Texts come from `INSIGHT_BENCH_DATA`."""

import subprocess
import sys

BENCHMARKS = ("protection", "search", "themes", "feeling", "web", "backup")


def main() -> int:
    """Run each in a process of its own, so that none warms another; the number of those that failed."""
    failed = 0
    for name in BENCHMARKS:
        print(f"\n## {name}\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"]).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
