"""UK postcodes, whole, in either case, with or without their space."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.spans import Label, Tier

# The 124 postcode areas (Royal Mail, Postcode Address File).
AREAS = frozenset(
    [
        "AB",
        "AL",
        "B",
        "BA",
        "BB",
        "BD",
        "BH",
        "BL",
        "BN",
        "BR",
        "BS",
        "BT",
        "CA",
        "CB",
        "CF",
        "CH",
        "CM",
        "CO",
        "CR",
        "CT",
        "CV",
        "CW",
        "DA",
        "DD",
        "DE",
        "DG",
        "DH",
        "DL",
        "DN",
        "DT",
        "DY",
        "E",
        "EC",
        "EH",
        "EN",
        "EX",
        "FK",
        "FY",
        "G",
        "GL",
        "GU",
        "GY",
        "HA",
        "HD",
        "HG",
        "HP",
        "HR",
        "HS",
        "HU",
        "HX",
        "IG",
        "IM",
        "IP",
        "IV",
        "JE",
        "KA",
        "KT",
        "KW",
        "KY",
        "L",
        "LA",
        "LD",
        "LE",
        "LL",
        "LN",
        "LS",
        "LU",
        "M",
        "ME",
        "MK",
        "ML",
        "N",
        "NE",
        "NG",
        "NN",
        "NP",
        "NR",
        "NW",
        "OL",
        "OX",
        "PA",
        "PE",
        "PH",
        "PL",
        "PO",
        "PR",
        "RG",
        "RH",
        "RM",
        "S",
        "SA",
        "SE",
        "SG",
        "SK",
        "SL",
        "SM",
        "SN",
        "SO",
        "SP",
        "SR",
        "SS",
        "ST",
        "SW",
        "SY",
        "TA",
        "TD",
        "TF",
        "TN",
        "TQ",
        "TR",
        "TS",
        "TW",
        "UB",
        "W",
        "WA",
        "WC",
        "WD",
        "WF",
        "WN",
        "WR",
        "WS",
        "WV",
        "YO",
        "ZE",
    ]
)
# The second half never uses C I K M O V; "1st", "2nd" and the like are read as numbers unless in capitals.
_WHOLE = re.compile(
    r"(?<![A-Za-z0-9])(?P<area>[A-Z]{1,2})\d[A-Z\d]?[ \-]{0,2}(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])", re.I
)
_HALF = re.compile(r"(?<![\w@/])(?P<area>[A-Z]{1,2})\d{1,2}[A-Z]?(?![\w])")


def find(reading: Reading) -> Iterator[Evidence]:
    """Whole postcodes are hidden; half of one ("PL4") is offered for a look, since thousands live there."""
    for match in _WHOLE.finditer(reading.text):
        ordinal = match["inward"][1:] in ("st", "nd", "rd", "th")
        if match["area"].upper() in AREAS and not ordinal:
            yield Evidence(*match.span(), Label.PCODE, FORM, "postcodes", "has the form of a postcode", "postcode")
    for match in _HALF.finditer(reading.text):
        if match["area"] in AREAS and len(match["area"]) == 2:
            yield Evidence(
                *match.span(), Label.PCODE, 15, "postcodes", "may be half of a postcode", "postcode", Tier.SUGGEST
            )
