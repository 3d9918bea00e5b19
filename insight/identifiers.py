"""Ids: random, lower-case letters and digits, never beginning with a dash."""

import secrets

ID_BYTES = 8


def new_id() -> str:
    """Sixteen hexadecimal digits: 64 random bits, enough for a national bank without a collision."""
    return secrets.token_hex(ID_BYTES)
