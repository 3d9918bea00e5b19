"""Looks at the database: its pages, its keys, what it works on, its audit, and what must not be in it any more."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from insight.clock import now
from insight.doctor.finding import Finding
from insight.errors import Damaged
from insight.stories.story import State

if TYPE_CHECKING:
    from insight.wiring import Services

# A story of 1,000 words takes a second; what waits this long while the workers run is stuck.
STANDS_STILL = timedelta(hours=1)


def database(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether it answers, and is of this program's version."""
    with services.bank.reading() as work:
        count, schema = sum(work.stories.count_by_state().values()), work.contents.schema()
    yield Finding("database", True, f"The database answers. It holds {count:,} stories in tables of version {schema}.")


def pages(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether every page of its file can be read, and every row points at something."""
    with services.bank.reading() as work:
        flaws = work.contents.flaws()
    if not flaws:
        yield Finding("database", True, "Every page of the database is whole.")
        return
    says = f"The database is damaged ({', '.join(flaws)}). Stop Insight and restore the last good backup."
    yield Finding("database", False, says, exit_code=Damaged.exit_code)


def keys(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the master key is this bank's, and where it lies."""
    with services.bank.reading() as work:
        work.vault.opens()
    settings = services.settings
    beside = settings.master_key is None and settings.master_key_file is None
    note = " It lies beside the bank, which is fine for a first look only." if beside else ""
    yield Finding("keys", True, f"The master key opens this bank.{note}")


def sealed(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the master key opens every data key."""
    with services.bank.reading() as work:
        lost = work.vault.lost_keys()
    if lost:
        says = f"{lost:,} texts in the vault are locked with a key that is not here. Put back the key they had."
        yield Finding("keys", False, says)
    else:
        yield Finding("keys", True, "Everything in the vault can be opened.")


def work(services: "Services", fix: bool) -> Iterator[Finding]:
    """What waits for the machine, and what it gave up."""
    with services.bank.reading() as found:
        states, stuck = found.stories.count_by_state(), found.stories.stuck()
        since = [one.received_at for one in found.stories.waiting(State.RECEIVED)]
    pending = states.get(State.RECEIVED, 0) + states.get(State.PROTECTED, 0)
    if stuck:
        says = f"{stuck:,} stories could not be worked on, five times over. Their words are kept."
        yield Finding("work", False, says)
    if pending and fix:
        from insight.jobs import work_through

        work_through(services, None)
        yield Finding("work", True, f"{pending:,} stories were waiting for the machine. That is done now.", True)
    elif since and min(since) < now() - STANDS_STILL and services.running.is_served():
        says = "Stories have been waiting for the machine for more than an hour. Use --fix, or start Insight again."
        yield Finding("work", False, says)
    elif pending:
        yield Finding("work", True, f"{pending:,} stories are waiting for the machine, which works on them.")


def withdrawals(services: "Services", fix: bool) -> Iterator[Finding]:
    """Whether what was removed is gone, and the ledger says the same as the database."""
    with services.bank.reading() as found:
        known, back = found.records.withdrawals(), found.records.withdrawn_yet_here()
    if back:
        says = f"{len(back):,} stories were withdrawn and are here again. Withdraw them once more: {', '.join(back)}."
        yield Finding("withdrawals", False, says)
    else:
        yield Finding("withdrawals", True, f"{len(known):,} stories were withdrawn, and none of them is here.")
    ledger = services.keeping.ledger
    listed = ledger.stories()
    differ = known.keys() ^ listed.keys()
    if not differ:
        return
    if not fix:
        says = (
            f"The ledger of withdrawals and the database differ by {len(differ):,}. A restore could bring those back. "
            "Use --fix."
        )
        yield Finding("withdrawals", False, says)
        return
    for story in known.keys() - listed.keys():
        ledger.add(story, known[story])
    with services.bank.writing() as changed:
        for story in listed.keys() - known.keys():
            changed.records.withdrawn(story, "system:doctor", changed.records.generation(), listed[story])
        still_here = changed.records.withdrawn_yet_here()
    says = f"The ledger of withdrawals and the database differed by {len(differ):,}. Both have all of them now."
    yield Finding("withdrawals", True, says, True)
    if set(still_here) - set(back):
        says = f"Stories that the ledger names are still here. Withdraw them once more: {', '.join(still_here)}."
        yield Finding("withdrawals", False, says)


def audit(services: "Services", _fix: bool) -> Iterator[Finding]:
    """Whether the chain holds."""
    with services.bank.reading() as found:
        broken = found.records.broken_at()
    if broken is None:
        yield Finding("audit", True, "The audit is whole: no entry was changed or taken out.")
    else:
        yield Finding("audit", False, f"The audit was changed or cut at entry {broken:,}.")
