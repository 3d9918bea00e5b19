"""`python -m tests.demo_bank FOLDER` makes a demo bank with its themes for tests to copy."""

import os
import sys
from pathlib import Path

# Names the folder where `make test` has had it made while it checked the types.
READY = "INSIGHT_TESTS_DEMO"


def main(folder: Path) -> None:
    """Make it beside its place, without the caller's settings, and put it there when it is whole."""
    unfinished = folder.with_suffix(".unfinished")
    for name in [name for name in os.environ if name.startswith("INSIGHT_")]:
        del os.environ[name]
    os.environ["INSIGHT_DATA_DIR"] = str(unfinished)

    from insight.access.reader import system
    from insight.jobs import work_through
    from insight.wiring import services

    built = services()
    built.demo.load()
    work_through(built, None)
    built.themes.builds.build(system("theme build"))
    unfinished.rename(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
