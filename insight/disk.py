"""Whether a folder lies on an encrypted disk, as far as Linux tells."""

import os
from pathlib import Path

SYS = Path("/sys")
MOUNTS = Path("/proc/self/mountinfo")
# dm-crypt marks its devices so, LUKS and plain ones (cryptsetup, device-mapper's uuid).
CRYPT = "CRYPT-"


def is_encrypted(folder: Path, sys: Path = SYS, mounts: Path = MOUNTS) -> bool | None:
    """Whether dm-crypt stands anywhere between the folder and the disk; `None` when that cannot be told.

    It cannot for file systems that lie on no device of this machine's: over a network, in a container, and those that
    encrypt by themselves. A disk that encrypts in its own hardware, or a host's below a virtual machine, looks bare.
    """
    try:
        device = _device(os.stat(folder).st_dev, mounts)
        return None if device is None else _has_crypt(sys / "dev" / "block" / device)
    except (OSError, ValueError, IndexError):
        return None


def _device(number: int, mounts: Path) -> str | None:
    """`253:0` for a device's number; a file system of several devices has a made-up one, and a mount that names one."""
    if os.major(number):
        return f"{os.major(number)}:{os.minor(number)}"
    for line in mounts.read_text("utf-8", "replace").splitlines():
        fields, _, after = line.partition(" - ")
        source = after.split()[1]
        if fields.split()[2] == f"0:{os.minor(number)}" and source.startswith("/dev/"):
            real = os.stat(source).st_rdev
            return f"{os.major(real)}:{os.minor(real)}"
    return None


def _has_crypt(block: Path) -> bool | None:
    if not block.exists():
        return None
    uuid = block / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text().startswith(CRYPT):
        return True
    below = list((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    return bool(below) and all(_has_crypt(one) for one in below)
