"""Bulk acts: which dossiers are meant, how far it has come."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q

from honglam.directory import api as directory
from honglam.directory.contracts import HolderView
from honglam.dossiers.access import searcher_tokens
from honglam.dossiers.contracts import (
    BulkNotFound,
    BulkRefusal,
    BulkState,
    BulkVerb,
    BulkView,
    OutcomeChoice,
    TaskState,
)
from honglam.dossiers.models import BulkAct, BulkItem, Dossier, DossierSearch, Task
from honglam.dossiers.queries.worklist import DossierWorklist
from honglam.dossiers.rules.parties import APPROVER, CLERK, PROCESSING, RECEPTION, RESULT, UNIT_HEAD
from honglam.dossiers.rules.steps import choices_of, step_of
from honglam.kernel.clock import now
from honglam.kernel.registry import WaitingKey
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures

SHOWN = 200
_PAGE = 500
_WORKING = (PROCESSING, RECEPTION, RESULT, CLERK, UNIT_HEAD, APPROVER)


def readable_ids(*, actor: Actor, dossier_ids: Sequence[UUID]) -> list[UUID]:
    """Those that the officer may find, in the order given: by the readers' tokens, as searches are."""
    tokens = " | ".join(f"'{token}'" for token in searcher_tokens(actor))
    if not tokens:
        return []
    rows = DossierSearch.objects.filter(dossier_id__in=list(dossier_ids)).extra(
        where=["words @@ %s::tsquery"], params=[tokens]
    )
    known = set(rows.values_list("dossier_id", flat=True))
    return [one for one in dossier_ids if one in known]


def waiting_ids(*, actor: Actor, limit: int) -> list[UUID]:
    """Everything in the officer's worklist, due first."""
    source, after, found = DossierWorklist(), None, dict[UUID, None]()
    while len(found) < limit:
        page = source.list_waiting(actor=actor, after=after, limit=_PAGE, filters={})
        found |= {item.facts["dossier_id"]: None for item in page if "dossier_id" in item.facts}
        if len(page) < _PAGE:
            break
        last: WaitingKey = page[-1].key
        after = last
    return list(found)[:limit]


def holders_for(*, actor: Actor) -> list[HolderView]:
    """Officers at the actor's unit and below it who are there."""
    found: dict[UUID, HolderView] = {}
    for role in _WORKING:
        for view in directory.holders_of(agency_id=actor.scope_ids[0], role=role, at=now(), below=True):
            if not view.is_absent:
                found.setdefault(view.account_id, view)
    return sorted(found.values(), key=lambda view: view.name)


def outcomes_for(*, dossier_ids: Sequence[UUID]) -> list[OutcomeChoice]:
    """The ways out that the open steps of these dossiers have between them."""
    steps = Task.objects.filter(dossier__in=list(dossier_ids)[:_PAGE], state=TaskState.OPEN.value).exclude(step_code="")
    found: dict[str, OutcomeChoice] = {}
    for version_id, code in steps.values_list("dossier__version_id", "step_code").distinct():
        for choice in choices_of(step_of(procedures.get_version(version_id=version_id).process, code)):
            found.setdefault(choice.code, choice)
    return list(found.values())


def get_bulk(*, actor: Actor, bulk_id: UUID) -> BulkView:
    """The actor's own, with the first refusals. Three queries."""
    row = _own(actor).filter(id=bulk_id).first()
    if row is None:
        raise BulkNotFound
    return _view(row, _refusals(row))


def list_bulk(*, actor: Actor) -> list[BulkView]:
    """The actor's own, the latest first."""
    return [_view(row, ()) for row in _own(actor).order_by("-id")[:50]]


def _own(actor: Actor):  # type: ignore[no-untyped-def]  # an annotated set: its columns have no type
    done, refused = Q(items__state=BulkState.DONE.value), Q(items__state=BulkState.REFUSED.value)
    counts = {"total": Count("items"), "done": Count("items", filter=done), "refused": Count("items", filter=refused)}
    return BulkAct.objects.filter(account=actor.id).select_related("undone_by").annotate(**counts)


def _refusals(row: BulkAct) -> tuple[BulkRefusal, ...]:
    items = list(BulkItem.objects.filter(bulk=row, state=BulkState.REFUSED.value).order_by("number")[:SHOWN])
    ids = [item.dossier_id for item in items]
    codes = {
        one: code or registration
        for one, code, registration in Dossier.objects.filter(id__in=ids).values_list("id", "code", "registration_code")
    }
    return tuple(
        BulkRefusal(dossier_id=item.dossier_id, dossier_code=codes[item.dossier_id], **item.refusal)
        for item in items
        if item.refusal
    )


def _view(row: "BulkAct", refusals: tuple[BulkRefusal, ...]) -> BulkView:
    counted = {name: int(getattr(row, name)) for name in ("total", "done", "refused")}
    return BulkView(
        id=row.id,
        verb=BulkVerb(row.verb),
        started_at=row.started_at,
        finished_at=row.finished_at,
        undone=hasattr(row, "undone_by"),
        refusals=refusals,
        **counted,
    )
