"""Before the first story: what is left is told, each step is kept, and until the last nobody is listened to."""

from datetime import date

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.governance.closed import CLOSED
from insight.governance.lawful import Article6, Article9, Article10
from insight.governance.readiness import Step
from insight.governance.set_up import Host, Research, SetUp
from insight.stories import safeguarding
from insight.stories.bring_in import BringIn, Files
from insight.stories.card import WithACard
from insight.stories.code_words import code_words
from insight.stories.collect import Listening
from insight.stories.importers.batch import Batch, Row
from insight.stories.interview import Listener
from insight.stories.kept_for import Terms
from insight.stories.retention import Retention
from insight.stories.safety import Safety
from insight.stories.text import Original
from tests.conftest import set_up as settle

BASIS = (Article6.PUBLIC_TASK, Article9.CARE, Article10.SAFEGUARDING)
LAST_YEAR = date(2025, 12, 1)


@pytest.fixture
def set_up(bank, clock):
    return SetUp(bank, clock, 5, demo=False)


def council(set_up, steward):
    return next(one.organisation for one in set_up.controllers(steward) if one.name == "City Council")


def do(step, set_up, bank, clock, steward, inquiry):
    """One step, as the page does it."""
    match step:
        case Step.HOST:
            set_up.keep_host(steward, Host("City Council", "it@council.example"))
        case Step.CONTROLLERS:
            set_up.add_controller(steward, "City Council", "dpo@council.example")
        case Step.BASIS:
            set_up.keep_basis(steward, [inquiry], [council(set_up, steward)], *BASIS)
        case Step.RESEARCH:
            set_up.keep_research(steward, Research(True, "REC 24/SW/0123"))
        case Step.KEEPING:
            set_up.keep_years(steward, 3)
        case Step.SAFETY:
            Safety(bank, clock).change(steward, safeguarding.DEFAULT)
        case Step.ASSESSMENT:
            set_up.keep_assessed(steward, LAST_YEAR)


def test_each_step_takes_one_from_what_is_left_until_there_is_none(set_up, bank, clock, steward, inquiry):
    left = list(Step)
    assert set_up.left(steward) == tuple(left)
    for step in Step:
        number = "1 step" if len(left) == 1 else f"{len(left)} steps"
        assert set_up.why_not(steward) == f"Insight is not set up yet. Your steward has {number} left."
        do(step, set_up, bank, clock, steward, inquiry)
        left.remove(step)
        assert set_up.left(steward) == tuple(left)
    assert set_up.why_not(steward) is None


def test_what_was_settled_is_read_again(set_up, bank, clock, steward, inquiry):
    for step in Step:
        do(step, set_up, bank, clock, steward, inquiry)
    assert set_up.host(steward) == Host("City Council", "it@council.example")
    [one] = set_up.controllers(steward)
    assert (one.name, one.officer, one.left_on) == ("City Council", "dpo@council.example", None)
    [basis] = set_up.bases(steward)
    assert (basis.inquiry, basis.article_6, basis.article_9, basis.article_10) == (inquiry, *BASIS)
    assert set_up.research(steward) == Research(True, "REC 24/SW/0123")
    assert set_up.years(steward) == 3
    assert set_up.assessed(steward).by == "Ines"
    assert set_up.assessed(steward).on == LAST_YEAR


def test_the_ethics_reference_lies_nowhere_in_the_clear(set_up, steward, tmp_path):
    set_up.keep_research(steward, Research(True, "Dr Okonjo 24/SW/0123"))
    assert not any(b"Okonjo" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_audit_tells_each_step_without_its_words(set_up, bank, clock, steward, inquiry):
    for step in Step:
        do(step, set_up, bank, clock, steward, inquiry)
    with bank.reading() as work:
        entries = work.records.entries(20)
    assert {one.by for one in entries} == {steward.id}
    assert len(entries) == len(Step)
    assert "example" not in "".join(one.detail + one.subject for one in entries)


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(lambda one, who: one.keep_host(who, Host(" ", "x")), id="nobody hosts"),
        pytest.param(lambda one, who: one.keep_host(who, Host("x", "y" * 201)), id="a line too long"),
        pytest.param(lambda one, who: one.add_controller(who, "x", ""), id="nobody to write to"),
        pytest.param(lambda one, who: one.keep_basis(who, [], ["x"], *BASIS), id="no inquiry"),
        pytest.param(lambda one, who: one.keep_basis(who, ["x"], [], *BASIS), id="no organisation"),
        pytest.param(lambda one, who: one.keep_research(who, Research(True)), id="research without a reference"),
        pytest.param(lambda one, who: one.keep_years(who, 0), id="no years"),
        pytest.param(lambda one, who: one.keep_years(who, 21), id="no end"),
        pytest.param(lambda one, who: one.keep_assessed(who, date(2026, 6, 16)), id="assessed tomorrow"),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_is_kept(set_up, bank, steward, refused):
    with pytest.raises(BadInput):
        refused(set_up, steward)
    assert set_up.left(steward) == tuple(Step)
    with bank.reading() as work:
        assert work.records.entries(1) == ()


def test_a_basis_needs_an_inquiry_and_somebody_who_takes_part(set_up, steward, inquiry):
    set_up.add_controller(steward, "City Council", "x")
    for inquiries, controllers in (([inquiry], ["nobody"]), (["nothing"], [council(set_up, steward)])):
        with pytest.raises(NotFound):
            set_up.keep_basis(steward, inquiries, controllers, *BASIS)
    assert set_up.bases(steward) == ()


def test_who_was_named_by_mistake_goes_and_who_took_part_does_not(set_up, steward, inquiry):
    set_up.add_controller(steward, "City Council", "x")
    set_up.remove_controller(steward, council(set_up, steward))
    assert set_up.controllers(steward) == ()
    set_up.add_controller(steward, "City Council", "x")
    set_up.keep_basis(steward, [inquiry], [council(set_up, steward)], *BASIS)
    with pytest.raises(Refused):
        set_up.remove_controller(steward, council(set_up, steward))


def test_somebody_new_in_it_and_a_new_inquiry_each_need_their_basis(set_up, bank, clock, steward, inquiry):
    settle(bank)
    assert set_up.without_basis(steward) == ()
    with bank.writing() as work:
        later = work.inquiries.add("Later", "To learn.", (), clock())
    assert [one.id for one in set_up.without_basis(steward)] == [later]
    assert set_up.why_not(steward) is None  # the other inquiry goes on
    set_up.add_controller(steward, "Lantern Housing", "x")
    assert {one.id for one in set_up.without_basis(steward)} == {inquiry, later}
    assert set_up.left(steward) == (Step.BASIS,)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.STEWARD, Role.OPERATOR}])
def test_nobody_but_a_steward_settles_anything(set_up, role):
    who = Reader("x", "X", role)
    for verb in (
        lambda: set_up.left(who), lambda: set_up.host(who), lambda: set_up.keep_host(who, Host("x", "y")),
        lambda: set_up.controllers(who), lambda: set_up.add_controller(who, "x", "y"),
        lambda: set_up.remove_controller(who, "x"), lambda: set_up.inquiries(who), lambda: set_up.bases(who),
        lambda: set_up.keep_basis(who, ["x"], ["x"], *BASIS), lambda: set_up.subgroups(who),
        lambda: set_up.limited_to(who, "x"), lambda: set_up.limit(who, "x", []), lambda: set_up.research(who),
        lambda: set_up.keep_research(who, Research(False)), lambda: set_up.years(who),
        lambda: set_up.keep_years(who, 3), lambda: set_up.assessed(who), lambda: set_up.keep_assessed(who, LAST_YEAR),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()


# What it holds up.


@pytest.fixture
def pair(person):
    return person("Mo", Role.INTERVIEWER)


def begin(bank, clock, pair, inquiry, **switches):
    return Listening(bank, code_words, clock, lambda _story: None, **switches).open(pair, inquiry, Listener(None))


def bring(bank, clock, who, name="Warmth", **switches):
    files = Files(lambda path: Batch((), ()), lambda *args: Batch((), ()), lambda *args: None)
    row = Row(1, None, Original(f"It was warm. {name} {who.name}"), None, None, None, None)
    bringing_in = BringIn(bank, files, clock, lambda _story: None, **switches)
    return bringing_in.take_in(who, Batch((row,), ()), inquiry=name)


def test_until_it_is_settled_nobody_is_listened_to_and_no_file_comes_in(bank, clock, steward, pair, inquiry):
    for refused in (lambda: begin(bank, clock, pair, inquiry), lambda: bring(bank, clock, steward)):
        with pytest.raises(Refused, match="7 steps left"):
            refused()
    assert bring(bank, clock, operator()).stories  # who sits at the machine is told so there
    settle(bank)
    assert begin(bank, clock, pair, inquiry)
    assert bring(bank, clock, steward).stories


def test_a_demo_needs_nothing_settled(bank, clock, steward, pair, inquiry):
    assert SetUp(bank, clock, 5, demo=True).why_not(pair) is None
    assert begin(bank, clock, pair, inquiry, demo=True)
    assert bring(bank, clock, steward, demo=True).stories


def test_an_inquiry_without_a_basis_is_refused_in_words(bank, clock, steward, pair, inquiry):
    settle(bank)
    with bank.writing() as work:
        later = work.inquiries.add("Later", "To learn.", (), clock())
    for refused in (
        lambda: begin(bank, clock, pair, later),
        lambda: bring(bank, clock, steward, "Later"),
        lambda: bring(bank, clock, steward, "Never begun"),
    ):
        with pytest.raises(Refused, match="on what basis in law"):
            refused()


def test_what_the_bank_says_is_how_long_things_are_kept(set_up, bank, clock, steward):
    listening = Listening(bank, code_words, clock, lambda _story: None, 7)
    assert listening.kept_until() == date(2033, 12, 31)
    set_up.keep_years(steward, 2)
    assert listening.kept_until() == date(2028, 12, 31)


def test_an_inquiry_is_for_some_sub_groups_or_for_everybody(set_up, bank, steward, inquiry):
    with bank.writing() as work:
        young, estates = work.alliance.subgroup("Young people"), work.alliance.subgroup("Estates")
    assert set_up.subgroups(steward) == {young: "Young people", estates: "Estates"}
    assert set_up.limited_to(steward, inquiry) == frozenset()
    set_up.limit(steward, inquiry, [young, estates])
    set_up.limit(steward, inquiry, [young])
    assert set_up.limited_to(steward, inquiry) == {young}
    with pytest.raises(NotFound):
        set_up.limit(steward, inquiry, ["nothing"])
    assert set_up.limited_to(steward, inquiry) == {young}
    set_up.limit(steward, inquiry, [])
    assert set_up.limited_to(steward, inquiry) == frozenset()


def test_a_closed_bank_takes_nothing_in(bank, clock, steward, inquiry, set_up):
    settle(bank)
    with bank.writing() as work:
        work.records.set(CLOSED, clock().isoformat())
    assert set_up.why_not(steward) == "This bank is closed. Nothing new comes in."
    with pytest.raises(Refused, match="closed"):
        bring(bank, clock, steward)


def test_cards_and_the_sweep_go_by_the_same_number_of_years(set_up, bank, clock, steward):
    card = WithACard(bank, code_words, clock, lambda *args: b"", 7)
    retention = Retention(bank, None, None, clock, Terms(14, 60, 14, years=7))
    assert (card.kept_until(), retention.terms.years) == (date(2033, 12, 31), 7)
    set_up.keep_years(steward, 2)
    assert (card.kept_until(), retention.terms.years) == (date(2028, 12, 31), 2)
