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
from honglam.procedures.rules.keeping.lifecycle import Standing, going_on
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
        withdrawn=row.version is not None and _is_withdrawn(row.version),
    )


def find_version_before(*, actor: Actor, code: str, number: int) -> int | None:
    """The number of the version that goes on if that one, which waits for its day, is withdrawn; None: nothing does."""
    access.require_keeper(actor=actor)
    procedure = access.procedure_by_code(code=access.without_nul(code))
    versions = standing_versions(procedure)
    gone = next((one for one in versions if one.number == number), None)
    before = left_after(procedure, versions, gone) if gone else None
    return before.number if before else None


def standing_versions(procedure: Procedure, *, lock: bool = False) -> list[Standing]:
    """What is published of a procedure, over or not; `lock`: held until the end of the transaction."""
    rows = procedure.versions.select_for_update() if lock else procedure.versions.all()
    return [
        Standing(
            number=row.number,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            in_use=row.in_use,
            digest=row.digest,
        )
        for row in rows.filter(state=VersionState.PUBLISHED.value).defer("content")
    ]


def left_after(procedure: Procedure, versions: list[Standing], gone: Standing) -> Standing | None:
    """Which of the versions goes on once `gone` is withdrawn, if one does."""
    decided = procedure.events.filter(act=Act.ABOLISHED.value).order_by("-id")
    abolished_after = decided.values_list("effective_on", flat=True).first()
    return going_on(versions, gone, abolished_after, ended_by(procedure, gone.number))


def ended_by(procedure: Procedure, number: int) -> dict[int, date | None] | None:
    """The versions that made room for one made here, with the ends they had before. None: nobody noted it."""
    made = procedure.drafts.filter(state=DraftState.PUBLISHED.value, version__number=number).order_by("-id").first()
    if made is None or made.ended is None:
        return None
    return {int(one): date.fromisoformat(end) if end else None for one, end in made.ended.items()}


def _is_withdrawn(version: ProcedureVersion) -> bool:
    """By decision, before it began; a pack may also drop one that was in force."""
    if version.state != VersionState.RETIRED.value:
        return False
    taken_back = ProcedureEvent.objects.filter(procedure_id=version.procedure_id, act=Act.WITHDRAWN.value)
    return taken_back.filter(version_number=version.number).exists()


def _decision(number: str, dated: Any, file_id: UUID | None) -> AnnouncingDecision | None:
    return AnnouncingDecision(number=number, dated=dated, file_id=file_id) if number and dated else None
