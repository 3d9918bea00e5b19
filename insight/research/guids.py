"""Names that other programs know things by: made from our ids, so that what comes home is known again."""

from uuid import UUID, uuid5

_OURS = UUID("6f6b3c1e-5a2d-4e0b-9a57-2d1f6d6c7e10")


def guid_of(kind: str, one: str, way: str = "inside") -> str:
    """The GUID of a story, person, quote, coding or memo. Files for outside have others than files for inside."""
    return str(uuid5(_OURS, f"{way}/{kind}/{one}")).upper()


def read_guid(written: str | None) -> str | None:
    """A GUID as we write it, without braces and in capitals; `None` for what is none."""
    try:
        return str(UUID((written or "").strip())).upper()
    except ValueError:
        return None
