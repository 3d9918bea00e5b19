"""How long what is told is kept: what the alliance decided at set-up, and until then what the setting says."""

from insight.ports import Work

YEARS = "years_kept"
FEWEST_YEARS, MOST_YEARS = 1, 20


def years_kept(work: Work, unless_decided: int) -> int:
    """How many years ahead lies the year at whose end what is told today is removed."""
    decided = work.records.value(YEARS)
    return unless_decided if decided is None else int(decided)
