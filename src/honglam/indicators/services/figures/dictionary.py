"""The dictionary as a pack states it: an indicator's versions are put, ended, retired; never deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from honglam.directory import api as directory
from honglam.indicators.models import Indicator, IndicatorVersion
from honglam.kernel import audit
from honglam.kernel.text import fold, sort_key
from honglam.kernel.values import Actor


@dataclass(frozen=True, kw_only=True)
class VersionWords:
    """An indicator in one version; `content` in the pack's own shape."""

    code: str
    number: int
    name: str
    topic: str
    owner: str
    public: bool
    valid_from: date
    valid_to: date | None
    content: dict[str, Any]


@transaction.atomic
def put_version(*, actor: Actor, words: VersionWords, at: datetime) -> None:
    """Create or change a version; the newest gives the indicator its name. Raises directory's UnknownAgency."""
    owner = directory.get_agency_by_code(code=words.owner)
    searched = fold(f"{words.name} {words.code} {words.content['definition']}")
    shown = {
        "name": words.name,
        "sort_key": sort_key(words.name)[:700],
        "search": searched,
        "topic": words.topic,
        "owner_id": owner.id,
        "public": words.public,
        "retired_at": None,
    }
    row, created = Indicator.objects.get_or_create(code=words.code, defaults=shown)
    if not created and not row.versions.filter(number__gt=words.number).exists():
        Indicator.objects.filter(pk=row.pk).update(**shown)
    dates = {"valid_from": words.valid_from, "valid_to": words.valid_to}
    IndicatorVersion.objects.update_or_create(
        indicator=row, number=words.number, defaults={**dates, "content": words.content, "retired_at": None}
    )
    _record(actor, "indicators.version_put", words.code, words.number, at)


@transaction.atomic
def retire_version(*, actor: Actor, code: str, number: int, at: datetime) -> None:
    """Take a version out of use, and the indicator with its last one. Values that stand on it keep their meaning."""
    rows = IndicatorVersion.objects.filter(indicator__code=code)
    rows.filter(number=number).update(retired_at=at)
    if not rows.filter(retired_at=None).exists():
        Indicator.objects.filter(code=code).update(retired_at=at)
    _record(actor, "indicators.version_retired", code, number, at)


def _record(actor: Actor, action: str, code: str, number: int, at: datetime) -> None:
    audit.record(
        actor=actor, action=action, subject_kind="indicator", subject_id=code, at=at, detail={"version": number}
    )
