"""The health check: what is well, what is not, in plain sentences; `--fix` mends what can be mended safely."""

import shutil
import stat
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from getpass import getuser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from insight.access.gate import Action, require
from insight.access.reader import Reader, system
from insight.errors import InsightError
from insight.settings import PROJECT
from insight.stories.story import State
from insight.themes.manifest import sha256

if TYPE_CHECKING:
    from insight.wiring import Services

# Below this the next backup or index rebuild may not fit.
LEAST_FREE_BYTES = 1_000_000_000
FOR_OTHERS = 0o077
SOURCES = PROJECT / "models" / "sources.toml"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mended` is set when it was wrong and is right now.

    `exit_code` is what the command line ends with if it is not well.
    """

    what: str
    well: bool
    says: str
    mended: bool = False
    exit_code: int = InsightError.exit_code


def _weights_path(source: dict[str, str]) -> Path | None:
    """Where a model's weights lie: in the project, or in the package that brings them."""
    if "package" not in source:
        return PROJECT / source["weights"]
    package, _, inside = source["weights"].partition("/")
    found = find_spec(package)
    return Path(found.origin).parent / inside if found and found.origin else None


class Doctor:
    """Looks at one installation."""

    def __init__(self, services: "Services") -> None:
        """Over everything there is."""
        self._services = services

    def examine(self, reader: Reader, *, fix: bool = False) -> tuple[Finding, ...]:
        """Look at everything; with `fix`, mend what can be mended without losing anything."""
        require(reader, Action.ADMINISTER)
        looks: tuple[Callable[[bool], Iterator[Finding]], ...] = (
            self._database, self._keys, self._folders, self._stories, self._withdrawn, self._index, self._audit,
            self._embedder, self._weights, self._disk,
        )  # fmt: skip
        found: list[Finding] = []
        for look in looks:
            try:
                found.extend(look(fix))
            except InsightError as error:
                if str(error) not in {one.says for one in found}:  # without a bank, most looks say the same
                    found.append(Finding(look.__name__.strip("_"), False, str(error), exit_code=error.exit_code))
        return tuple(found)

    def _database(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            count = sum(work.stories.count_by_state().values())
        yield Finding("database", True, f"The database answers and is up to date. It holds {count:,} stories.")

    def _keys(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            work.vault.opens()
        settings = self._services.settings
        beside = settings.master_key is None and settings.master_key_file is None
        note = " It lies beside the bank, which is fine for a first look only." if beside else ""
        yield Finding("keys", True, f"The master key opens this bank.{note}")

    def _folders(self, fix: bool) -> Iterator[Finding]:
        settings = self._services.settings
        for name, folder in (("data folder", settings.data_dir), ("keys' folder", settings.keys)):
            if not folder.exists():
                continue
            if not stat.S_IMODE(folder.stat().st_mode) & FOR_OTHERS:
                yield Finding("permissions", True, f"Only you may look into the {name}.")
            elif fix and folder.owner() == getuser():
                folder.chmod(0o700)
                yield Finding("permissions", True, f"Others could look into the {name}. Only you may now.", True)
            else:
                says = (
                    f"Others on this machine can look into the {name}. Use --fix, or allow only its owner (chmod 700)."
                )
                yield Finding("permissions", False, says)

    def _stories(self, fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            states, stuck = work.stories.count_by_state(), work.stories.stuck()
        pending = states.get(State.RECEIVED, 0) + states.get(State.PROTECTED, 0)
        waiting = states.get(State.DETECTED, 0)
        if stuck:
            yield Finding(
                "work", False, f"{stuck:,} stories could not be worked on, five times over. Their words are kept."
            )
        if pending and fix:
            from insight.jobs import work_through

            work_through(self._services, None)
            yield Finding("work", True, f"{pending:,} stories were waiting for the machine. That is done now.", True)
        elif pending:
            yield Finding("work", True, f"{pending:,} stories are waiting for the machine, which works on them.")
        yield Finding("review", True, f"{waiting:,} stories are waiting for somebody to look them over.")

    def _withdrawn(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            count, back = work.records.withdrawals(), work.records.withdrawn_yet_here()
        if back:
            says = (
                f"{len(back):,} stories were withdrawn and are here again. Withdraw them once more: {', '.join(back)}."
            )
            yield Finding("withdrawals", False, says)
        else:
            yield Finding("withdrawals", True, f"{count:,} stories were withdrawn, and none of them is here.")

    def _index(self, fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            expected = work.passages.count(self._services.embedder.model_id)
        index = self._services.index()
        if index is None:
            served = self._services.running.is_served()
            says = "The vector index does not run. Search reads the rows instead, which is exact and slower."
            yield Finding("index", not served, says)
            return
        held = index.count()
        if held == expected:
            yield Finding("index", True, f"The vector index holds all {expected:,} passages.")
        elif fix:
            self._services.indexing.fill(system("doctor"), index)
            yield Finding(
                "index", True, f"The vector index held {held:,} of {expected:,} passages. It was filled.", True
            )
        else:
            yield Finding(
                "index", False, f"The vector index holds {held:,} of {expected:,} passages. It is being filled."
            )

    def _audit(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            broken = work.records.broken_at()
        if broken is None:
            yield Finding("audit", True, "The audit is whole: no entry was changed or taken out.")
        else:
            yield Finding("audit", False, f"The audit was changed or cut at entry {broken:,}.")

    def _embedder(self, _fix: bool) -> Iterator[Finding]:
        yield Finding(
            "models", True, f"The model that reads for meaning is as it was made ({self._services.embedder.model_id})."
        )

    def _weights(self, _fix: bool) -> Iterator[Finding]:
        for source in tomllib.loads(SOURCES.read_text("utf-8")).values():
            path = _weights_path(source)
            if path is None or not path.is_file():
                says = f"The weights of {source['name']} are not installed. Install requirements.txt again."
            elif sha256(path) != source["sha256"]:
                says = (
                    f"The weights of {source['name']} are not the ones they should be. Install requirements.txt again."
                )
            else:
                yield Finding("models", True, f"The installed weights of {source['name']} are the right ones.")
                continue
            yield Finding("models", False, says)

    def _disk(self, _fix: bool) -> Iterator[Finding]:
        free = shutil.disk_usage(self._services.settings.data_dir).free
        says = f"There are {free / 1e9:.0f} GB free on the disk."
        yield Finding(
            "disk", free >= LEAST_FREE_BYTES, says if free >= LEAST_FREE_BYTES else f"{says} That is too little."
        )
