"""A page for each part, with a draft route that keeps drafts in memory and can be told to fail."""

import os
import sys
from datetime import UTC, datetime

sys.path.insert(0, os.environ["INSIGHT_ROOT"])

import streamlit as st
from harness_drafts import DRAFTS

CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


def serve():
    import asyncio

    from starlette.middleware import Middleware
    from starlette.responses import JSONResponse, PlainTextResponse
    from starlette.routing import Route

    mood = {"status": 200, "delay": 0.0, "lose": False, "why": "", "posts": [], "pieces": {}}
    stored = DRAFTS

    async def save(request):
        body = await request.json()
        if request.headers.get("x-insight") != "1":
            return PlainTextResponse("", status_code=403)
        mood["posts"].append(body)
        await asyncio.sleep(mood["delay"])
        if mood["status"] != 200:
            return JSONResponse({"why": mood["why"]}, status_code=mood["status"])
        name = (request.path_params["draft"], body["field"])
        text, revision, _ = stored.get(name, ("", 0, ""))
        at = datetime.now(UTC).strftime("%H:%M")
        if body["revision"] != revision:
            return JSONResponse({"revision": revision, "text": text, "saved_at": at}, status_code=409)
        stored[name] = (body["text"], revision + 1, at)
        if mood["lose"]:  # kept, but the answer does not arrive
            return PlainTextResponse("", status_code=504)
        return JSONResponse({"revision": revision + 1, "saved_at": at})

    async def rule(request):
        wanted = await request.json()
        for draft, text in wanted.pop("drafts", {}).items():
            _, revision, _ = stored.get((draft, "story"), ("", 0, ""))
            stored[draft, "story"] = (text, revision + 1, "11:58")
        mood.update(wanted)
        return JSONResponse(
            {"posts": mood["posts"], "drafts": {draft: list(kept) for (draft, _), kept in stored.items()}}
        )

    class Policy:
        def __init__(self, app):
            self.app = app

        async def __call__(self, scope, receive, send):
            async def with_policy(message):
                if message["type"] == "http.response.start":
                    message["headers"] = [*message["headers"], (b"content-security-policy", CSP.encode())]
                await send(message)

            await self.app(scope, receive, with_policy)

    routes = [
        Route("/insight/drafts/{draft}", save, methods=["POST"]),
        Route("/harness/rule", rule, methods=["POST"]),
    ]
    return {"routes": routes, "middleware": [Middleware(Policy)]}


def story():
    return (
        "🙂 I met Shaz at Harbour House in March, when I was 34. Nobody had asked me anything for a year.\n\n"
        "Shaz sat down. She didn’t write, she listened. When I missed the Tuesday group she came and knocked, twice, "
        "and said the kettle was on. “You’re not in trouble,” shaz said. "
        "That’s the first time I thought I might stay.\n\n"
        "My mum’s café was two streets from Harbour House and I had never told anyone that. It’s shaz’s way: "
        "she waits. Now I see my lad at weekends and Rufus comes too."
    )


def spans():
    import re

    from insight.stories.spans import Label, Span, Tier

    text = story()
    wanted = [
        (r"shaz’s|shaz", Label.PERSON, Tier.MASK, "[keyworker 1]", "a name, said by the text four times", "p1"),
        ("March", Label.DATE, Tier.MASK, "[spring]", "a month, made less exact", "d1"),
        ("34", Label.AGE, Tier.MASK, "[in their thirties]", "an age, made less exact", "a1"),
        ("Rufus", Label.PET, Tier.SUGGEST, "[dog 1]", "could be a pet’s name", "n1"),
    ]
    return sorted(
        (
            Span(m.start(), m.end(), label, tier, replacement, "harness", reason, entity)
            for pattern, label, tier, replacement, reason, entity in wanted
            for m in re.finditer(pattern, text, re.I)
        ),
        key=lambda span: span.start,
    )


def page_editor():
    from pages.parts.editor import editor

    draft = st.query_params.get("draft", "d1")
    text, revision, at = DRAFTS.get((draft, "story"), ("", 0, ""))
    st.title("What would you like to tell?")
    if st.session_state.get("away"):
        st.button("Take it out", on_click=lambda: st.session_state.update(away=False))
        return
    state = editor(
        "story",
        draft,
        "story",
        text,
        revision,
        "The story, as it was told",
        prompts=(
            "Tell me about a time when somebody was on your side.",
            "What did they do that others had not?",
            "What has been different since?",
        ),
        saved_at=at,
    )
    st.button("Read it back", type="primary")
    st.button("Put it away", on_click=lambda: st.session_state.update(away=True))
    st.text(f"revision {state.revision}")


def page_marks():
    from insight.stories.spans import Tier
    from pages.parts.marks import review

    st.title("What would be taken out")
    decision = review("review", story(), spans())
    st.button("This may be kept", type="primary")
    if decision is None:
        st.text("nothing decided")
    else:
        for span in decision.spans:
            mode = "hide" if span.tier is Tier.MASK else "show"
            said = story()[span.start : span.end]
            st.text(f"{mode} {span.label} {said} {span.replacement} {span.source}")


def page_letters():
    from pages.parts.letter import LetterItem, letter, letters

    st.title("What people told us about being listened to")
    passages = [
        (
            "a",
            "[keyworker 1] sat down. She didn’t write, she listened. When I missed the group she came and knocked, "
            "twice, and said the kettle was on.",
            "sat down. She didn’t write, she listened",
            "A person using services, March, in Plymouth",
            "the meaning is close to “being heard”",
        ),
        (
            "b",
            "🙂🙂 What I remember is that [somebody] at the hostel asked what I liked to eat. Nobody had asked.\n"
            "![](https://example.invalid/x.png) <b>It was soup.</b>",
            "asked what I liked to eat",
            "A worker, April",
            "the words “asked” and “liked”",
        ),
    ]
    chosen = letters(
        "found",
        [
            LetterItem(
                id=name,
                text=text,
                marks=[(text.index(mark), text.index(mark) + len(mark))],
                small_line=small,
                why=f"Found because {why}",
                actions=(("open", "Open the whole story"), ("keep", "Keep"), ("like", "More like this")),
            )
            for name, text, mark, small, why in passages
        ],
    )
    st.text(f"chosen {chosen.id} {chosen.action}" if chosen else "nothing chosen")
    whole = story().replace("Shaz", "[keyworker 1]").replace("Harbour House", "[hostel 1]")
    letter("whole", whole, small_line="A person using services, March, in Plymouth")


def page_card():
    from insight.stories.consent import Consent
    from pages.parts.cards import card

    st.title("A card to take away")
    card("card", "kettle garden ferry lamp", Consent(inside=True, room=True, outside=False, quotes=True), "lantern")
    st.button("Done", type="primary")


def page_charts():
    from pages.parts.charts import FeelingCount, feeling_bars
    from pages.parts.feeling_words import ALL_ANSWERS

    st.title("How people feel")
    feeling_bars(
        [FeelingCount(answer, people) for answer, people in zip(ALL_ANSWERS, (12, 14, 9, 5, None, 2), strict=True)],
        "42 people answered since June",
        "Of 42 people who answered since June, 26 feel better, 9 about the same, 7 worse. "
        "We asked those who were there and willing; we do not know about the others.",
    )


if __name__ != "__main__":
    app = st.App(__file__, **serve())
else:
    from pages.parts import style

    st.set_page_config(page_title="Insight", layout="wide")
    style.apply()
    {"editor": page_editor, "marks": page_marks, "letters": page_letters, "card": page_card, "charts": page_charts}[
        st.query_params.get("part", "editor")
    ]()
