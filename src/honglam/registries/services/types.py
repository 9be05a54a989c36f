"""Kinds of papers, as the pack gives them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.registries.models import PaperType


@dataclass(frozen=True, kw_only=True)
class TypeData:
    """All that a pack says of a kind of paper."""

    code: str
    name: str
    name_en: str
    holder_kind: str
    given_by: list[str]
    answers: list[str]
    valid_months: int | None
    one_in_force: bool
    kept_months: int | None
    kept_because: str
    source: dict[str, Any] | None
    provisional: bool


@transaction.atomic
def put_type(*, actor: Actor, data: TypeData, at: datetime) -> None:
    """Put a kind of paper in use as the pack says it. Entries of it stay as they are."""
    values = asdict(data)
    PaperType.objects.update_or_create(code=values.pop("code"), defaults={**values, "retired_at": None})
    audit.record(
        actor=actor, action="registries.type_put", subject_kind="paper_type", subject_id=data.code, at=at, detail={}
    )


@transaction.atomic
def retire_types(*, actor: Actor, codes: Iterable[str], at: datetime) -> None:
    """Take kinds out of use: nothing new is kept under them, what is kept stays."""
    for code in codes:
        PaperType.objects.filter(code=code).update(retired_at=at)
        audit.record(
            actor=actor, action="registries.type_retired", subject_kind="paper_type", subject_id=code, at=at, detail={}
        )
