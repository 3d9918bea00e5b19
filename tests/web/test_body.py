"""Plain forms are read as browsers send them."""

import asyncio

import pytest
from starlette.requests import Request

from insight.web.body import TooLong, read_body, read_form


def request(*pieces: bytes, length: str | None = None) -> Request:
    messages = iter(
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    )

    async def receive() -> dict:
        return next(messages)

    headers = [] if length is None else [(b"content-length", length.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"", {}),
        (b"name=Ade+B&password=a%2Bb%3D", {"name": "Ade B", "password": "a+b="}),
        (b"name=", {"name": ""}),
        (b"name=caf%C3%A9", {"name": "caf\u00e9"}),
        (b"name=%ff\xff", {"name": "\ufffd\ufffd"}),
        (b"name=a&name=b", {"name": "b"}),
    ],
)
def test_a_form_is_read(body: bytes, form: dict[str, str]) -> None:
    assert asyncio.run(read_form(request(body))) == form


@pytest.mark.parametrize(
    ("pieces", "length", "limit", "fits"),
    [
        ([b"12345"], None, 5, True),
        ([b"123", b"45"], "5", 5, True),
        ([b"123", b"456"], None, 5, False),
        ([b"123456"], "1", 5, False),
        ([b""], "6", 5, False),
        ([b"1"], "many", 5, True),
    ],
)
def test_no_more_is_read_than_allowed(pieces: list[bytes], length: str | None, limit: int, fits: bool) -> None:
    reading = read_body(request(*pieces, length=length), limit)
    if fits:
        assert asyncio.run(reading) == b"".join(pieces)
    else:
        with pytest.raises(TooLong):
            asyncio.run(reading)
