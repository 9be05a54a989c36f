"""How the catalogue gets from a pack into the tables and back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from django.db.models import Q

from honglam.kernel.values import Actor, text_noop
from honglam.pack.api import Change, ChangeAction, Collection, Pack, PackError, Plan, Row, Section, nested_key
from honglam.procedures.contracts import Audience, Level, VersionState
from honglam.procedures.contracts.shapes import (
    FieldShape,
    LifeEventShape,
    ProcedureShape,
    VersionShape,
    from_stored,
    stored,
)
from honglam.procedures.models import Field, LifeEvent, Procedure, ProcedureVersion
from honglam.procedures.pack_section import meaning
from honglam.procedures.rules.storage import digest
from honglam.procedures.services import catalogue, indexing, versions

FILES = "procedures/*/*.yaml"


def _home(shape: ProcedureShape) -> str:
    slug = Field.objects.filter(code=shape.field).values_list("slug", flat=True).first() or "khac"
    return meaning.FOLDER.format(slug=slug, code=shape.code)


class ProceduresSection(Section):
    """Fields, procedures, versions, life events. A version somebody relies on can only be succeeded."""

    name = "procedures"
    depends_on = ("administrative_units", "agencies")
    collections: ClassVar = (
        Collection("field", "fields.yaml", FieldShape, at="fields", key=lambda shape: shape.code),
        Collection(
            "procedure",
            FILES,
            ProcedureShape,
            key=lambda shape: shape.code,
            home=_home,
        ),
        Collection(
            "procedure_version",
            FILES,
            VersionShape,
            inside="procedure",
            at="versions",
            key=lambda shape: str(shape.number),
        ),
        Collection("life_event", "life_events.yaml", LifeEventShape, at="life_events", key=lambda shape: shape.code),
    )

    def check(self, pack: Pack) -> Iterable[PackError]:
        """Meaning."""
        return meaning.check(pack)

    def check_life(self, plan: Plan) -> Iterator[PackError]:
        """A version on which drafts or dossiers stand keeps what it says: their steps, papers and fees hang on it."""
        in_use = {
            nested_key(code, str(number)): (mark, valid_from)
            for code, number, mark, valid_from in ProcedureVersion.objects.filter(in_use=True).values_list(
                "procedure__code", "number", "digest", "valid_from"
            )
        }
        for change in plan.changes:
            if change.kind != "procedure_version" or change.key not in in_use or change.after is None:
                continue
            after: VersionShape = change.after
            if (digest(stored(after)), after.valid_from) != in_use[change.key]:
                code, _, number = change.key.rpartition("/")
                message = text_noop(
                    "Version %(number)s of procedure %(code)s is in use and cannot be changed. "
                    "Add a new version that succeeds it."
                )
                yield PackError(
                    file=change.file,
                    line=change.line,
                    path="",
                    code="version_in_use",
                    message=message,
                    params=(("number", number), ("code", code)),
                )

    def rows(self) -> Iterator[Row]:
        """What the tables hold. A procedure none of whose versions stands is not taken out; exports leave it out."""
        for field in Field.objects.all():
            yield Row("field", field.code, _field_shape(field), in_force=field.retired_at is None)
        # A procedure that is only being drafted yet binds nobody: no pack knows it, and none retires it.
        drafted_only = Q(versions__isnull=True, drafts__isnull=False)
        known = Procedure.objects.exclude(id__in=Procedure.objects.filter(drafted_only).values("id"))
        for procedure in known.select_related("field").prefetch_related("versions"):
            standing = {row.number for row in procedure.versions.all() if row.state == VersionState.PUBLISHED.value}
            shown, stands = _procedure_shape(procedure), procedure.retired_at is None
            yield Row("procedure", procedure.code, shown, in_force=stands, unsaid=not standing)
            for version in procedure.versions.all():
                shape = from_stored(version.content, version.number, version.valid_from, version.valid_to)
                key = nested_key(procedure.code, str(version.number))
                yield Row("procedure_version", key, shape, in_force=version.number in standing)
        for event in LifeEvent.objects.prefetch_related("places__procedure"):
            yield Row("life_event", event.code, _life_event_shape(event), in_force=event.retired_at is None)

    def apply(self, changes: Sequence[Change], *, actor: Actor, at: datetime) -> None:
        """Through the services, one by one; the words of the search once, at the end."""
        for change in changes:
            if change.action is ChangeAction.RETIRE:
                _retire(change, actor, at)
            else:
                _save(change, actor, at)
        if changes:
            indexing.index_words()


def _save(change: Change, actor: Actor, at: datetime) -> None:
    match change.after:
        case FieldShape() as field:
            _save_field(field, actor, at)
        case ProcedureShape() as procedure:
            _save_procedure(procedure, actor, at)
        case VersionShape() as version:
            _save_version(change.key.rpartition("/")[0], version, actor, at)
        case LifeEventShape() as event:
            _save_life_event(event, actor, at)


def _save_field(field: FieldShape, actor: Actor, at: datetime) -> None:
    catalogue.save_field(
        actor=actor,
        code=field.code,
        slug=field.slug,
        name=field.name,
        name_en=field.name_en or "",
        order=field.order,
        ministry=field.ministry or "",
        provisional=field.provisional,
        at=at,
    )


def _save_procedure(procedure: ProcedureShape, actor: Actor, at: datetime) -> None:
    catalogue.save_procedure(
        actor=actor,
        code=procedure.code,
        name=procedure.name,
        name_en=procedure.name_en or "",
        field_code=procedure.field,
        levels=procedure.levels,
        keywords=procedure.keywords,
        at=at,
    )


def _save_version(code: str, version: VersionShape, actor: Actor, at: datetime) -> None:
    versions.save_version(
        actor=actor,
        code=code,
        number=version.number,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        content=stored(version),
        at=at,
    )


def _save_life_event(event: LifeEventShape, actor: Actor, at: datetime) -> None:
    catalogue.save_life_event(
        actor=actor,
        code=event.code,
        name=event.name,
        name_en=event.name_en or "",
        order=event.order,
        description=event.description or "",
        audience=event.audience,
        procedure_codes=event.procedures,
        at=at,
    )


def _retire(change: Change, actor: Actor, at: datetime) -> None:
    match change.kind:
        case "field":
            catalogue.retire_field(actor=actor, code=change.key, at=at)
        case "procedure":
            catalogue.retire_procedure(actor=actor, code=change.key, at=at)
        case "procedure_version":
            code, _, number = change.key.rpartition("/")
            versions.retire_version(actor=actor, code=code, number=int(number), at=at)
        case "life_event":
            catalogue.retire_life_event(actor=actor, code=change.key, at=at)


def _field_shape(field: Field) -> FieldShape:
    return FieldShape(
        code=field.code,
        slug=field.slug,
        name=field.name,
        name_en=field.name_en or None,
        order=field.order,
        ministry=field.ministry or None,
        provisional=field.provisional,
    )


def _procedure_shape(procedure: Procedure) -> ProcedureShape:
    return ProcedureShape(
        code=procedure.code,
        name=procedure.name,
        name_en=procedure.name_en or None,
        field=procedure.field.code,
        levels=tuple(Level(level) for level in procedure.levels),
        keywords=tuple(procedure.keywords),
    )


def _life_event_shape(event: LifeEvent) -> LifeEventShape:
    return LifeEventShape(
        code=event.code,
        name=event.name,
        name_en=event.name_en or None,
        order=event.order,
        description=event.description or None,
        audience=Audience(event.audience),
        procedures=tuple(place.procedure.code for place in event.places.all()),
    )
