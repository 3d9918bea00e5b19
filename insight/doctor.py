"""The health check: what is well, what is not, in plain sentences; `--fix` mends what can be mended safely."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight.access.gate import Action, require
from insight.access.reader import Reader, system
from insight.errors import InsightError
from insight.stories.story import State

if TYPE_CHECKING:
    from insight.wiring import Services

# Below this the next backup or index rebuild may not fit.
LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mended` is set when it was wrong and is right now."""

    what: str
    well: bool
    says: str
    mended: bool = False


class Doctor:
    """Looks at one installation."""

    def __init__(self, services: "Services") -> None:
        """Over everything there is."""
        self._services = services

    def examine(self, reader: Reader, *, fix: bool = False) -> tuple[Finding, ...]:
        """Look at everything; with `fix`, mend what can be mended without losing anything."""
        require(reader, Action.ADMINISTER)
        looks: tuple[Callable[[bool], Iterator[Finding]], ...] = (
            self._database, self._keys, self._stories, self._index, self._audit, self._models, self._disk,
        )  # fmt: skip
        found: list[Finding] = []
        for look in looks:
            try:
                found.extend(look(fix))
            except InsightError as error:
                found.append(Finding(look.__name__.strip("_"), False, str(error)))
        return tuple(found)

    def _database(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            count = sum(work.stories.count_by_state().values())
        yield Finding("database", True, f"The database answers and is up to date. It holds {count:,} stories.")

    def _keys(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            work.vault.derive("health check")
        settings = self._services.settings
        beside = settings.master_key is None and settings.master_key_file is None
        note = " It lies beside the bank, which is fine for a first look only." if beside else ""
        yield Finding("keys", True, f"The master key opens this bank.{note}")
        if settings.keys.exists():
            open_to_others = stat.S_IMODE(settings.keys.stat().st_mode) & 0o077
            says = "Others on this machine could list the keys' folder." if open_to_others else "Only you see the keys."
            yield Finding("permissions", not open_to_others, says)

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
            yield Finding("index", False, f"The vector index holds {held:,} of {expected:,} passages. Use --fix.")

    def _audit(self, _fix: bool) -> Iterator[Finding]:
        with self._services.bank.reading() as work:
            broken = work.records.broken_at()
        if broken is None:
            yield Finding("audit", True, "The audit is whole: no entry was changed or taken out.")
        else:
            yield Finding("audit", False, f"The audit was changed or cut at entry {broken:,}.")

    def _models(self, _fix: bool) -> Iterator[Finding]:
        yield Finding(
            "models", True, f"The model that reads for meaning is as it was made ({self._services.embedder.model_id})."
        )

    def _disk(self, _fix: bool) -> Iterator[Finding]:
        free = shutil.disk_usage(self._services.settings.data_dir).free
        says = f"There are {free / 1e9:.0f} GB free on the disk."
        yield Finding(
            "disk", free >= LEAST_FREE_BYTES, says if free >= LEAST_FREE_BYTES else f"{says} That is too little."
        )
