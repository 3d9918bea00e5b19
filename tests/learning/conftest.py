"""Everything sub-groups learn with, over the test's bank: people, rooms, themes and a plan."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from insight.access.reader import Reader, Role
from insight.learning.check_back import CheckBacks
from insight.learning.cycles import Cycles
from insight.learning.entries import Entries
from insight.learning.experiment import Plan
from insight.learning.experiments import Experiments
from insight.learning.gaps import Gaps
from insight.learning.readings import ThemeReadings
from insight.learning.room import Rooms
from insight.learning.sessions import Sessions
from insight.learning.traces import Traces
from insight.learning.trials import Trials
from insight.learning.wall import Wall
from insight.share.theme_card_document import theme_card_document
from insight.themes.seeing import Seeing
from insight.themes.shelf import Shelf
from tests.detectors import NamesShaz

SMALL = 5
PLAN = Plan(
    "A key before the form", "We give people the key first, and do the paper after.", who="two support workers",
    small="one flat, one week", legal="yes, the licence says so", safe="somebody is there the first night",
    surprise="if nobody came back for the paper", stop_if="somebody feels less safe",
)  # fmt: skip


@dataclass(frozen=True)
class InTheRoom:
    """All that is done in rooms, over one bank."""

    rooms: Rooms
    entries: Entries
    wall: Wall
    sessions: Sessions
    gaps: Gaps
    readings: ThemeReadings
    check_back: CheckBacks


@pytest.fixture
def in_room(bank, clock) -> InTheRoom:
    shelf = Shelf(bank, clock)
    seeing = Seeing(bank, shelf, clock, SMALL)
    each = {name: kind(bank, NamesShaz, clock) for name, kind in (
        ("entries", Entries), ("wall", Wall), ("sessions", Sessions), ("gaps", Gaps),
    )}  # fmt: skip
    return InTheRoom(
        rooms=Rooms(bank, clock), readings=ThemeReadings(bank, NamesShaz, clock, SMALL),
        check_back=CheckBacks(bank, seeing.wall, theme_card_document, NamesShaz, clock, SMALL), **each,
    )  # fmt: skip


@pytest.fixture
def learning(bank, clock) -> SimpleNamespace:
    return SimpleNamespace(
        experiments=Experiments(bank, NamesShaz, clock),
        trials=Trials(bank, NamesShaz, clock),
        traces=Traces(bank, clock, 5),
        cycles=Cycles(bank, NamesShaz, clock),
    )


@pytest.fixture
def person(bank, clock) -> Callable[..., Reader]:
    """`person("Ines", Role.MEMBER, "Estates")` has an account, and learns with a sub-group."""

    def person(name: str, role: Role = Role.PEER_RESEARCHER, *subgroups: str) -> Reader:
        with bank.writing() as work:
            account = work.people.add(name.casefold(), name, role, None, clock())
            learns = frozenset(work.alliance.subgroup(one) for one in subgroups)
            for one in learns:
                work.people.join_subgroup(account, one)
        return Reader(account, name, role, subgroups=learns)

    return person


@pytest.fixture
def estates(bank) -> str:
    with bank.writing() as work:
        return work.alliance.subgroup("Estates")


@pytest.fixture
def ines(person, estates) -> Reader:
    return person("Ines", Role.MEMBER, "Estates")


@pytest.fixture
def kit(person) -> Reader:
    """A member of another sub-group."""
    return person("Kit", Role.MEMBER, "Food")


@pytest.fixture
def sol(person) -> Reader:
    return person("Sol", Role.PEER_RESEARCHER)


@pytest.fixture
def a_theme(bank, clock) -> Callable[..., str]:
    """`a_theme("Waiting", story, …)` holds the whole of these stories, and is named in common words."""
    import numpy as np

    from insight.themes.kept import KeptTheme

    def a_theme(name: str, *stories: str) -> str:
        with bank.writing() as work:
            key = f"theme{len(work.themes.all())}"
            centre = np.ones(2, dtype=np.float32)
            work.themes.keep(KeptTheme(key, name, None, None, ("wait",), centre, False), 0, None)
            for story in stories:
                words = str(work.stories.text_for_erasure(story))
                work.passages.replace(story, words, [(0, len(words))])
                work.themes.place(key, [(one, 1.0, False) for one in work.passages.ids_of(story)])
        return key

    return a_theme


@pytest.fixture
def written(learning, ines, estates) -> str:
    return learning.experiments.write_down(ines, estates, PLAN)


@pytest.fixture
def begun(learning, ines, written, clock) -> str:
    """Begun two weeks ago, with its review due in a week."""
    from datetime import timedelta

    today = clock().date()
    learning.experiments.begin(ines, written, today - timedelta(days=14), today + timedelta(days=7))
    return written
