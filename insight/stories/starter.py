"""The starter inquiries: four purposes of fieldwork, each with prompts to say aloud to each kind of teller."""

from datetime import datetime

from insight.ports import Work
from insight.stories.inquiry import Prompt, Stage, TellerKind
from insight.stories.prompts import in_order

SEEDED = "starter_inquiries"

_NO_NAMES = "No names needed."


def _ask(stage: Stage, text: str, tip: str = "") -> Prompt:
    """A prompt for everybody."""
    return Prompt("", stage, text, tip)


def _ask_a(teller: TellerKind, text: str, tip: str = "") -> Prompt:
    """A prompt about what this kind of teller has seen, for them alone."""
    return Prompt("", Stage.DISCOVERY, text, tip, teller)


# Asked of everybody, whatever the purpose: a plain Appreciative Inquiry, with room for what hurt.
GUIDE = (
    _ask(
        Stage.DISCOVERY,
        "Tell me about a time when things went well for you here, however small. What happened?",
        "Let them finish. Silence is fine. If it becomes too much, say so and stop.",
    ),
    _ask(
        Stage.DISCOVERY,
        "What did you value about it, in yourself and in the people around you?",
        "Ask for one thing they did, one thing somebody said.",
    ),
    _ask(Stage.DISCOVERY, "What made it possible?"),
    _ask(Stage.DISCOVERY, "And what got in the way?", "Pain belongs here too. Do not hurry past it."),
    _ask(
        Stage.DREAM,
        "In an ideal world, what would it be like, and how would we know?",
        "If that is too big: what would a good Tuesday be like?",
    ),
    _ask(Stage.DESIGN, "What is one thing that would make a start?", "Small is good. Do not promise that it will be."),
    _ask(
        Stage.DESTINY,
        "If you had three wishes for the people who come after you, what would they be?",
        "One wish is enough. Thank them, and ask how they are before you go.",
    ),
)

_VALUE = (
    _ask_a(TellerKind.PERSON, "Who has made a difference to you here, and what did they do?", _NO_NAMES),
    _ask_a(
        TellerKind.PERSON,
        "If you have had to wait for a script: what helped you through the wait?",
        "Only if it fits. You cannot make it come sooner, so do not say you can.",
    ),
    _ask_a(TellerKind.WORKER, "When did you last feel that you were of real use to somebody?", _NO_NAMES),
    _ask_a(TellerKind.WORKER, "When could you do what somebody needed, and not only what the form asks for?"),
    _ask_a(TellerKind.MANAGER, "When did you hear what people here value, and make more room for it?"),
    _ask_a(
        TellerKind.COMMISSIONER,
        "When did you last sit down with somebody who uses what you pay for? What has stayed with you?",
    ),
    _ask_a(TellerKind.FAMILY, "When did you see a service get it right for the person you love?", _NO_NAMES),
    _ask_a(TellerKind.FAMILY, "When were you treated as somebody who knows them well?"),
)

_WHO_THEY_ARE = (
    _ask_a(TellerKind.PERSON, "What would you want somebody to know about you before they open your file?"),
    _ask_a(TellerKind.PERSON, "When did you not have to tell it all again? What was that like?"),
    _ask_a(TellerKind.WORKER, "When did getting to know somebody change what you did?", _NO_NAMES),
    _ask_a(TellerKind.MANAGER, "When did you give your team time to get to know people? What came of it?"),
    _ask_a(TellerKind.COMMISSIONER, "When did meeting somebody tell you what no report had told you?", _NO_NAMES),
    _ask_a(TellerKind.FAMILY, "What do you know about them that you wish the services knew?", _NO_NAMES),
)

_RISK = (
    _ask_a(TellerKind.PERSON, "When did somebody take a chance on you, and what came of it?", _NO_NAMES),
    _ask_a(TellerKind.PERSON, "When did two services work it out between them, so that you did not have to?"),
    _ask_a(TellerKind.WORKER, "Tell me about a risk that you did not have to carry alone."),
    _ask_a(TellerKind.MANAGER, "When did you let your people use their judgement, and what happened?"),
    _ask_a(
        TellerKind.COMMISSIONER,
        "When did you stand by a service after something had gone wrong? What did you all learn?",
    ),
    _ask_a(TellerKind.FAMILY, "When did somebody share a worry with you, so that it was not yours alone?"),
)

_YOUNG = (
    _ask_a(TellerKind.PERSON, "What are you good at that people here may not know?"),
    _ask_a(TellerKind.PERSON, "When did somebody treat you as a grown-up and still look out for you?", _NO_NAMES),
    _ask_a(TellerKind.WORKER, "When did a young person come to need you less? What made that possible?", _NO_NAMES),
    _ask_a(TellerKind.MANAGER, "When did you make an age limit bend, so that nobody fell through the gap?"),
    _ask_a(TellerKind.COMMISSIONER, "When did a service fit round a young person's life, and not the other way round?"),
    _ask_a(TellerKind.FAMILY, "What changed for them at eighteen, and who stayed?", _NO_NAMES),
)

# Name, purpose, prompts.
STARTERS: tuple[tuple[str, str, tuple[Prompt, ...]], ...] = (
    (
        "What people value",
        "How can we understand what people value about being in services, so that they get those things?",
        in_order((*GUIDE, *_VALUE)),
    ),
    (
        "Knowing who people are",
        "How do we better understand who people are, so that what they want and what the system needs can meet?",
        in_order((*GUIDE, *_WHO_THEY_ARE)),
    ),
    (
        "Sharing the risk",
        "How can agencies share risk, so that people with more complex lives are not turned away?",
        in_order((*GUIDE, *_RISK)),
    ),
    (
        "Young adults",
        "How do we work with young adults, so that they live the lives they want and need us less?",
        in_order((*GUIDE, *_YOUNG)),
    ),
)


def seed(work: Work, now: datetime) -> dict[str, str]:
    """Put the starter inquiries into a bank that never had them; their ids by name, or nothing when it had."""
    if work.records.value(SEEDED) is not None:
        return {}
    work.records.set(SEEDED, "yes")
    return {name: work.inquiries.add(name, purpose, prompts, now) for name, purpose, prompts in STARTERS}
