"""The composition root: builds the services for web, command line and jobs, each part when it is first needed."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from insight.clock import now
from insight.running import Running
from insight.settings import LOOPBACK, NAMES, PROJECT, Settings

if TYPE_CHECKING:  # each of these costs time to import, and most runs need few of them
    from cryptography.fernet import MultiFernet

    from insight.access.sign_in import SignIn
    from insight.demo.load import Demo
    from insight.doctor import Doctor
    from insight.governance.office import Office
    from insight.jobs import Lanes
    from insight.measure.feeling import Feeling
    from insight.research.desk import Desk
    from insight.share.papers import Papers
    from insight.store.unit_of_work import Bank
    from insight.stories.bring_in import BringIn
    from insight.stories.card import WithACard
    from insight.stories.collect import Listening
    from insight.stories.detect import SpacyDetector
    from insight.stories.figures import Figures
    from insight.stories.inquiries import Asking
    from insight.stories.letters_back import LettersBack
    from insight.stories.originals import Originals
    from insight.stories.pairs import Pairs
    from insight.stories.policies import Policies
    from insight.stories.policy import Policy
    from insight.stories.protect import Detector, Protection
    from insight.stories.read import Reading
    from insight.stories.recognised import Recognised
    from insight.stories.safety import Safety
    from insight.stories.sign_off import SignOff
    from insight.themes.embed import OnnxEmbedder
    from insight.themes.indexing import Indexing
    from insight.themes.search import Search
    from insight.themes.views import Views
    from insight.wiring_access import Access
    from insight.wiring_giving import Giving
    from insight.wiring_index import RunningIndex
    from insight.wiring_keeping import Keeping
    from insight.wiring_learning import Learning
    from insight.wiring_leaving import Leaving
    from insight.wiring_measure import Measure
    from insight.wiring_themes import Themes


OWN_DATA = PROJECT / "data"


def no_hint(_story: str) -> None:
    """For whoever does the work at once, and needs to tell no worker."""


@dataclass
class Services:
    """Everything one process uses, built lazily and once."""

    settings: Settings
    hint: Callable[[str], None] = no_hint
    models_apart: bool = False  # what staff type is looked at in another process: this one stays small

    @cached_property
    def bank(self) -> "Bank":
        """The database, created and migrated on first use."""
        from insight.store.database import open_database
        from insight.store.unit_of_work import Bank

        self._make_folder()
        _ = self.master  # a key that cannot be had is told before anything is made
        bank = Bank(open_database(self.settings.url), lambda: self.master)
        with bank.reading() as work:
            opened = work.vault.opens()
        if not opened:
            with bank.writing() as work:
                work.vault.derive("first use")
        return bank

    def _make_folder(self) -> None:
        """The data folder, for this user alone. One that somebody else made stays as it is; `doctor` judges it."""
        folder = self.settings.data_dir
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder == OWN_DATA:  # it comes with the program, open to others
            with suppress(PermissionError):
                folder.chmod(0o700)

    @cached_property
    def master(self) -> "MultiFernet":
        """The master key of this place, made on first use where no other is named."""
        from insight.store.keys import master_key

        return master_key(self.settings)

    @cached_property
    def running(self) -> Running:
        """What the processes of this installation tell each other."""
        self._make_folder()
        return Running(self.settings.run)

    @cached_property
    def access(self) -> "Access":
        """Who may come in, and how."""
        from insight.wiring_access import Access

        return Access(self.bank, self.settings, demo=self._demo_people)

    @property
    def sign_in(self) -> "SignIn":
        """Sessions, and how one begins."""
        return self.access.sign_in

    @property
    def _demo_people(self) -> bool:
        """Whether the demo's invented people may be tried out: on this machine, and nowhere else."""
        return self.settings.demo and self.settings.host in LOOPBACK

    @cached_property
    def asking(self) -> "Asking":
        """Inquiries and their questions."""
        from insight.stories.inquiries import Asking

        return Asking(self.bank, now, self.staff_detector, self.settings.small_number)

    @cached_property
    def papers(self) -> "Papers":
        """The questions on paper and as a form."""
        from insight.share.guide import guide
        from insight.share.papers import Papers
        from insight.share.xlsform import xlsform

        return Papers(self.bank, now, self.settings.years_kept, guide, xlsform)

    @cached_property
    def listening(self) -> "Listening":
        """Conversations."""
        from insight.stories.code_words import code_words
        from insight.stories.collect import Listening

        return Listening(self.bank, code_words, now, self.hint, self.settings.years_kept, demo=self._demo_people)

    @cached_property
    def pairs(self) -> "Pairs":
        """Who listens with whom, and what listeners take from it."""
        from insight.stories.pairs import Pairs

        return Pairs(self.bank, self.staff_detector, now, demo=self._demo_people)

    @cached_property
    def with_a_card(self) -> "WithACard":
        """What whoever told us can do with their card."""
        from insight.share.card_document import card_document
        from insight.stories.card import WithACard
        from insight.stories.code_words import code_words

        return WithACard(self.bank, code_words, now, card_document, self.settings.years_kept)

    @cached_property
    def letters_back(self) -> "LettersBack":
        """Telling people what came of it."""
        from insight.stories.code_words import code_words
        from insight.stories.letters_back import LettersBack

        return LettersBack(self.bank, code_words, now, self.staff_detector)

    @cached_property
    def protection(self) -> "Protection":
        """Proposing what to hide, and deciding."""
        from insight.stories.protect import Protection

        quarantine = timedelta(days=self.settings.quarantine_days)
        return Protection(self.bank, lambda: self.detector, now, quarantine, self.hint)

    @cached_property
    def policies(self) -> "Policies":
        """What stays in a story, is made less exact, or goes."""
        from insight.stories.policies import Policies

        return Policies(self.bank, now, self.settings.city)

    def _policy(self) -> "Policy":
        """The bank's policy. Where there is no bank yet, asking for it makes none."""
        from insight.stories.policy import Policy

        there = self.settings.database_url is not None or (self.settings.data_dir / "insight.db").exists()
        return self.policies.current() if there else Policy(self.settings.city)

    @cached_property
    def detector(self) -> "SpacyDetector":
        """What finds identities; loads spaCy when it first looks at a text."""
        from insight.stories.detect import SpacyDetector

        return SpacyDetector(self.settings.spacy_pipeline, self._policy)

    def staff_detector(self) -> "Detector":
        """What looks at the free text of staff, when it is kept or printed."""
        from insight.stories.detect_apart import ApartDetector

        if not self.models_apart:
            return self.detector
        return ApartDetector({**os.environ, "INSIGHT_DATA_DIR": str(self.settings.data_dir)})

    @cached_property
    def recognised(self) -> "Recognised":
        """Stories out of view because somebody thought they knew who it was."""
        from insight.stories.recognised import Recognised

        return Recognised(self.bank, now, self.hint, self.leaving.files.flush)

    @cached_property
    def sign_off(self) -> "SignOff":
        """The signature before wider sharing."""
        from insight.stories.sign_off import SignOff

        return SignOff(self.bank, now, self.settings.small_number)

    @cached_property
    def safety(self) -> "Safety":
        """Someone is not safe."""
        from insight.stories.safety import Safety

        return Safety(self.bank, now)

    @cached_property
    def originals(self) -> "Originals":
        """Texts as typed, opened by a steward for a reason."""
        from insight.stories.originals import Originals

        return Originals(self.bank, now)

    @cached_property
    def figures(self) -> "Figures":
        """How well protection does."""
        from insight.stories.figures import Figures

        return Figures(self.bank, NAMES / "figures.json")

    @cached_property
    def bringing_in(self) -> "BringIn":
        """Files."""
        from insight.stories.bring_in import BringIn, Files
        from insight.stories.importers import headings_of, read, read_upload

        return BringIn(self.bank, Files(read, read_upload, headings_of), now, self.hint, demo=self._demo_people)

    @cached_property
    def office(self) -> "Office":
        """Set-up, requests, audit, partners and closing."""
        from insight.governance.office import office

        return office(self.bank, now, self.staff_detector, self.settings.years_kept, demo=self._demo_people)

    @cached_property
    def reading(self) -> "Reading":
        """Approved stories."""
        from insight.stories.read import Reading

        return Reading(self.bank, now)

    @cached_property
    def embedder(self) -> "OnnxEmbedder":
        """What reads for meaning; made from the packaged weights when it is missing."""
        from insight.wiring_index import embedder_at

        return embedder_at(self.settings.embedder)

    @cached_property
    def index(self) -> "RunningIndex":
        """The neighbour index as it runs now: it is asked for anew each time."""
        from insight.wiring_index import RunningIndex

        return RunningIndex(self)

    @cached_property
    def indexing(self) -> "Indexing":
        """Making approved stories findable."""
        from insight.themes.indexing import Indexing

        return Indexing(self.bank, lambda: self.embedder, self.index, now)

    @cached_property
    def search(self) -> "Search":
        """Finding stories."""
        from insight.themes.search import Search

        return Search(self.bank, lambda: self.embedder, self.index, now, self.settings.small_number)

    @cached_property
    def themes(self) -> "Themes":
        """Themes: looking for them, reading and changing them."""
        from insight.wiring_themes import Themes

        return Themes(self)

    @cached_property
    def desk(self) -> "Desk":
        """Collections, codes and saved searches."""
        from insight.research.desk import desk

        return desk(self.bank, self.staff_detector, now)

    @cached_property
    def seeing(self) -> "Views":
        """Themes as a group looks at them."""
        from insight.themes.views import views

        return views(self.bank, self.themes.shelf, now, self.settings.small_number)

    @cached_property
    def learning(self) -> "Learning":
        """What sub-groups learn and try."""
        from insight.wiring_learning import Learning

        return Learning(self)

    @cached_property
    def feeling(self) -> "Feeling":
        """Better or worse."""
        from insight.measure.feeling import Feeling

        return Feeling(self.bank, now, self.settings.small_number)

    @cached_property
    def measure(self) -> "Measure":
        """The rule for small numbers, and better or worse over time."""
        from insight.wiring_measure import Measure

        return Measure(self)

    @cached_property
    def giving(self) -> "Giving":
        """Telling people what came of it, story cards, and reports for scrutiny."""
        from insight.wiring_giving import Giving

        return Giving(self)

    @cached_property
    def demo(self) -> "Demo":
        """The demo bank."""
        from insight.demo.load import Demo

        return Demo(self.bank, now)

    @cached_property
    def leaving(self) -> "Leaving":
        """Removal, a copy, objections, and what goes by itself."""
        from insight.wiring_leaving import Leaving

        return Leaving(self)

    @cached_property
    def keeping(self) -> "Keeping":
        """Backups, bringing one back, and the ledger of withdrawals."""
        from insight.wiring_keeping import Keeping

        return Keeping(self)

    @cached_property
    def doctor(self) -> "Doctor":
        """The health check."""
        from insight.doctor import Doctor

        return Doctor(self)

    @cached_property
    def lanes(self) -> "Lanes":
        """The two queues."""
        from insight.jobs import Lanes

        return Lanes(self)


def services(settings: Settings | None = None) -> Services:
    """The services of one installation. Models are only ever read from this machine."""
    return Services(settings or Settings())


def with_worker(settings: Settings | None = None) -> Services:
    """The services as a process uses them that leaves heavy work to the workers: it only tells them."""
    built = services(settings)
    built.hint = built.lanes.advance
    built.models_apart = True
    return built


def train_names(real: Path, to: Path, progress: Callable[[str], None]) -> None:
    """Make the model that looks for names anew, from the marked stories in `models/` and the real texts in `real`."""
    from insight.stories.training.train import Recipe, train

    train(NAMES / "texts", real, to, Recipe(), progress)
