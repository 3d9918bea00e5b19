"""Looks at the machine: its clock, its disk, whether that is encrypted, and who may look into the folders."""

import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from getpass import getuser
from typing import TYPE_CHECKING

from insight.clock import now
from insight.disk import is_encrypted
from insight.doctor.finding import Finding

if TYPE_CHECKING:
    from insight.wiring import Services

# Below this, or twice what the bank takes, the next backup or index rebuild may not fit.
LEAST_FREE_BYTES = 1_000_000_000
FOR_OTHERS = 0o077
YEARS = range(2026, 2100)
DRIFT = timedelta(minutes=2)


def clock(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the clock can be true: dates decide what is asked for again and what is thrown away."""
    with services.bank.reading() as work:
        newest = work.records.entries(1)
    if now().year not in YEARS:
        yield Finding("clock", False, f"This machine believes it is the year {now().year}. Set its clock.")
    elif newest and newest[0].at > now() + DRIFT:
        says = (
            f"The clock went back: something was written on {newest[0].at:%d %B %Y at %H:%M} UTC, and this machine "
            f"believes it is {now():%d %B %Y, %H:%M}. Set its clock."
        )
        yield Finding("clock", False, says)
    else:
        yield Finding("clock", True, f"The clock says {now():%d %B %Y, %H:%M} UTC.")


def permissions(services: "Services", fix: bool) -> Iterator[Finding]:
    """Whether others on this machine can look into the bank's folders."""
    settings = services.settings
    for name, folder in (("data folder", settings.data_dir), ("keys' folder", settings.keys)):
        if not folder.exists():
            continue
        if not stat.S_IMODE(folder.stat().st_mode) & FOR_OTHERS:
            yield Finding("permissions", True, f"Only you may look into the {name}.")
        elif fix and folder.owner() == getuser():
            folder.chmod(0o700)
            yield Finding("permissions", True, f"Others could look into the {name}. Only you may now.", True)
        else:
            says = f"Others on this machine can look into the {name}. Use --fix, or allow only its owner (chmod 700)."
            yield Finding("permissions", False, says)


def disk(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether there is room."""
    folder = services.settings.data_dir
    free = shutil.disk_usage(folder).free
    taken = sum(one.stat().st_size for one in folder.glob("insight.db*"))
    says = f"There are {free / 1e9:.0f} GB free on the disk."
    enough = free >= max(LEAST_FREE_BYTES, 2 * taken)
    yield Finding("disk", enough, says if enough else f"{says} That is too little.")


def encryption(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether whoever steals the disk can read it."""
    encrypted = is_encrypted(services.settings.data_dir)
    if encrypted:
        yield Finding("encryption", True, "The disk that the bank lies on is encrypted.")
    elif encrypted is None:
        says = "Whether the disk is encrypted cannot be told from here. Ask whoever set this machine up."
        yield Finding("encryption", True, says)
    else:
        says = (
            "The disk that the bank lies on is not encrypted, as far as can be seen from here. Whoever takes it can "
            "read the stories. Ask whoever set this machine up."
        )
        yield Finding("encryption", not services.settings.production, says)
