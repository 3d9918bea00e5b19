"""What people are to each other and in their work, as storytellers say it, and the word that would stand in."""

import re

_ROLES = {
    "keyworker": "key ?workers?",
    "support worker": "support workers?",
    "social worker": "social workers?",
    "outreach worker": "outreach workers?|outreach",
    "peer worker": "peer (?:support |recovery )?workers?|peer mentor|peer researcher|peer",
    "drug worker": "drugs? workers?|recovery workers?|alcohol workers?",
    "probation officer": "probation officers?|probation workers?|probation|offender manager",
    "housing officer": "housing officers?|housing workers?",
    "prison officer": "prison officers?|screw",
    "police officer": "police ?(?:officer|man|woman)|copper|detective|bobby|p[cs]so",
    "doctor": "doctors?|gp|consultant|surgeon|dentist",
    "nurse": "(?:community |staff |psychiatric |mental health |needle exchange )?nurses?|cpn|matron|health visitor",
    "midwife": "midwife",
    "psychiatrist": "psychiatrist|shrink",
    "paramedic": "paramedic",
    "therapist": "therapist|psychologist|physio",
    "counsellor": "counsellor",
    "chaplain": "chaplain|padre",
    "minister": "(?:street )?pastor|vicar|priest|imam|rabbi|curate|nun",
    "solicitor": "solicitor|barrister|lawyer|brief",
    "advocate": "advocate|idva|isva",
    "teacher": "(?:head)?teacher|tutor|lecturer|head ?mistress|instructor",
    "manager": "manager|boss|gaffer|supervisor|foreman",
    "landlord": "landlord|landlady",
    "volunteer": "volunteers?",
    "judge": "judge|magistrate",
    "officer": "officer",
    "sponsor": "sponsor",
    "mentor": "mentor|coach",
    "porter": "porter|security guard|bouncer|caretaker|warden",
    "receptionist": "receptionist",
    "carer": "carers?|foster (?:mum|mother|dad|father|carer)",
    "worker": (
        "(?:case|project|link|night|day|hostel|youth|alliance|family|duty|navigator)? ?workers?|"
        "navigator|staff member|adviser|advisor"
    ),
    "neighbour": "neighbours?",
    "colleague": "colleagues?|workmate",
    "friend": "(?:best |good |old )?(?:friends?|mates?|pals?|bestie|buddy)|cell ?mate|pad ?mate|room ?mate|flat ?mate",
    "person": (
        "dinner lady|lollipop lady|tea lady|lady|woman|man|fella|fellow|bloke|lad|lass|"
        "girl|guy|geezer|boy|kid|gentleman|someone|somebody|"
        "person|client|tenant|resident|patient|prisoner|dealer|barber|hairdresser|cook|chef|cleaner|driver|librarian|"
        "pharmacist|chemist|shopkeeper|fisherman|skipper|student|peer researcher|stranger|dog walker|customer|cabbie"
    ),
    "partner": "(?:ex[ \\-])?partner|boyfriend|girlfriend|boyf|girlf|bf|gf|missus|mrs|other half|fianc[ée]e?|ex|lover",
}  # fmt: skip
_KIN = {
    "mother": "mum|mam|mom|mother|mummy|ma|mama", "father": "dad|father|da|daddy|old man|papa",
    "stepmother": "step ?-?mum|step ?-?mother", "stepfather": "step ?-?dad|step ?-?father",
    "sister": "(?:half |step ?-?|big |little |kid |older |younger )?sist(?:er|ers|a)|sis",
    "brother": "(?:half |step ?-?|big |little |kid |older |younger |twin )?(?:brothers?|bro)",
    "daughter": "(?:step ?-?)?daughters?", "son": "(?:step ?-?)?sons?|little boy|little lad|youngest lad|eldest lad",
    "child": (
        "child|children|kids?|baby|bairns?|little ones?|little girl|eldest|youngest|"
        "oldest|middle one|twins|boys|girls|bab|wean"
    ),
    "wife": "wife", "husband": "husband|hubby",
    "grandmother": "nan|nana|nanna|nanny|gran|granny|grandma|grandmother|nain|mamgu|nonna",
    "grandfather": "grandad|granddad|grandpa|grampy|gramps|grandfather|grampa|taid|tadcu",
    "aunt": "aunt|auntie|aunty", "uncle": "uncle", "cousin": "cousins?", "niece": "nieces?", "nephew": "nephews?",
    "grandchild": "grand ?(?:son|daughter|child|children|kids?|sons|daughters)",
}  # fmt: skip
_TITLES = {
    "doctor": "dr|doctor|prof|professor", "nurse": "nurse|matron",
    "minister": "father|fr|rev|revd|reverend|pastor|canon|imam|rabbi|deacon",
    "police officer": "pc|dc|ds|di|wpc|pcso|inspector|constable|detective", "judge": "judge|justice",
    "officer": "officer|po", "person": (
        "mr|mrs|ms|miss|mx|master|sir|dame|colou?r sergeant|sgt|sergeant|corporal|cpl|"
        "private|major|colonel|col|lieutenant|captain|capt|commander"
    ),
    "aunt": "aunt|auntie|aunty", "uncle": "uncle", "grandmother": "nan|nana|nanna|nanny|gran|granny|grandma",
    "grandfather": "grandad|grandpa|grampy|gramps", "cousin": "cousin",
}  # fmt: skip
PLURAL_KIN = re.compile(
    r"\b(?P<role>children|kids|sons|daughters|brothers|sisters|boys|girls|bairns|"
    r"twins|grandchildren|grandkids|cousins|nieces|nephews|parents)\b",
    re.IGNORECASE,
)


def _any(table: dict[str, str]) -> str:
    return "|".join(f"(?:{form})" for form in table.values())


ROLE = rf"(?:{_any(_KIN)}|{_any(_ROLES)})"
TITLE = rf"(?:{_any(_TITLES)})"
_LOOKUPS = {
    name: [(re.compile(form, re.IGNORECASE), base) for base, form in table.items()]
    for name, table in {"kin": _KIN, "role": _ROLES, "title": _TITLES}.items()
}


def _base(words: str, *tables: str) -> str | None:
    for table in tables:
        for form, base in _LOOKUPS[table]:
            if form.fullmatch(words.strip()):
                return base
    return None


def role_of(words: str) -> str:
    """The word that stands in for somebody called this ("CPN" gives "nurse")."""
    return _base(words, "kin", "role") or "person"


def title_of(words: str) -> str:
    """The word that stands in for somebody with this title ("Dr" gives "doctor")."""
    return _base(words.rstrip("."), "title") or "person"
