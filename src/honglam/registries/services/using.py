"""Papers are used: offered, agreed to, reused, looked at. Each use leaves a line that the owner reads."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from honglam.kernel.clock import local
from honglam.kernel.values import Actor
from honglam.registries.access import own_paper, papers_for_counter, papers_of
from honglam.registries.contracts import (
    Basis,
    Fit,
    HeldView,
    HolderKind,
    Offer,
    PaperDoesNotFit,
    PaperNotHeld,
    PaperTypeView,
    Purpose,
    UseKind,
)
from honglam.registries.models import HeldPaper, PaperUse
from honglam.registries.queries.types import accepted_by, list_types
from honglam.registries.queries.wallet import fit_of, held_view, offers_among
from honglam.registries.rules.matching import REASONS
from honglam.registries.services.tracing import log_uses


@transaction.atomic
def agree(*, actor: Actor, paper_id: UUID, component_code: str, purpose: Purpose, at: datetime) -> HeldView:
    """The owner takes a paper of the wallet into a draft, and by that agrees that the desk sees it for this purpose."""
    row = own_paper(actor=actor, paper_id=paper_id)
    accepted = accepted_by(procedure_code=purpose.procedure_code, types=list_types())
    _require_fit(row, component_code, accepted, on=local(at).date(), by_officer=False)
    log_uses(actor=actor, papers=[row], kind=UseKind.AGREED, purpose=purpose, basis=Basis.CONSENT, at=at, by_owner=True)
    return held_view(row, on=local(at).date())


@transaction.atomic
def take_back(*, actor: Actor, paper_ids: Iterable[UUID], purpose: Purpose, at: datetime) -> None:
    """The owner takes papers out of a draft again; what was submitted stays submitted."""
    rows = list(papers_of(actor=actor).filter(id__in=list(paper_ids)))
    log_uses(
        actor=actor, papers=rows, kind=UseKind.TAKEN_BACK, purpose=purpose, basis=Basis.OWNER, at=at, by_owner=True
    )


@transaction.atomic
def reuse(*, actor: Actor, wanted: Iterable[tuple[UUID, str]], purpose: Purpose, at: datetime) -> dict[UUID, HeldView]:
    """Papers of the actor become papers of a dossier; returns them, so that the dossier takes their very files.

    `wanted`: paper and component. Raises PaperNotHeld, PaperDoesNotFit at `papers.<component>`.
    """
    rows = _fitting(papers_of(actor=actor), wanted, purpose, at=at, by_officer=False)
    return _reused(rows, actor=actor, purpose=purpose, basis=Basis.CONSENT, at=at)


@transaction.atomic
def reuse_at_counter(
    *,
    actor: Actor,
    kind: HolderKind,
    number: str,
    wanted: Iterable[tuple[UUID, str]],
    purpose: Purpose,
    at: datetime,
) -> dict[UUID, HeldView]:
    """An officer takes what the province holds into a dossier at the counter: it must not be asked for again."""
    held = papers_for_counter(actor=actor, kind=kind, number=number)
    rows = _fitting(held, wanted, purpose, at=at, by_officer=True)
    return _reused(rows, actor=actor, purpose=purpose, basis=Basis.LAW, at=at)


def misfits(
    *, actor: Actor, wanted: Iterable[tuple[UUID, str]], procedure_code: str, at: datetime
) -> list[tuple[str, str, str]]:
    """Component, title and reason of what no longer fits among papers taken into a draft. Three queries."""
    pairs, on = list(wanted), local(at).date()
    rows = {row.id: row for row in papers_of(actor=actor).filter(id__in=[one for one, _ in pairs])}
    accepted = accepted_by(procedure_code=procedure_code, types=list_types())
    found = []
    for paper_id, component in pairs:
        row = rows.get(paper_id)
        fit = fit_of(row, accepted.get(component, []), on=on, by_officer=False) if row else Fit.NO_FILE
        if fit is not Fit.FITS:
            found.append((component, row.title if row else "", REASONS[fit]))
    return found


def _fitting(
    held: QuerySet[HeldPaper],
    wanted: Iterable[tuple[UUID, str]],
    purpose: Purpose,
    *,
    at: datetime,
    by_officer: bool,
) -> list[HeldPaper]:
    pairs, on = list(wanted), local(at).date()
    rows = {row.id: row for row in held.filter(id__in=[one for one, _ in pairs]).select_related("type")}
    accepted = accepted_by(procedure_code=purpose.procedure_code, types=list_types())
    for paper_id, component in pairs:
        if paper_id not in rows:
            raise PaperNotHeld(field=f"papers.{component}")
        _require_fit(rows[paper_id], component, accepted, on=on, by_officer=by_officer)
    return list(rows.values())


def _reused(
    rows: list[HeldPaper], *, actor: Actor, purpose: Purpose, basis: Basis, at: datetime
) -> dict[UUID, HeldView]:
    log_uses(
        actor=actor,
        papers=rows,
        kind=UseKind.REUSED,
        purpose=purpose,
        basis=basis,
        at=at,
        by_owner=basis is Basis.CONSENT,
    )
    return {row.id: held_view(row, on=local(at).date()) for row in rows}


@transaction.atomic
def see_held(*, actor: Actor, kind: HolderKind, number: str, purpose: Purpose, at: datetime) -> dict[str, list[Offer]]:
    """What the province holds for the components of a procedure under a number: for the counter, each sight logged."""
    accepted = accepted_by(procedure_code=purpose.procedure_code, types=list_types())
    if not accepted or not number:
        return {}
    rows = papers_for_counter(actor=actor, kind=kind, number=number)
    found = offers_among(rows, accepted, on=local(at).date(), by_officer=True)
    seen = {offer.paper.id for offers in found.values() for offer in offers}
    seen -= _seen_before(seen, actor, purpose)
    log_uses(
        actor=actor,
        papers=HeldPaper.objects.filter(id__in=seen),
        kind=UseKind.OFFERED,
        purpose=purpose,
        basis=Basis.LAW,
        at=at,
        by_owner=False,
    )
    return found


def _seen_before(paper_ids: Iterable[UUID], actor: Actor, purpose: Purpose) -> set[UUID]:
    """The page of one intake is shown again after each fault; its owner reads one line of it, not ten."""
    if purpose.id is None:
        return set()
    rows = PaperUse.objects.filter(
        paper_id__in=list(paper_ids), kind=UseKind.OFFERED.value, purpose_id=purpose.id, actor_id=actor.id
    )
    return set(rows.values_list("paper_id", flat=True))


@transaction.atomic
def look(*, actor: Actor, paper_ids: Iterable[UUID], purpose: Purpose, at: datetime) -> None:
    """An officer opened papers in a dossier that rests on them. Whether they may is decided by the dossier's block."""
    log_uses(
        actor=actor,
        papers=HeldPaper.objects.filter(id__in=list(paper_ids)),
        kind=UseKind.LOOKED,
        purpose=purpose,
        basis=Basis.LAW,
        at=at,
        by_owner=False,
    )


def _require_fit(
    row: HeldPaper, component: str, accepted: Mapping[str, list[PaperTypeView]], *, on: date, by_officer: bool
) -> None:
    fit = fit_of(row, accepted.get(component, []), on=on, by_officer=by_officer)
    if fit is not Fit.FITS:
        raise PaperDoesNotFit(field=f"papers.{component}", title=row.title, reason=REASONS[fit])
