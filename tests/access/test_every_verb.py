"""Role by verb: every verb of every service asks the gate first, and refuses exactly the roles it does not reach.

The verbs are found, not listed: a new one that asks nobody fails here until somebody has said why it may.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from insight.access import gate
from insight.access.gate import MAY, Action
from insight.access.reader import Reader, Role
from insight.errors import NotAllowed
from insight.settings import Settings
from insight.wiring import Services

# What the services themselves are made of: no reader passes through it.
PARTS = {"bank", "detector", "embedder", "files", "lanes", "master", "running"}
# Verbs that no reader asks for, and why they need none.
OPEN = {
    "access.sign_in": "nobody is signed in yet, or the token says who is",
    "access.links": "whoever holds the link is who it is for",
    "access.provider": "nobody is signed in yet: the identity provider says who it is",
    "keeping.ledger": "a file of ids and dates, for services alone",
    "demo": "invented people in an invented bank",
    "listening.kept_until": "a date, for the script that is read aloud",
    "asking.in_words": "turns a comparison that the caller was given into words",
    "safety.current": "whom to call when somebody is not safe is for whoever sees the page",
    "policies.current": "the detector's own question, and no story in the answer",
    "protection.detect_next": "the worker's step: nobody is told anything",
    "protection.sweep": "the worker's step: nobody is told anything",
    "leaving.retention.sweep": "the worker's step: nobody is told anything",
    "office.partners.sweep": "the worker's step: nobody is told anything",
    "with_a_card.kept_until": "a date, for the script that is read aloud",
    "feeling.in_words": "turns figures that the caller was given into words",
    "feeling.heard_in_words": "turns figures that the caller was given into words",
    "feeling.missing_in_words": "turns figures that the caller was given into words",
    "measure.small_numbers.current": "how figures are shown is said beside them, and no story is in the answer",
    "measure.small_numbers.rule": "what a choice would mean, and no story is in the answer",
}
# Verbs that reach no further than the reader's own sessions.
THEIR_OWN = {"access.sign_in.sign_out_everywhere"}
REFUSAL = "Your account does not reach this."


def built_by(made: "cached_property[Any]") -> type:
    """The class that a property of the composition root gives, found by the imports of the property's module."""
    function = made.func
    given = function.__annotations__["return"]
    wanted = given.__name__ if isinstance(given, type) else given.partition(" |")[0]
    tree = ast.parse(Path(inspect.getsourcefile(function)).read_text("utf-8"))
    found = {
        one.module
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom) and wanted in {name.name for name in one.names}
    }
    if not found:
        return sys.modules[function.__module__].__dict__[wanted]
    return getattr(importlib.import_module(next(iter(found))), wanted)


def verbs(root: type, at: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Everything that can be asked of what a composition root builds, by its path from there."""
    for name, made in inspect.getmembers(root, lambda one: isinstance(one, cached_property)):
        if name.startswith("_") or name in PARTS:
            continue
        kind = built_by(made)
        if "wiring" in kind.__module__:
            yield from verbs(kind, f"{at}{name}.")
        elif is_dataclass(kind):  # services side by side
            for part, service in get_type_hints(kind).items():
                yield from own_verbs(service, f"{at}{name}.{part}.")
        else:
            yield from own_verbs(kind, f"{at}{name}.")


def own_verbs(service: type, at: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """What one service can be asked."""
    for verb, function in inspect.getmembers(service, inspect.isfunction):
        if not verb.startswith("_"):
            yield at + verb, function


VERBS = dict(verbs(Services))
ASKING = sorted(name for name, function in VERBS.items() if "reader" in inspect.signature(function).parameters)


def test_a_verb_that_asks_nobody_has_its_reason():
    silent = {name for name in VERBS if name not in ASKING}
    assert {name for name in silent if name not in OPEN and name.rpartition(".")[0] not in OPEN} == set()
    assert {name for name in OPEN if not any(one == name or one.startswith(f"{name}.") for one in silent)} == set()


class Asked(dict):
    """The gate's table, noting what it is asked."""

    def __init__(self, events: list[Action | str]) -> None:
        super().__init__(gate.MAY)
        self._events = events

    def get(self, action, default=None):
        self._events.append(action)
        return super().get(action, default)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services over an empty bank: whoever passes the gate finds nothing there."""
    return Services(Settings(data_dir=tmp_path_factory.mktemp("verbs")))


@pytest.mark.parametrize("name", [one for one in ASKING if one not in THEIR_OWN])
def test_it_asks_the_gate_before_the_bank_and_refuses_whom_the_gate_refuses(house, monkeypatch, name):
    of, verb = name.rsplit(".", 1)
    service, bank = attrgetter(of)(house), house.bank
    needed = [one.name for one in inspect.signature(VERBS[name]).parameters.values() if one.default is one.empty]
    given = {one: None for one in needed if one not in {"self", "reader"}}
    events: list[Action | str] = []
    monkeypatch.setattr(gate, "MAY", Asked(events))
    for way in ("reading", "writing"):
        opened = getattr(bank, way)
        monkeypatch.setattr(bank, way, lambda opened=opened: events.append("bank") or opened())
    for role in Role:
        events.clear()
        refused = False
        try:
            getattr(service, verb)(reader=Reader("r", "R", role), **given)
        except NotAllowed as error:
            refused = str(error).startswith(REFUSAL)
        except Exception:  # past the gate: what nothing at all means to the verb is not asked here
            refused = False
        assert events, f"{name} asks nobody"
        assert events[0] != "bank", f"{name} opens the bank before it asks"
        reaches = [role in MAY[one] for one in events if one != "bank"]
        assert refused is not reaches[-1] if "bank" not in events else not refused


def test_the_matrix_says_how_much_it_tried(capsys):
    with capsys.disabled():
        sys.stdout.write(f"\n{len(ASKING)} verbs × {len(Role)} roles = {len(ASKING) * len(Role)} cells\n")
    assert len(ASKING) > 90
