"""How modules are written: told in a sentence, small, and without the few things that let a story out."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight import ports
from insight.governance import ports as governance_ports
from insight.store.repositories import (
    backups,
    contents,
    cycles,
    experiments,
    feelings,
    given,
    given_out,
    governance,
    inquiries,
    interviews,
    keeping,
    pairs,
    passages,
    people,
    readings,
    records,
    reviews,
    rooms,
    safety,
    share_backs,
    stories,
    studies,
    tellers,
    theme_views,
    trail,
    ways_in,
)
from insight.store.repositories import themes as kept_themes
from insight.store.unit_of_work import Bank, UnitOfWork
from insight.store.vault import Vault

ROOT = Path(__file__).parents[2]
MOST_LINES, MOST_LINES_OF_A_PAGE = 400, 120
LONGER = {
    # Written by a program, and never changed once it has run somewhere.
    "insight/store/migrations/versions/0001_first_schema.py": 450,
}

FILES = sorted([ROOT / "app.py", *(ROOT / "insight").rglob("*.py"), *(ROOT / "pages").rglob("*.py")])
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())


def public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.stmt]]:
    """Public classes and functions with their methods; those of a `Protocol` need no words where its name says all."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield inside + node.name, node
            if isinstance(node, ast.ClassDef) and "Protocol" not in {getattr(base, "id", "") for base in node.bases}:
                yield from public(node.body, f"{node.name}.")


@each_file
def test_it_opens_with_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said, f"{path.relative_to(ROOT)} does not say what it is for"
    assert said.splitlines()[0].rstrip().endswith((".", ":", "?")), f"{path.name} does not open with a sentence"


@each_file
def test_everything_public_is_told(path: Path) -> None:
    if "migrations" in path.parts:
        pytest.skip("alembic names what is in them")
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
        for name, node in public(ast.parse(path.read_text("utf-8")).body)
        if ast.get_docstring(node) is None
    ]
    assert not silent, "\n".join(silent)


@each_file
def test_it_can_be_read_in_one_sitting(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    most = MOST_LINES_OF_A_PAGE if path.parent == ROOT / "pages" else LONGER.get(name, MOST_LINES)
    assert len(path.read_text("utf-8").splitlines()) <= most


@each_file
@pytest.mark.parametrize(
    "never",
    [
        pytest.param(r"\bimport pickle\b|\bfrom pickle\b|allow_pickle=True", id="pickle runs what it reads"),
        pytest.param(r"unsafe_allow_html", id="a story is never markup"),
        pytest.param(r"^\s*print\(", id="print goes to logs"),
        pytest.param(r"\bexc_info=True|\.exception\(|format_exc\(", id="the text of an exception may quote a story"),
        pytest.param(r"(?<![.\w])(eval|exec)\(|shell=True", id="nothing typed is ever run"),
    ],
)
def test_what_is_never_written(path: Path, never: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(never, line)
    ]
    assert not found, "\n".join(found)


REPOSITORIES = {
    ports.Inquiries: inquiries.Inquiries,
    ports.Alliance: inquiries.Alliance,
    ports.Tellers: tellers.Tellers,
    ports.Interviews: interviews.Interviews,
    ports.Pairs: pairs.Pairs,
    ports.Stories: stories.Stories,
    ports.ShareBacks: share_backs.ShareBacks,
    ports.GivenOut: given_out.GivenOut,
    ports.Given: given.Given,
    ports.Studies: studies.Studies,
    ports.Rooms: rooms.Rooms,
    ports.Readings: readings.Readings,
    ports.Experiments: experiments.Experiments,
    ports.Cycles: cycles.Cycles,
    ports.Passages: passages.Passages,
    ports.Themes: kept_themes.Themes,
    ports.ThemeViews: theme_views.ThemeViews,
    ports.Feelings: feelings.Feelings,
    ports.People: people.People,
    ports.WaysIn: ways_in.WaysIn,
    ports.Records: records.Records,
    ports.Backups: backups.Backups,
    ports.Contents: contents.Contents,
    ports.Reviews: reviews.Reviews,
    ports.Safety: safety.Safety,
    governance_ports.Governance: governance.Governance,
    governance_ports.Trail: trail.Trail,
    ports.Keeping: keeping.Keeping,
    ports.Vault: Vault,
    ports.Bank: Bank,
}


def own(kind: type) -> dict[str, object]:
    """The public functions that a class defines."""
    return {name: one for name, one in vars(kind).items() if inspect.isfunction(one) and not name.startswith("_")}


@pytest.mark.parametrize("port", REPOSITORIES, ids=lambda port: port.__name__)
def test_the_store_offers_what_the_port_says(port: type) -> None:
    """mypy holds the types where `wiring` hands the store's bank to services; here the ports hold nothing else."""
    offered = own(REPOSITORIES[port])
    for name, asked in own(port).items():
        assert name in offered, f"{port.__name__}.{name} is not in the store"
        theirs, ours = inspect.signature(asked).parameters, inspect.signature(offered[name]).parameters
        assert list(theirs) == list(ours), f"{port.__name__}.{name}: {list(theirs)} is not {list(ours)}"


def test_a_unit_of_work_has_every_repository_of_the_port() -> None:
    named = {name for name, one in vars(ports.Work).items() if isinstance(one, property)}
    begun = inspect.getsource(UnitOfWork.__enter__)
    assert named
    assert not [name for name in named if f"self.{name} = " not in begun]
