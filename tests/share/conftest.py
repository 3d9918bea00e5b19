"""Somebody in each role with an account, and what they do."""

from collections.abc import Callable

import pytest

from insight.access.reader import Reader, Role
from insight.learning.citation import CitedBy
from insight.measure.feeling import Feeling
from insight.research.study import words_hash
from insight.share.giving import Form
from insight.share.share_back_document import share_back_document
from insight.share.share_back_page import share_back_page
from insight.share.share_backs import ShareBacks, share_backs
from insight.store.tables import experiment
from insight.store.unit_of_work import Bank
from insight.stories.consent import Consent
from tests.detectors import NamesShaz


@pytest.fixture
def person(bank: Bank, clock: Callable) -> Callable[..., Reader]:
    """`person("Ines", Role.MEMBER, "Estates")` has an account, and learns with a sub-group."""

    def person(name: str, role: Role = Role.PEER_RESEARCHER, *subgroups: str) -> Reader:
        with bank.writing() as work:
            account = work.people.add(name.casefold(), name, role, None, clock())
            learns = frozenset(work.alliance.subgroup(one) for one in subgroups)
        return Reader(account, name, role, subgroups=learns)

    return person


@pytest.fixture
def ada(person: Callable[..., Reader]) -> Reader:
    return person("Ada")


@pytest.fixture
def cite(bank: Bank, clock: Callable) -> Callable[[str, CitedBy, str], None]:
    """`cite(of, kind, story)`: something stands on the first three characters of a story."""

    def cite(of: str, kind: CitedBy, story: str) -> None:
        with bank.writing() as work:
            words = str(work.stories.text_for_indexing(story))[:3]
            assert work.citations.cite(of, kind, story, 0, 3, words_hash(words), "ada", clock())

    return cite


@pytest.fixture
def trying(bank: Bank, clock: Callable) -> Callable[..., str]:
    """`trying("Ring first", "Estates")` is something a sub-group tries; its id."""

    def trying(name: str, subgroup: str, **more: object) -> str:
        with bank.writing() as work:
            group = work.alliance.subgroup(subgroup)
        made = name.casefold().replace(" ", "")[:32]
        with bank.engine.begin() as connection:
            row = {
                "id": made,
                "subgroup": group,
                "name": name,
                "what": "We do it.",
                "since": clock().date(),
                "by": "ada",
                "at": clock(),
            }
            connection.execute(experiment.insert().values(**row, **more))
        return made

    return trying


@pytest.fixture
def back(bank, clock) -> ShareBacks:
    writers = {Form.DOCX: share_back_document, Form.HTML: share_back_page}
    return share_backs(bank, Feeling(bank, clock, 5), NamesShaz, clock, writers, 5)


@pytest.fixture
def agree(bank) -> Callable[[str, Consent], None]:
    """`agree(story, consent)`: whoever told it agrees to something else from now on."""

    def agree(story: str, consent: Consent) -> None:
        with bank.writing() as work:
            teller = work.stories.storyteller_of(story)
            before = work.stories.told_by(teller)[0].consent
            work.stories.agree_anew(before, work.tellers.agree(teller, consent, before))

    return agree
