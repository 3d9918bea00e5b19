"""Transcripts: who spoke becomes a role, what was said stays whole, the times go."""

from pathlib import Path

import pytest

from insight.stories.importers import read
from insight.stories.importers.transcript import rows

TIME = "00:00:01.000 --> 00:00:04.000"


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(f"{number}\n{TIME}\n{cue}" for number, cue in enumerate(cues, 1)) + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (vtt("I was", "heard."), "I was heard."),
        (vtt("<v Shaz>I was</v>", "<v Shaz>heard.</v>", "<v Jo Lane>Good.</v>"),
         "Speaker 1: I was heard.\nSpeaker 2: Good."),
        (vtt("<v.loud Jo>Hi</v> <v Shaz>Hello", "again"), "Speaker 1: Hi\nSpeaker 2: Hello again"),
        (vtt("Jo: Hi", "Shaz: Hello", "Jo: So", "Shaz: Well"),
         "Speaker 1: Hi\nSpeaker 2: Hello\nSpeaker 1: So\nSpeaker 2: Well"),
        (vtt("[SPEAKER_00]: Hi", "SPEAKER_01: Hello"), "Speaker 1: Hi\nSpeaker 2: Hello"),
        (vtt("Interviewer: Hi", "Listen: I told him", "He said: go", "He said: stop"),
         "Interviewer: Hi Listen: I told him He said: go He said: stop"),
        (vtt("It was <i>so</i> <c.red>warm</c> &amp; <00:00:02.000>kind"), "It was so warm & kind"),
        (f"WEBVTT - title\nKind: captions\n\nSTYLE\n::cue {{}}\n\nNOTE by me\n\n{TIME} align:start\nI was heard.",
         "I was heard."),
        ("1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}I was\r\nheard.\r\n\r\n"
         "2\r\n00:00:03,000 --> 00:00:04,000\r\nTwice.\r\n",
         "I was heard. Twice."),
        (f"WEBVTT\n\n{TIME}\nBefore the gap\n\nafter the gap\n\n7\n\n01:02.000 --> 01:03.000\nend.",
         "Before the gap after the gap end."),
        (vtt("I have < 3 > 2 friends"), "I have < 3 > 2 friends"),
    ],
)  # fmt: skip
def test_a_transcript_becomes_one_story(text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_bytes(text.encode())
    [story] = rows(tmp_path / "a.vtt")
    assert story.text == expected


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "A.VTT"])
def test_either_name_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(vtt("I was heard."))
    [row] = read(tmp_path / name).rows
    assert (row.row, row.ref, row.text.reveal()) == (1, "1", "I was heard.")
