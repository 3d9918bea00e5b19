"""How a whole file is refused: in three parts, for the person who chose it."""


def refusal(what: str, do: str) -> str:
    """What happened, what was kept, what to do."""
    return f"{what}. Nothing was brought in. {do}"
