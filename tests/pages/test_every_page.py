"""Every page draws for the roles it is for, turns the others away, and reads well when there is nothing yet."""

import pytest

from insight.access.gate import MAY
from insight.access.reader import ACCOUNT_ROLES, Role
from pages.parts.addresses import PAGES

HEADINGS = {
    "home.py": "What needs you now", "listen.py": "Begin a conversation", "protect.py": "Stories to look over",
    "accounts.py": "People", "my_account.py": "My account",
    "pairs.py": "Who listens with whom",
    "bring_in.py": "Bring in stories from a file", "themes.py": "What people told us",
    "theme.py": "A theme", "theme_suggestions.py": "What the machine suggests",
    "own_themes.py": "Themes of our own making", "theme_past.py": "What was found before", "search.py": "Find stories",
    "what_we_ask.py": "What we ask",
    "theme_wall.py": "What people told us, for a room", "theme_map.py": "A map of what people told us",
    "theme_voices.py": "Who speaks of what", "theme_times.py": "Themes over time",
    "hand_overs.py": "Hand-overs", "least_read.py": "Hardly read yet",
    "look_again.py": "Look again", "taken_out.py": "What is taken out",
    "small_numbers.py": "When only a few people answered", "safe.py": "Someone is not safe",
    "as_typed.py": "Texts as typed",
    "who_to_call.py": "Who to call",
    "with_a_card.py": "With a card",
    "set_up.py": "Before the first story", "requests.py": "Asked of us", "partners.py": "Who is in it",
    "audit.py": "Who did what",
    "backups.py": "Backups",
    "lost_card.py": "A lost card", "letters_back.py": "Letters to leave",
    "keeping.py": "How long we keep things",
    "room.py": "A sub-group's room", "session.py": "Sessions",
    "check_back.py": "Take a theme back to those who told us",
    "trying.py": "What we are trying", "cycles.py": "Learning cycles",
    "collected.py": "Collections", "code_story.py": "Code a story", "agree.py": "Where we agree",
    "take_along.py": "Take a collection along", "codes_home.py": "Bring codes home",
    "share_backs.py": "Share-backs", "share_back_room.py": "A share-back for a room",
    "what_we_heard.py": "What we heard",
    "told_back.py": "Have we told them?", "story_cards.py": "Story cards",
    "scrutiny.py": "A page for scrutiny",
    "feeling_over_time.py": "Better or worse over time",
    "feeling.py": "Do people feel better or worse?", "steward.py": "How things stand",
}  # fmt: skip
SYSTEM_WORDS = ("None", "null", "Traceback", "{", "}")


def words_of(app) -> str:
    return "\n".join(str(one.value) for kind in (app.title, app.header, app.text, app.error) for one in kind)


@pytest.mark.parametrize("file", HEADINGS)
def test_a_page_of_an_empty_bank_draws_for_whom_it_is_for_and_turns_the_others_away(draw, as_role, file):
    action = next(action for one, _, _, action in PAGES if one == file)
    for role in ACCOUNT_ROLES:
        open_to_them = action is None or role in MAY[action]
        app = draw(as_role(role), file, alone=not open_to_them)
        assert not app.exception, (role, words_of(app))
        if open_to_them:
            assert HEADINGS[file] in [one.value for one in app.title]
            assert not app.error
        else:
            assert "This page is not open to you" in [one.value for one in app.header]
        assert [word for word in SYSTEM_WORDS if word in words_of(app)] == []


@pytest.mark.parametrize("file", [file for file, *_ in PAGES])
def test_whoever_is_signed_out_is_told_so_and_sees_nothing_else(draw, tell, file):
    tell("She kept the kettle warm until I came down.")
    app = draw(None, file, alone=True)
    assert [one.value for one in app.header] == ["You are signed out"]
    assert "kettle" not in words_of(app)


def test_a_story_is_missing_for_whoever_may_not_know_of_it(draw, as_role, tell):
    story = tell("She kept the kettle warm until I came down.", brought_by="somebody else")
    app = draw(as_role(Role.INTERVIEWER), "story.py", story=story)
    assert [one.value for one in app.error] == ["There is no such story, or it is not open to you."]
    assert not app.title


def test_a_story_opens_whole_for_whom_it_is_for(draw, as_role, tell):
    story = tell("She kept the kettle warm until I came down.")
    app = draw(as_role(Role.PEER_RESEARCHER), "story.py", story=story)
    assert not app.error
    assert not app.exception
    assert app.title[0].value.startswith("She kept the kettle warm")


def test_home_counts_what_waits_for_its_reader_only(draw, as_role, tell):
    pair = as_role(Role.INTERVIEWER)
    tell("He sat in the van with me.", brought_by=pair.id, before_review=True)
    tell("Nobody else sees this one.", brought_by="somebody else", before_review=True)
    assert "1 more is being read by the machine." in words_of(draw(pair, "home.py"))
    assert "Nothing is waiting. Have a cup of tea." in words_of(draw(as_role(Role.READER), "home.py"))
