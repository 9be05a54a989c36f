"""Versions: published, ended, relied upon, retired."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import VersionInUse, VersionState
from honglam.procedures.models import Procedure, ProcedureVersion
from honglam.procedures.queries.memory import mark_change
from honglam.procedures.rules.storage import digest
from honglam.procedures.services.indexing import index_procedures


@transaction.atomic
def save_version(
    *,
    actor: Actor,
    code: str,
    number: int,
    valid_from: date,
    valid_to: date | None,
    content: dict[str, Any],
    at: datetime,
) -> None:
    """Publish a version, or change it. Once in use its content is refused to change (VersionInUse), its end is not."""
    access.require_keeper(actor=actor)
    mark_change()
    procedure = access.procedure_by_code(code=code)
    version = procedure.versions.select_for_update().filter(number=number).first()
    mark = digest(content)
    if version is not None and version.in_use and (version.digest, version.valid_from) != (mark, valid_from):
        raise VersionInUse(code=code, number=number)
    if version is None:
        version = ProcedureVersion(procedure=procedure, number=number, created_at=at)
    version.valid_from, version.valid_to, version.content, version.digest = valid_from, valid_to, content, mark
    version.provisional = bool(content.get("provisional", False))
    version.state = VersionState.PUBLISHED.value
    version.save()
    _record(actor, "procedures.version_published", code, at, version)
    index_procedures([procedure.id])


@transaction.atomic
def retire_version(*, actor: Actor, code: str, number: int, at: datetime) -> None:
    """Close a version for new dossiers; those that stand on it go on."""
    access.require_keeper(actor=actor)
    mark_change()
    procedure = access.procedure_by_code(code=code)
    version = procedure.versions.select_for_update().get(number=number)
    version.state = VersionState.RETIRED.value
    version.save(update_fields=["state"])
    _record(actor, "procedures.version_retired", code, at, version)
    index_procedures([procedure.id])


def mark_used(*, version_id: int) -> None:
    """Something stands on the version from now on. Waits for a pack that is changing it at this moment."""
    if ProcedureVersion.objects.filter(id=version_id, in_use=False).update(in_use=True):
        mark_change()


@transaction.atomic
def set_popularity(*, counts: Mapping[str, int]) -> None:
    """How many dossiers each procedure had lately; procedures that are not named had none."""
    changed = []
    for procedure in Procedure.objects.select_for_update().only("id", "code", "popularity"):
        wanted = max(0, counts.get(procedure.code, 0))
        if procedure.popularity != wanted:
            procedure.popularity = wanted
            changed.append(procedure)
    Procedure.objects.bulk_update(changed, ["popularity"])


def _record(actor: Actor, action: str, code: str, at: datetime, version: ProcedureVersion) -> None:
    detail = {"number": version.number, "valid_from": version.valid_from, "valid_to": version.valid_to}
    audit.record(actor=actor, action=action, subject_kind="procedure", subject_id=code, at=at, detail=detail)
