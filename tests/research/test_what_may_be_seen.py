"""Whoever reads a collection, by whatever verb: no story, quote or code shows that the gate does not admit today."""

from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action, scope
from insight.access.reader import Reader, Role
from insight.errors import NotFound
from insight.research.study import words_hash
from insight.store.tables import inquiry_subgroup, story
from insight.stories.consent import Consent
from insight.stories.script import Use

WORDS = "They kept ringing until I picked up."
ROLES = [role for role in Role if role in MAY[Action.STUDY]]
CONSENTS = st.builds(
    Consent,
    inside=st.sampled_from([True, True, True, False, None]),
    room=st.booleans(),
    outside=st.booleans(),
    quotes=st.booleans(),
    to_confirm=st.booleans(),
    not_organisations=st.sampled_from([frozenset(), frozenset({"Kite"})]),
    erase_on=st.sampled_from([None, -1, 1]),
)


@dataclass
class Put:
    """A bank with a collection in which every story is quoted, coded, suggested for, noted and finished."""

    collections: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)


def put(bank, clock, tell, told) -> Put:
    made = Put()
    with bank.writing() as work:
        estates = work.alliance.subgroup("Estates")
        kite = work.alliance.organisation("Kite")
        for subgroup in (None, estates):
            made.collections.append(work.studies.add_collection("C", "Why", subgroup, "x", clock()))
        codes = [work.studies.add_code(one, "Code", "", None, "g", "x", clock()) for one in made.collections]
    for consent, limited, held in told:
        erase_on = None if consent.erase_on is None else clock().date() + timedelta(days=consent.erase_on)
        others = frozenset({kite}) if consent.not_organisations else frozenset()
        agreed = Consent(
            consent.inside, consent.room, consent.outside, consent.quotes, others, erase_on=erase_on,
            to_confirm=consent.to_confirm,
        )  # fmt: skip
        one = tell(WORDS, consent=agreed, inquiry="Limited" if limited else "Open")
        made.stories.append(one)
        with bank.writing() as work:
            work.stories.hold(one, held)
            for collection, code in zip(made.collections, codes, strict=True):
                work.studies.add_quote(collection, one, 0, 18, words_hash(WORDS[:18]), "x", clock())
                for by, suggested in (("x", False), ("y", True)):
                    work.studies.add_coding(code, one, 0, 18, words_hash(WORDS[:18]), by, clock(), suggested)
                work.studies.add_memo(collection, None, one, "A thought.", "x", clock())
                for by in ("reader", "x"):
                    work.studies.finish_story(collection, one, by, clock())
    with bank.engine.begin() as connection:
        connection.execute(inquiry_subgroup.delete())
        for row in connection.exec_driver_sql("SELECT id FROM inquiry WHERE name = 'Limited'").all():
            connection.execute(inquiry_subgroup.insert().values(inquiry=row.id, subgroup=estates))
    return made


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(CONSENTS, st.booleans(), st.booleans()), max_size=3),
    st.sampled_from(ROLES),
    st.booleans(),
    st.booleans(),
)
def test_no_read_shows_what_the_gate_does_not_admit(at_desk, bank, clock, tell, told, role, in_estates, of_kite):
    with bank.engine.begin() as connection:  # each example begins with nothing
        connection.exec_driver_sql("DELETE FROM collection")
        connection.execute(story.delete())
    made = put(bank, clock, tell, told)
    with bank.reading() as work:
        estates, kite = next(iter(work.alliance.subgroups())), next(iter(work.alliance.organisations()))
    reader = Reader(
        "reader", "R", role, kite if of_kite else None, frozenset(), frozenset({estates} if in_estates else ())
    )
    today = clock().date()
    with bank.reading() as work:
        for collection, limited in zip(made.collections, (False, True), strict=True):
            if limited and role is Role.MEMBER and not in_estates:
                for read in (at_desk.collecting.open, at_desk.coding.stories, at_desk.coding.agreement):
                    try:
                        read(reader, collection)
                        raise AssertionError("a collection of another sub-group is open")
                    except NotFound:
                        pass
                continue
            admitted = {
                use: {one.id for one in work.stories.some(made.stories, scope(reader, use, today=today))} for use in Use
            }
            inside = admitted[Use.INSIDE]
            opened = at_desk.collecting.open(reader, collection)
            assert {one.quote.story for one in opened.quotes} == inside
            assert opened.left_out == len(made.stories) - len(inside)
            for kept in opened.quotes:
                assert all(kept.quote.story in admitted[use] for use in kept.uses)
            assert {one.story for one in opened.memos} == inside
            assert {one.facts.id for one in at_desk.coding.stories(reader, collection)} == inside
            assert {one.coding.story for one in at_desk.coding.suggestions(reader, collection)} == inside
            assert {one.facts.id for one in at_desk.coding.agreement(reader, collection).differs} == inside
            for use in Use:
                study = work.studies.study(collection, scope(reader, use, today=today))
                assert {one.id for one in study.stories} == admitted[use]
                assert {one.story for one in (*study.quotes, *study.codings, *study.memos)} <= admitted[use]
