"""What the house does by itself: warnings, expiry, due times after a calendar change, absences, roll-ups."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from honglam.directory.contracts import Moves
from honglam.dossiers.contracts import (
    CountsAsked,
    ForeignRow,
    Measure,
    Verdict,
)
from honglam.dossiers.queries import counting
from honglam.dossiers.services import (
    assigning,
    inheriting,
    moving,
    noting,
    recomputing,
    serving,
    silence,
    taking_over,
    warning,
    watching,
    withdrawing,
)
from honglam.dossiers.services import counting as sums
from honglam.dossiers.services.loading import load
from honglam.kernel.clock import now
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures


def warn_due_soon(*, at: datetime) -> int:
    """Warn of dossiers whose appointment is two working days away; returns how many, at most 500 at a time."""
    return warning.warn_due_soon(at=at)


def watch_tasks(*, at: datetime) -> int:
    """Note steps that ran late and work that nobody touches, each once; returns how many were looked at."""
    return watching.watch_tasks(at=at)


def expire_supplements(*, at: datetime) -> int:
    """Close supplement requests that nobody answered in time; returns how many."""
    return sum(
        withdrawing.expire_supplement(supplement_id=one, at=at) is not None for one in warning.list_expired(at=at)
    )


def note_silence(*, at: datetime) -> int:
    """Note consulted units that let their deadline go by, and apply each question's rule; returns how many."""
    return sum(silence.fall_silent(task_id=one, at=at) for one in silence.list_unanswered(at=at))


def tell_popularity(*, since: date, until: date) -> None:
    """Tell the catalogue what was filed most."""
    rows = counting.list_counts(asked=CountsAsked(first_on=since, last_on=until), by="procedure", at=now())
    procedures.set_popularity(counts={row.key: row.counts[Measure.SUBMITTED] for row in rows})


def rebuild_counts(*, actor: Actor, at: datetime) -> int:
    """Make the roll-ups anew from the dossiers; returns how many rows they have."""
    return sums.rebuild_counts(actor=actor, at=at) + serving.rebuild_days(actor=actor, at=at)


def tell_step_days(*, at: datetime) -> int:
    """Tell how long the steps of days that are over took, where that is not told yet; returns how many days."""
    return serving.tell_step_days(at=at)


def note_synchronised(*, dossier_id: UUID, at: datetime) -> None:
    """The national portal has the dossier; noted once. Raises DossierNotFound."""
    noting.note_synchronised(dossier_id=dossier_id, at=at)


def recompute_due_times(*, calendar: str, first_day: date, at: datetime) -> int:
    """Compute open due times again after the calendar changed; returns how many dossiers moved."""
    return recomputing.recompute_due_times(calendar=calendar, first_day=first_day, at=at)


def reassign_absent(
    *,
    actor: Actor,
    absent_id: UUID,
    deputy_id: UUID | None,
    at: datetime,
    post_id: int | None = None,
    absence_id: int | None = None,
) -> int:
    """Hand what an absent officer holds in a post to the deputy, or free it for the unit; returns how many tasks."""
    return assigning.reassign_absent(
        actor=actor, absent_id=absent_id, deputy_id=deputy_id, at=at, post_id=post_id, absence_id=absence_id
    )


def give_back_after_absence(*, actor: Actor, deputy_id: UUID, returned_id: UUID, post_id: int, at: datetime) -> int:
    """Give back what a deputy holds and may no longer do, or free it for the unit; returns how many tasks."""
    return assigning.give_back_after_absence(
        actor=actor, deputy_id=deputy_id, returned_id=returned_id, post_id=post_id, at=at
    )


def follow_ended(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Hand the open dossiers of an agency that is over to its successors; returns how many moved."""
    return inheriting.follow_ended(actor=actor, agency_id=agency_id, at=at)


def find_desks_after(*, moves: Moves, dossier_ids: Iterable[UUID]) -> dict[UUID, int]:
    """At which desk each dossier is once a plan of reorganisation is carried out, as far as it can be decided."""
    return moving.desks_after(moves, dossier_ids)


def rescope_agency(*, actor: Actor, agency_id: int, at: datetime) -> int:
    """Let worklists and searches follow the tree below an agency; returns how many dossiers were looked at."""
    return moving.rescope_agency(actor=actor, agency_id=agency_id, at=at)


def plan_takeover(*, system: str, rows: Iterable[ForeignRow], at: datetime) -> Iterator[Verdict]:
    """What would become of each row of a predecessor system's file; writes nothing."""
    return taking_over.plan_takeover(system=system, rows=rows, at=at)


def take_over(*, actor: Actor, system: str, rows: Iterable[ForeignRow], at: datetime) -> Iterator[Verdict]:
    """Take open dossiers of a predecessor system over as they stand there; to be consumed to its end."""
    return taking_over.take_over(actor=actor, system=system, rows=rows, at=at)


def load_dossiers(
    *,
    how_many: int,
    at: datetime,
    seed: int | None = None,
    processes: int = 2,
    still_open: bool = False,
    say: Callable[[str], None] = print,
) -> load.Loaded:
    """Add made-up dossiers by COPY, for trying and for measuring; no letter is sent and no event published."""
    return load.load_dossiers(how_many=how_many, at=at, seed=seed, processes=processes, still_open=still_open, say=say)
