"""Papers are used: offered, agreed to, reused, looked at. Each use leaves a line that the owner reads."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    Purpose,
    UseKind,
)
from honglam.registries.models import HeldPaper
from honglam.registries.queries.types import accepted_by, list_types
from honglam.registries.queries.wallet import fit_of, held_view, offers_among
from honglam.registries.rules.matching import REASONS
from honglam.registries.services.tracing import log_uses


@transaction.atomic
def agree(*, actor: Actor, paper_id: UUID, component_code: str, purpose: Purpose, at: datetime) -> HeldView:
    """The owner takes a paper of the wallet into a draft, and by that agrees that the desk sees it for this purpose."""
    row = own_paper(actor=actor, paper_id=paper_id)
    _require_fit(row, component_code, purpose, at=at, by_officer=False)
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
def reuse(*, actor: Actor, wanted: Iterable[tuple[UUID, str]], purpose: Purpose, at: datetime) -> None:
    """Papers become papers of a dossier. Each must still be the actor's, or be held for the number at the counter.

    `wanted`: paper and component. Raises PaperNotHeld, PaperDoesNotFit at `papers.<component>`.
    """
    pairs = list(wanted)
    rows = {row.id: row for row in papers_of(actor=actor).filter(id__in=[one for one, _ in pairs])}
    for paper_id, component in pairs:
        if paper_id not in rows:
            raise PaperNotHeld(field=f"papers.{component}")
        _require_fit(rows[paper_id], component, purpose, at=at, by_officer=False)
    log_uses(
        actor=actor,
        papers=rows.values(),
        kind=UseKind.REUSED,
        purpose=purpose,
        basis=Basis.CONSENT,
        at=at,
        by_owner=True,
    )


@transaction.atomic
def reuse_at_counter(
    *,
    actor: Actor,
    kind: HolderKind,
    number: str,
    wanted: Iterable[tuple[UUID, str]],
    purpose: Purpose,
    at: datetime,
) -> None:
    """An officer takes what the province holds into a dossier at the counter: it must not be asked for again."""
    pairs = list(wanted)
    rows = {
        row.id: row
        for row in papers_for_counter(actor=actor, kind=kind, number=number).filter(id__in=[one for one, _ in pairs])
    }
    for paper_id, component in pairs:
        if paper_id not in rows:
            raise PaperNotHeld(field=f"papers.{component}")
        _require_fit(rows[paper_id], component, purpose, at=at, by_officer=True)
    log_uses(
        actor=actor, papers=rows.values(), kind=UseKind.REUSED, purpose=purpose, basis=Basis.LAW, at=at, by_owner=False
    )


@transaction.atomic
def see_held(*, actor: Actor, kind: HolderKind, number: str, purpose: Purpose, at: datetime) -> dict[str, list[Offer]]:
    """What the province holds for the components of a procedure under a number: for the counter, each sight logged."""
    accepted = accepted_by(procedure_code=purpose.procedure_code, types=list_types())
    if not accepted or not number:
        return {}
    rows = papers_for_counter(actor=actor, kind=kind, number=number)
    found = offers_among(rows, accepted, on=local(at).date(), by_officer=True)
    seen = {offer.paper.id for offers in found.values() for offer in offers}
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


def _require_fit(row: HeldPaper, component: str, purpose: Purpose, *, at: datetime, by_officer: bool) -> None:
    kinds = accepted_by(procedure_code=purpose.procedure_code, types=list_types()).get(component, [])
    fit = fit_of(row, kinds, on=local(at).date(), by_officer=by_officer)
    if fit is not Fit.FITS:
        raise PaperDoesNotFit(field=f"papers.{component}", title=row.title, reason=REASONS[fit])
