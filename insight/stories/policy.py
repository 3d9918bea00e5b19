"""What a bank leaves in: the city it works for, and whatever organisations and places its steward names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """By default nothing but the city stays: everybody here lives in it, so it singles nobody out."""

    city: str
    keep_organisations: tuple[str, ...] = ()
    keep_places: tuple[str, ...] = ()

    @property
    def kept(self) -> frozenset[str]:
        """Every name that is left in, in lower case."""
        return frozenset(name.casefold().strip() for name in (self.city, *self.keep_organisations, *self.keep_places))
