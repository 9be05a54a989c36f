"""A version in full. What it says never changes under one digest, so it is read from the row once and kept."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, override

from honglam.procedures import access
from honglam.procedures.access import without_nul
from honglam.procedures.contracts import (
    Channel,
    FieldView,
    Level,
    ProcedureNotFound,
    Process,
    VersionContent,
    VersionMark,
    VersionNotFound,
    VersionState,
    VersionView,
)
from honglam.procedures.models import Field, ProcedureVersion
from honglam.procedures.queries import memory
from honglam.procedures.rules.process import DEFAULT_NAMES, default_process
from honglam.procedures.rules.storage import to_content


def get_version(*, version_id: int) -> VersionView:
    """The version, or VersionNotFound."""
    return memory.recall(version_id, lambda: as_view(access.version_by_id(version_id=version_id)))


def current_version(*, code: str, on: date) -> VersionView:
    """The version in force on a date, or ProcedureNotFound."""
    return memory.recall((code, on), lambda: _current_version(code, on))


def _current_version(code: str, on: date) -> VersionView:
    rows = _rows().filter(
        procedure__code=without_nul(code), procedure__retired_at=None, state=VersionState.PUBLISHED.value
    )
    version = rows.filter(in_force(on)).first()
    if version is None:
        raise ProcedureNotFound(code=code)
    return as_view(version)


def get_numbered(*, code: str, number: int) -> VersionView:
    """A version by its number, also one that is over, or VersionNotFound."""
    version = _rows().filter(procedure__code=without_nul(code), number=number).first()
    if version is None:
        raise VersionNotFound
    return as_view(version)


def list_versions(*, code: str) -> list[VersionMark]:
    """All versions of a procedure, newest first."""
    rows = ProcedureVersion.objects.filter(procedure__code=without_nul(code)).defer("content").order_by("-number")
    return [
        VersionMark(
            version_id=row.id,
            number=row.number,
            state=VersionState(row.state),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    ]


def count_sets(*, version_ids: Collection[int]) -> dict[int, int]:
    """The number of sets by version; a version that says none means one."""
    rows = ProcedureVersion.objects.filter(id__in=version_ids).values_list("id", "content__sets")
    return {version_id: sets or 1 for version_id, sets in rows}


def in_force(on: date) -> Q:
    """Rows whose validity covers a date."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def content_of(*, version_id: int, digest: str) -> VersionContent:
    """What a version says, from memory where it has been read before."""
    return _content(version_id, digest)


def as_view(version: ProcedureVersion) -> VersionView:
    """A row with its procedure and field as the value that crosses the door."""
    content, procedure = _content(version.id, version.digest), version.procedure
    said: dict[str, Any] = {name: getattr(content, name) for name in _SAID}
    return VersionView(
        **said,
        version_id=version.id,
        digest=version.digest,
        procedure_id=procedure.id,
        code=procedure.code,
        number=version.number,
        state=VersionState(version.state),
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        in_use=version.in_use,
        closed=procedure.retired_at is not None,
        name=content.name or procedure.name,
        name_en=procedure.name_en,
        field=field_view(procedure.field),
        levels=tuple(Level(level) for level in procedure.levels),
        keywords=tuple(procedure.keywords),
        process=content.process or _default_process(version.id, version.digest),
        process_is_default=content.process is None,
    )


def field_view(field: Field, count: int = 0) -> FieldView:
    """A field as a value."""
    return FieldView(
        id=field.id,
        code=field.code,
        slug=field.slug,
        name=field.name,
        name_en=field.name_en,
        ministry=field.ministry,
        count=count,
    )


_SAID = tuple(name for name in VersionContent.__dataclass_fields__ if name not in {"name", "process"})


def _rows() -> Any:
    return ProcedureVersion.objects.select_related("procedure__field").defer("content")


@lru_cache(maxsize=512)
def _content(version_id: int, digest: str) -> VersionContent:  # noqa: ARG001 - the digest is part of the key
    return to_content(ProcedureVersion.objects.values_list("content", flat=True).get(id=version_id))


@lru_cache(maxsize=512)
def _default_process(version_id: int, digest: str) -> Process:
    """Texts of procedures are Vietnamese, whoever reads them first."""
    rules = {rule.channel: rule.duration for rule in _content(version_id, digest).channels}
    with override("vi"):
        names = {key: gettext(text) for key, text in DEFAULT_NAMES.items()}
    return default_process(rules.get(Channel.IN_PERSON) or next(iter(rules.values())), names)
