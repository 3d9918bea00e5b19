"""Detectors for tests of what staff type: quick, without a model, and sure of one name or of none."""

from insight.stories.spans import Label, Span, Tier


class NamesShaz:
    """A detector that is sure of one name."""

    def detect(self, text: str) -> tuple[Span, ...]:
        at = text.find("Shaz")
        return () if at < 0 else (Span(at, at + 4, Label.PERSON, Tier.MASK, "[x]", "test", "known", "Shaz"),)


class FindsNothing:
    """A detector for texts that name nobody."""

    def detect(self, text: str) -> tuple[Span, ...]:
        return ()
