"""What a model folder says of itself: its files with their hashes, so that a wrong or broken one is never loaded."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from insight.errors import Damaged, Unavailable

MANIFEST = "manifest.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """A model's name, the SHA-256 of its source, the least cosine to that, and the SHA-256 of each file."""

    name: str
    source_sha256: str
    cosine: float
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Put the manifest beside the files it describes."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2, sort_keys=True) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The folder's manifest. Unavailable: nothing was built there; Damaged: it cannot be read."""
    path = folder / MANIFEST
    if not path.is_file():
        raise Unavailable(
            "The model that reads for meaning has not been built on this machine. No story is touched by that. "
            "Build it with the set-up command and try again."
        )
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(str(raw["name"]), str(raw["source_sha256"]), float(raw["cosine"]), dict(raw["files"]))
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise Damaged(_DAMAGED) from broken


def verified(folder: Path) -> Manifest:
    """The folder's manifest, after every file in it was hashed and found as written; Damaged otherwise."""
    manifest = read(folder)
    for name, expected in manifest.files.items():
        path = folder / name
        if path.parent != folder or not path.is_file() or sha256(path) != expected:
            raise Damaged(_DAMAGED)
    return manifest


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


_DAMAGED = (
    "The model that reads for meaning is not the one that was built here: a file is missing or was changed. "
    "No story is touched by that. Delete the model's folder and build it again."
)
