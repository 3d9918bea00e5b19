"""The workers' two lanes: quick work that somebody waits for, and heavy work that can take minutes.

The queue is a hint and holds ids only. What is to be done stands in the state column of the stories, so a job lost
to a kill is found again by the sweep, and every task may run twice. `python -m insight.jobs quick` is a worker.
"""

import os
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

import structlog

from insight import logs
from insight.access.reader import system
from insight.errors import InsightError
from insight.settings import Settings

if TYPE_CHECKING:
    from insight.wiring import Services

# huey's own default backs off to ten seconds while nothing comes in; a pair would feel that.
POLL_SECONDS = 0.1
SWEEP_MINUTES = 1
BACKUP_MINUTES = 10
LANES = ("quick", "heavy")
# Without its models a worker would only use up the tries of every story.
WITHOUT_MODELS_SECONDS = 15.0
THREADS_OF_HEAVY = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

log = structlog.get_logger()


class Lanes:
    """The two queues with their tasks; the same in the process that asks and in the worker that does."""

    def __init__(self, services: "Services") -> None:
        """Open both queues in the data folder."""
        from huey import SqliteHuey, crontab
        from huey.serializer import SignedSerializer

        services.settings.queues.mkdir(parents=True, exist_ok=True, mode=0o700)
        with services.bank.writing() as work:
            secret = work.vault.derive("job queue").hex()
        self._services = services

        def lane(name: str) -> Any:
            # No results: huey would keep the text of exceptions in them.
            file = services.settings.queues / f"{name}.db"
            return SqliteHuey(name, filename=str(file), results=False, serializer=SignedSerializer(secret, salt=name))

        self.quick, self.heavy = (lane(name) for name in LANES)
        self._advance = self.quick.task(name="advance")(self._do_advance)
        self.quick.periodic_task(crontab(minute=f"*/{SWEEP_MINUTES}"), name="sweep")(self.sweep)
        self._build = self.heavy.task(name="build_themes")(self._do_build)
        self._back_up = self.heavy.task(name="back_up")(self._do_back_up)
        self.heavy.periodic_task(crontab(minute=f"*/{BACKUP_MINUTES}"), name="back_up_when_due")(self.back_up_when_due)

    def advance(self, story: str) -> None:
        """Tell the quick lane that a story can be taken a step further."""
        self._advance(story)

    def build_themes(self) -> None:
        """Ask the heavy lane for a build of the themes."""
        self._build()

    def back_up(self) -> None:
        """Ask the heavy lane for a backup where the plan has them."""
        self._back_up()

    def back_up_when_due(self) -> None:
        """Make a backup if the newest is old enough."""
        self._guard("back_up", lambda: self._services.keeping.backups.make_when_due(system("backup")))

    def sweep(self) -> None:
        """Do whatever waits, whoever forgot it; let drafts and originals expire."""
        self._guard("sweep", self._do_sweep)

    def take_up(self, lane: str) -> None:
        """Begin where a killed worker of this lane stopped: give back its leases, build what it was building."""
        if lane == "quick":
            with self._services.bank.writing() as work:
                work.stories.release(worker())
            self.sweep()
        elif self._services.themes.builds.take_up(system("theme build")):
            self.build_themes()

    def _do_advance(self, story: str) -> None:
        self._guard("advance", lambda: work_through(self._services, [story], worker()))

    def _do_build(self) -> None:
        self._guard("build_themes", lambda: self._services.themes.builds.build(system("theme build")))

    def _do_back_up(self) -> None:
        self._guard("back_up", lambda: self._services.keeping.backups.make_planned(system("backup")))

    def _do_sweep(self) -> None:
        work_through(self._services, None, worker())
        self._services.protection.sweep()
        self._services.office.partners.sweep()
        self._services.leaving.retention.sweep()

    def _guard(self, what: str, do: Any) -> None:
        """Nothing of an exception but its type leaves a job: its text could hold words of a story."""
        try:
            do()
        except Exception as error:
            log.error("job failed", job=what, error=type(error).__name__)
            raise InsightError(f"{what} failed with {type(error).__name__}") from None


def worker() -> str:
    """Under what name the quick lane leases stories: there is one for a data folder, so its successor knows its own."""
    return f"{socket.gethostname()}:quick"[:60]


def work_through(services: "Services", only: list[str] | None, owner: str | None = None) -> int:
    """Detect and index everything that waits, or only these stories; how many steps were taken."""
    owner = owner or f"{socket.gethostname()}:{os.getpid()}"[:60]
    reader = system("index")
    steps = 0
    for some in [None] if only is None else [[story] for story in only]:
        while services.protection.detect_next(owner, some) is not None:
            steps += 1
        while services.indexing.index_next(reader, owner, some) is not None:
            steps += 1
    if only is None:
        steps += services.indexing.catch_up(reader)
        steps += services.seeing.seams.catch_up(reader)
    return steps


def run(lane: str) -> None:
    """Be a worker until told to stop."""
    from insight.wiring import services

    if lane == "heavy":
        os.environ.update(THREADS_OF_HEAVY)
    settings = Settings()
    logs.to_stderr(settings.log_level)
    built = services(settings)
    lanes = built.lanes
    built.hint = lanes.advance
    if lane == "quick":
        _warm(built)
    try:
        lanes.take_up(lane)
    except Exception as error:  # the sweep tries again; what comes in meanwhile must not wait for it
        log.error("could not take up the work", process=lane, error=type(error).__name__)
    queue = lanes.quick if lane == "quick" else lanes.heavy
    consumer = queue.create_consumer(
        workers=1, worker_type="thread", initial_delay=POLL_SECONDS, backoff=1.0, max_delay=POLL_SECONDS,
        check_worker_health=True,
    )  # fmt: skip
    consumer.run()


def _warm(services: "Services") -> None:
    """Load the models before a story is leased: its pair does not wait for them, and a kill meanwhile costs no try."""
    try:
        services.detector.detect("Ready.")
        services.embedder.embed(["Ready."])
    except Exception as error:
        log.error("a model could not be loaded", error=type(error).__name__)
        time.sleep(WITHOUT_MODELS_SECONDS)  # the launcher starts us again, and doctor says which model it is
        raise SystemExit(1) from None


if __name__ == "__main__":
    run(sys.argv[1])
