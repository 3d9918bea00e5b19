"""One transaction over all repositories: committed when its block ends well, and otherwise it never happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import Engine

from insight.store.database import in_memory
from insight.store.repositories.backups import Backups
from insight.store.repositories.brought import Brought
from insight.store.repositories.builds import Builds
from insight.store.repositories.citations import Citations
from insight.store.repositories.contents import Contents
from insight.store.repositories.cycles import Cycles
from insight.store.repositories.experiments import Experiments
from insight.store.repositories.feelings import Feelings
from insight.store.repositories.given import Given
from insight.store.repositories.given_out import GivenOut
from insight.store.repositories.governance import Governance
from insight.store.repositories.inquiries import Alliance, Inquiries
from insight.store.repositories.interviews import Interviews
from insight.store.repositories.keeping import Keeping
from insight.store.repositories.pairs import Pairs
from insight.store.repositories.passages import Passages
from insight.store.repositories.people import People
from insight.store.repositories.readings import Readings
from insight.store.repositories.records import Records
from insight.store.repositories.reviews import Reviews
from insight.store.repositories.rooms import Rooms
from insight.store.repositories.safety import Safety
from insight.store.repositories.share_backs import ShareBacks
from insight.store.repositories.stories import Stories
from insight.store.repositories.studies import Studies
from insight.store.repositories.tellers import Tellers
from insight.store.repositories.theme_acts import ThemeActs
from insight.store.repositories.theme_views import ThemeViews
from insight.store.repositories.theme_words import ThemeWords
from insight.store.repositories.themes import Themes
from insight.store.repositories.trail import Trail
from insight.store.repositories.typed_words import TypedWords
from insight.store.repositories.ways_in import WaysIn
from insight.store.troubles import in_words, told
from insight.store.vault import Vault


class UnitOfWork:
    """Repositories that share one connection. A reading one never waits for a writer."""

    def __init__(self, engine: Engine, master: Callable[[], MultiFernet], *, writes: bool) -> None:
        """Nothing is opened until the `with`."""
        self._engine = engine
        self._master = master
        self._writes = writes

    def __enter__(self) -> Self:
        """Begin. `Unavailable` when the database is busy or cannot be reached."""
        with in_words():
            self._connection = self._engine.connect().execution_options(writes=self._writes)
            self._transaction = self._connection.begin()
        self.vault = Vault(self._connection, self._master)
        self.inquiries = Inquiries(self._connection)
        self.alliance = Alliance(self._connection)
        self.people = People(self._connection)
        self.ways_in = WaysIn(self._connection)
        self.tellers = Tellers(self._connection, self.vault)
        self.interviews = Interviews(self._connection, self.vault)
        self.pairs = Pairs(self._connection)
        self.stories = Stories(self._connection)
        self.reviews = Reviews(self._connection)
        self.safety = Safety(self._connection)
        self.passages = Passages(self._connection)
        self.themes = Themes(self._connection)
        self.theme_acts = ThemeActs(self._connection)
        self.theme_words = ThemeWords(self._connection)
        self.builds = Builds(self._connection)
        self.studies = Studies(self._connection)
        self.citations = Citations(self._connection)
        self.rooms = Rooms(self._connection)
        self.readings = Readings(self._connection)
        self.experiments = Experiments(self._connection)
        self.cycles = Cycles(self._connection)
        self.given = Given(self._connection)
        self.typed_words = TypedWords(self._connection)
        self.share_backs = ShareBacks(self._connection)
        self.given_out = GivenOut(self._connection)
        self.theme_views = ThemeViews(self._connection)
        self.feelings = Feelings(self._connection)
        self.records = Records(self._connection, self.vault)
        self.brought = Brought(self._connection)
        self.governance = Governance(self._connection)
        self.trail = Trail(self._connection)
        self.keeping = Keeping(self._connection)
        self.backups = Backups(self._connection)
        self.contents = Contents(self._connection, self.vault)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit a write that ended well, undo everything else, and give the connection back.

        Trouble with the database's files becomes an error of ours, whether a statement or the commit met it.
        """
        try:
            if self._writes and kind is None:
                with in_words():
                    self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self._connection.close()
        trouble = told(error)
        if trouble is not None:
            raise trouble from error


@contextmanager
def scratch_bank() -> Iterator["Bank"]:
    """An empty bank in memory under a key of its own, for what may not touch the disk. It takes as much memory as the
    bank it is filled from takes disk; nothing of it is left afterwards.
    """
    master = MultiFernet([Fernet(Fernet.generate_key())])
    engine = in_memory()
    try:
        yield Bank(engine, lambda: master)
    finally:
        engine.dispose()


class Bank:
    """The relational database: `reading()` or `writing()` gives a unit of work."""

    def __init__(self, engine: Engine, master: Callable[[], MultiFernet]) -> None:
        """Over an engine whose schema is up to date."""
        self.engine = engine
        self.master = master

    def reading(self) -> UnitOfWork:
        """A unit of work that changes nothing."""
        return UnitOfWork(self.engine, self.master, writes=False)

    def writing(self) -> UnitOfWork:
        """A unit of work that is committed at the end of its `with`, unless an error leaves it."""
        return UnitOfWork(self.engine, self.master, writes=True)
