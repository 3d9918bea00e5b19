"""The steward's page of people, and everybody's own account, by hand."""

import pyotp
import pytest

from insight.access.my_account import WRONG_PASSWORD
from insight.access.reader import Reader, Role, operator
from insight.access.sign_in import WRONG
from insight.clock import now
from insight.errors import NotAllowed

GOOD, NEW = "kettle moss lantern", "river teapot candle"


@pytest.fixture
def mo(house, bank) -> Reader:
    """Somebody with a password."""
    account = house.access.accounts.add_user(operator(), "mo", "Mo", Role.MEMBER, GOOD)
    with bank.reading() as work:
        return work.people.by_id(account).reader()


@pytest.fixture
def steward(as_role) -> Reader:
    return as_role(Role.STEWARD)


def said(app) -> str:
    return "\n".join(one.value for kind in (app.title, app.text, app.success, app.error, app.code) for one in kind)


def press(app, label: str):
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception
    return app


def account(bank, who: Reader):
    with bank.reading() as work:
        return work.people.by_id(who.id)


def test_everybody_is_listed_with_what_they_do_and_a_name_opens_one(house, draw, steward, mo):
    app = draw(steward, "accounts.py")
    assert "In a learning sub-group\nHas not signed in yet" in said(app)
    assert "Sign in as" not in said(app)
    app = press(app, "Mo")
    assert app.query_params["who"] in (mo.id, [mo.id])
    assert "Signs in as mo" in said(app)
    assert "Everybody who may sign in" in said(press(app, "Back to everybody"))


def test_a_link_to_join_is_shown_once(house, draw, steward):
    app = draw(steward, "accounts.py")
    app.selectbox[0].set_value(Role.PEER_RESEARCHER)
    link = press(app, "Make a link").code[0].value
    assert house.access.links.invitation(link.rpartition("/")[2]).role is Role.PEER_RESEARCHER
    assert not app.run().code


def test_another_role_holds_and_the_only_steward_stays_one(house, bank, draw, steward, mo):
    app = draw(steward, "accounts.py", who=mo.id)
    app.selectbox[0].set_value(Role.READER)
    app = press(app, "Change it")
    assert "It holds from their next click on." in said(app)
    assert account(bank, mo).role is Role.READER
    app = draw(steward, "accounts.py", who=steward.id)
    app.selectbox[0].set_value(Role.READER)
    assert "This is the only steward." in said(press(app, "Change it"))


def test_teams_and_sub_groups_are_kept_by_name(house, bank, draw, steward, mo):
    app = draw(steward, "accounts.py", who=mo.id)
    assert "Teams matter." in said(app)
    house.access.accounts.place(operator(), mo.id, "Harbour House", new_teams=["Night team"], subgroups=["Estates"])
    app = draw(steward, "accounts.py", who=mo.id)
    assert "Harbour House, Night team\nEstates" in said(app)
    app.multiselect[0].set_value([])
    app = press(app, "Keep this")
    assert account(bank, mo).teams == frozenset()
    assert account(bank, mo).organisation is not None
    assert len(account(bank, mo).subgroups) == 1


def test_closing_signs_out_and_it_can_be_opened_again(house, bank, draw, steward, mo):
    token = house.sign_in.sign_in("mo", GOOD)
    app = press(draw(steward, "accounts.py", who=mo.id), "Close this account")
    assert "This account is closed" in said(app)
    assert house.sign_in.reader(token) is None
    assert "Make a link for a new password" not in [one.label for one in app.button]
    press(app, "Open this account again")
    assert account(bank, mo).active


def test_somebody_is_signed_out_everywhere(house, draw, steward, mo):
    token = house.sign_in.sign_in("mo", GOOD)
    press(draw(steward, "accounts.py", who=mo.id), "Sign them out everywhere")
    assert house.sign_in.reader(token) is None


@pytest.mark.parametrize("lost", [True, False])
def test_a_link_for_a_new_password_may_drop_the_codes(house, draw, steward, mo, lost):
    turn_on(house, mo)
    app = draw(steward, "accounts.py", who=mo.id)
    app.checkbox[0].set_value(lost)
    link = press(app, "Make a link for a new password").code[0].value
    house.access.links.set_password(link.rpartition("/")[2], NEW)
    assert house.sign_in.owes_code(house.sign_in.sign_in("mo", NEW)) is not lost


def test_beside_a_provider_roles_come_from_there(house, bank, draw, steward):
    with bank.writing() as work:
        kit = work.people.add("provider:1", "Kit", Role.MEMBER, None, now(), subject="https://issuer kit")
    app = draw(steward, "accounts.py", who=kit)
    assert "Signs in with their work account" in said(app)
    assert "Change it there." in said(app)
    assert not {"Change it", "Make a link for a new password"} & {one.label for one in app.button}


def test_beside_a_provider_only_another_steward_is_invited(house, draw, steward):
    house.settings.oidc_issuer = "https://sign-in.example.org"
    app = draw(steward, "accounts.py")
    assert app.selectbox[0].options == ["Steward"]


def test_nobody_is_said_to_be_nobody(draw, steward):
    app = draw(steward, "accounts.py", who="nobody")
    assert "There is no such account." in said(app)


def turn_on(house, reader: Reader) -> pyotp.TOTP:
    mine = house.access.my_account
    mine.propose_codes(reader)
    phone = pyotp.TOTP(mine.setup(reader).letters)
    mine.confirm_codes(reader, "", phone.now())
    return phone


# One's own.


def fill(app, **words: str):
    for label, typed in words.items():
        next(one for one in app.text_input if one.label.startswith(label.replace("_", " "))).set_value(typed)
    return app


def test_a_new_password_needs_the_present_one(house, draw, mo):
    app = press(fill(draw(mo, "my_account.py"), Your_password_now="guess", A_new=NEW), "Change my password")
    assert WRONG_PASSWORD in said(app)
    app = press(fill(app, Your_password_now=GOOD, A_new="password12"), "Change my password")
    assert "easy to guess" in said(app)
    app = press(fill(app, Your_password_now=GOOD, A_new=NEW), "Change my password")
    assert "Your password is changed." in said(app)
    house.sign_in.sign_in("mo", NEW)
    with pytest.raises(NotAllowed, match=WRONG):
        house.sign_in.sign_in("mo", GOOD)


def test_a_phone_is_set_up_and_its_spare_codes_are_shown_once(house, bank, draw, mo):
    app = press(draw(mo, "my_account.py"), "Set up my phone")
    [picture] = [one.proto.body for one in app.get("html") if "<img" in one.proto.body]
    assert 'src="data:image/svg+xml' in picture
    app = press(_code(app, "1"), "Ask me for a code from now on")
    assert "This is not the code" in said(app)
    assert not account(bank, mo).second_factor
    letters = house.access.my_account.setup(mo).letters
    app = press(_code(app, pyotp.TOTP(letters).now()), "Ask me for a code from now on")
    spare = app.code[0].value.splitlines()
    assert len(spare) == 10
    assert account(bank, mo).second_factor
    app = press(app, "I have written them down")
    assert "10 spare codes are left." in said(app)
    assert not app.code
    owing = house.sign_in.sign_in("mo", GOOD)
    assert house.sign_in.reader(house.sign_in.give_code(owing, spare[0])) is not None
    app.run()
    assert "9 spare codes are left." in said(app)


def _code(app, typed: str):
    next(one for one in app.text_input if "six digits" in one.label).set_value(typed)
    return app


def test_codes_stop_with_the_password(house, bank, draw, mo):
    turn_on(house, mo)
    app = draw(mo, "my_account.py")
    app.text_input(key="stop-password").set_value("guess")
    assert WRONG_PASSWORD in said(press(app, "Stop asking for codes"))
    app.text_input(key="stop-password").set_value(GOOD)
    press(app, "Stop asking for codes")
    assert not account(bank, mo).second_factor


def test_signing_out_everywhere_ends_all_of_ones_own(house, draw, mo):
    token = house.sign_in.sign_in("mo", GOOD)
    app = draw(mo, "my_account.py")
    assert "Since " in said(app)
    press(app, "Sign out everywhere")
    assert house.sign_in.reader(token) is None


def test_who_has_no_password_sees_no_form_for_one(house, bank, draw):
    with bank.writing() as work:
        kit = work.people.by_id(work.people.add("provider:1", "Kit", Role.MEMBER, None, now(), subject="i kit"))
    app = draw(kit.reader(), "my_account.py")
    assert not app.text_input
    assert "without a password of ours" in said(app)
