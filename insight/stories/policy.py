"""What a bank leaves in, makes less exact or takes out, as its alliance decided."""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from insight.errors import BadInput

_MOST_NAMES, _LONGEST_NAME = 500, 80


class Treatment(StrEnum):
    """What happens to a kind of detail: "replace, aggregate or remove", in the words of the UK Data Service."""

    KEEP = "keep"
    GENERALISE = "generalise"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Policy:
    """By default the city stays (everybody here lives in it, so it singles nobody out); ages and dates are less exact.

    `partners` are the organisations of the alliance, `places` and `organisations` others that are always taken out
    (the lists an alliance adds to ours), `words_kept` what is never taken for a name.
    """

    city: str
    city_is: Treatment = Treatment.KEEP
    partners: tuple[str, ...] = ()
    partners_are: Treatment = Treatment.HIDE
    ages: Treatment = Treatment.GENERALISE
    dates: Treatment = Treatment.GENERALISE
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words_kept: tuple[str, ...] = ()

    @property
    def kept(self) -> frozenset[str]:
        """Every name that is left in, in lower case."""
        city = (self.city,) if self.city_is is Treatment.KEEP else ()
        partners = self.partners if self.partners_are is Treatment.KEEP else ()
        return frozenset(name.casefold() for name in (*city, *partners, *self.words_kept))

    def written(self) -> str:
        """As JSON, for keeping."""
        return json.dumps(asdict(self))


def read(text: str) -> Policy:
    """The policy that `written` wrote."""
    kept = json.loads(text)
    return Policy(
        city=kept["city"],
        city_is=Treatment(kept["city_is"]),
        partners=tuple(kept["partners"]),
        partners_are=Treatment(kept["partners_are"]),
        ages=Treatment(kept["ages"]),
        dates=Treatment(kept["dates"]),
        organisations=tuple(kept["organisations"]),
        places=tuple(kept["places"]),
        words_kept=tuple(kept["words_kept"]),
    )


def checked(policy: Policy) -> Policy:
    """The policy with its lists in order: no blanks, nothing twice. `BadInput` names what cannot be used."""
    city = policy.city.strip()
    if not city:
        raise BadInput("Please name the city or the place that all of you share. Nothing was changed.")
    return replace(
        policy,
        city=city,
        partners=_in_order(policy.partners),
        organisations=_in_order(policy.organisations),
        places=_in_order(policy.places),
        words_kept=_in_order(policy.words_kept),
    )


def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    once = dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
    if len(once) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in once):
        raise BadInput(
            f"A list holds {_MOST_NAMES} names at most, of {_LONGEST_NAME} letters each. Nothing was changed."
        )
    return tuple(once)
