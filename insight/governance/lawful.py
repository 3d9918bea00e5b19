"""On what basis stories are kept: controllers, and the articles of UK GDPR they rely on, in words and with numbers.

UK GDPR, Articles 6, 9 and 10; Data Protection Act 2018, sections 10 and 11 and Schedule 1. Consent to take part is
none of these: it is asked of each person and kept with what they told.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Article6(StrEnum):
    """The six lawful bases, the one that public bodies mostly use first."""

    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    CONTRACT = "contract"


class Article9(StrEnum):
    """Conditions for health, sex life, ethnic origin, belief and the like, as far as listening can rest on them."""

    CARE = "health_or_social_care"
    RESEARCH = "research"
    PUBLIC_INTEREST = "substantial_public_interest"
    EXPLICIT_CONSENT = "explicit_consent"
    PUBLIC_HEALTH = "public_health"
    SOCIAL_PROTECTION = "social_protection"
    NOT_FOR_PROFIT = "not_for_profit"


class Article10(StrEnum):
    """Conditions for crime, alleged or proven; the numbers are those of Schedule 1 to the Data Protection Act 2018."""

    OFFICIAL = "official_authority"
    CARE = "schedule_1_2"
    RESEARCH = "schedule_1_4"
    STATUTORY = "schedule_1_6"
    COUNSELLING = "schedule_1_17"
    SAFEGUARDING = "schedule_1_18"
    CONSENT = "schedule_1_29"


ARTICLE_6_WORDS = {
    Article6.PUBLIC_TASK: "A public task: it is part of our job in law. Usual for councils and the NHS. 6(1)(e)",
    Article6.LEGITIMATE_INTERESTS: "A good reason of our own that does no harm. Usual for charities. 6(1)(f)",
    Article6.CONSENT: "Each person said yes to us keeping it. 6(1)(a)",
    Article6.LEGAL_OBLIGATION: "A law says that we must. 6(1)(c)",
    Article6.VITAL_INTERESTS: "It saves a life. 6(1)(d)",
    Article6.CONTRACT: "A contract with the person needs it. 6(1)(b)",
}
ARTICLE_9_WORDS = {
    Article9.CARE: "To run health or social care, or make it better. 9(2)(h), Schedule 1 part 1, 2",
    Article9.RESEARCH: "Research with safeguards. 9(2)(j), Schedule 1 part 1, 4",
    Article9.PUBLIC_INTEREST: "A strong public interest that is set in law. 9(2)(g), Schedule 1 part 2",
    Article9.EXPLICIT_CONSENT: "Each person said a clear yes to this use. 9(2)(a)",
    Article9.PUBLIC_HEALTH: "Public health. 9(2)(i), Schedule 1 part 1, 3",
    Article9.SOCIAL_PROTECTION: "Jobs, benefits and social care law. 9(2)(b), Schedule 1 part 1, 1",
    Article9.NOT_FOR_PROFIT: "A charity, about its own members. 9(2)(d)",
}
ARTICLE_10_WORDS = {
    Article10.OFFICIAL: "We have official authority for it. Article 10(1)",
    Article10.CARE: "To run health or social care, or make it better. Schedule 1, 2",
    Article10.RESEARCH: "Research with safeguards. Schedule 1, 4",
    Article10.STATUTORY: "A task that a law gives us. Schedule 1, 6",
    Article10.COUNSELLING: "Confidential advice or support. Schedule 1, 17",
    Article10.SAFEGUARDING: "To keep children and adults at risk safe. Schedule 1, 18",
    Article10.CONSENT: "Each person said yes. Schedule 1, 29",
}


@dataclass(frozen=True, slots=True)
class Controller:
    """An organisation that decides with the others why and how stories are kept; `officer` is whom to write to."""

    organisation: str
    name: str
    officer: str
    joined_on: date
    left_on: date | None

    def takes_part(self, today: date) -> bool:
        """Whether they decide with the others on this day."""
        return self.left_on is None or today < self.left_on


@dataclass(frozen=True, slots=True)
class Basis:
    """On what basis a controller takes part in an inquiry; without `article_10` crime is left out."""

    inquiry: str
    controller: str
    article_6: Article6
    article_9: Article9
    article_10: Article10 | None
