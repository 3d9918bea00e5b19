"""Email addresses, also those spelt out ("jo at example dot org")."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.spans import Label

_FORMS = (
    re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[^\W_][\w\-]{0,62}(?:\.[\w\-]{1,62}){1,4}"),
    re.compile(
        r"(?<![\w.\-])[\w.\-]{2,64} ?\(?\bat\b\)? ?[\w\-]{2,40}(?: ?\(?dot\)? ?(?:com|"
        r"co|uk|org|net|ac|gov|me)\b){1,3}",
        re.I,
    ),
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every email address."""
    for form in _FORMS:
        for match in form.finditer(reading.text):
            start, end = match.span()
            yield Evidence(start, end, Label.EMAIL, FORM + 5, "emails", "has the form of an email address", "email")
