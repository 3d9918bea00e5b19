"""The demo's share-back: finished, with quotes of people who agreed to that."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files

from insight.learning.citation import CitedBy
from insight.ports import Work
from insight.research.study import words_hash
from insight.share.share_back import PartKind


def give_back(work: Work, by_ref: Mapping[str, str], by: str, now: datetime) -> None:
    """Put it into the bank; `by_ref` are the ids of the demo's stories."""
    told = json.loads(files("insight.demo").joinpath("share_back.json").read_text("utf-8"))
    share_back = work.share_backs.add(told["title"], None, None, None, by, now)
    for part in told["parts"]:
        new = work.share_backs.add_part(share_back, PartKind(part["kind"]), part["heading"], part["text"])
        for number, quote in enumerate(part["quotes"]):
            story, words = by_ref[quote["ref"]], quote["words"]
            start = (work.stories.text_for_erasure(story) or "").index(words)
            end, hashed = start + len(words), words_hash(words)
            work.citations.cite(new, CitedBy.SHARE_BACK, story, start, end, hashed, by, now + timedelta(seconds=number))
    work.share_backs.change(share_back, closed_at=now)
