"""The web face over a real bank, with a stand-in where Streamlit would answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlsplit

import pyotp
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from insight.access.account import Doors
from insight.access.links import Links
from insight.access.my_account import MyAccount
from insight.access.one_time_codes import PhoneCodes
from insight.access.passwords import Passwords
from insight.access.reader import Role
from insight.access.session import Limits
from insight.access.sign_in import SignIn
from insight.governance.trail import AuditTrail
from insight.learning.check_back import CheckBacks
from insight.measure.feeling import Feeling
from insight.research.exporting import Format, TakingAlong
from insight.share.card_document import card_document
from insight.share.copy_document import copy_document
from insight.share.giving import Form
from insight.share.pack import Packs, Sheet
from insight.share.pack_document import cards_document, sheets_document
from insight.share.paper_document import paper_document
from insight.share.paper_page import paper_page
from insight.share.qda import qdc
from insight.share.scrutiny import PaperFile, Scrutiny
from insight.share.share_back_document import share_back_document
from insight.share.share_back_page import share_back_page
from insight.share.share_backs import share_backs
from insight.share.study_document import study_document
from insight.share.theme_card_document import theme_card_document
from insight.store.unit_of_work import Bank
from insight.stories.card import WithACard
from insight.stories.code_words import code_words
from insight.stories.collect import Listening
from insight.stories.spans import Span
from insight.stories.their_copy import TheirCopy
from insight.themes.seen import Row
from insight.web.app_routes import routes
from insight.web.middleware import COOKIE, middleware
from insight.web.services import Services
from tests.detectors import NamesShaz

GOOD = "kettle moss lantern"
HOME = "http://127.0.0.1:8501"


class QuickPasswords(Passwords):
    """The real thing at its lowest cost."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class Quiet:
    """A detector that finds nothing."""

    def detect(self, text: str) -> tuple[Span, ...]:
        return ()


PASSWORDS = QuickPasswords()
CODES = PhoneCodes()
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=12))
DOORS = Doors(demo=True)
WALL = (Row("waiting", "Waiting", "He waited at the door.", 3, 3),)
KEPT = PASSWORDS.hash(GOOD)


class Browser(Protocol):
    """A browser that follows no redirect; `signed_in` names whose session it has."""

    def __call__(self, signed_in: str | None = None, **switches: object) -> TestClient: ...


@pytest.fixture
def services(bank: Bank, clock: Callable) -> Services:
    with bank.writing() as work:
        for name, role in (("ade", Role.INTERVIEWER), ("bo", Role.INTERVIEWER), ("rowan", Role.STEWARD)):
            work.people.add(name, name.capitalize(), role, KEPT, clock())
        work.people.add("demo-pair", "Morgan", Role.INTERVIEWER, None, clock(), position="Cook <b>", demo=True)
        work.people.add("demo-steward", "Sam", Role.STEWARD, None, clock(), demo=True)
    return Services(
        sign_in=SignIn(bank, clock, PASSWORDS, CODES, LIMITS, DOORS),
        links=Links(bank, clock, PASSWORDS, DOORS),
        listening=Listening(bank, code_words, clock, lambda _story: None),
        with_a_card=WithACard(bank, code_words, clock, card_document),
        trail=AuditTrail(bank, clock),
        their_copy=TheirCopy(bank, clock, copy_document),
        check_back=CheckBacks(bank, lambda _: WALL, theme_card_document, lambda: None, clock, 5),
        taking_along=TakingAlong(bank, clock, {Format.DOCX: study_document, Format.QDC: qdc}, 5),
        giving=share_backs(
            bank,
            Feeling(bank, clock, 5),
            NamesShaz,
            clock,
            {Form.DOCX: share_back_document, Form.HTML: share_back_page},
            5,
        ).giving,
        packs=Packs(bank, clock, Quiet, {Sheet.CARDS: cards_document, Sheet.SHEETS: sheets_document}, 5),
        scrutiny=Scrutiny(bank, clock, Quiet, {PaperFile.DOCX: paper_document, PaperFile.HTML: paper_page}, 5),
        hosts=frozenset({"insight.example.org"}),
        production=False,
        demo=False,
        loopback=True,
    )


@pytest.fixture
def phone(bank: Bank, clock: Callable, services: Services) -> Callable[[], str]:
    """Bo's phone, set up: the code that it shows now. Whoever signs in as Bo owes it."""
    mine = MyAccount(bank, clock, PASSWORDS, CODES, LIMITS)
    with bank.reading() as work:
        bo, _ = work.people.by_sign_in_name("bo")
    mine.propose_codes(bo.reader())
    totp = pyotp.TOTP(mine.setup(bo.reader()).letters)
    mine.confirm_codes(bo.reader(), "", totp.at(clock.now))
    clock.forward(seconds=30)
    return lambda: totp.at(clock.now)


@pytest.fixture
def site(services: Services) -> Callable[..., Starlette]:
    """The application, with the switches of `Services` set as named."""
    return lambda **switches: application(replace(services, **switches))


@pytest.fixture
def browser(site: Callable[..., Starlette], services: Services) -> Iterator[Browser]:
    opened: list[TestClient] = []

    def browser(signed_in: str | None = None, base_url: str = HOME, **switches: object) -> TestClient:
        one = TestClient(
            site(**switches),
            base_url=base_url,
            headers={"origin": base_url, "accept": "text/html"},
            follow_redirects=False,
        )
        if signed_in:
            one.cookies.set(COOKIE, services.sign_in.sign_in(signed_in, GOOD), domain=urlsplit(base_url).hostname)
        opened.append(one)
        return one

    yield browser
    for one in opened:
        one.close()


def application(services: Services) -> Starlette:
    """Our routes and guards around something that answers everything, as Streamlit does."""

    async def inside(request: Request) -> Response:
        return HTMLResponse("inside")

    async def font(request: Request) -> Response:
        return PlainTextResponse("font", headers={"Cache-Control": "public, max-age=100"}, media_type="font/woff2")

    async def breaks(request: Request) -> Response:
        raise RuntimeError("somebody's words")

    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        async for words in socket.iter_text():
            await socket.send_text(words)

    stand_in = [
        Route("/breaks", breaks),
        Route("/static/{file:path}", font),
        WebSocketRoute("/_stcore/stream", echo),
        Mount("/", app=Starlette(routes=[Route("/{path:path}", inside, methods=["GET", "POST", "PUT", "DELETE"])])),
    ]
    return Starlette(routes=[*routes(services), *stand_in], middleware=middleware(services))
