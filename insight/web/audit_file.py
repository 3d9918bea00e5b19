"""The audit as a table: made for a steward who asks for it, written into the audit itself, kept by no browser."""

from datetime import UTC, datetime

from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput
from insight.governance.trail import Wanted
from insight.web.made_file import file_route
from insight.web.paths import AUDIT
from insight.web.services import Services

_NO_SUCH_PART = "There is no such part of the list."


def audit_route(services: Services) -> Route:
    """The one route that makes the table: `month` as 2026-06, `by` an account, `kinds` one a line; empty is all."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        return services.trail.table(reader, _wanted(given))

    return file_route(AUDIT, "who-did-what.csv", "text/csv", make, (400, _NO_SUCH_PART))


def _wanted(given: dict[str, str]) -> Wanted:
    """What the form asks for. `BadInput`: a month that is none."""
    month, kinds = given.get("month", ""), given.get("kinds", "").split()
    try:
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC) if month else None
    except ValueError:
        raise BadInput(_NO_SUCH_PART) from None
    return Wanted(first, given.get("by") or None, tuple(kinds) or None)
