"""`worktime due --at 2026-11-20T16:30 --duration 2wd`: when a time limit ends, on the calendar that is in force."""

import json
from argparse import ArgumentTypeError
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from honglam.kernel.clock import VIETNAM, local, now
from honglam.kernel.values import DomainError
from honglam.ui.formats import format_datetime
from honglam.worktime import api
from honglam.worktime.contracts import PROVINCE, ClockPolicy, CountFrom, Due, Duration, Policy


class Command(BaseCommand):
    """Answers questions about working time."""

    help = "Working time: when a limit ends."

    def add_arguments(self, parser: CommandParser) -> None:
        """`due` with its moment, its limit and its policy."""
        questions = parser.add_subparsers(dest="question", required=True)
        due = questions.add_parser("due", help="When a time limit ends.")
        due.add_argument(
            "--at", type=moment, help="When it begins, in Vietnam unless a zone is given; now if left out."
        )
        due.add_argument("--duration", required=True, help="2wd, 36wh, 4h, 10d, 3m or sd (the same day).")
        due.add_argument("--count-from", choices=[c.value for c in CountFrom], default=CountFrom.INSTANT.value)
        due.add_argument("--clock", choices=[c.value for c in ClockPolicy], default=ClockPolicy.PAUSE.value)
        due.add_argument("--same-day-until", type=time.fromisoformat, default=Policy().same_day_until)
        due.add_argument("--calendar", default=PROVINCE, help="Code of the calendar.")
        due.add_argument("--json", action="store_true", help="For programs.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the due time: ISO 8601 first, then for people."""
        policy = Policy(
            count_from=CountFrom(options["count_from"]),
            clock=ClockPolicy(options["clock"]),
            same_day_until=options["same_day_until"],
        )
        try:
            due = api.due_at(
                start=options["at"] or now(),
                duration=Duration.parse(options["duration"]),
                policy=policy,
                calendar=options["calendar"],
            )
        except DomainError as refusal:
            raise CommandError(_(refusal.message) % refusal.params) from refusal
        self.stdout.write(as_json(due) if options["json"] else as_text(due))


def moment(text: str) -> datetime:
    """`2026-11-20T16:30`, in Vietnam unless a zone is given."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%(text)s” is not a moment such as 2026-11-20T16:30.") % {"text": text}) from error
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def as_json(due: Due) -> str:
    """For programs."""
    return json.dumps({"due": local(due.at).isoformat(timespec="minutes"), "provisional": due.provisional})


def as_text(due: Due) -> str:
    """One line with both: a program takes the first word."""
    at = local(due.at)
    remark = _("provisional: days off on the way are not announced yet") if due.provisional else ""
    return "  ".join(part for part in (at.isoformat(timespec="minutes"), format_datetime(at), remark) if part)
