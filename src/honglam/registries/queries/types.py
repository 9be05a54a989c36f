"""Kinds of papers, and which components they answer. Few rows, read whole."""

from collections.abc import Iterable

from honglam.kernel.ready import ReadyQuery
from honglam.registries.contracts import HolderKind, PaperTypeView
from honglam.registries.models import PaperType

_IN_USE = ReadyQuery(lambda: PaperType.objects.filter(retired_at=None))


def list_types() -> list[PaperTypeView]:
    """The kinds in use, by name. One query."""
    return sorted((as_type(row) for row in _IN_USE.rows()), key=lambda one: one.code)


def accepted_by(*, procedure_code: str, types: Iterable[PaperTypeView]) -> dict[str, list[PaperTypeView]]:
    """For each component of a procedure that something held may stand for, the kinds that may."""
    found: dict[str, list[PaperTypeView]] = {}
    prefix = f"{procedure_code}/"
    for one in types:
        for answer in one.answers:
            if answer.startswith(prefix):
                found.setdefault(answer.removeprefix(prefix), []).append(one)
    return found


def as_type(row: PaperType) -> PaperTypeView:
    """The row as others see it."""
    return PaperTypeView(
        code=row.code,
        name=row.name,
        holder_kind=HolderKind(row.holder_kind) if row.holder_kind else None,
        given_by=tuple(row.given_by),
        answers=tuple(row.answers),
        valid_months=row.valid_months,
        kept_because=row.kept_because,
        provisional=row.provisional,
    )
