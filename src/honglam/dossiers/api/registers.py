"""The register of a desk (form 07) and the hand-over record: on screen, on paper, as rows for a file."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from honglam.directory.contracts import AgencyView
from honglam.dossiers.gateways.typesetting import set_slips
from honglam.dossiers.queries import elsewhere, registers
from honglam.dossiers.rules.registers import Crossings, RegisterAsked, RegisterLine
from honglam.kernel import audit
from honglam.kernel.paging import Page
from honglam.kernel.values import Actor


def list_register_desks(*, actor: Actor, on: date) -> list[AgencyView]:
    """The desks whose register the actor may open."""
    return registers.list_desks(actor=actor, on=on)


def list_register(
    *, actor: Actor, asked: RegisterAsked, after: str | None = None, limit: int = 50
) -> Page[RegisterLine]:
    """Lines in the order of receipt, numbered from 01. Raises DossierNotFound for a desk that is not the actor's."""
    return registers.list_register(actor=actor, asked=asked, after=after, limit=limit)


def list_crossings(*, actor: Actor, asked: RegisterAsked) -> Crossings:
    """What the desk received for other agencies, and what other desks received for its own; each counts once."""
    return elsewhere.list_crossings(actor=actor, asked=asked)


def export_register(*, actor: Actor, asked: RegisterAsked, at: datetime) -> Iterator[dict[str, str]]:
    """Every line as words, piece by piece; that it was taken out is audited."""
    first = registers.list_register(actor=actor, asked=asked, after=None, limit=1)
    _record(actor, asked, at, "register_export")
    return (
        (registers.printed(line) for line in registers.walk_register(actor=actor, asked=asked))
        if first.items
        else iter(())
    )


def print_register(*, actor: Actor, asked: RegisterAsked, at: datetime) -> bytes:
    """Form 07 as PDF (A4), audited like an export."""
    sheet = registers.get_register_sheet(actor=actor, asked=asked, at=at)
    _record(actor, asked, at, "register_print")
    return set_slips([sheet])


def print_handover_record(*, actor: Actor, dossier_ids: Sequence[UUID], at: datetime, receiver: str = "") -> bytes:
    """Phiếu bàn giao of these dossiers as PDF, one for each two parties."""
    return set_slips(registers.list_handover_records(actor=actor, dossier_ids=dossier_ids, receiver=receiver, at=at))


def _record(actor: Actor, asked: RegisterAsked, at: datetime, reason: str) -> None:
    audit.record_read(actor=actor, subject_kind="agency", subject_id=asked.desk_id, at=at, reason=reason)
