"""How the people of the demo are: what the stories' own files do not hold of it is given to them in turn."""

import json
from collections.abc import Mapping
from importlib.resources import files
from itertools import cycle
from typing import Any

from insight.measure.answers import Answer, Felt, Heard, Since
from insight.stories.inquiry import TellerKind

NOT_ASKED = "not_asked"


class FeltInTurn:
    """Invented answers, the same ones each time the demo is loaded."""

    def __init__(self) -> None:
        """From the file beside this."""
        kept = json.loads(files("insight.demo").joinpath("felt.json").read_text("utf-8"))
        self._since = {words: Since(since) for since, many in kept["since"].items() for words in many}
        self._at_work = cycle(kept["at_work"])
        self._at_work_since = cycle(kept["at_work_since"])
        self._heard = cycle(Heard(one) for one in kept["heard"])
        self._known = cycle(kept["asked_by_known"])

    def of(self, told: Mapping[str, Any]) -> Felt | None:
        """How whoever told this is, or how it is for them to work here; `None`: they were not asked."""
        if TellerKind(told["teller_kind"]).works:
            return None if told["told_about"] else self._of_work()
        if told["feeling"] == NOT_ASKED:
            return None
        then = told["compared_with"] or ""
        return Felt(Answer(told["feeling"]), then, self._since.get(then), next(self._known), next(self._heard))

    def _of_work(self) -> Felt | None:
        answer = next(self._at_work)
        if answer == NOT_ASKED:
            return None
        then, since = next(self._at_work_since)
        return Felt(Answer(answer), then, Since(since), next(self._known), next(self._heard), of_work=True)
