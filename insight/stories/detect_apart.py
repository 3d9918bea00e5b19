"""Finding identities in a process of its own, for the web process: loading the models there would double its memory."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from insight.errors import Unavailable
from insight.stories.spans import Label, Span, Tier

COMMAND = (sys.executable, "-m", "insight", "anonymise", "-", "--json")
TIME_LIMIT_SECONDS = 60.0
_ROOT = Path(__file__).resolve().parents[2]
_LATER = "The text could not be looked at just now. Nothing was kept. Try again in a moment."


class ApartDetector:
    """A detector for what staff type now and then; each text takes some seconds and leaves no trace."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """`environment` names the installation to the other process."""
        self._environment = dict(environment)

    def detect(self, text: str) -> tuple[Span, ...]:
        """Stretches to hide or to suggest, in order. `Unavailable` when the other process fails."""
        try:
            done = subprocess.run(
                COMMAND, cwd=_ROOT, env=self._environment, input=text.encode("utf-8", "replace"), check=False,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIME_LIMIT_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            # Its own words hold the output so far, and so the text: they are not passed on.
            raise Unavailable(_LATER) from None
        if done.returncode != 0:
            raise Unavailable(_LATER)
        found = json.loads(done.stdout)["spans"]
        return tuple(
            Span(
                one["start"], one["end"], Label(one["label"]), Tier(one["tier"]), one["replacement"], one["source"],
                reason="", entity="",
            )
            for one in found
        )  # fmt: skip
