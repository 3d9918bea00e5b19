"""The master key: where it is looked for, and the one that is made when nothing else is named."""

import os
import stat
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

from insight.errors import Damaged, Unavailable
from insight.settings import Settings


def master_key(settings: Settings) -> MultiFernet:
    """The key that wraps every data key: newest first, older ones still open what they closed.

    Taken from `INSIGHT_MASTER_KEY` (several parted by commas), else the file of `INSIGHT_MASTER_KEY_FILE`, else
    `keys/master.key` in the data folder, which is made on first use. Production refuses the last: a key beside what
    it opens protects nothing when the folder is copied.
    """
    if settings.master_key is not None:
        return _read(settings.master_key.get_secret_value().replace(",", "\n"))
    path = settings.master_key_file or settings.keys / "master.key"
    if settings.production and path.resolve().is_relative_to(settings.data_dir):
        raise Unavailable(
            "The key may not lie beside the bank it opens. Name a file elsewhere in INSIGHT_MASTER_KEY_FILE, "
            "or give the key in INSIGHT_MASTER_KEY."
        )
    if not path.exists():
        if settings.master_key_file is not None:
            raise Unavailable(f"There is no key at {path}. Nothing was changed.")
        _make(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Unavailable(f"Others on this machine may read the key at {path}. Allow only its owner (chmod 600).")
    return _read(path.read_bytes().decode("ascii", "replace"))


def _make(path: Path) -> None:
    """Write a new key that only this user may read; when two start at once the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.touch(mode=0o600)
    new.write_bytes(Fernet.generate_key() + b"\n")
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _read(lines: str) -> MultiFernet:
    try:
        return MultiFernet([Fernet(line.strip()) for line in lines.splitlines() if line.strip()])
    except ValueError as error:
        raise Damaged("The master key cannot be read. Nothing was changed.") from error
