"""Finds what search by meaning needs: the embedder, and the index of the bank's present generation where one runs."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from insight.themes.embed import OnnxEmbedder
    from insight.themes.index import ChromaIndex
    from insight.wiring import Services


def embedder_at(folder: Path) -> "OnnxEmbedder":
    """The embedder in this folder; made from the packaged weights when it is missing."""
    from insight.minilm import packaged_source
    from insight.themes.embed import embedder
    from insight.themes.export_embedder import export

    if not (folder / "manifest.json").exists():
        export(packaged_source(), folder)
    return embedder(folder)


class RunningIndex:
    """Whoever calls it gets the index that runs, if it is healthy and of the bank's generation; otherwise `None`."""

    def __init__(self, services: "Services") -> None:
        """Everything comes from the installation's services."""
        self._services = services
        self._known: tuple[str, ChromaIndex] | None = None

    def __call__(self) -> "ChromaIndex | None":
        """The index, asked for anew: its server may have died, or a withdrawal may have put another in its place."""
        from insight.themes.index import ChromaIndex

        url = self._url()
        if url is None:
            return None
        if self._known is None or self._known[0] != url:
            self._known = url, ChromaIndex(url, self._services.embedder.model_id)
        return self._known[1] if self._known[1].healthy() else None

    def _url(self) -> str | None:
        """Where the index listens: elsewhere, as the settings say, or where `serve` started it."""
        if self._services.settings.chroma_url is not None:
            return self._services.settings.chroma_url
        server = self._services.running.index_server()
        if server is None:
            return None
        with self._services.bank.reading() as work:
            return server.url if work.records.generation() == server.generation else None
