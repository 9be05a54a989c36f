"""Fields, life events and procedures: what lasts. Written by the pack; nothing is deleted, only retired."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from honglam.kernel import audit
from honglam.kernel.values import Actor
from honglam.procedures import access
from honglam.procedures.contracts import Audience, Level
from honglam.procedures.models import Field, LifeEvent, LifeEventProcedure, Procedure
from honglam.procedures.queries.memory import mark_change
from honglam.procedures.services.indexing import index_procedures


@transaction.atomic
def save_field(
    *,
    actor: Actor,
    code: str,
    slug: str,
    name: str,
    name_en: str,
    order: int,
    ministry: str,
    provisional: bool,
    at: datetime,
) -> None:
    """Make or change a field; a retired one comes back."""
    access.require_keeper(actor=actor)
    mark_change()
    values = {"slug": slug, "name": name, "name_en": name_en, "order": order, "ministry": ministry}
    field, made = Field.objects.update_or_create(
        code=code, defaults={**values, "provisional": provisional, "retired_at": None}
    )
    _record(actor, "procedures.field_created" if made else "procedures.field_changed", "field", field.code, at)
    index_procedures(field.procedures.values_list("id", flat=True))


@transaction.atomic
def retire_field(*, actor: Actor, code: str, at: datetime) -> None:
    """Take a field out of the lists. Its procedures keep it."""
    access.require_keeper(actor=actor)
    mark_change()
    Field.objects.filter(code=code, retired_at=None).update(retired_at=at)
    _record(actor, "procedures.field_retired", "field", code, at)


@transaction.atomic
def save_procedure(
    *,
    actor: Actor,
    code: str,
    name: str,
    name_en: str,
    field_code: str,
    levels: Sequence[Level],
    keywords: Sequence[str],
    at: datetime,
) -> None:
    """Make or change a procedure's identity; a retired one comes back."""
    access.require_keeper(actor=actor)
    mark_change()
    procedure, made = Procedure.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "name_en": name_en,
            "field": Field.objects.get(code=field_code),
            "levels": [level.value for level in levels],
            "keywords": list(keywords),
            "retired_at": None,
        },
    )
    _record(actor, "procedures.created" if made else "procedures.changed", "procedure", code, at)
    index_procedures([procedure.id])


@transaction.atomic
def retire_procedure(*, actor: Actor, code: str, at: datetime) -> None:
    """Close a procedure for new dossiers. Open dossiers go on under the version they stand on."""
    access.require_keeper(actor=actor)
    mark_change()
    procedure = access.procedure_by_code(code=code)
    procedure.retired_at = at
    procedure.save(update_fields=["retired_at"])
    _record(actor, "procedures.retired", "procedure", code, at)
    index_procedures([procedure.id])


@transaction.atomic
def save_life_event(
    *,
    actor: Actor,
    code: str,
    name: str,
    name_en: str,
    order: int,
    description: str,
    audience: Audience,
    procedure_codes: Sequence[str],
    at: datetime,
) -> None:
    """Make or change a life event with its procedures in order; a retired one comes back."""
    access.require_keeper(actor=actor)
    values = {"name": name, "name_en": name_en, "order": order, "description": description}
    event, made = LifeEvent.objects.update_or_create(
        code=code, defaults={**values, "audience": audience.value, "retired_at": None}
    )
    ids = dict(Procedure.objects.filter(code__in=procedure_codes).values_list("code", "id"))
    event.places.all().delete()
    LifeEventProcedure.objects.bulk_create(
        LifeEventProcedure(life_event=event, procedure_id=ids[each], order=place)
        for place, each in enumerate(procedure_codes)
    )
    action = "procedures.life_event_created" if made else "procedures.life_event_changed"
    _record(actor, action, "life_event", code, at)


@transaction.atomic
def retire_life_event(*, actor: Actor, code: str, at: datetime) -> None:
    """Take a life event out of the lists."""
    access.require_keeper(actor=actor)
    LifeEvent.objects.filter(code=code, retired_at=None).update(retired_at=at)
    _record(actor, "procedures.life_event_retired", "life_event", code, at)


def _record(actor: Actor, action: str, kind: str, code: str, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject_kind=kind, subject_id=code, at=at)
