"""Loads the demo bank: invented stories, people and organisations, for a first look. Everything in it is made up."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from insight.access.account import Account
from insight.access.gate import scope
from insight.access.reader import Role, operator
from insight.demo import trying
from insight.demo.felt import FeltInTurn
from insight.demo.giving import tell_back
from insight.demo.rooms import add_rooms
from insight.demo.share_backs import give_back
from insight.errors import Refused
from insight.measure.answers import Felt
from insight.ports import Bank, Work
from insight.stories import received
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind, Way
from insight.stories.interview import KindOfJob, Listener
from insight.stories.protect import keep_approved
from insight.stories.starter import seed
from insight.stories.story import NewStory, Part, Whose
from insight.stories.text import Approval, ProtectedText

FILES = tuple(f"stories_{name}.jsonl" for name in ("value_a", "value_b", "risk", "young", "short"))
INQUIRIES = {"value": "What people value", "risk": "Sharing the risk", "young": "Young adults"}
DEMO = "demo"

# One code of the demo bank is known, so that withdrawal by code can be tried.
KNOWN_CODE, KNOWN_TELLER = "kettle garden ferry lamp", "va-t01"

PEOPLE = (
    ("pair", "Mo, night worker", "Lantern Housing", "night worker", KindOfJob.WITH_PEOPLE, Role.INTERVIEWER),
    ("subgroup", "Jean, team leader", "Riverbank Recovery", "team leader", KindOfJob.TEAM, Role.MEMBER),
    ("researcher", "Sol, peer researcher", "Kite Advocacy", "peer researcher", KindOfJob.LIVED, Role.PEER_RESEARCHER),
    ("steward", "Ines, steward", "City Council", "information governance", KindOfJob.SERVICE, Role.STEWARD),
)


class Demo:
    """The demo bank."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over an empty bank."""
        self._bank = bank
        self._clock = clock

    def load(self) -> int:
        """Fill an empty bank with the demo; how many stories. `Refused` when real ones are in it."""
        with self._bank.writing() as work:
            if work.records.value(DEMO) is not None:
                return 0
            if work.stories.count_by_state() or work.people.count():
                raise Refused(
                    "This bank is not empty, so the demo was not loaded. Name an empty folder for a first look."
                )
            inquiries = seed(work, self._clock())
            people = self._add_people(work)
            tellers: dict[str, str] = {}
            kept: dict[str, str] = {}  # stories by the refs they were written down with
            felt = FeltInTurn()
            for told in stories():
                inquiry = inquiries[INQUIRIES[told["inquiry"]]]
                kept[told["ref"]] = self._add_story(work, told, inquiry, tellers, felt.of(told))
            give_back(work, kept, DEMO, self._clock())
            tell_back(work, tellers, self._clock())
            known = tellers[KNOWN_TELLER]
            work.tellers.give_code(known, code_hash(KNOWN_CODE, work.vault.derive(CODE_PEPPER)))
            add_rooms(work, kept, people, self._clock())
            [learner] = [account for account in work.people.all() if account.role is Role.MEMBER]
            trying.add(work, learner, kept, scope(operator(), today=self._clock().date()))
            work.records.set(DEMO, "loaded")
            work.records.write("operator", "demo_loaded", DEMO, self._clock(), stories=len(kept))
        return len(kept)

    def people(self) -> tuple[Account, ...]:
        """The invented people one may look around as."""
        with self._bank.reading() as work:
            return tuple(account for account in work.people.all() if account.demo)

    def _add_people(self, work: Work) -> dict[str, str]:
        accounts = {}
        for sign_in_name, name, organisation, position, job, role in PEOPLE:
            account = work.people.add(
                sign_in_name, name, role, None, self._clock(),
                organisation=work.alliance.organisation(organisation), position=position, demo=True,
            )  # fmt: skip
            work.people.works_as(account, job)
            accounts[sign_in_name] = account
        return accounts

    def _add_story(
        self, work: Work, told: dict[str, Any], inquiry: str, tellers: dict[str, str], felt: Felt | None
    ) -> str:
        told_on = date.fromisoformat(told["told_on"])
        moment = datetime.combine(told_on, datetime.min.time(), self._clock().tzinfo) + timedelta(hours=15)
        kind = TellerKind(told["teller_kind"])
        teller = tellers.setdefault(told["storyteller"], "") or work.tellers.add(kind)
        tellers[told["storyteller"]] = teller
        agreed = told["consent"]
        consent = work.tellers.agree(
            teller,
            Consent(
                inside=agreed["inside"], room=agreed["room"], outside=agreed["outside"], quotes=agreed["quotes"],
                not_organisations=frozenset(work.alliance.organisation(name) for name in told["not_read_by"]),
                taken_by=DEMO, given_on=told_on, review_on=self._clock().date() + timedelta(days=730),
            ),
        )  # fmt: skip
        pair = tuple(
            Listener(work.alliance.organisation(one["organisation"]), KindOfJob(one["job"])) for one in told["pair"]
        )
        interview = work.interviews.open(inquiry, work.inquiries.get(inquiry).questions.id, pair, moment)
        work.interviews.submit(interview, moment)
        pieces = tuple(
            received.Piece(one["text"], Part(one["kind"]), Whose(one["whose"]), one["prompt"]) for one in told["parts"]
        )
        text = received.joined(pieces).reveal()
        story = work.stories.receive(
            NewStory(
                inquiry=inquiry, storyteller=teller, teller=kind, consent=consent, brought_by=DEMO, told_on=told_on,
                interview=interview, way=Way(told["way"]), place_kind=told["place_kind"], ref=told["ref"],
                told_about=told["told_about"], content_note=told["content_note"] or "",
                text_key=received.text_key(work.vault.derive(received.SAME_TEXT), text),
            ),
            len(text.split()),
            moment,
        )  # fmt: skip
        approved = ProtectedText(text, Approval(DEMO, moment))
        keep_approved(work, story, approved, received.stretches_of(pieces), told["title"])
        if felt is not None:
            work.feelings.add(teller, inquiry, story, felt, told_on)
        return story


def stories() -> Iterator[dict[str, Any]]:
    """The invented stories, as they were written down."""
    for name in FILES:
        for line in files("insight.demo").joinpath(name).read_text("utf-8").splitlines():
            yield json.loads(line)
