"""Drafts, their faults and the history of a procedure, for those who keep the catalogue."""

import copy
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value

from honglam.directory import api as directory
from honglam.kernel.paging import Page, decode_cursor, decode_moment, encode_cursor
from honglam.kernel.text import fold
from honglam.kernel.values import Actor, DomainError
from honglam.pack.api import shape_faults
from honglam.procedures import access
from honglam.procedures.contracts import (
    OPEN_STATES,
    Act,
    AnnouncingDecision,
    DraftMark,
    DraftState,
    DraftView,
    HistoryLine,
    KeptMark,
    KeptProcedure,
    VersionState,
)
from honglam.procedures.contracts.shapes import ContentShape
from honglam.procedures.models import Procedure, ProcedureEvent, ProcedureVersion, VersionDraft
from honglam.procedures.queries.versions import in_force
from honglam.procedures.rules.faults import Fault
from honglam.procedures.rules.keeping.plainly import plainly
from honglam.procedures.rules.places import place_faults
from honglam.procedures.rules.searching import MAX_WORDS
from honglam.procedures.rules.storage import to_content
from honglam.procedures.rules.version_check import version_faults

MOST_LINES = 200


def get_draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """A draft with what it says. Raises DraftNotFound."""
    return draft_view(access.draft_by_id(actor=actor, draft_id=draft_id))


def get_procedure(*, actor: Actor, code: str) -> KeptProcedure:
    """A procedure, whatever its versions. Raises ProcedureNotFound."""
    access.require_keeper(actor=actor)
    row = access.procedure_by_code(code=access.without_nul(code))
    return KeptProcedure(
        code=row.code,
        name=row.name,
        field=row.field.name,
        levels=tuple(row.levels),
        closed=row.retired_at is not None,
    )


def find_open_draft(*, actor: Actor, code: str) -> DraftView | None:
    """The one draft of a procedure that is not finished, if there is one."""
    access.require_keeper(actor=actor)
    row = open_drafts().filter(procedure__code=access.without_nul(code)).first()
    return draft_view(row) if row else None


def list_procedures(*, actor: Actor, query: str, on: date, after: str | None, limit: int) -> Page[KeptMark]:
    """Procedures by code, whatever their versions: not begun yet, over, withdrawn, or never published."""
    access.require_keeper(actor=actor)
    begun = ProcedureVersion.objects.filter(in_force(on), procedure=OuterRef("pk"), state=VersionState.PUBLISHED.value)
    rows = Procedure.objects.select_related("field").annotate(
        stands=Exists(begun), folded=Func(F("name"), function="honglam_fold", output_field=TextField())
    )
    for word in fold(access.without_nul(query)).split()[:MAX_WORDS]:
        rows = rows.filter(Q(folded__contains=Value(word)) | Q(code__icontains=word))
    if after:
        rows = rows.filter(code__gt=str(decode_cursor(after, length=1)[0]))
    found = list(rows.order_by("code")[: limit + 1])
    return Page(
        items=[
            KeptMark(code=row.code, name=row.name, field=row.field.name, in_force=row.stands and row.retired_at is None)
            for row in found[:limit]
        ],
        next_cursor=encode_cursor(found[limit - 1].code) if len(found) > limit else None,
    )


def list_drafts(*, actor: Actor, after: str | None, limit: int) -> Page[DraftMark]:
    """Drafts that are not finished, the latest touched first."""
    access.require_keeper(actor=actor)
    rows = open_drafts().defer("content").order_by("-updated_at", "-id")
    if after:
        at, last = decode_moment(after)
        rows = rows.filter(Q(updated_at__lt=at) | Q(updated_at=at, id__lt=last))
    found = list(rows[: limit + 1])
    return Page(
        items=[
            DraftMark(
                id=row.id,
                code=row.procedure.code,
                name=row.procedure.name,
                state=DraftState(row.state),
                updated_at=row.updated_at,
                updated_by=row.updated_by,
            )
            for row in found[:limit]
        ],
        next_cursor=encode_cursor(found[limit - 1].updated_at, found[limit - 1].id) if len(found) > limit else None,
    )


def list_history(*, actor: Actor, code: str) -> list[HistoryLine]:
    """What happened to a procedure in the catalogue, newest first."""
    access.require_keeper(actor=actor)
    rows = ProcedureEvent.objects.filter(procedure__code=access.without_nul(code)).order_by("-id")
    return [
        HistoryLine(
            act=Act(row.act),
            at=row.at,
            by=row.actor_name,
            note=row.note,
            version=row.version_number,
            decision=_decision(row.decision_number, row.decision_on, row.decision_file),
            effective_on=row.effective_on,
        )
        for row in rows[:MOST_LINES]
    ]


def get_content(*, code: str, number: int) -> dict[str, Any]:
    """What a version says, in the pack's shape. Raises VersionNotFound."""
    content: dict[str, Any] = access.version_by_number(code=code, number=number).content
    return content


def faults_of(*, content: dict[str, Any], levels: tuple[str, ...]) -> list[Fault]:
    """Everything the pack would refuse, in its order: shape first, then meaning."""
    asked = {key: value for key, value in content.items() if key != "decision"}
    wrong = shape_faults(value=asked, shape=ContentShape)
    if wrong:
        return [plainly(Fault(path=one.path, code=one.code, message=one.message, params=one.params)) for one in wrong]
    try:
        meant = to_content(asked)
    except DomainError as refusal:
        return [Fault(path="channels", code=refusal.code, message=refusal.message, params=refusal.params)]
    return [*version_faults(meant), *place_faults(meant, levels, _Agencies())]


class _Agencies:
    """The agencies of the directory as something one can ask for a code."""

    def __contains__(self, code: object) -> bool:
        return directory.find_agency_by_code(code=str(code)) is not None


def open_drafts() -> Any:
    """Drafts that are not finished, with what a view needs."""
    states = [state.value for state in OPEN_STATES]
    return VersionDraft.objects.filter(state__in=states).select_related("procedure", "base", "version")


def draft_view(row: VersionDraft) -> DraftView:
    """A row as a value; its content is the caller's own copy."""
    return DraftView(
        id=row.id,
        code=row.procedure.code,
        procedure_name=row.procedure.name,
        levels=tuple(row.procedure.levels),
        base_number=row.base.number if row.base else None,
        base_id=row.base_id,
        content=copy.deepcopy(row.content),
        revision=row.revision,
        state=DraftState(row.state),
        can_undo=row.steps.filter(place__lt=row.place).exists(),
        can_redo=row.steps.filter(place__gt=row.place).exists(),
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        decision=_decision(row.decision_number, row.decision_on, row.decision_file),
        valid_from=row.valid_from,
        number=row.version.number if row.version else None,
        withdrawn=row.version is not None and row.version.state == VersionState.RETIRED.value,
    )


def _decision(number: str, dated: Any, file_id: UUID | None) -> AnnouncingDecision | None:
    return AnnouncingDecision(number=number, dated=dated, file_id=file_id) if number and dated else None
