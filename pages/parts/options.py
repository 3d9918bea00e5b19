"""Options in words of their own: Streamlit knows an option by its words alone, and of two alike it takes the last."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def told_apart(options: Iterable[T], words: Callable[[T], str]) -> Callable[[T], str]:
    """`words` for these options, with a number behind those that one before has too: `Warmth`, `Warmth (2)`."""
    said: dict[T, str] = {}
    for option in options:
        label, number = words(option), 1
        while label in said.values():
            number += 1
            label = f"{words(option)} ({number})"
        said[option] = label
    return lambda option: said.get(option) or words(option)  # Streamlit asks of what was chosen before, too


def words_of(names: Mapping[T, str]) -> Callable[[T], str]:
    """What each of these is called, told apart where two are called the same."""
    return told_apart(names, names.__getitem__)


def who_may_be_kept_out(organisations: Mapping[str, str], teams: Mapping[str, str]) -> dict[str, str]:
    """Organisations and teams by id; a team that is called what an organisation is called says that it is a team."""
    taken = set(organisations.values())
    return {**organisations, **{one: f"{name} (a team)" if name in taken else name for one, name in teams.items()}}
