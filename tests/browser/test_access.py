"""Role by page, from outside: whatever is asked over a bare websocket or in a browser, no words go beyond the role."""

import re
import sys
import time

import httpx
import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from insight.access.gate import Action, may, scope
from insight.access.reader import Reader, Role, system
from insight.clock import now
from insight.stories.consent import Consent
from pages.parts.addresses import PAGES
from tests.browser.conftest import COOKIE, PASSWORD
from tests.seen import seen

TODAY = now().date()

pytestmark = pytest.mark.browser

READER = "share-back-reader"
ROLES = {
    "pair": Role.INTERVIEWER, "sub\u2011group": Role.MEMBER, "researcher": Role.PEER_RESEARCHER,
    "steward": Role.STEWARD, READER: Role.READER,
}  # fmt: skip
REFUSED = "This page is not open to you"
ANSWER_WITHIN = 30  # seconds; the first page of a fresh process takes a few on a loaded machine
LONG_ENOUGH = 40  # letters in a row that no two texts share by chance
OPEN_WORDS = "The kettle on the landing was where anybody would say good morning to me at all"
WAITING_WORDS = "He let me sit in the van until the rain had gone off and asked for nothing back"


def ask(served, token: str | None, *, name: str = "", page_hash: str = "", query: str = "") -> bytes | None:
    """Everything that the server sends when a client asks for a page outright; `None` when it hangs up at once."""
    headers = {"Cookie": f"insight_session={token}"} if token else {}
    address = f"ws://127.0.0.1:{served.port}/_stcore/stream"
    asked = BackMsg()
    asked.rerun_script.page_name = name
    asked.rerun_script.page_script_hash = page_hash
    asked.rerun_script.query_string = query
    sent = b""
    try:
        with connect(
            address, origin=served.address, additional_headers=headers, subprotocols=["streamlit"], max_size=None
        ) as socket:
            socket.send(asked.SerializeToString())
            until = time.monotonic() + ANSWER_WITHIN
            while time.monotonic() < until:
                message = ForwardMsg.FromString(socket.recv(timeout=ANSWER_WITHIN))
                sent += message.SerializeToString()
                if message.WhichOneof("type") == "script_finished":
                    return sent
    except (InvalidStatus, ConnectionClosed):
        return None
    raise AssertionError("the server did not finish the page")


def telling(text: str) -> str:
    """A stretch of a text that looks the same in every encoding that a page travels in."""
    return max(re.findall(r"[A-Za-z ,]+", text), key=len)


class Bank:
    """What is in the served bank, and what each reader may see of it, by the gate's own rule."""

    def __init__(self, served) -> None:
        house = served.services()
        self.readers = {one.role: one.reader() for one in house.demo.people()}
        self.readers[Role.READER] = Reader("nobody in particular", "Reader", Role.READER)
        with house.bank.reading() as work:
            # A reader from no organisation and no team is one whom nobody can have excluded.
            everything = scope(system("access matrix"), today=TODAY)
            self.stories = work.stories.some(sorted(seen(work, everything)), everything)
        self.themes = [one.id for one in house.themes.shelf.list(self.readers[Role.STEWARD]).themes]
        pair = self.readers[Role.INTERVIEWER]
        agreed = Consent(inside=True, room=True, outside=True, quotes=True)
        self.open = served.conversation(OPEN_WORDS, agreed)
        self.waiting = house.listening.submit(pair, served.conversation(WAITING_WORDS, agreed)).stories[0]

    def closed_to(self, role: Role) -> dict[str, str]:
        """Telling stretches of the stories that this role's person may not see, by story."""
        gate = scope(self.readers[role], today=TODAY)
        stretches = {one.facts.id: telling(str(one.text)) for one in self.stories if not gate.admits(one.facts)}
        return {story: words for story, words in stretches.items() if len(words) >= LONG_ENOUGH}


@pytest.fixture(scope="module")
def bank(served) -> Bank:
    return Bank(served)


def queries(bank: Bank, address: str, role: Role) -> list[str]:
    """The addresses of this page that are worth trying: bare, and with whatever lies behind it."""
    closed = list(bank.closed_to(role))
    return {
        "story": ["", *(f"story={one}" for one in closed[:3])],
        "look-over": ["", f"story={bank.waiting}", f"story={bank.waiting}&back=yes"],
        "listen": ["", *(f"conversation={bank.open}&step={step}" for step in ("agree", "write", "feel", "check"))],
        "theme": ["", f"theme={bank.themes[0]}"],
    }.get(address, [""])


def leaks(served, bank: Bank, who: str, ways: tuple[str, ...]) -> tuple[int, list[tuple[str, str, str]]]:
    """Ask for every page, and whatever lies behind it, in these ways: how many cells, and which told too much."""
    role, token, cells, found = ROLES[who], served.token(who), 0, []
    kept = [words.encode() for words in bank.closed_to(role).values()]
    if role is not Role.INTERVIEWER:
        kept += [OPEN_WORDS[:LONG_ENOUGH].encode(), WAITING_WORDS[:LONG_ENOUGH].encode()]
    if not may(bank.readers[role], Action.SEE_THEMES):
        kept.append(b"Words that set it apart")
    for file, _, address, action in PAGES:
        asked = {
            "file": {"name": file.removesuffix(".py")}, "address": {"name": address},
            "hash": {"page_hash": calc_hash(address)},
        }  # fmt: skip
        for way in ways:
            for query in queries(bank, address, role) if way != "hash" else [""]:
                sent = ask(served, token, query=query, **asked[way])
                cells += 1
                assert sent is not None
                closed = action is not None and not may(bank.readers[role], action)
                unrefused = closed and way != "file" and REFUSED.encode() not in sent
                if unrefused or any(words in sent for words in kept):
                    found.append((way, address, query))
    return cells, found


def test_a_fresh_process_runs_no_page_file_for_those_it_is_not_for(served, bank):
    """Streamlit runs files of a folder called `pages` by themselves until the page list has been drawn once."""
    served.kill_web()
    answers = {who: leaks(served, bank, who, ("file",)) for who in ROLES}
    sys.stdout.write(f"\n{sum(cells for cells, _ in answers.values())} cells on a fresh process\n")
    assert {who: found for who, (_, found) in answers.items() if found} == {}


@pytest.mark.parametrize("who", ROLES)
def test_a_bare_websocket_gets_no_words_beyond_the_role(served, bank, who):
    cells, found = leaks(served, bank, who, ("address", "hash"))
    sys.stdout.write(f"\n{who}: {cells} cells, {len(bank.closed_to(ROLES[who]))} stories closed to them\n")
    assert found == []
    assert len(bank.stories) > 100


def test_without_a_session_the_websocket_never_opens(served):
    asked = [{"name": stem} for file, _, address, _ in PAGES for stem in (file.removesuffix(".py"), address)]
    for token in (None, "made-up"):
        assert [way for way in asked if ask(served, token, **way) is not None] == []


@pytest.mark.parametrize("restart", [False, True])
def test_whose_account_is_closed_meanwhile_stays_out(served, restart):
    name = f"leaves-{restart}".lower()
    served.run("user", "add", name, "--role", "member", stdin=f"{PASSWORD}\n")
    form = {"sign_in_name": name, "password": PASSWORD}
    answer = httpx.post(f"{served.address}/insight/sign-in", data=form, headers={"Origin": served.address})
    token = answer.cookies[COOKIE]
    assert ask(served, token, name="home") is not None
    served.run("user", "close", name)
    if restart:
        served.kill_web()
    assert ask(served, token, name="home") is None


@pytest.mark.parametrize("who", ROLES)
def test_a_page_that_is_not_for_them_says_so_in_plain_words(screen, served, who):
    page = screen(who)
    reader = Reader("anybody", "Anybody", ROLES[who])
    closed = [address for _, _, address, action in PAGES if action and not may(reader, action)]
    for address in closed[-2:]:
        page.goto(f"{served.address}/{address}")
        expect(page.get_by_role("heading", name=REFUSED)).to_be_visible()
        assert page.locator("article, textarea").count() == 0
        listed = page.locator("[data-testid=stSidebar] a").all_inner_texts()
        assert not {title for _, title, there, _ in PAGES if there in closed} & set(listed)
