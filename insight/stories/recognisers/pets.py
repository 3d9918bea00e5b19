"""Names of pets: a dog's name finds its owner."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, Evidence, Reading
from insight.stories.recognisers.lexicon import doubtful_names, everyday, plain_names
from insight.stories.spans import Label

_ANIMAL = (
    r"(?:dog|cat|puppy|pup|kitten|rabbit|ferret|horse|pony|parrot|hamster|budgie|"
    r"staffy|staffie|staff|spaniel|lurcher|terrier|jack russell|collie|labrador|"
    r"lab|alsatian|greyhound|whippet|pit ?bull|mongrel|rottweiler|rat|snake|tortoise|guinea pig|moggy)"
)
_NAMED = re.compile(
    rf"\b{_ANIMAL}(?:['’]s name(?: is| was)?|,? (?:(?:who |that )?(?:is|was|were) )?(?:called|"
    rf"named)|, | \()\s?(?P<name>[^\W\d_][\w'’\-]+)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"\b(?:my|his|her|their|our|the|wee|little|old) (?:\w+ )?{_ANIMAL} (?P<name>[^\W\d_][\w\-]+)", re.IGNORECASE
)
_AFTER = re.compile(rf"(?<![\w])(?P<name>[A-Z][a-z\-]+),? (?:my|his|her|their|our|the) (?:\w+ )?{_ANIMAL}\b")
# How likely the model has to find an everyday word before "his dog" a name at all.
_BELIEVED = 0.05


def find(reading: Reading) -> Iterator[Evidence]:
    """Names told of an animal, whatever word they are."""
    for form in (_NAMED, _BESIDE, _AFTER):
        for match in form.finditer(reading.cased):
            told = form is _NAMED and match.group()[: match.start("name") - match.start()].rstrip().endswith(
                ("called", "named", "is", "was", "name")
            )
            name = match["name"].removesuffix("'s").removesuffix("’s")
            low = name.lower()
            known = low in plain_names() or low in doubtful_names()
            capital = name[0].isupper() and not (
                form is _AFTER and reading.begins_sentence(reading.at(match.start())) and everyday(low) and not known
            )
            believed = reading.likely(*match.span("name")) > _BELIEVED
            if (capital and (known or told or believed or not everyday(low) or form is not _AFTER)) or (
                told and reading.quiet and len(low) > 2
            ):
                start = match.start("name")
                yield Evidence(
                    start, start + len(name), Label.PET, CUE + 1, "pets", "told as the name of an animal", "pet"
                )
