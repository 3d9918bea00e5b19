"""Looks at what waits for people: stories to look over, agreements to ask for again, originals that should be gone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from insight.clock import now
from insight.doctor.finding import Finding
from insight.stories.story import State

if TYPE_CHECKING:
    from insight.wiring import Services

LONG = timedelta(days=30)
# The worker throws originals away every minute; a machine that slept over the weekend is no trouble yet.
PATIENCE = timedelta(days=3)


def review(services: "Services", _fix: bool) -> Iterator[Finding]:
    """What waits to be looked over, and for how long."""
    with services.bank.reading() as work:
        waiting = work.stories.waiting(State.DETECTED)
    long = sum(one.received_at < now() - LONG for one in waiting)
    if long:
        says = f"{long:,} stories have waited for more than a month to be looked over. Until then nobody can read them."
        yield Finding("review", False, says)
    else:
        yield Finding("review", True, f"{len(waiting):,} stories are waiting for somebody to look them over.")


def consent(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whose agreement is to be asked for again."""
    today = now().date()
    with services.bank.reading() as work:
        past, soon = work.tellers.to_ask_again(today), work.tellers.to_ask_again(today + LONG)
        wide = work.tellers.to_ask_again(today - PATIENCE, wide=True)
    if soon > past:
        says = f"{soon - past:,} people are to be asked within a month whether what they agreed to still holds."
        yield Finding("consent", True, says)
    else:
        yield Finding("consent", True, "Nobody is to be asked within a month whether what they agreed to still holds.")
    if wide:
        says = f"{wide:,} people agreed to wider use until a day that is over, and this still stands. Start Insight."
        yield Finding("consent", False, says)
    elif past:
        says = f"For {past:,} people that day is over: what they told is for inside only until they are asked again."
        yield Finding("consent", True, says)


def originals(services: "Services", fix: bool) -> Iterator[Finding]:
    """Whether texts as they were typed go when they should."""
    with services.bank.reading() as work:
        late = len(work.vault.expired(now() - PATIENCE))
    if not late:
        yield Finding("originals", True, "No text as it was typed is kept longer than it may be.")
    elif fix:
        services.protection.sweep()
        says = f"{late:,} texts as they were typed had been kept too long. They are gone now."
        yield Finding("originals", True, says, True)
    else:
        says = f"{late:,} texts as they were typed are kept longer than they may be. Use --fix, or start Insight."
        yield Finding("originals", False, says)
