"""`honglam figures check`: run the checker, say what it found, perhaps write it down as a page to be read.

`honglam figures recompute 2026-10`: compute a month (a quarter, a year) again after late data.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from honglam.indicators import api
from honglam.indicators.management.page import write_page
from honglam.indicators.rules.figures.spans import read_span
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM


class Command(BaseCommand):
    """Looks for contradictions in everything that was said."""

    help = "The checker of figures."

    def add_arguments(self, parser: CommandParser) -> None:
        """`check`, with a file to write."""
        words = parser.add_subparsers(dest="what", required=True)
        check = words.add_parser("check", help="Look at everything that stands.")
        check.add_argument("--write", type=Path, default=None, help="Write what stands open as a page (Markdown).")

        again = words.add_parser("recompute", help="Compute again what was computed for some time.")
        again.add_argument("time", help="2026, 2026-Q3, 2026-H1, 2026-10 or 2026-10-05.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, count, write; or compute again."""
        if options["what"] == "recompute":
            made = api.recompute_values(actor=SYSTEM, span=read_span(options["time"]), at=now())
            self.stdout.write(
                f"{made.seen} computed values: {made.changed} changed, {made.lost} cannot be told any more."
            )
            return
        done = api.check_figures(actor=SYSTEM, at=now())
        self.stdout.write(f"{done.found} contradictions: {done.new} new, {done.gone} no longer found.")
        if options["write"]:
            options["write"].write_text(write_page(), encoding="utf-8", newline="\n")
            self.stdout.write(f"Written to {options['write']}.")
