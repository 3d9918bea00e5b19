"""The steward's choice of how small numbers are kept from pointing at somebody; it holds for every figure at once."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.measure.rule import Form, Rule, rule_of
from insight.ports import Bank, Work

KEPT_AS = "small_numbers"
"""Under what name the bank keeps the form of the rule, once the steward has chosen one."""


class SmallNumbers:
    """For the steward."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """`small_number` is what the installation hides below, in the form that hides figures together."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def current(self) -> Form:
        """The form that holds now."""
        with self._bank.reading() as work:
            return _form(work)

    def rule(self, form: Form) -> Rule:
        """What a form would hide here."""
        return rule_of(form, self._small_number)

    def change(self, reader: Reader, form: Form) -> None:
        """From now on every figure is shown by this form."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            work.records.set(KEPT_AS, form.value)
            work.records.write(reader.id, "small_numbers_changed", KEPT_AS, self._clock(), form=form.value)


def rule_in(work: Work, small_number: int) -> Rule:
    """The rule by which this bank's figures are shown."""
    return rule_of(_form(work), small_number)


def _form(work: Work) -> Form:
    chosen = work.records.value(KEPT_AS)
    return Form.HIDDEN_TOGETHER if chosen is None else Form(chosen)
