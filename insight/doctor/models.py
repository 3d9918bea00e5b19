"""Looks at the models and the index that is made with them."""

import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from insight.access.reader import system
from insight.doctor.finding import Finding
from insight.settings import PROJECT
from insight.themes.manifest import sha256

if TYPE_CHECKING:
    from insight.wiring import Services

SOURCES = PROJECT / "models" / "sources.toml"


def index(services: "Services", fix: bool) -> Iterator[Finding]:
    """Whether the vector index holds what the database holds."""
    with services.bank.reading() as work:
        expected = work.passages.count(services.embedder.model_id)
    running = services.index()
    if running is None:
        served = services.running.is_served()
        says = "The vector index does not run. Search reads the rows instead, which is exact and slower."
        yield Finding("index", not served, says)
        return
    held = running.count()
    if held == expected:
        yield Finding("index", True, f"The vector index holds all {expected:,} passages.")
    elif fix:
        services.indexing.fill(system("doctor"), running)
        yield Finding("index", True, f"The vector index held {held:,} of {expected:,} passages. It was filled.", True)
    else:
        yield Finding("index", False, f"The vector index holds {held:,} of {expected:,} passages. It is being filled.")


def embedder(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the model that reads for meaning is as it was made."""
    services.embedder.embed(["Ready."])
    yield Finding("models", True, f"The model that reads for meaning is as it was made ({services.embedder.model_id}).")


def weights(_services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the installed weights are those that the manifest names."""
    for source in tomllib.loads(SOURCES.read_text("utf-8")).values():
        path = _weights_path(source)
        if path is None or not path.is_file():
            says = f"The weights of {source['name']} are not installed. Install requirements.txt again."
        elif sha256(path) != source["sha256"]:
            says = f"The weights of {source['name']} are not the ones they should be. Install requirements.txt again."
        else:
            yield Finding("models", True, f"The installed weights of {source['name']} are the right ones.")
            continue
        yield Finding("models", False, says)


def _weights_path(source: dict[str, str]) -> Path | None:
    """Where a model's weights lie: in the project, or in the package that brings them."""
    if "package" not in source:
        return PROJECT / source["weights"]
    package, _, inside = source["weights"].partition("/")
    found = find_spec(package)
    return Path(found.origin).parent / inside if found and found.origin else None
