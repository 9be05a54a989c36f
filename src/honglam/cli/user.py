"""Create accounts, give officers their posts, help those who forgot.

ACCOUNT is an e-mail address, a phone number, the account's id, or a citizen number that somebody vouched for.
A post is written CODE@AGENCY, with the codes of the pack: QT@UBND-MAU.
"""

import argparse
import secrets
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from honglam.embedded.errors import MachineError

if TYPE_CHECKING:
    from honglam.identity.contracts import AccountView

# No letters that are mistaken for one another when somebody reads them out.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CITIZEN_ID = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """list, create, post, password, second-factor, close."""
    words = parser.add_subparsers(dest="what", required=True)
    words.add_parser("list", help="all officers").set_defaults(do=show_list)
    create = words.add_parser("create", help="a new account; its first password is printed")
    create.add_argument("--name", required=True)
    create.add_argument("--email", default="")
    create.add_argument("--phone", default="")
    kind = create.add_mutually_exclusive_group()
    kind.add_argument("--staff", action="store_true", help="an officer's account")
    kind.add_argument("--service", action="store_true", help="another system's account; its id is printed")
    create.add_argument("--post", action="append", default=[], metavar="CODE@AGENCY", help="with --staff; repeatable")
    create.set_defaults(do=create_account)
    post = words.add_parser("post", help="give an officer a post")
    post.add_argument("account")
    post.add_argument("post", metavar="CODE@AGENCY")
    post.add_argument("--from", dest="first_day", type=date.fromisoformat, help="first day (today)")
    post.set_defaults(do=give_post)
    for name, do, help_text in (
        ("password", renew_password, "set and print a new password; every device is signed out"),
        ("second-factor", reset_second_factor, "forget the authenticator and passkeys of somebody who lost them"),
        ("close", close_account, "close an account for good"),
    ):
        word = words.add_parser(name, help=help_text)
        word.add_argument("account")
        word.set_defaults(do=do)


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from honglam.kernel import clock

    options.do(options, clock.now())
    return 0


def show_list(_options: argparse.Namespace, at: datetime) -> None:
    """Every officer with the posts held today."""
    from honglam.directory import api as directory
    from honglam.identity import api as identity
    from honglam.identity.contracts import AccountKind

    for account in identity.list_accounts(kind=AccountKind.STAFF, limit=100_000):
        held = directory.list_posts_held(account_id=account.id, at=at)
        posts = "; ".join(f"{post.title}, {post.agency_name}" for post in held)
        print(f"{account.email or account.phone:<36} {account.full_name}: {posts or 'no post'}")


def create_account(options: argparse.Namespace, at: datetime) -> None:
    """Open the account, fill its posts, print its password: all of it or nothing."""
    from django.db import transaction

    from honglam.identity import api as identity
    from honglam.identity.contracts import AccountKind
    from honglam.kernel.clock import local
    from honglam.kernel.values import SYSTEM

    if options.service:
        create_service(options, at)
        return
    if not (options.email or options.phone):
        raise MachineError("Give an --email or a --phone: people sign in with it.")
    if options.post and not options.staff:
        raise MachineError("Only officers hold posts: add --staff.")
    with transaction.atomic():
        account = identity.create_account(
            actor=SYSTEM,
            full_name=options.name,
            at=at,
            kind=AccountKind.STAFF if options.staff else AccountKind.CITIZEN,
            email=options.email,
            phone=options.phone,
        )
        for post in options.post:
            appoint(account, post, local(at).date(), at)
        set_password(account, at)


def create_service(options: argparse.Namespace, at: datetime) -> None:
    """A program's account: it signs in nowhere and works by its tokens. The id alone stands on the standard output."""
    from honglam.identity import api as identity
    from honglam.identity.contracts import AccountKind
    from honglam.kernel.values import SYSTEM

    if options.post:
        raise MachineError("Only officers hold posts: add --staff.")
    if options.email or options.phone:
        raise MachineError("A program's account has no e-mail and no telephone: nobody signs in with it.")
    account = identity.create_account(actor=SYSTEM, full_name=options.name, at=at, kind=AccountKind.SERVICE)
    print(f"{account.full_name}. Next: honglam token issue {account.id} --scope …", file=sys.stderr)
    print(account.id)


def give_post(options: argparse.Namespace, at: datetime) -> None:
    """One more post for somebody."""
    from honglam.kernel.clock import local

    account = find(options.account)
    appoint(account, options.post, options.first_day or local(at).date(), at)
    print(f"{account.full_name}: {options.post}.")


def renew_password(options: argparse.Namespace, at: datetime) -> None:
    """A new password."""
    from honglam.identity.contracts import AccountKind

    account = find(options.account)
    if account.kind is AccountKind.SERVICE:
        raise MachineError(f"{account.full_name} is a program: it signs in nowhere, its tokens are all it has.")
    set_password(account, at)


def reset_second_factor(options: argparse.Namespace, at: datetime) -> None:
    """Whoever lost the telephone begins anew at the next sign-in."""
    from honglam.identity.services import second_factor
    from honglam.kernel.values import SYSTEM

    account = find(options.account)
    second_factor.reset_second_factor(actor=SYSTEM, account_id=account.id, at=at)
    print(f"{account.full_name} is asked for a new second factor at the next sign-in.")


def close_account(options: argparse.Namespace, at: datetime) -> None:
    """Close it, and say which appointments the directory ends with it, when the day turns."""
    from honglam.directory import api as directory
    from honglam.identity import api as identity
    from honglam.kernel.values import SYSTEM

    account = find(options.account)
    held = directory.list_posts_held(account_id=account.id, at=at)
    identity.close_account(actor=SYSTEM, account_id=account.id, at=at)
    print(f"{account.full_name}: closed.")
    for post in held:
        print(f"  its appointment ends with the day: {post.title}, {post.agency_name}.")


def find(name: str) -> "AccountView":
    """The open account of this address or number, of this id, or of this citizen number if somebody vouched for it."""
    from honglam.identity import api as identity

    digits = name.replace(" ", "")
    if account_id := as_id(name):
        listed = [account for account in identity.list_accounts(ids=[account_id]) if account.is_active]
        account = listed[0] if listed else None
    elif len(digits) == CITIZEN_ID and digits.isascii() and digits.isdecimal():
        account = identity.find_by_citizen_id(citizen_id=digits)
    else:
        account = identity.find_by_contact(contact=name)
    if account is None:
        raise MachineError(f"There is no open account of {name}.")
    return account


def as_id(text: str) -> UUID | None:
    """The id that a text is, in the writing that is printed here."""
    try:
        return UUID(text) if "-" in text else None
    except ValueError:
        return None


def appoint(account: "AccountView", post: str, first_day: date, at: datetime) -> None:
    """Fill the post CODE@AGENCY."""
    from honglam.directory import api as directory
    from honglam.kernel.values import SYSTEM

    code, _, agency_code = post.partition("@")
    agency = directory.find_agency_by_code(code=agency_code)
    if agency is None:
        raise MachineError(f"There is no agency {agency_code!r}. A post is written CODE@AGENCY, as {post!r} should be.")
    posts = {row.code: row for row in directory.list_posts(agency_id=agency.id)}
    if code not in posts:
        known = ", ".join(f"{name} ({row.title})" for name, row in posts.items())
        raise MachineError(f"There is no post {post}." + (f" {agency_code} has: {known}." if known else ""))
    directory.appoint(actor=SYSTEM, post_id=posts[code].id, account_id=account.id, valid_from=first_day, at=at)


def set_password(account: "AccountView", at: datetime) -> None:
    """Make a password and print it once."""
    from honglam.identity.services import passwords
    from honglam.kernel.values import SYSTEM

    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    passwords.set_password(actor=SYSTEM, account_id=account.id, password=password, at=at)
    print(f"{account.full_name}, {account.email or account.phone}, password {password}")
