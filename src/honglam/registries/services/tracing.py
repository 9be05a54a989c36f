"""Lines of the log and of the audit, written with what they tell of."""

from collections.abc import Iterable
from datetime import datetime

from honglam.directory import api as directory
from honglam.kernel import audit
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor
from honglam.registries.contracts import Basis, Purpose, UseKind
from honglam.registries.models import HeldPaper, PaperUse

SUBJECT = "held_paper"
WALLET = Purpose(kind="wallet")


def log_uses(
    *,
    actor: Actor,
    papers: Iterable[HeldPaper],
    kind: UseKind,
    purpose: Purpose,
    basis: Basis,
    at: datetime,
    by_owner: bool,
) -> None:
    """One line for each paper, and its entry in the audit chain. Three round trips, however many papers."""
    rows = list(papers)
    agency = directory.get_agency(agency_id=actor.agency_id).name if actor.agency_id is not None else ""
    said = {
        "at": at,
        "kind": kind.value,
        "actor_id": actor.id,
        "actor_name": actor.name[:200],
        "agency_id": actor.agency_id,
        "agency_name": agency[:300],
        "purpose_kind": purpose.kind,
        "purpose_id": purpose.id,
        "purpose_code": purpose.code,
        "procedure_code": purpose.procedure_code,
        "procedure_name": purpose.procedure_name,
        "basis": basis.value,
        "by_owner": by_owner,
    }
    PaperUse.objects.bulk_create([PaperUse(id=uuid7(), paper=row, **said) for row in rows])
    detail = {"purpose": purpose.kind, "id": str(purpose.id or ""), "basis": basis.value}
    action = f"registries.paper_{kind.value}"
    audit.record_many(
        [
            audit.Entry(actor=actor, action=action, subject_kind=SUBJECT, subject_id=row.id, at=at, detail=detail)
            for row in rows
        ]
    )
