"""The commands about accounts: who may sign in, and how somebody comes in again who cannot."""

import sys
from getpass import getpass
from typing import Annotated

import typer

from insight.access.reader import ACCOUNT_ROLES, Role, operator
from insight.terminal import print_json, say
from insight.wiring import services

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]

user = typer.Typer(no_args_is_help=True, help="Who may sign in.")


@user.command("add")
def user_add(
    sign_in_name: str,
    role: Annotated[Role, typer.Option(help=f"One of {', '.join(ACCOUNT_ROLES)}.")],
    name: Annotated[str, typer.Option(help="What colleagues call them.")] = "",
    organisation: Annotated[str, typer.Option(help="Where they work.")] = "",
    as_json: Json = False,
) -> None:
    """Make an account. The password is asked for, or read from what is piped in."""
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    account = services().access.accounts.add_user(
        operator(), sign_in_name, name or sign_in_name, role, password, organisation
    )
    if as_json:
        print_json({"user": account, "sign_in_name": sign_in_name, "role": role})
    else:
        typer.echo(f"{sign_in_name} may sign in now.")


@user.command("list")
def user_list(as_json: Json = False) -> None:
    """Everybody who may sign in."""
    accounts = services().access.accounts.list_users(operator())
    if as_json:
        print_json([
            {"user": one.id, "sign_in_name": one.sign_in_name, "name": one.name, "role": one.role, "active": one.active}
            for one in accounts
        ])  # fmt: skip
        return
    for one in accounts:
        typer.echo(f"{one.sign_in_name}  {one.role.value}  {one.name}")


@user.command("role")
def user_role(sign_in_name: str, role: Role) -> None:
    """Give an account another role, from the next click on."""
    services().access.accounts.change_role(operator(), sign_in_name, role)
    typer.echo(f"{sign_in_name} has the role {role.value} now.")


@user.command("close")
def user_close(sign_in_name: str) -> None:
    """Close an account: it is signed out at once, and opens nothing. Nothing is deleted."""
    accounts = services().access.accounts
    accounts.close(operator(), accounts.called(operator(), sign_in_name).id)
    typer.echo(f"{sign_in_name} can no longer sign in.")


@user.command("link")
def user_link(
    sign_in_name: str,
    without_codes: Annotated[
        bool, typer.Option("--without-codes", help="The phone is lost: ask for no code after this.")
    ] = False,
) -> None:
    """Make a link, good once and for a day, with which somebody sets a new password."""
    built = services()
    account = built.access.accounts.called(operator(), sign_in_name)
    token = built.access.links.new_password_link(operator(), account.id, clears_second_factor=without_codes)
    say("Give them this link. Put the address before it by which they reach Insight.")
    typer.echo(f"/insight/new-password/{token}")
