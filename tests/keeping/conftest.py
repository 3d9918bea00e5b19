"""A small whole bank: approved stories with themes, one in quarantine, one that waits, a conversation being written."""

import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.demo.load import stories
from insight.jobs import work_through
from insight.settings import Settings
from insight.store import sealed_file
from insight.store.tables import passage, theme, theme_build, theme_passage
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.importers.batch import Batch, Row
from insight.stories.inquiry import Prompt, Stage, Way
from insight.stories.interview import KindOfJob, Listener
from insight.stories.spans import Label, Span, Tier
from insight.stories.text import Original
from insight.wiring import Services, services
from tests.conftest import set_up

PASSPHRASE = "tulip harness gravel moon"
CODE = "kettle garden ferry lamp"
KEPT = "They kept ringing until I picked up. Nobody had done that before."
NAME = "Zebedee Quillfeather"
IN_QUARANTINE = f"{NAME} sat with me until it was light."
WAITING = "Ermintrude Wombat drove me there in her own car."
PROMPTS = (Prompt("", Stage.DISCOVERY, "What went well?"),)
DRAFT = "We were moved three times, said Peregrine."


class Finds:
    """A detector that knows one name."""

    def detect(self, text: str) -> tuple[Span, ...]:
        at = text.find(NAME)
        if at < 0:
            return ()
        return (Span(at, at + len(NAME), Label.PERSON, Tier.MASK, "friend 1", "test", "a name", NAME),)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The costs of a passphrase are for those who guess."""
    monkeypatch.setattr(sealed_file, "SCRYPT_N", 1 << 4)


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Callable[..., Services]]:
    """`install("a")` is a place of its own with a key of its own; nothing is made there yet."""
    made = []

    def install(name: str, **more: Any) -> Services:
        built = services(
            Settings(**{"data_dir": tmp_path / name, "master_key": Fernet.generate_key().decode(), **more})
        )
        built.detector = Finds()
        made.append(built)
        return built

    yield install
    for one in made:
        if "bank" in vars(one):
            one.bank.engine.dispose()


def bring(house: Services, *texts: str, approved_by: str | None = "Ines") -> list[str]:
    """Bring stories in; their ids."""
    rows = tuple(Row(number, None, Original(text), None, None, None, None) for number, text in enumerate(texts, 1))
    brought = house.bringing_in.take_in(operator(), Batch(rows, ()), approved_by=approved_by)
    return [story for story, _ in brought.stories]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The bank with everything in it, made once: `.folder`, `.key`, and the ids of what tests ask for."""
    folder, key = tmp_path_factory.mktemp("template") / "bank", Fernet.generate_key().decode()
    house = services(Settings(data_dir=folder, master_key=key))
    house.detector = Finds()
    told = [" ".join(part["text"] for part in one["parts"]) for one in islice(stories(), 24)]
    kept = bring(house, KEPT, *told)[0]
    with house.bank.writing() as work:
        teller = work.stories.storyteller_of(kept)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
        pair = Reader(work.people.add("mo", "Mo", Role.INTERVIEWER, None, now()), "Mo", Role.INTERVIEWER)
        work.people.begin_session("t" * 64, pair.id, now())
        work.ways_in.invite("i" * 64, Role.STEWARD, now())
        work.people.failed("f" * 64, now())
        inquiry = work.inquiries.add("Warmth", "To learn.", PROMPTS, now())
    quarantined, waiting = bring(house, IN_QUARANTINE, WAITING, approved_by=None)
    work_through(house, None)
    house.protection.approve(operator(), quarantined)
    work_through(house, None)
    with house.bank.engine.begin() as connection:
        whole = select(passage.c.id).where(passage.c.story == kept, passage.c.whole.is_(True)).scalar_subquery()
        build = {"id": "b", "started_at": now(), "state": "settled", "model": "m", "stories": 1, "passages": 1}
        connection.execute(theme_build.insert().values(**build))
        named = {"machine_name": "kept ringing", "human_name": "Not giving up", "words": "ringing", "build": "b"}
        connection.execute(
            theme.insert().values(id="t", position=1, centroid=bytes(1536), pinned=True, name_passage=whole, **named)
        )
        connection.execute(theme_passage.insert().values(theme="t", passage=whole, fit=0.5, weak=False))
    partner = Listener(None, KindOfJob.ORGANISATION)
    set_up(house.bank)
    conversation = house.listening.open(pair, inquiry, partner, KindOfJob.KEEPING_GOING, Way.PHONE, "hostel")
    with house.bank.writing() as work:
        work.interviews.save(conversation, "story-1", DRAFT, 0, now())
    house.bank.engine.dispose()
    return SimpleNamespace(
        folder=folder, key=key, kept=kept, quarantined=quarantined, waiting=waiting, pair=pair,
        conversation=conversation,
    )  # fmt: skip


@pytest.fixture
def full(template: SimpleNamespace, install: Callable[..., Services], tmp_path: Path) -> SimpleNamespace:
    """A copy of it in the folder `a`, as `.house`."""
    shutil.copytree(template.folder, tmp_path / "a")
    (tmp_path / "a").chmod(0o700)
    return SimpleNamespace(**vars(template), house=install("a", master_key=template.key))


@pytest.fixture
def backed_up(full: SimpleNamespace, tmp_path: Path) -> Path:
    """A backup of it."""
    return full.house.keeping.backups.make(operator(), tmp_path / "one.backup", PASSPHRASE).path


@pytest.fixture
def restore(backed_up: Path) -> Callable[..., Any]:
    """`restore(house)` brings the backup back there."""

    def restore(house: Services, path: Path = backed_up, passphrase: str = PASSPHRASE, **more: Any) -> Any:
        return house.keeping.restoring.restore(operator(), path, lambda: passphrase, **more)

    return restore
