"""`honglam demo load --dossiers N`: made-up dossiers with everything that hangs on them."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from honglam.dossiers import api
from honglam.kernel.clock import now


class Command(BaseCommand):
    """Fills the database with dossiers of people who do not exist."""

    help = "Made-up dossiers, for trying and for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        """`load` with its number."""
        words = parser.add_subparsers(dest="what", required=True)
        load = words.add_parser("load", help="Add dossiers, written by COPY as the verbs would have written them.")
        load.add_argument("--dossiers", type=positive, default=1000, help="How many (1000).")
        load.add_argument("--processes", type=positive, default=2, help="How many write at once (2).")
        load.add_argument("--open", action="store_true", help="Only dossiers that are being worked on now.")
        load.add_argument("--seed", type=int, default=None, help="Draw the same ones again.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load them and say how long it took. Never among real ones: nothing tells them apart afterwards."""
        if not settings.DEMO:
            raise CommandError("Made-up dossiers are loaded where HONGLAM_DEMO is set only, never beside real ones.")
        done = api.load_dossiers(
            how_many=options["dossiers"],
            at=now(),
            seed=options["seed"],
            processes=options["processes"],
            still_open=options["open"],
            say=self.stdout.write,
        )
        self.stdout.write(
            f"{done.dossiers} dossiers in {done.seconds:.0f} s ({done.copying:.0f} s of it to copy them)."
        )


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)
