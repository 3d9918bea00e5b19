"""The starter inquiries: four purposes of fieldwork, each with prompts to say aloud to each kind of teller."""

from datetime import datetime

from insight.ports import Work
from insight.stories.inquiry import Prompt, Stage, TellerKind

SEEDED = "starter_inquiries"

_TIP_STORY = "Let them finish. Silence is fine. If it becomes too much, say so and stop."

_GUIDE = (
    Prompt(
        "",
        Stage.DISCOVERY,
        "Tell me about a time when things went well for you here, however small. What happened?",
        _TIP_STORY,
    ),
    Prompt("", Stage.DISCOVERY, "What did you value about it, in yourself and in the people around you?"),
    Prompt("", Stage.DISCOVERY, "What made it possible?"),
    Prompt("", Stage.DISCOVERY, "And what got in the way?", "Pain belongs here too. Do not hurry past it."),
)
_WISHES = (
    Prompt("", Stage.DREAM, "In an ideal world, what would it be like, and how would we know?"),
    Prompt("", Stage.DESIGN, "What is one thing that would make a start?"),
    Prompt("", Stage.DESTINY, "If you had three wishes for the people who come after you, what would they be?"),
)

STARTERS: tuple[tuple[str, str, tuple[Prompt, ...]], ...] = (
    (
        "What people value",
        "How can we understand what people value about being in services, so that they get those things?",
        (
            *_GUIDE,
            Prompt(
                "", Stage.DISCOVERY, "Who has made a difference, and what did they do?", "No names needed.",
                TellerKind.PERSON,
            ),
            Prompt(
                "", Stage.DISCOVERY, "When did you last feel that you were of real use to somebody?", "",
                TellerKind.WORKER,
            ),
            Prompt(
                "", Stage.DISCOVERY, "When did you see a service get it right for the person you love?", "",
                TellerKind.FAMILY,
            ),
            *_WISHES,
        ),
    ),
    (
        "Knowing who people are",
        "How do we better understand who people are, so that what they want and what the system needs can meet?",
        (
            *_GUIDE,
            Prompt(
                "", Stage.DISCOVERY, "What would you want somebody to know about you before they open your file?", "",
                TellerKind.PERSON,
            ),
            Prompt(
                "", Stage.DISCOVERY, "When did getting to know somebody change what you did?", "", TellerKind.WORKER
            ),
            *_WISHES,
        ),
    ),
    (
        "Sharing the risk",
        "How can agencies share risk, so that people with more complex lives are not turned away?",
        (
            *_GUIDE,
            Prompt(
                "", Stage.DISCOVERY, "When did somebody take a chance on you, and what came of it?", "",
                TellerKind.PERSON,
            ),
            Prompt(
                "", Stage.DISCOVERY, "Tell us about a risk that you did not have to carry alone.", "", TellerKind.WORKER
            ),
            Prompt(
                "", Stage.DISCOVERY, "When did you let your people use their judgement, and what happened?", "",
                TellerKind.MANAGER,
            ),
            *_WISHES,
        ),
    ),
    (
        "Young adults",
        "How do we work with young adults, so that they live the lives they want and need us less?",
        (
            *_GUIDE,
            Prompt("", Stage.DISCOVERY, "What are you good at that people here may not know?", "", TellerKind.PERSON),
            Prompt(
                "", Stage.DISCOVERY, "What changed for them at eighteen, and who stayed?", "", TellerKind.FAMILY
            ),
            *_WISHES,
        ),
    ),
)  # fmt: skip


def seed(work: Work, now: datetime) -> dict[str, str]:
    """Put the starter inquiries into a bank that never had them; their ids by name, or nothing when it had."""
    if work.records.value(SEEDED) is not None:
        return {}
    work.records.set(SEEDED, "yes")
    return {name: work.inquiries.add(name, purpose, prompts, now) for name, purpose, prompts in STARTERS}
