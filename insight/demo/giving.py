"""What the demo's people were given back: story cards that went out, and three of those who told have heard of it."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files

from insight.access.gate import scope
from insight.access.reader import operator
from insight.ports import Work
from insight.share.given import Document, ToldHow
from insight.stories.script import Use

BY = "demo"


def tell_back(work: Work, tellers: Mapping[str, str], now: datetime) -> None:
    """Cards with a story of each of some tellers that may be read out, and who was told; `tellers` are ids by name."""
    given = json.loads(files("insight.demo").joinpath("giving.json").read_text("utf-8"))
    cards = given["cards"]
    in_a_room = scope(operator(), Use.ROOM, today=now.date())
    told = [work.stories.some(work.stories.of_storyteller(tellers[one]), in_a_room) for one in cards["tellers"]]
    stories = [some[0].id for some in told if some]
    work.given_out.add(Document.CARDS, cards["name"], cards["to_whom"], stories, BY, now)
    for teller, how in given["told"].items():
        work.given.tell(tellers[teller], ToldHow(how), now.date(), BY)
