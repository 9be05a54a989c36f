"""Pages, lists, look-up, counts. What depends on the moment (traffic lights) takes `at`, by default now."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from honglam.dossiers.contracts import (
    CountRow,
    Counts,
    CountsAsked,
    DossierEvent,
    DossierSummary,
    DossierView,
    LapseKind,
    LapseView,
    Measure,
    NationalRecord,
    OriginalView,
    PublicStatus,
    ResultDraftView,
    ReuseRow,
    SlipView,
    UnitLoad,
)
from honglam.dossiers.queries import (
    behind,
    counting,
    lapses,
    lists,
    loads,
    national,
    originals,
    page,
    result_drafts,
    reuse,
    searching,
    slips,
    standing,
    worklist,
)
from honglam.kernel import ratelimit
from honglam.kernel.clients import limit_key
from honglam.kernel.clock import now
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor, DomainError

LOOK_UPS_PER_MINUTE = 20


def get_dossier(*, actor: Actor, dossier_id: UUID, at: datetime) -> DossierView:
    """The dossier as this actor may see it, with what they may do next; a stranger's read is audited."""
    return page.get_dossier(actor=actor, dossier_id=dossier_id, at=at)


def find_by_code(*, actor: Actor, code: str, at: datetime | None = None) -> UUID | None:
    """The dossier that a scanned or typed code opens for this actor."""
    return searching.find_by_code(actor=actor, code=code, at=at or now())


def list_my_dossiers(
    *,
    actor: Actor,
    after: str | None = None,
    limit: int = 20,
    open_only: bool = False,
    at: datetime | None = None,
) -> Page[DossierSummary]:
    """The actor's own dossiers, or those of the enterprise acted for, newest first."""
    return lists.list_my_dossiers(actor=actor, after=after, limit=limit, open_only=open_only, at=at or now())


def search_dossiers(
    *,
    actor: Actor,
    query: str,
    after: str | None = None,
    limit: int = 50,
    at: datetime | None = None,
    on_papers: bool = False,
) -> Page[DossierSummary]:
    """Dossiers an officer may read, by code, name or number, or by what stands on their papers; newest first."""
    return searching.search_dossiers(
        actor=actor, query=query, after=after, limit=limit, at=at or now(), on_papers=on_papers
    )


def look_up(*, code: str, address: str) -> PublicStatus:
    """Without login: the code and whether it is finished, no more. Raises DossierNotFound, TooManyRequests.

    Codes follow one another, so each caller's `address` is counted, over page and API together.
    """
    ratelimit.require(f"look-up:{limit_key(address)}", limit=LOOK_UPS_PER_MINUTE, per=timedelta(minutes=1))
    return searching.look_up(code=code)


def get_slip(*, actor: Actor, slip_id: UUID, at: datetime) -> SlipView:
    """An official form as it was issued."""
    return slips.get_slip(actor=actor, slip_id=slip_id, at=at)


def get_control_sheet(*, actor: Actor, dossier_id: UUID, at: datetime) -> SlipView:
    """Form 06, made from the tasks."""
    return slips.get_control_sheet(actor=actor, dossier_id=dossier_id, at=at)


def get_paper_file(*, actor: Actor, dossier_id: UUID, file_id: UUID, at: datetime) -> UUID:
    """The file's id, if it belongs to the dossier and the actor may open it; else DossierNotFound."""
    return slips.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=file_id, at=at)


def get_result_draft(*, actor: Actor, dossier_id: UUID, at: datetime) -> ResultDraftView:
    """The result in the making, for officers who see the dossier in full; DossierNotFound for everybody else."""
    return result_drafts.get_result_draft(actor=actor, dossier_id=dossier_id, at=at)


def find_draft_obstacle(*, actor: Actor, dossier_id: UUID, at: datetime) -> DomainError | None:
    """What would keep the actor from issuing what is drafted here, as the verb would say it. Raises DossierNotFound."""
    return result_drafts.find_obstacle(actor=actor, dossier_id=dossier_id, at=at)


def get_counts(*, asked: CountsAsked, at: datetime) -> Counts:
    """Sums of a period, and what is open now. Counts are public; the dossiers behind them are not."""
    return counting.get_counts(asked=asked, at=at)


def list_counts(*, asked: CountsAsked, by: str, at: datetime | None = None) -> list[CountRow]:
    """The period's sums by "agency" (also what is open now), "day", "month", "procedure" or "channel"."""
    return counting.list_counts(asked=asked, by=by, at=at or now())


def list_reuse(*, asked: CountsAsked) -> list[ReuseRow]:
    """Required and reused papers of each lead agency in a period."""
    return reuse.list_reuse(asked=asked)


def list_behind(
    *,
    actor: Actor,
    measure: Measure,
    asked: CountsAsked,
    at: datetime,
    after: str | None = None,
    limit: int = 50,
) -> Page[DossierSummary]:
    """The dossiers behind a number, as far as the actor's post may see them."""
    return behind.list_behind(actor=actor, measure=measure, asked=asked, at=at, after=after, limit=limit)


def list_unit_loads(*, actor: Actor, at: datetime, unit_id: int | None = None) -> list[UnitLoad]:
    """What waits in each unit of a head's scope, or in one of them; by officer where the units are few."""
    return loads.list_unit_loads(actor=actor, at=at, unit_id=unit_id)


def list_waiting_procedures(*, actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the procedures in the actor's worklist, by name; of its next thousand tasks."""
    return worklist.list_procedures(actor=actor)


def get_national_record(*, dossier_id: UUID) -> NationalRecord:
    """The dossier as the national portal is told of it, personal data included: never for a person's screen."""
    return national.get_national_record(dossier_id)


def list_lapses(
    *, actor: Actor, kind: LapseKind | None = None, after: str | None = None, limit: int = 50
) -> Page[LapseView]:
    """Steps that ran late or lay untouched in the units that a head or overseer answers for, newest first."""
    return lapses.list_lapses(actor=actor, kind=kind, after=after, limit=limit)


def list_standings(*, dossier_ids: Iterable[UUID]) -> list[DossierEvent]:
    """Where these dossiers stand, as an event about each would say it: for listeners, never for a person's screen."""
    return standing.list_standings(dossier_ids)


def list_originals(
    *, actor: Actor, overdue: bool = False, after: str | None = None, limit: int = 50
) -> Page[OriginalView]:
    """Originals kept at the desks of the actor, or of those the actor answers for; latest first."""
    return originals.list_originals(actor=actor, overdue=overdue, after=after, limit=limit)
