"""One whole story: whoever knows its teller steps aside, and can step back."""

from insight.access.reader import Role
from tests.pages.drawn import button, texts


def test_who_knows_a_teller_is_shown_nothing_more_until_they_say_so(house, draw, as_role, tell):
    story, reader = tell("It was a good day."), as_role(Role.MEMBER)
    app = draw(reader, "story.py", story=story)
    button(app, "I know this person. Show me nothing more of theirs").click()
    app.run()
    assert [one.value[:10] for one in app.success] == ["Thank you."]
    assert "There is no such story" in draw(reader, "story.py", story=story).error[0].value
    app = draw(reader, "my_account.py")
    assert "what 1 person told us" in texts(app)
    button(app, "Show me everything again").click()
    app.run()
    assert "Show me everything again" not in [one.label for one in app.button]
    assert not draw(reader, "story.py", story=story).error
