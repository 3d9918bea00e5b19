"""The demo's share-back: there to be read at once, and whole."""

from insight.access.reader import Reader, Role
from insight.demo.load import Demo
from insight.measure.feeling import Feeling
from insight.share.share_backs import share_backs
from tests.detectors import NamesShaz


def test_it_is_there_for_those_who_read_share_backs_with_all_its_quotes(bank, clock) -> None:
    Demo(bank, clock).load()
    giving = share_backs(bank, Feeling(bank, clock, 5), NamesShaz, clock, {}, 5).giving
    reader = Reader("councillor", "Ro", Role.READER)
    [one] = giving.finished(reader)
    given = giving.read(reader, one.id)
    assert [len(part.quotes) for part in given.parts] == [3, 0, 0, 0, 0]
    assert given.left_out == ()
    assert all(not part.empty for part in given.parts)
