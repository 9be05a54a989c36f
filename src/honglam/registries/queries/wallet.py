"""The wallet as its owner sees it, and what of it answers a component."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from honglam.kernel.clock import local
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor
from honglam.registries.access import own_paper, papers_of
from honglam.registries.contracts import (
    Fact,
    Fit,
    HeldView,
    Holder,
    HolderKind,
    Offer,
    Origin,
    PaperTypeView,
    Standing,
    Status,
)
from honglam.registries.models import HeldPaper, PaperType
from honglam.registries.queries.types import accepted_by, list_types
from honglam.registries.rules.matching import Held, fit_on, standing_on
from honglam.registries.rules.retention import Keeping, kept_until

_MOST_OFFERED = 200
_FACTS = ("number", "issuer", "issued_on")


def list_papers(*, actor: Actor, query: str, after: str | None, limit: int, at: datetime) -> Page[HeldView]:
    """The actor's papers, newest first, narrowed by words without accents. Two queries."""
    rows = papers_of(actor=actor).select_related("type")
    for word in fold(query).split()[:8]:
        rows = rows.filter(folded__contains=word)
    if after:
        (last,) = decode_cursor(after, length=1)
        rows = rows.filter(id__lt=_as_id(last))
    found = list(rows.order_by("-id")[: limit + 1])
    on = local(at).date()
    return Page(
        items=[held_view(row, on=on) for row in found[:limit]],
        next_cursor=encode_cursor(str(found[limit - 1].id)) if len(found) > limit else None,
    )


def get_paper(*, actor: Actor, paper_id: UUID, at: datetime) -> HeldView:
    """One of the actor's papers."""
    return held_view(own_paper(actor=actor, paper_id=paper_id), on=local(at).date())


def list_offers(*, actor: Actor, procedure_code: str, at: datetime) -> dict[str, list[Offer]]:
    """What of the actor's wallet answers components of the procedure, best first. Three queries at most."""
    accepted = accepted_by(procedure_code=procedure_code, types=list_types())
    if not accepted:
        return {}
    return offers_among(papers_of(actor=actor), accepted, on=local(at).date(), by_officer=False)


def offers_among(
    rows: QuerySet[HeldPaper], accepted: dict[str, list[PaperTypeView]], *, on: date, by_officer: bool
) -> dict[str, list[Offer]]:
    """The papers among `rows` that fit each component: the one issued last comes first."""
    codes = {one.code for kinds in accepted.values() for one in kinds}
    held = list(rows.filter(type_id__in=codes).select_related("type").order_by("-id")[:_MOST_OFFERED])
    found: dict[str, list[Offer]] = {}
    for component, kinds in accepted.items():
        fitting = [row for row in held if fit_of(row, kinds, on=on, by_officer=by_officer) is Fit.FITS]
        fitting.sort(key=lambda row: (row.issued_on or date.min, row.id), reverse=True)
        if fitting:
            found[component] = [
                Offer(component_code=component, paper=held_view(row, on=on), fit=Fit.FITS) for row in fitting
            ]
    return found


def fit_of(row: HeldPaper, kinds: list[PaperTypeView], *, on: date, by_officer: bool) -> Fit:
    """Whether a row answers a component that accepts these kinds."""
    kind = next((one for one in kinds if one.code == row.type_id), None)
    return fit_on(
        held_of(row),
        accepted={one.code for one in kinds},
        valid_months=kind.valid_months if kind else None,
        on=on,
        by_officer=by_officer,
    )


def facts_of(*, actor: Actor, at: datetime) -> dict[str, Fact]:
    """What papers in force say, under the names of forms (`paper.<TYPE>.number`); the newest of a kind speaks."""
    on, facts = local(at).date(), dict[str, Fact]()
    rows = papers_of(actor=actor).filter(hidden_at=None, status=Status.VALID.value).exclude(origin=Origin.BROUGHT.value)
    for row in rows.select_related("type").order_by("-id")[:_MOST_OFFERED]:
        if standing_on(held_of(row), on) is not Standing.VALID:
            continue
        for name in _FACTS:
            value = getattr(row, name)
            if value:
                fact = Fact(value=str(value), paper_id=row.id, paper_title=row.title)
                facts.setdefault(f"paper.{row.type_id}.{name}", fact)
    return facts


def held_of(row: HeldPaper) -> Held:
    """The row as the rules want it."""
    return Held(
        id=row.id,
        type_code=row.type_id,
        status=Status(row.status),
        origin=Origin(row.origin),
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        hidden=row.hidden_at is not None,
        has_file=row.file_id is not None,
        erased=row.erased_at is not None,
    )


def held_view(row: HeldPaper, *, on: date) -> HeldView:
    """The row as its owner sees it."""
    keeping = keeping_of(row.type)
    return HeldView(
        id=row.id,
        type_code=row.type_id,
        type_name=row.type.name,
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        holder=Holder(
            kind=HolderKind(row.holder_kind),
            number=row.holder_number,
            name=row.holder_name,
            account_id=row.account_id,
            enterprise_id=row.enterprise_id,
        ),
        file_id=row.file_id,
        file_name=row.file_name,
        sha256=row.sha256,
        origin=Origin(row.origin),
        dossier_id=row.dossier_id,
        dossier_code=row.dossier_code,
        dossier_name=row.dossier_name,
        checked_by=row.checked_by,
        deposited_at=row.deposited_at,
        standing=standing_on(held_of(row), on),
        status_reason=row.status_reason,
        hidden=row.hidden_at is not None,
        kept_until=kept_until(keeping, over_on=row.over_on),
        kept_because=keeping.because,
    )


def keeping_of(kind: PaperType) -> Keeping:
    """What a kind says about keeping."""
    return Keeping(months=kind.kept_months, because=kind.kept_because)


def _as_id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise BadCursor from error
