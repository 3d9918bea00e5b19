"""What the program says about itself on stderr: which part, which id, which type of error; never a word of a story."""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

# What may stand in a line of ours. Anything else could be somebody's words, and its value is left out.
KEYS = frozenset({"event", "level", "timestamp", "job", "process", "error", "story", "generation", "number"})
LEFT_OUT = "…"


class TypesOnly(logging.Formatter):
    """Formats what libraries log: of an exception its type alone, because its text may quote what it was given."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the library's name
        """The exception's type."""
        return str(ei[0].__name__) if ei[0] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  # the library's name
        """Nothing: a line of code says little without its values, and those must not be shown."""
        return ""


def to_stderr(level: str) -> None:
    """Send our own lines from `level` up, and the warnings of libraries, to stderr."""
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            known_keys_only,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], drop_missing=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TypesOnly("timestamp=%(asctime)s level=%(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler], force=True)


def known_keys_only(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """Leave out the value of every key that is not in `KEYS`."""
    return {key: value if key in KEYS else LEFT_OUT for key, value in line.items()}
