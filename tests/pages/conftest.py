"""Pages over a real bank with a few stories: only who is signed in, and where the services come from, are set here."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import pages.parts.frame
import pages.parts.guard
import pages.parts.their_card
import pages.parts.wiring
from insight.access.reader import Reader, Role
from insight.settings import Settings
from insight.wiring import Services
from tests.detectors import FindsNothing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True, scope="session")
def packages_are_looked_through_once() -> Iterator[None]:
    """Each AppTest reads the metadata of every installed package, 0.4 s, for parts of other makers: once will do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def house(bank, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """The services over the test's bank, as the pages will find them."""
    built = Services(Settings(data_dir=tmp_path))
    built.bank = bank
    # A part that an earlier test drew has the services of that test.
    for name, module in list(sys.modules.items()):
        if name.startswith("pages.parts.") and hasattr(module, "house"):
            monkeypatch.setattr(module, "house", lambda: built)
    return built


@pytest.fixture
def finds_nothing(house, monkeypatch: pytest.MonkeyPatch) -> None:
    """What staff type names nobody, and no model is loaded to see that."""
    monkeypatch.setattr(type(house), "staff_detector", lambda _: FindsNothing())


@pytest.fixture
def as_role(bank, clock) -> Callable[[Role], Reader]:
    """`as_role(role)` is somebody with an account in that role."""

    def as_role(role: Role) -> Reader:
        with bank.writing() as work:
            name = f"{role.value}-account"
            known = [one for one in work.people.all() if one.sign_in_name == name]
            account = known[0].id if known else work.people.add(name, "Ade", role, None, clock() - timedelta(days=1))
        return Reader(account, "Ade", role)

    return as_role


@pytest.fixture
def draw(house, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`draw(reader, "search.py", theme=…)` is the page as it stands after a first run through the page list.

    With `alone=True` the file runs by itself, as Streamlit can be made to run it: it has to say no by itself.
    """

    def draw(reader: Reader | None, file: str, *, alone: bool = False, **query: str) -> AppTest:
        for module in (pages.parts.guard, pages.parts.frame):
            monkeypatch.setattr(module, "signed_in", lambda: reader)
            monkeypatch.setattr(module, "token", lambda: "")  # there is no browser, and so no cookie
        if alone:
            return AppTest.from_file(str(ROOT / "pages" / file), default_timeout=30).run()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.run()
        for name, value in query.items():
            app.query_params[name] = value
        if reader is not None and file != "home.py":
            app.switch_page(f"pages/{file}")
        return app.run()

    return draw
