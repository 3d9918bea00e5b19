"""A look at the backups: when the last good one was, and whether they end when they should."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from insight.access.reader import system
from insight.clock import now
from insight.doctor.finding import Finding
from insight.doctor.machine import FOR_OTHERS
from insight.keeping.kept import ENDING, KeptBackup, Plan

if TYPE_CHECKING:
    from insight.wiring import Services


def backups(services: "Services", fix: bool) -> Iterator[Finding]:
    """Everything there is to say about them."""
    if services.settings.database_url is not None:
        yield Finding("backups", True, "The bank lies on a database server. Its administrator sees to backups.")
        return
    plan = services.keeping.backups.plan
    with services.bank.reading() as work:
        known = work.backups.all()
    yield from _newest(services, plan, known)
    if plan.folder is None or plan.passphrase_file is None:
        return
    yield from _passphrase(plan.passphrase_file, plan.folder, fix)
    today = now().date()
    late = [one for one in known[1:] if one.expires_on and one.expires_on < today and Path(one.name).exists()]
    if late and fix:
        services.keeping.backups.make_when_due(system("doctor"))
        yield Finding("backups", True, f"{len(late):,} old backups were still there. They are gone now.", True)
    elif late:
        says = f"{len(late):,} old backups should be gone and are still there. Use --fix."
        yield Finding("backups", False, says)
    names = {one.file for one in known}
    strange = [one for one in plan.folder.glob(f"*{ENDING}") if one.name not in names] if plan.folder.is_dir() else []
    if strange:
        says = (
            f"{len(strange):,} files in the folder of the backups are not known to this bank, which will never delete "
            "them. They may hold what was removed since. Look at them."
        )
        yield Finding("backups", False, says)


def _newest(services: "Services", plan: Plan, known: tuple[KeptBackup, ...]) -> Iterator[Finding]:
    made = f"{known[0].at:%d %B %Y at %H:%M} UTC" if known else ""
    last = f"The last good one was made on {made}." if made else "No backup was ever made."
    if not plan.is_set:
        half = plan.folder is not None or plan.passphrase_file is not None
        says = f"No backups are made by themselves: the settings do not say where to, and with which passphrase. {last}"
        yield Finding("backups", not (services.settings.production or half), says)
        return
    planned = [one for one in known if one.expires_on is not None]
    if not planned or planned[0].at < now() - 2 * plan.every:
        every = plan.every // timedelta(hours=1)
        says = f"No backup was made by itself for twice {every:,} hours. {last} Is Insight running, and is there room?"
        yield Finding("backups", False, says)
    elif not Path(planned[0].name).is_file():
        says = f"The newest backup, of {planned[0].at:%d %B %Y}, is not where it was put. Is its disk plugged in?"
        yield Finding("backups", False, says)
    else:
        yield Finding("backups", True, f"Backups are made by themselves, and {len(planned):,} are kept. {last}")


def _passphrase(file: Path, folder: Path, fix: bool) -> Iterator[Finding]:
    if not file.is_file():
        says = "The passphrase for backups is not where the settings say. No backup can be made."
        yield Finding("backups", False, says)
        return
    if file.resolve().is_relative_to(folder.resolve()):
        says = "The passphrase lies beside the backups it opens. Keep it on another disk, and on paper."
        yield Finding("backups", False, says)
    if not stat.S_IMODE(file.stat().st_mode) & FOR_OTHERS:
        return
    if fix and file.owner() == getuser():
        file.chmod(0o600)
        yield Finding("backups", True, "Others could read the passphrase for backups. Only you may now.", True)
    else:
        says = "Others on this machine can read the passphrase for backups. Use --fix, or allow only its owner."
        yield Finding("backups", False, says)
