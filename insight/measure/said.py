"""Figures about how people are, as sentences: they are read before anything is drawn."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from insight.measure.answers import ANSWER_WORDS, HEARD_WORDS, SINCE_WORDS, Against, Felt
from insight.measure.rule import Rule

EVERYONE = "everyone"
NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
THE_OTHERS = "We asked those who were there and willing; we do not know about the others."
AGAINST_WORDS = {
    **{Against(since): words for since, words in SINCE_WORDS.items()},
    Against.UNSAID: "a time that we do not know",
}


class Others(StrEnum):
    """How many of those who told us something are not in a group's figures: no more exact, or it could tell of few."""

    FEW = "few"
    SOME = "some"
    MOST = "most"


OTHERS_WORDS = {
    Others.FEW: "Nearly all who told us something here are counted.",
    Others.SOME: "Some people who told us something here are not counted.",
    Others.MOST: "Most people who told us something here are not counted.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """People by their newest answer in one group; `None` stands for a figure that is not shown.

    `group` is an inquiry's name, `2026 Q2`, a `TellerKind`'s value, `known` or `stranger` for who asked,
    `no date`, `not said` or `EVERYONE`. `asked` counts those who were asked, `answered` those of them who did not say
    "rather not". `others` goes with the figures and is none of them.
    """

    group: str
    asked: int | None
    answered: int | None
    much_worse: int | None
    worse: int | None
    same: int | None
    better: int | None
    much_better: int | None
    up_and_down: int | None
    others: Others | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class HeardRow:
    """People by whether they felt heard, by their newest answer; `None` stands for a figure that is not shown."""

    answered: int | None
    yes: int | None
    partly: int | None
    no: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Who told us something and is not counted. One figure for all of them where two could tell of few.

    `others` is `None` where so few are not counted that they are not told, and also where they are told apart.
    """

    rather_not: int | None
    not_asked: int | None
    of_work: int | None
    others: int | None


def in_words(row: Row, rule: Rule) -> str:
    """A row as sentences."""
    if row.answered is None:
        if row.group == EVERYONE:
            return f"{few(rule)} people answered, so we do not show how they feel."
        return "Too few people answered, here or in a group beside this one, so we do not show how they feel."
    said = [
        _said((row.better, row.much_better), "feel better", rule),
        _said((row.same,), "about the same", rule),
        _said((row.worse, row.much_worse), "worse", rule),
        _said((row.up_and_down,), "up and down", rule) if row.up_and_down else "",
    ]
    about = "about " if rule.rounds else ""
    of = f"Of {about}{row.answered:,} people who answered"
    told = ", ".join(one for one in said if one)
    sentences = [f"{of}, {told}." if told else f"{about.capitalize()}{row.answered:,} people answered."]
    if None in (row.much_worse, row.worse, row.same, row.better, row.much_better, row.up_and_down):
        sentences.append("Some answers are left out, because so few people gave them that they could be known.")
    sentences += [_ROUNDED] if rule.rounds else []
    sentences += [OTHERS_WORDS[row.others]] if row.others else []
    return " ".join([*sentences, THE_OTHERS])


def heard_in_words(row: HeardRow, rule: Rule) -> str:
    """The same for how it was to be asked."""
    if row.answered is None:
        return f"{few(rule)} people told us how it was to be asked, so we do not show what they said."
    said = (
        _said((row.yes,), "felt heard", rule),
        _said((row.partly,), "partly", rule),
        _said((row.no,), "did not", rule),
    )
    about = "about " if rule.rounds else ""
    told = ", ".join(one for one in said if one)
    sentences = [f"Of {about}{row.answered:,} people who told us how it was to be asked{f', {told}' if told else ''}."]
    if None in (row.yes, row.partly, row.no):
        sentences.append("Some answers are left out, because so few people gave them that they could be known.")
    return " ".join([*sentences, *([_ROUNDED] if rule.rounds else []), THE_OTHERS])


def missing_in_words(missing: Missing, rule: Rule) -> tuple[str, ...]:
    """Who told us something and is not counted, one sentence each."""
    about = "About " if rule.rounds else ""
    if missing.not_asked is not None:
        return tuple(
            f"{about}{number:,} people {words}"
            for number, words in (
                (missing.not_asked, "told us something and were not asked."),
                (missing.rather_not, "would rather not say."),
                (missing.of_work, "were asked how it is to work here instead. They are counted apart."),
            )
            if number
        )
    why = "They were not asked, would rather not say, or were asked something else."
    if missing.others is None:
        return (f"A few more people told us something and are not counted here. {why}",)
    if not missing.others:
        return ()
    return (f"{about}{missing.others:,} more people told us something and are not counted here. {why}",)


def felt_in_words(day: date | None, felt: Felt) -> str:
    """One person's answer, for their own eyes."""
    said = [ANSWER_WORDS[felt.answer].capitalize()]
    if felt.compared_with:
        said.append(f"compared with {felt.compared_with}")
    if felt.since:
        said.append(SINCE_WORDS[felt.since])
    heard = f" Did you feel heard? {HEARD_WORDS[felt.heard]}." if felt.heard else ""
    return f"{f'On {day.day} {day:%B %Y}: ' if day else ''}{', '.join(said)}.{heard}"


def few(rule: Rule) -> str:
    """`Fewer than five`."""
    return f"Fewer than {NUMBER_WORDS[rule.hidden_below]}"


_ROUNDED = "Figures are rounded to the nearest five."


def _said(figures: tuple[int | None, ...], words: str, rule: Rule) -> str:
    """`7 worse`, `at least 7 worse` where a part of it is hidden, nothing where nothing can be said."""
    shown = [figure for figure in figures if figure is not None]
    number = sum(shown)
    if len(shown) < len(figures):
        return f"at least {'about ' if rule.rounds else ''}{number:,} {words}" if number else ""
    return f"{number:,} {words}" if number else f"none {words}"
