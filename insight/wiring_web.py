"""The part of the composition root that the web face outside Streamlit is built by."""

from insight.settings import LOOPBACK
from insight.web.services import Services
from insight.wiring import with_worker


def web_services() -> Services:
    """What the web face outside Streamlit needs."""
    built = with_worker()
    settings = built.settings
    loopback = settings.host in LOOPBACK
    return Services(
        sign_in=built.sign_in,
        links=built.access.links,
        provider=built.access.provider,
        listening=built.listening,
        with_a_card=built.with_a_card,
        trail=built.office.trail,
        their_copy=built.leaving.their_copy,
        taking_along=built.leaving.taking_along,
        giving=built.giving.share_backs.giving,
        check_back=built.learning.check_back,
        packs=built.giving.packs,
        scrutiny=built.giving.scrutiny,
        hosts=frozenset({settings.host, *settings.public_hosts}),
        production=settings.production,
        demo=settings.demo,
        loopback=loopback,
    )
