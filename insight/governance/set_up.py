"""Before the first story: what has to be settled before real people are listened to, each thing kept as it is said."""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound, Refused
from insight.governance import readiness
from insight.governance.keeping import FEWEST_YEARS, MOST_YEARS, YEARS, years_kept
from insight.governance.lawful import Article6, Article9, Article10, Basis, Controller
from insight.governance.readiness import ASSESSED, HOST, RESEARCH, Step
from insight.ports import Bank, Work
from insight.stories.inquiry import Inquiry

LONGEST = 200
_OWNER, _ETHICS = "set_up", "ethics_reference"


@dataclass(frozen=True, slots=True)
class Host:
    """On whose machine the bank lies, and whom to write to about it."""

    organisation: str
    contact: str


@dataclass(frozen=True, slots=True)
class Research:
    """Whether this is research, and under which reference an ethics committee said yes; empty where it is none."""

    is_research: bool
    ethics: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """Who said on which day that the impact assessment was done and acted on."""

    by: str
    on: date


class SetUp:
    """The steward's steps before the first story."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], years: int, *, demo: bool) -> None:
        """`years` that things are kept unless the alliance decides; a `demo` needs no set-up."""
        self._bank = bank
        self._clock = clock
        self._years = years
        self.skipped = demo

    # What is left.

    def left(self, reader: Reader) -> tuple[Step, ...]:
        """The steps that are not done, in order."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return readiness.left(work, self._today())

    def why_not(self, reader: Reader) -> str | None:
        """Why nobody may be listened to yet, in words for anybody; `None` when they may, and in a demo."""
        require(reader, Action.SEE_HOME)
        if self.skipped:
            return None
        with self._bank.reading() as work:
            return readiness.why_not(work, self._today())

    def without_basis(self, reader: Reader) -> tuple[Inquiry, ...]:
        """Inquiries that nobody may listen for, because somebody has not said on what basis; none in a demo."""
        require(reader, Action.ASK)
        if self.skipped:
            return ()
        with self._bank.reading() as work:
            return readiness.without_basis(work, self._today())

    # Who hosts.

    def host(self, reader: Reader) -> Host | None:
        """Who hosts, once somebody has said it."""
        kept = self._value(reader, HOST)
        return None if kept is None else Host(**json.loads(kept))

    def keep_host(self, reader: Reader, host: Host) -> None:
        """Keep who hosts. `BadInput` changes nothing."""
        require(reader, Action.ADMINISTER)
        kept = Host(_said(host.organisation), _said(host.contact))
        self._keep(reader, HOST, json.dumps(asdict(kept)))

    # Who decides together.

    def controllers(self, reader: Reader) -> tuple[Controller, ...]:
        """Those who decide together today, by name."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return self._taking_part(work)

    def add_controller(self, reader: Reader, name: str, officer: str) -> None:
        """An organisation decides with the others; named again, it has another officer to write to."""
        require(reader, Action.ADMINISTER)
        called, write_to = _said(name), _said(officer)
        with self._bank.writing() as work:
            organisation = work.alliance.organisation(called)
            work.governance.joins(organisation, write_to, self._today())
            work.records.write(reader.id, "controller_named", organisation, self._clock())

    def remove_controller(self, reader: Reader, organisation: str) -> None:
        """Take away one that was named by mistake. `Refused` once they have said on what basis they take part."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            if any(one.controller == organisation for one in work.governance.bases()):
                raise Refused("They have taken part. They can leave under “Who is in it”. Nothing was changed.")
            work.governance.never_joined(organisation)
            work.records.write(reader.id, "controller_removed", organisation, self._clock())

    # On what basis.

    def inquiries(self, reader: Reader) -> tuple[Inquiry, ...]:
        """The open inquiries, each of which needs a basis."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.inquiries.all()

    def bases(self, reader: Reader) -> tuple[Basis, ...]:
        """What those who take part today rely on."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            there = {one.organisation for one in self._taking_part(work)}
            return tuple(one for one in work.governance.bases() if one.controller in there)

    def keep_basis(
        self,
        reader: Reader,
        inquiries: Collection[str],
        controllers: Collection[str],
        article_6: Article6,
        article_9: Article9,
        article_10: Article10 | None,
    ) -> None:
        """These organisations rely on this for these inquiries; without `article_10` crime is left out."""
        require(reader, Action.ADMINISTER)
        if not inquiries or not controllers:
            raise BadInput("Choose an inquiry and an organisation at least. Nothing was changed.")
        now = self._clock()
        with self._bank.writing() as work:
            if not set(controllers) <= {one.organisation for one in self._taking_part(work)}:
                raise NotFound("One of these organisations does not take part. Nothing was changed.")
            for inquiry in inquiries:
                work.inquiries.get(inquiry)
                for controller in controllers:
                    work.governance.rely(Basis(inquiry, controller, article_6, article_9, article_10), reader.id, now)
                said = {"article_6": article_6.value, "article_9": article_9.value}
                crime = article_10.value if article_10 else "left_out"
                number = len(controllers)
                work.records.write(
                    reader.id, "basis_recorded", inquiry, now, **said, article_10=crime, controllers=number
                )

    # Who reads what is told for an inquiry.

    def subgroups(self, reader: Reader) -> dict[str, str]:
        """The sub-groups of the alliance, by id."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.governance.subgroups()

    def limited_to(self, reader: Reader, inquiry: str) -> frozenset[str]:
        """The sub-groups that an inquiry is for; none where it is for all of them."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.governance.limited_to(inquiry)

    def limit(self, reader: Reader, inquiry: str, subgroups: Collection[str]) -> None:
        """Of the members of sub-groups, those of these alone read what is told for an inquiry; with none, all do."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            work.inquiries.get(inquiry)
            if not set(subgroups) <= work.governance.subgroups().keys():
                raise NotFound("There is no such sub-group. Nothing was changed.")
            work.governance.limit(inquiry, sorted(subgroups))
            work.records.write(reader.id, "inquiry_limited", inquiry, self._clock(), subgroups=len(set(subgroups)))

    # Research, keeping, and the impact assessment.

    def research(self, reader: Reader) -> Research | None:
        """Whether this is research, once somebody has said it."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            kept = work.records.value(RESEARCH)
            return None if kept is None else Research(kept == "yes", work.vault.fetch(_OWNER, _ETHICS) or "")

    def keep_research(self, reader: Reader, research: Research) -> None:
        """Keep whether it is research. The reference is sealed: it can stand for a person. `BadInput` without one."""
        require(reader, Action.ADMINISTER)
        ethics = _said(research.ethics) if research.is_research else ""
        with self._bank.writing() as work:
            work.vault.keep(_OWNER, _ETHICS, ethics)
            work.records.set(RESEARCH, "yes" if research.is_research else "no")
            work.records.write(reader.id, "set_up_kept", RESEARCH, self._clock())

    def years(self, reader: Reader) -> int:
        """How many years what is told is kept."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return years_kept(work, self._years)

    def keep_years(self, reader: Reader, years: int) -> None:
        """From now on what is told is kept so long. What was agreed before stays as it was agreed."""
        require(reader, Action.ADMINISTER)
        if not FEWEST_YEARS <= years <= MOST_YEARS:
            raise BadInput(f"Choose from {FEWEST_YEARS} to {MOST_YEARS} years: there has to be an end.")
        self._keep(reader, YEARS, str(years), years=years)

    def assessed(self, reader: Reader) -> Assessed | None:
        """Who said that the impact assessment was done, by name, and when it was; `None` while nobody has."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            kept = work.records.value(ASSESSED)
            if kept is None:
                return None
            by, on = json.loads(kept)
            account = work.people.by_id(by)
            return Assessed(account.name if account else "local operator", date.fromisoformat(on))

    def keep_assessed(self, reader: Reader, on: date) -> None:
        """The reader says that on this day an impact assessment was done, and acted on."""
        require(reader, Action.ADMINISTER)
        if on > self._today():
            raise BadInput("This day is still to come. Say it when the work is done.")
        self._keep(reader, ASSESSED, json.dumps([reader.id, on.isoformat()]))

    def _keep(self, reader: Reader, name: str, value: str, **counts: int) -> None:
        with self._bank.writing() as work:
            work.records.set(name, value)
            work.records.write(reader.id, "set_up_kept", name, self._clock(), **counts)

    def _value(self, reader: Reader, name: str) -> str | None:
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.records.value(name)

    def _taking_part(self, work: Work) -> tuple[Controller, ...]:
        return tuple(one for one in work.governance.controllers() if one.takes_part(self._today()))

    def _today(self) -> date:
        return self._clock().date()


def _said(text: str) -> str:
    """The text on one line; `BadInput` when there is none, or too much of it."""
    tidy = " ".join(text.split())
    if not tidy:
        raise BadInput("Something is missing. Nothing was changed. Fill in every line.")
    if len(tidy) > LONGEST:
        raise BadInput(f"A line has {LONGEST} letters at most. Nothing was changed.")
    return tidy
