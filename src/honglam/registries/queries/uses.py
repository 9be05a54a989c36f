"""The log of the wallet, as its owner reads it."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet

from honglam.kernel.values import Actor
from honglam.registries.access import papers_of
from honglam.registries.contracts import BASES, USES, Basis, Purpose, UseKind, UseView
from honglam.registries.models import PaperUse

_SHOWN = 200


def list_uses(*, actor: Actor, paper_id: UUID | None = None, limit: int = _SHOWN) -> list[UseView]:
    """Lines about the actor's papers, or one of them, newest first. Two queries."""
    return [_view(row) for row in _rows(actor, paper_id)[:limit]]


def iterate_uses(*, actor: Actor) -> Iterator[UseView]:
    """The whole log, newest first, for an export: in pieces, so that a long one needs no more memory."""
    return (_view(row) for row in _rows(actor, None).iterator(chunk_size=500))


def _rows(actor: Actor, paper_id: UUID | None) -> QuerySet[PaperUse]:
    own = papers_of(actor=actor)
    if paper_id is not None:
        own = own.filter(id=paper_id)
    return PaperUse.objects.filter(paper__in=own.values("id")).select_related("paper").order_by("-id")


def was_reused(paper_ids: Iterable[UUID]) -> set[UUID]:
    """Which of the papers a dossier rests on."""
    rows = PaperUse.objects.filter(paper_id__in=list(paper_ids), kind=UseKind.REUSED.value)
    return set(rows.values_list("paper_id", flat=True))


def _view(row: PaperUse) -> UseView:
    kind, basis = UseKind(row.kind), Basis(row.basis)
    return UseView(
        at=row.at,
        kind=kind,
        label=USES[kind],
        actor_name=row.actor_name,
        agency_name=row.agency_name,
        paper_id=row.paper_id,
        paper_title=row.paper.title,
        purpose=Purpose(
            kind=row.purpose_kind,
            id=row.purpose_id,
            code=row.purpose_code,
            procedure_code=row.procedure_code,
            procedure_name=row.procedure_name,
        ),
        basis=basis,
        basis_label=BASES[basis],
        by_owner=row.by_owner,
    )
