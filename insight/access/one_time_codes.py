"""The codes that a phone shows (TOTP, RFC 6238), and the picture with which it learns their secret."""

from datetime import datetime

import pyotp
import segno

ISSUER = "Insight"
# A phone's clock may be half a minute off to either side.
STEPS_OFF = 1


class PhoneCodes:
    """Six digits, new every thirty seconds: what every authenticator app knows."""

    def new_secret(self) -> str:
        """160 random bits in base32."""
        return pyotp.random_base32()

    def step(self, secret: str, code: str, now: datetime) -> int | None:
        """The number of the thirty seconds that a code belongs to, or `None` when it is not of now."""
        if not (code.isascii() and code.isdecimal()):
            return None
        try:
            return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=now, valid_window=STEPS_OFF)
        except pyotp.OTPVerificationError:
            return None

    def picture(self, secret: str, name: str) -> str:
        """The address of a QR code that holds its own drawing; dark on light on every page, as cameras need it."""
        address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
        drawn = segno.make(address, error="m", micro=False)
        return str(drawn.svg_data_uri(scale=5, dark="#000", light="#fff"))
