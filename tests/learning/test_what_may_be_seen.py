"""Whoever opens a room, by whatever verb: nothing of a story is in it that the gate does not admit today."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import MAY, Action, scope
from insight.access.reader import Reader, Role
from insight.errors import InsightError, NotAllowed, NotFound
from insight.learning.citation import CitedBy, Resonance, Stretch
from insight.research.study import words_hash
from insight.store.tables import inquiry_subgroup, learning_entry, story, theme
from insight.stories.consent import Consent
from insight.stories.script import Use

WORDS = "They kept ringing until I picked up."
CONSENTS = st.builds(
    Consent,
    inside=st.sampled_from([True, True, True, False, None]),
    room=st.booleans(),
    outside=st.booleans(),
    quotes=st.booleans(),
    not_organisations=st.sampled_from([frozenset(), frozenset({"Kite"})]),
    review_on=st.sampled_from([None, -1, 1]),
    erase_on=st.sampled_from([None, -1, 1]),
)


def put(bank, clock, tell, a_theme, told, estates, kite) -> list[str]:
    """A room in which every story hangs on the wall, and stands under an entry and a session; one theme holds all."""
    today, made = clock().date(), []
    for agreed, limited, held, known in told:
        days = {name: getattr(agreed, name) for name in ("review_on", "erase_on")}
        consent = Consent(
            agreed.inside, agreed.room, agreed.outside, agreed.quotes,
            frozenset({kite}) if agreed.not_organisations else frozenset(),
            **{name: None if by is None else today + timedelta(days=by) for name, by in days.items()},
        )  # fmt: skip
        made.append(tell(WORDS, consent=consent, inquiry="Limited" if limited else "Open"))
        with bank.writing() as work:
            work.stories.hold(made[-1], held)
            if known:
                work.people.stand_aside("reader", work.stories.storyteller_of(made[-1]))
    with bank.engine.begin() as connection:
        connection.execute(inquiry_subgroup.delete())
        for row in connection.exec_driver_sql("SELECT id FROM inquiry WHERE name = 'Limited'").all():
            connection.execute(inquiry_subgroup.insert().values(inquiry=row.id, subgroup=estates))
    key = a_theme("Ringing", *made)
    with bank.writing() as work:
        entry = work.rooms.add_entry(estates, "We noticed", "", "", "x", clock())
        session = work.rooms.add_session(estates, today, [], 3, "", None, "x", clock(), entries=[entry])
        work.citations.be_about(entry, [key])
        for one in made:
            for of, kind in ((estates, CitedBy.WALL), (entry, CitedBy.ENTRY), (session, CitedBy.WALL)):
                work.citations.cite(of, kind, one, 0, 18, words_hash(WORDS[:18]), "x", clock())
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(CONSENTS, st.booleans(), st.booleans(), st.booleans()), max_size=3),
    st.sampled_from(Role),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_no_room_shows_what_the_gate_does_not_admit(
    in_room, bank, clock, tell, a_theme, estates, told, role, in_estates, of_kite, together
):
    with bank.engine.begin() as connection:  # each example begins with nothing
        for table in (learning_entry, story, theme):
            connection.execute(table.delete())
        connection.exec_driver_sql("DELETE FROM group_session")
        connection.exec_driver_sql("DELETE FROM account WHERE id = 'reader'")
    with bank.writing() as work:
        kite = work.alliance.organisation("Kite")
    with bank.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO account (id, sign_in_name, name, role, active, demo, created_at) "
            "VALUES ('reader', 'reader', 'R', 'member', 1, 0, '2026-01-01 00:00:00')"
        )
    made = put(bank, clock, tell, a_theme, told, estates, kite)
    reader = Reader(
        "reader", "R", role, kite if of_kite else None, frozenset(), frozenset({estates} if in_estates else ())
    )
    today = clock().date()
    if role not in MAY[Action.LEARN] or (role is Role.MEMBER and not in_estates):
        refusal: type[InsightError] = NotAllowed if role not in MAY[Action.LEARN] else NotFound
        with pytest.raises(refusal):
            in_room.rooms.open(reader, estates, together=together)
        with pytest.raises(refusal):
            in_room.wall.put_up(reader, estates, Stretch("any", 0, 5), Resonance.VOICE, "")
        return
    with bank.reading() as work:
        use = Use.ROOM if together else Use.INSIDE
        may = {one.id: one for one in work.stories.some(made, scope(reader, use, today=today))}
        inside = {one.id for one in work.stories.some(made, scope(reader, today=today))}
    room = in_room.rooms.open(reader, estates, together=together)
    (entry,), (held,) = room.entries, room.held
    for cited in (room.wall, entry.cited, held.struck):
        shown = {one.story.id for one in cited}
        if together:
            assert shown <= may.keys() & inside
            for one in cited:
                agreed = one.story.facts.consent
                assert agreed.allows(Use.QUOTES, today)
                assert not agreed.not_organisations
                assert not one.story.facts.subgroups
                assert not one.story.facts.stood_aside
        else:
            assert shown == may.keys()
    assert room.left_out == entry.left_out == len(made) - len(room.wall)
    assert bool(room.themes) is bool(inside) is bool(entry.themes)
    for read in (in_room.readings.of, in_room.check_back.about):
        if inside:
            read(reader, "theme0")
        else:
            with pytest.raises(NotFound):
                read(reader, "theme0")
    for one in made:
        if one not in inside:
            with pytest.raises(NotFound):
                in_room.wall.put_up(reader, estates, Stretch(one, 19, 24), Resonance.VOICE, "")
