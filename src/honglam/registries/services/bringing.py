"""The owner puts a paper in, to have it at hand. It counts as checked only once an officer looked at it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from honglam.files import api as files
from honglam.files.contracts import Content
from honglam.identity import api as identity
from honglam.kernel.ids import uuid7
from honglam.kernel.text import nfc
from honglam.kernel.values import Actor
from honglam.registries.access import reach_of
from honglam.registries.contracts import (
    Deposit,
    FileMissing,
    Holder,
    HolderKind,
    Origin,
    PaperNotHeld,
    TypeUnknown,
)
from honglam.registries.queries.types import list_types
from honglam.registries.services.depositing import correct_brought, deposit


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What somebody says of a paper of their own."""

    type_code: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None


@transaction.atomic
def bring(*, actor: Actor, paper: Brought, content: Content | None, at: datetime) -> UUID:
    """Keep an uploaded paper in the actor's wallet; the same file with other details corrects its entry.

    Raises TypeUnknown, FileMissing, AlreadyChecked, AlreadyUsed and what `files.store` refuses.
    """
    kind = next((one for one in list_types() if one.code == paper.type_code), None)
    if kind is None:
        raise TypeUnknown(field="type")
    if content is None:
        raise FileMissing(field="paper")
    stored = files.store(actor=actor, content=content, name=getattr(content, "name", "") or "", at=at, purpose="wallet")
    brought = Deposit(
        origin=Origin.BROUGHT,
        origin_id=uuid7(),
        holder=_holder(actor),
        title=kind.name,
        file_id=stored.id,
        file_name=stored.name,
        type_code=kind.code,
        number=nfc(paper.number),
        issuer=nfc(paper.issuer),
        issued_on=paper.issued_on,
    )
    kept = deposit(actor=actor, papers=(brought,), at=at)
    if not kept:
        raise TypeUnknown(field="type")
    correct_brought(actor=actor, paper_id=kept[0], paper=brought, at=at)
    return kept[0]


def _holder(actor: Actor) -> Holder:
    reach = reach_of(actor=actor)
    if reach is None:
        raise PaperNotHeld
    if reach.kind is HolderKind.ENTERPRISE:
        name = identity.get_enterprise(enterprise_id=reach.id).name
        return Holder(kind=reach.kind, number=reach.number, name=name, enterprise_id=reach.id)
    return Holder(kind=reach.kind, number=reach.number, name=actor.name, account_id=reach.id)
