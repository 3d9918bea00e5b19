"""Where texts come from that were written for another purpose, and on what basis they may be used for this one.

UK GDPR: Article 5(1)(b), another purpose; Articles 6 and 9, the basis; Article 14, telling people where it comes from.
"""

from dataclasses import dataclass
from enum import StrEnum


class Notes(StrEnum):
    """What was written for another purpose."""

    CASE_NOTES = "case_notes"
    PLANS = "plans"
    LETTERS = "letters"
    ANSWERS = "answers"

    @property
    def by_staff(self) -> bool:
        """Whether staff wrote it about somebody: then none of it is in that person's words."""
        return self in (Notes.CASE_NOTES, Notes.PLANS)


class Basis(StrEnum):
    """The condition of Article 6 and, for health and the like, of Article 9 that somebody relies on."""

    CONSENT = "6_1_a_9_2_a"
    CARE = "6_1_e_9_2_h"
    RESEARCH = "6_1_e_9_2_j"
    OWN_RESEARCH = "6_1_f_9_2_j"
    PUBLIC_INTEREST = "6_1_e_9_2_g"


class Told(StrEnum):
    """How the people in them learned of it."""

    EACH = "each"
    NOTICE = "notice"
    PUBLIC = "public"


NOTES_WORDS = {
    Notes.CASE_NOTES: "Case notes, or notes of visits and calls",
    Notes.PLANS: "Support plans, assessments or reviews",
    Notes.LETTERS: "Thanks, complaints or letters that people wrote",
    Notes.ANSWERS: "Answers to a survey or a feedback form",
}
BASIS_WORDS = {
    Basis.CONSENT: "They said a clear yes to this use: Article 6(1)(a) and 9(2)(a)",
    Basis.CARE: "A public task, to run or improve health and social care: Article 6(1)(e) and 9(2)(h)",
    Basis.RESEARCH: "A public task, for research with safeguards: Article 6(1)(e) and 9(2)(j)",
    Basis.OWN_RESEARCH: "A legitimate interest, for research with safeguards: Article 6(1)(f) and 9(2)(j)",
    Basis.PUBLIC_INTEREST: "A public task, for a substantial public interest set in law: Article 6(1)(e) and 9(2)(g)",
}
TOLD_WORDS = {
    Told.EACH: "Each of them was told: where it comes from, what for, and how to say no",
    Told.NOTICE: "The privacy notice they were given says so",
    Told.PUBLIC: "Telling each would take effort out of all proportion, so the notice is public: Article 14(5)(b)",
}


@dataclass(frozen=True, slots=True)
class Source:
    """All three have to be known before such texts go in."""

    what: Notes
    basis: Basis
    told: Told
