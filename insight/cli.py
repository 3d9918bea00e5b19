"""The command line: one command an action, JSON on stdout when asked for it, plain words on stderr.

Exit codes: 0 done, 1 refused or failed, 2 usage, 3 wrong passphrase, 4 damaged or older. Reads here are the local
operator's, within the alliance. Every command creates and migrates the bank on first use and needs no server.
"""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from insight.access.reader import operator, system
from insight.audit_commands import audit, say_if_not_set_up
from insight.errors import BadInput, InsightError, Refused
from insight.giving_commands import export
from insight.keeping_commands import keeping
from insight.measure.answers import Against
from insight.measure.feeling import Grouping
from insight.measure.said import AGAINST_WORDS
from insight.model_commands import models
from insight.stories.receipt import Receipt
from insight.stories.script import Use
from insight.terminal import lines, objects, print_json, result, say, span
from insight.themes.asking import Mode
from insight.themes.shelf import Listed
from insight.user_commands import user
from insight.wiring import Services, services

USAGE = 2
# Answers to this many questions are held in memory; each may list the whole bank.
QUESTIONS_AT_ONCE = 50

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Insight, a story bank.", rich_markup_mode=None)
review = typer.Typer(no_args_is_help=True, help="Stories that wait for somebody to look them over.")
themes = typer.Typer(no_args_is_help=True, help="The themes that run through the stories.")
app.add_typer(review, name="review")
app.add_typer(themes, name="themes")
app.add_typer(user, name="user")
app.add_typer(models, name="models")
app.command()(audit)
app.command()(export)
app.add_typer(keeping)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read and write JSON, one object a line.")]


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Where the page listens; 8501 unless told.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="A first look: invented stories and people, here only.")] = False,
) -> None:
    """Start everything, and say where to look."""
    from insight.launcher import Launcher

    if demo:
        os.environ["INSIGHT_DEMO"] = "true"
    if port is not None:
        os.environ["INSIGHT_PORT"] = str(port)
    built = services()
    if demo:
        say("Getting the demo ready. The first time takes about a minute.")
        if built.demo.load():
            _work_off(built, None)
            built.themes.builds.build(system("theme build"))
    Launcher(built, say).serve()


@app.command()
def anonymise(
    file: Annotated[str, typer.Argument(help="A text file, or - for what is piped in.")] = "-",
    as_json: Json = False,
    jsonl: Jsonl = False,
) -> None:
    """Show what would be taken out of a text. Nothing is kept."""
    from insight.stories import mask

    built = services()
    if jsonl:
        for row in objects(lines(file), "id", "text"):
            spans = built.detector.detect(row["text"])
            text = mask.apply(row["text"], spans).text
            print_json({"id": row["id"], "text": text, "spans": [span(one) for one in spans]})
        return
    text = "".join(lines(file))
    spans = built.detector.detect(text)
    protected = mask.apply(text, spans).text
    if as_json:
        print_json({"text": protected, "spans": [span(one) for one in spans]})
    else:
        typer.echo(protected, nl=not protected.endswith("\n"))


@app.command(name="import")
def bring_in(
    path: Annotated[Path, typer.Argument(help="csv, xlsx, docx, html, txt, vtt, srt or qdpx.")],
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    inquiry: Annotated[str | None, typer.Option(help="The inquiry these stories belong to.")] = None,
    consent: Annotated[
        list[str] | None, typer.Option(help="What was agreed to: inside, room, outside, quotes. Unknown unless said.")
    ] = None,
    approved_by: Annotated[
        str | None, typer.Option(help="Who has read and protected these texts. They are then kept exactly as they are.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Bring in stories from a file. Without --approved-by they wait for review."""
    uses = _uses([*(consent or ()), *(more or ())])
    if not path.is_file():
        raise BadInput("There is no such file. Nothing was brought in.")
    built = services()
    say_if_not_set_up(built)
    brought = built.bringing_in.bring_in(operator(), path, inquiry=inquiry, uses=uses, approved_by=approved_by)
    stories = [story for story, _ in brought.stories]
    _work_off(built, stories)
    if as_json:
        print_json(
            {
                "accepted": len(stories),
                "refused": [{"row": one.row, "ref": one.ref, "why": one.why} for one in brought.refused],
                "stories": [{"story": story, "ref": ref} for story, ref in brought.stories],
            }
        )
    else:
        waits = "can be searched now" if approved_by else "wait for review"
        typer.echo(f"{len(stories):,} stories are in and {waits}. {len(brought.refused):,} were refused.")
    for one in brought.refused:
        say(f"Row {one.row}: {one.why}")
    if not stories:
        raise typer.Exit(1)


@review.command("list")
def review_list(as_json: Json = False) -> None:
    """Stories whose proposal waits for a decision."""
    waiting = services().protection.waiting(operator())
    if as_json:
        print_json(
            [{"story": one.id, "ref": one.ref, "inquiry": one.inquiry_name, "words": one.words} for one in waiting]
        )
        return
    for one in waiting:
        typer.echo(f"{one.id}  {one.words:>6,} words  {one.inquiry_name}")
    say(f"{len(waiting):,} stories wait for review.")


@review.command("approve")
def review_approve(
    stories: Annotated[list[str] | None, typer.Argument(metavar="ID…")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Accept every proposal that waits.")] = False,
    as_json: Json = False,
) -> None:
    """Accept what the machine proposes to take out, in the operator's name."""
    if bool(stories) == everything:
        raise typer.BadParameter("Name the stories, or say --all.")
    built = services()
    approved: list[str] = []
    refused: list[dict[str, str]] = []
    for story in stories or [one.id for one in built.protection.waiting(operator())]:
        try:
            built.protection.approve(operator(), story)
            approved.append(story)
        except Refused as why:
            refused.append({"story": story, "why": str(why)})
    _work_off(built, approved)
    if as_json:
        print_json({"approved": len(approved), "stories": approved, "refused": refused})
    else:
        typer.echo(f"{len(approved):,} stories were approved and can be searched.")
    for one in refused:
        say(f"{one['story']}: {one['why']}")
    if refused:
        raise typer.Exit(1)


@themes.command("build")
def themes_build(as_json: Json = False) -> None:
    """Look for themes in everything approved. Names that people gave stay."""
    say("Reading the stories for themes. This can take a minute.")
    built = services()
    built.themes.builds.build(operator())
    _themes(built.themes.shelf.list(operator()), as_json)


@themes.command("list")
def themes_list(as_json: Json = False) -> None:
    """The themes, with how many passages and stories each holds."""
    _themes(services().themes.shelf.list(operator()), as_json)


@themes.command("show")
def themes_show(theme: str, as_json: Json = False) -> None:
    """One theme with all its passages, nearest its centre first."""
    opened = services().themes.shelf.show(operator(), theme)
    passages = [
        {
            "passage": one.passage, "story": one.facts.id, "ref": one.facts.ref, "start": one.start, "end": one.end,
            "text": one.text, "fit": one.fit,
        }
        for one in opened.passages
    ]  # fmt: skip
    if as_json:
        print_json({"id": opened.line.id, "name": opened.line.name, "words": opened.line.words, "passages": passages})
        return
    typer.echo(f"{opened.line.name}\n{', '.join(opened.line.words)}\n")
    for one in opened.passages:
        typer.echo(f"{one.text}\n    ({one.facts.id})\n")


@app.command()
def search(
    query: Annotated[str | None, typer.Argument()] = None,
    mode: Mode = Mode.HYBRID,
    limit: Annotated[int, typer.Option(min=1)] = 10,
    as_json: Json = False,
    jsonl: Jsonl = False,
) -> None:
    """Find stories by meaning, by words, or by both."""
    built = services()
    if jsonl:
        rows = list(objects(lines("-"), "id", "query"))
        for at in range(0, len(rows), QUESTIONS_AT_ONCE):
            some = rows[at : at + QUESTIONS_AT_ONCE]
            answers = built.search.search_all(operator(), [row["query"] for row in some], mode=mode, limit=limit)
            for row, found in zip(some, answers, strict=True):
                print_json({"id": row["id"], "results": [result(one) for one in found]})
        return
    if query is None:
        raise typer.BadParameter("Write what you are looking for.")
    found = built.search.search(operator(), query, mode=mode, limit=limit)
    if as_json:
        print_json([result(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.text}\n    {one.facts.title} ({one.facts.id}, by {one.why.value})\n")
    if not found:
        say("Nothing like that has been told yet.")


@app.command()
def feeling(
    by: Grouping = Grouping.INQUIRY,
    against: Annotated[Against, typer.Option(help="Which answers: times of another length are counted apart.")] = (
        Against.MOST
    ),
    as_json: Json = False,
) -> None:
    """How many people feel better or worse, compared with the time that most of them chose. Few are not shown."""
    measure = services().feeling
    rows = measure.counts(operator(), by, against)
    for one in measure.lengths(operator()):
        people = "few" if one.row.answered is None else f"{one.row.answered:,}"
        say(f"Compared with {AGAINST_WORDS[one.against]} ({one.against.value}): {people} people.")
    if as_json:
        print_json([{name: value for name, value in asdict(row).items() if name != "others"} for row in rows])
        return
    for row in rows:
        typer.echo(f"{row.group}: {measure.in_words(row)}")


@app.command()
def withdraw(
    story: Annotated[str | None, typer.Argument(metavar="STORY")] = None,
    code: Annotated[bool, typer.Option("--code", help="Read the four words of a card from what is piped in.")] = False,
    as_json: Json = False,
) -> None:
    """Remove a story, or everything that the holder of a code told, and prove it."""
    if (story is None) != code:
        raise typer.BadParameter("Name one story, or say --code.")
    withdrawal = services().leaving.withdrawal
    receipts = (
        withdrawal.withdraw_by_code(operator(), sys.stdin.readline())
        if story is None
        else (withdrawal.withdraw(operator(), story),)
    )
    if as_json:
        print_json([_receipt(one) for one in receipts])
    else:
        for one in receipts:
            typer.echo(one.in_words())
    if not all(one.complete for one in receipts):
        raise typer.Exit(1)


@app.command()
def reindex(as_json: Json = False) -> None:
    """Make the vector index anew from the database."""
    built = services()
    _work_off(built, None)
    with built.bank.writing() as work:
        held = work.passages.count(built.embedder.model_id)
        work.records.raise_generation()
    if as_json:
        print_json({"passages": held})
    else:
        typer.echo(f"{held:,} passages are in the database. A running Insight builds a new index from them now.")


def main() -> None:
    """Run a command; every refusal in plain words, and nothing of a story in any of them."""
    try:
        app(standalone_mode=True)
    except InsightError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except ValidationError as error:
        names = sorted({"INSIGHT_" + str(one["loc"][0]).upper() for one in error.errors() if one["loc"]})
        say(f"A setting is not as it has to be: {', '.join(names)}. Nothing was changed.")
        sys.exit(USAGE)
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(1)
    except Exception as error:
        say(f"Something went wrong inside ({type(error).__name__}). What was kept before is safe. Run doctor to see.")
        sys.exit(1)


def _work_off(built: Services, stories: Sequence[str] | None) -> None:
    """Do at once what a worker would do, and wait for what a worker has already taken up."""
    from insight.jobs import work_through

    only = None if stories is None else list(stories)
    if only == []:
        return
    while True:
        steps = work_through(built, only)
        with built.bank.reading() as work:
            left = work.stories.on_the_way(only)
        if not left:
            return
        if not steps:
            time.sleep(0.2)


def _receipt(one: Receipt) -> dict[str, object]:
    until = one.backups_until and one.backups_until.isoformat()
    given_out = [{"name": each.name, "at": each.at.isoformat(), "to_whom": each.to_whom} for each in one.given_out]
    written = {"at": one.at.isoformat(), "backups_until": until, "complete": one.complete, "given_out": given_out}
    return {**asdict(one), **written}


def _themes(listed: Listed, as_json: bool) -> None:
    if as_json:
        rows = [
            {"id": one.id, "name": one.name, "size": one.size, "stories": one.stories, "words": one.words}
            for one in listed.themes
        ]
        print_json({"state": listed.state, "unplaced": listed.unplaced, "themes": rows})
        return
    for one in listed.themes:
        typer.echo(f"{one.id}  {one.stories:>4} stories from {one.tellers:>4} people  {one.name}")
    say(f"{listed.state.capitalize()}. {listed.reason}")


def _uses(named: Iterable[str]) -> tuple[Use, ...]:
    """Consent as it is typed: repeated, or parted by commas or spaces."""
    words = [word for one in named for word in one.replace(",", " ").split()]
    try:
        return tuple(Use(word) for word in words)
    except ValueError:
        raise typer.BadParameter("Consent is any of inside, room, outside and quotes.") from None
