"""Jobs told with an employer or a place, which few people share; and rare ones by themselves, for a look."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import GUESS, SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import kept
from insight.stories.spans import Label, Tier

_JOB = (
    r"(?:[\w\-]+ )?(?:welder|fitter|scaffolder|plumber|electrician|carpenter|joiner|"
    r"plasterer|bricklayer|builder|painter|decorator|roofer|barber|"
    r"hairdresser|chef|cook|baker|butcher|fisherman|trawlerman|skipper|docker|miner|"
    r"driver|porter|nurse|midwife|teacher|lecturer|headteacher|pharmacist|"
    r"doctor|surgeon|dentist|vet|solicitor|barrister|accountant|engineer|technician|"
    r"mechanic|signaller|soldier|sailor|marine|submariner|stoker|guardsman|"
    r"paratrooper|musician|bassist|drummer|guitarist|singer|actor|dancer|artist|"
    r"journalist|photographer|librarian|warden|gardener|groundsman|farmer|"
    r"labourer|machinist|seamstress|tailor|cobbler|jeweller|undertaker|postman|firefighter|"
    r"fireman|paramedic|policeman|policewoman|bouncer|jockey|"
    r"boxer|footballer|diver|pilot|stewardess|steward|shipwright|rigger|boatbuilder|"
    r"blacksmith|stonemason|translator|interpreter|organist)"
)
_PLACED = re.compile(
    rf"\b(?:an?|the|as|was|am|were|trained as an?|worked as an?) (?P<job>{_JOB} (?:at|"
    rf"in|for|with|on|of) (?:the |a band called )?[A-Z][\w'’&\-]+(?: (?:of |and )?[A-Z][\w'’&\-]+){{0,4}})",
)
_RARE = re.compile(
    rf"\b(?:ex[ \-]|an? (?:former |retired )?|worked as an? |trained as an? )(?P<job>{_JOB})\b", re.IGNORECASE
)
# These jobs are held by so many that alone they say nothing.
_COMMON = re.compile(
    r"nurse|doctor|driver|cook|chef|cleaner|builder|teacher|porter|carer|labourer|painter", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Both kinds are offered for a look: work is often the heart of a story, and names inside are hidden anyway."""
    for match in _PLACED.finditer(reading.cased):
        if not kept(match["job"].split()[-1].lower()):
            yield _evidence(match, SHAPE - 30, "a job with its employer or place")
    for match in _RARE.finditer(reading.text):
        if not _COMMON.search(match["job"]):
            yield _evidence(match, GUESS, "a job that few have")


def _evidence(match: re.Match[str], weight: int, reason: str) -> Evidence:
    return Evidence(*match.span("job"), Label.JOB, weight, "jobs", reason, "job", Tier.SUGGEST)
