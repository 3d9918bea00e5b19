"""The pages there are: their files, headings and addresses, for whom they are, and which of them stand in the list."""

from insight.access.gate import Action

# File, heading, address, and what one's role has to reach; `None` is for everybody who is signed in.
PAGES: tuple[tuple[str, str, str, Action | None], ...] = (
    ("home.py", "What needs you now", "home", None),
    ("listen.py", "Listen", "listen", Action.LISTEN),
    ("what_we_ask.py", "What we ask", "what-we-ask", Action.ASK),
    ("pairs.py", "Who listens with whom", "pairs", Action.SEE_PAIRS),
    ("safe.py", "Someone is not safe", "not-safe", Action.KEEP_SAFE),
    ("with_a_card.py", "With a card", "with-a-card", Action.USE_CARD),
    ("protect.py", "Look over", "look-over", Action.REVIEW),
    ("look_again.py", "Look again", "look-again", Action.SECOND_LOOK),
    ("bring_in.py", "Bring in", "bring-in", Action.BRING_IN),
    ("themes.py", "Themes", "themes", Action.SEE_THEMES),
    ("theme.py", "A theme", "theme", Action.SEE_THEMES),
    ("theme_suggestions.py", "What the machine suggests", "theme-suggestions", Action.SEE_THEMES),
    ("own_themes.py", "Themes of our own", "own-themes", Action.SEE_THEMES),
    ("theme_past.py", "What was found before", "themes-before", Action.SEE_THEMES),
    ("theme_wall.py", "Themes for a room", "themes-for-a-room", Action.SEE_THEMES),
    ("theme_map.py", "A map of themes", "map", Action.SEE_THEMES),
    ("theme_voices.py", "Who speaks of what", "who-speaks", Action.SEE_THEMES),
    ("theme_times.py", "Themes over time", "over-time", Action.SEE_THEMES),
    ("hand_overs.py", "Hand-overs", "hand-overs", Action.SEE_THEMES),
    ("least_read.py", "Hardly read yet", "hardly-read", Action.SEE_THEMES),
    ("room.py", "A sub-group's room", "room", Action.LEARN),
    ("session.py", "Sessions", "session", Action.LEARN),
    ("check_back.py", "Take a theme back", "check-back", Action.LEARN),
    ("trying.py", "What we are trying", "trying", Action.LEARN),
    ("cycles.py", "Learning cycles", "learning-cycles", Action.LEARN),
    ("search.py", "Search", "search", Action.SEARCH),
    ("collected.py", "Collections", "collections", Action.STUDY),
    ("code_story.py", "Code a story", "code-a-story", Action.STUDY),
    ("agree.py", "Where we agree", "where-we-agree", Action.STUDY),
    ("take_along.py", "Take a collection along", "take-along", Action.TAKE_ALONG),
    ("codes_home.py", "Bring codes home", "codes-home", Action.BRING_IN),
    ("share_backs.py", "Share-backs", "share-backs", Action.GIVE_BACK),
    ("share_back_room.py", "A share-back for a room", "share-back-for-a-room", Action.GIVE_BACK),
    ("what_we_heard.py", "What we heard", "what-we-heard", Action.READ_SHARE_BACKS),
    ("feeling.py", "Better or worse", "feeling", Action.SEE_FEELING),
    ("feeling_over_time.py", "Better or worse over time", "feeling-over-time", Action.SEE_FEELING),
    ("told_back.py", "Have we told them?", "told-back", Action.GIVE_BACK),
    ("story_cards.py", "Story cards", "story-cards", Action.GIVE_BACK),
    ("scrutiny.py", "For scrutiny", "for-scrutiny", Action.GIVE_BACK),
    ("story.py", "A story", "story", Action.READ),
    ("steward.py", "How things stand", "steward", Action.ADMINISTER),
    ("set_up.py", "Before the first story", "set-up", Action.ADMINISTER),
    ("accounts.py", "People", "people", Action.ADMINISTER),
    ("partners.py", "Who is in it", "partners", Action.ADMINISTER),
    ("who_to_call.py", "Who to call", "who-to-call", Action.ADMINISTER),
    ("taken_out.py", "What is taken out", "taken-out", Action.ADMINISTER),
    ("small_numbers.py", "Small numbers", "small-numbers", Action.ADMINISTER),
    ("as_typed.py", "Texts as typed", "as-typed", Action.ADMINISTER),
    ("lost_card.py", "A lost card", "lost-card", Action.ADMINISTER),
    ("letters_back.py", "Letters to leave", "letters-to-leave", Action.ADMINISTER),
    ("requests.py", "Asked of us", "asked-of-us", Action.ADMINISTER),
    ("keeping.py", "How long we keep things", "how-long-we-keep", Action.ADMINISTER),
    ("backups.py", "Backups", "backups", Action.ADMINISTER),
    ("audit.py", "Who did what", "who-did-what", Action.ADMINISTER),
    ("my_account.py", "My account", "my-account", Action.OWN_ACCOUNT),
)
# Opened from another page: a story from wherever it is quoted, the ways to see themes from one another.
HIDDEN = frozenset(
    {
        "story", "theme", "theme-suggestions", "own-themes", "themes-before", "themes-for-a-room", "map", "who-speaks",
        "over-time", "hand-overs", "hardly-read", "code-a-story", "where-we-agree",
        "take-along", "codes-home", "session", "check-back", "learning-cycles", "share-back-for-a-room",
        "feeling-over-time",
    }
)  # fmt: skip
USES_A_CARD = "with-a-card"
FOLDED = {Action.GIVE_BACK: "Giving back", Action.ADMINISTER: "The steward's desk"}
