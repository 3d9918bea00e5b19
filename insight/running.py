"""What the processes of one installation tell each other through small files: addresses and generations."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from insight.errors import Refused


@dataclass(frozen=True, slots=True)
class IndexServer:
    """Where the vector index listens, and which generation of the bank it holds."""

    url: str
    generation: int


class Running:
    """The folder `run` of the data folder."""

    def __init__(self, folder: Path) -> None:
        """Made when it is first written to."""
        self._folder = folder

    def index_server(self) -> IndexServer | None:
        """The vector index that is being served, if any."""
        try:
            return IndexServer(**json.loads(self._path("index").read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def tell_index_server(self, server: IndexServer | None) -> None:
        """Say where the index is from now on, or that there is none."""
        path = self._path("index")
        if server is None:
            path.unlink(missing_ok=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(asdict(server)), "utf-8")
        new.replace(path)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Hold the one place of a launcher on this data folder; `Refused` when another has it."""
        self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(exist_ok=True)
        with self._path("serve").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Refused("Insight is already running on this data folder.") from error
            yield

    def is_served(self) -> bool:
        """Whether a launcher is at work on this data folder."""
        try:
            with self._path("serve").open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def _path(self, name: str) -> Path:
        return self._folder / name


def free_port() -> int:
    """A port on loopback on which nothing listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
