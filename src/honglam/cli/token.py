"""Issue, list and revoke tokens of the API. ACCOUNT is an e-mail address, a phone number or the account's id."""

import argparse
import sys
from datetime import timedelta
from uuid import UUID


def arguments(parser: argparse.ArgumentParser) -> None:
    """issue, revoke, scopes."""
    words = parser.add_subparsers(dest="what", required=True)
    issue = words.add_parser("issue", help="make a token; it is printed once")
    issue.add_argument("account")
    issue.add_argument("--scope", action="append", required=True, help="what it allows; repeatable (see: scopes)")
    issue.add_argument("--days", type=int, default=365, help="days until it ends (365)")
    issue.add_argument("--label", default="", help="what it is for")
    issue.set_defaults(do=issue_token)
    revoke = words.add_parser("revoke", help="make a token worthless at once")
    revoke.add_argument("id", type=UUID)
    revoke.set_defaults(do=revoke_token)
    words.add_parser("scopes", help="what a token may allow").set_defaults(do=show_scopes)


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    options.do(options)
    return 0


def issue_token(options: argparse.Namespace) -> None:
    """Print the token alone on the standard output, so that a script can take it."""
    from honglam.cli.user import find
    from honglam.identity.services import tokens
    from honglam.kernel import clock
    from honglam.kernel.values import SYSTEM

    at = clock.now()
    issued = tokens.issue_token(
        actor=SYSTEM,
        account_id=find(options.account).id,
        scopes=tuple(options.scope),
        at=at,
        label=options.label,
        expires_at=at + timedelta(days=options.days),
    )
    print(f"Token {issued.id} ({', '.join(issued.scopes)}):", file=sys.stderr)
    print(issued.secret)


def revoke_token(options: argparse.Namespace) -> None:
    """From now on it opens nothing."""
    from honglam.identity.services import tokens
    from honglam.kernel import clock
    from honglam.kernel.values import SYSTEM

    tokens.revoke_token(actor=SYSTEM, token_id=options.id, at=clock.now())
    print(f"Token {options.id} is revoked.")


def show_scopes(_options: argparse.Namespace) -> None:
    """Codes and what they mean."""
    from django.utils.translation import gettext as _
    from django.utils.translation import override

    from honglam.cli.refusals import terminal_language
    from honglam.identity import api as identity

    with override(terminal_language()):
        for code, description in identity.list_scopes().items():
            print(f"{code:<24} {_(description)}")
