"""What the wallet tells a person of themselves: papers kept, and every use of them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from honglam.kernel.values import Actor, ActorKind
from honglam.registries.access import papers_of
from honglam.registries.queries.uses import iterate_uses


def list_own_papers(*, account_id: UUID) -> Iterator[dict[str, Any]]:
    """The papers, then the log of who looked at or reused them. The wallet of the person, not of an enterprise."""
    actor = Actor(kind=ActorKind.PERSON, id=account_id)
    for row in papers_of(actor=actor).order_by("-id").iterator(chunk_size=500):
        yield {
            "paper": row.title,
            "number": row.number,
            "issuer": row.issuer,
            "issued_on": row.issued_on.isoformat() if row.issued_on else None,
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            "sha256": row.sha256,
            "dossier": row.dossier_code,
            "kept_since": row.deposited_at.isoformat(),
        }
    for use in iterate_uses(actor=actor):
        yield {
            "use": use.kind.value,
            "paper": use.paper_title,
            "at": use.at.isoformat(),
            "by": use.actor_name,
            "agency": use.agency_name,
            "purpose": use.purpose.procedure_name or use.purpose.code,
            "ground": use.basis.value,
        }
