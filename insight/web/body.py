"""Reading what a browser sends, up to a bound: more is refused before it fills the memory."""

from urllib.parse import parse_qsl

from starlette.requests import Request

# A sign-in form has five short fields.
LONGEST_FORM = 16 * 1024


class TooLong(Exception):
    """The request's body goes beyond the bound."""


async def read_body(request: Request, limit: int) -> bytes:
    """The body, of at most `limit` bytes, whatever its `Content-Length` promised. `TooLong` beyond."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise TooLong
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise TooLong
    return bytes(body)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form. Each name counts once, the last one wins."""
    body = await read_body(request, LONGEST_FORM)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
