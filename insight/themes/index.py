"""Keeps ids, vectors and coarse facets, never text, in a Chroma server; the home of chromadb."""

import http.client
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from insight.errors import Unavailable

HEALTH_SECONDS = 0.5  # a person is waiting for a search that has an exact scan to fall back on
BATCH = 1000  # rows a request: about 5 MB, well under the server's limit
FACET_CHARACTERS = 64  # a facet is a code or a coarse word; anything longer may be somebody's words
# Beam of the approximate search, at building and at asking. Chroma's default of 100 loses the far end of long lists.
SEARCH_BEAM = 200


def server_command(path: Path, port: int, host: str = "127.0.0.1") -> list[str]:
    """The command that serves the folder `path` on a loopback port with Chroma's own server; it has no sign-in."""
    return [
        str(Path(sys.executable).with_name("chroma")),
        "run",
        "--path",
        str(path),
        "--host",
        host,
        "--port",
        str(port),
    ]


class ChromaIndex:
    """One collection of unit vectors on a Chroma server. Approximate: the database and the exact scan are the truth."""

    def __init__(self, url: str, collection: str) -> None:
        """Name the server and the collection; nothing is opened until it is needed."""
        self._url = urlsplit(url)
        self._name = collection
        self._opened: Any = None
        self._confirmed: int | None = None

    def healthy(self) -> bool:
        """Whether the server answers within half a second; never raises."""
        try:
            kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
            connection = kind(self._url.hostname or "", self._url.port, timeout=HEALTH_SECONDS)
            try:
                connection.request("GET", "/api/v2/heartbeat")
                return connection.getresponse().status == 200
            finally:
                connection.close()
        except (OSError, ValueError, http.client.HTTPException):
            return False

    def count(self) -> int:
        """How many vectors the server holds."""
        return int(self._asked("count"))

    def holds(self, total: int) -> bool:
        """Whether the server holds so many vectors, neither more nor less.

        It counts them one by one (10 ms for 100,000), so it is asked only for another number than it confirmed last.
        Between two equal numbers nothing has changed: what is added raises the rows' number, and what a withdrawal
        takes out makes another index.
        """
        if self._confirmed != total:
            self._confirmed = total if self.count() == total else None
        return self._confirmed == total

    def add(
        self, ids: Sequence[str], vectors: NDArray[np.float32], facets: Sequence[Mapping[str, str | int | bool]]
    ) -> None:
        """Add or replace vectors (n, d) with their facets: short codes and numbers, never words of a story."""
        if not len(ids) == len(vectors) == len(facets):
            raise ValueError(f"{len(ids)} ids, {len(vectors)} vectors and {len(facets)} facets")
        if any(isinstance(value, str) and len(value) > FACET_CHARACTERS for row in facets for value in row.values()):
            raise ValueError(f"a facet has more than {FACET_CHARACTERS} characters")
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            self._asked(
                "upsert",
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[dict(row) or None for row in facets[part]],
            )

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """About the `limit` ids with the highest cosine to the unit `vector`, best first, with that cosine."""
        if limit < 1:
            return []
        query = [np.asarray(vector, dtype=np.float32)]
        answer = self._asked("query", query_embeddings=query, n_results=limit, include=["distances"])
        return [
            (id_, 1.0 - float(distance)) for id_, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
        ]

    def _asked(self, verb: str, **arguments: Any) -> Any:
        """Do one thing with the collection; whatever goes wrong there is Unavailable here, without its words."""
        try:
            return getattr(self._collection(), verb)(**arguments)
        except Exception:
            # The server may come back as another, with another collection under the name.
            self._opened = self._confirmed = None
            raise Unavailable(
                "The index for searching by meaning does not answer. Nothing was lost: searches read the stories "
                "directly meanwhile, which is slower. The health check says how to start it."
            ) from None  # a client's message may quote what it was sent

    def _collection(self) -> Any:
        """The collection on the server, made if it is not there."""
        if self._opened is None:
            if not self.healthy():
                raise ConnectionError
            import chromadb
            from chromadb.config import Settings

            client = chromadb.HttpClient(
                host=self._url.hostname or "",
                port=self._url.port or (443 if self._url.scheme == "https" else 80),
                ssl=self._url.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
            self._opened = client.get_or_create_collection(
                self._name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_construction": SEARCH_BEAM, "ef_search": SEARCH_BEAM}},
            )
        return self._opened
