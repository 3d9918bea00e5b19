"""The pages behind one-time links: an account of one's own, and a new password."""

from collections.abc import Callable

from insight.access.links import USED_UP
from insight.access.reader import Role, operator
from insight.store.unit_of_work import Bank
from insight.web.middleware import COOKIE
from insight.web.services import Services

GOOD = "kettle moss lantern"
NEW = "river teapot candle"


def test_an_invitation_makes_an_account_once(browser: Callable, services: Services) -> None:
    link = "/insight/welcome/" + services.links.invite(operator(), Role.MEMBER)
    form = browser().get(link)
    assert form.status_code == 200
    assert "in a learning sub-group" in form.text

    one = browser()
    given = {"name": "Hilary", "organisation": "Harbour House", "sign_in_name": "hilary", "password": "hilary1234"}
    refused = one.post(link, data=given)
    assert refused.status_code == 400
    assert "easy to guess" in refused.text
    assert 'value="Harbour House"' in refused.text
    assert "hilary1234" not in refused.text

    assert one.post(link, data={**given, "password": GOOD}).headers["location"] == "/"
    assert one.get("/").text == "inside"
    for again in (browser().get(link), browser().post(link, data={**given, "sign_in_name": "second"})):
        assert again.status_code == 404
        assert USED_UP in again.text


def test_the_first_link_makes_the_steward(browser: Callable, services: Services, bank: Bank) -> None:
    with bank.writing() as work:
        work.people.change_role("rowan", Role.MEMBER)
        work.people.change_role("demo-steward", Role.MEMBER)
    link = services.links.first_run_link()
    one = browser()
    assert "Your part here: steward" in one.get(f"/insight/welcome/{link}").text
    one.post(f"/insight/welcome/{link}", data={"name": "Hilary", "sign_in_name": "hilary", "password": GOOD})
    reader = services.sign_in.reader(one.cookies[COOKIE])
    assert reader is not None
    assert reader.role is Role.STEWARD


def test_an_invitation_that_says_where_somebody_works_does_not_ask(browser: Callable, services: Services) -> None:
    link = "/insight/welcome/" + services.links.invite(operator(), Role.MEMBER, organisation="Harbour House")
    assert "Your organisation" not in browser().get(link).text


def test_a_new_password_is_set_once_and_nobody_is_signed_in_by_it(
    browser: Callable, services: Services, bank: Bank
) -> None:
    with bank.reading() as work:
        ade, _ = work.people.by_sign_in_name("ade")
    before = browser("ade")
    link = "/insight/new-password/" + services.links.new_password_link(operator(), ade.id)
    one = browser()
    assert "You sign in as ade." in one.get(link).text
    weak = one.post(link, data={"password": "password12"})
    assert weak.status_code == 400
    assert "easy to guess" in weak.text
    kept = one.post(link, data={"password": NEW})
    assert kept.status_code == 200
    assert COOKIE not in one.cookies
    assert before.get("/").status_code == 303
    assert one.post("/insight/sign-in", data={"sign_in_name": "ade", "password": NEW}).status_code == 303
    for again in (browser().get(link), browser().post(link, data={"password": GOOD})):
        assert again.status_code == 404
        assert USED_UP in again.text
