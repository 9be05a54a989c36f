"""The register of a desk (form 07) and the hand-over record, read from the dossiers themselves."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView
from honglam.dossiers.access import Case, place_of
from honglam.dossiers.contracts import DossierNotFound, ReturnMethod, SlipKind, SlipView, Verb
from honglam.dossiers.models import Dossier, SlipForm
from honglam.dossiers.queries.people import agency_name
from honglam.dossiers.queries.slips import readable_case
from honglam.dossiers.rules.parties import DESK_ROLES, ONE_STOP_HEAD, RECEPTION, RESULT, covers, stands_at
from honglam.dossiers.rules.registers import RegisterAsked, RegisterLine
from honglam.kernel.clock import VIETNAM, local
from honglam.kernel.paging import BadCursor, Page, decode_cursor, encode_cursor, read_moment
from honglam.kernel.values import Actor
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel

PIECE = 500
MOST_PRINTED = 500
"""Lines on one print: about twenty sheets; a whole year is exported, or printed month by month."""

_HOW = {
    ReturnMethod.AT_DESK.value: "Tại bộ phận một cửa",
    ReturnMethod.ONLINE.value: "Trực tuyến",
    ReturnMethod.POSTAL.value: "Bưu chính công ích",
}
_COLUMNS = (
    *("id", "code", "version_id", "procedure_name"),
    *("applicant_name", "applicant_address", "applicant_phone", "lead_agency_id"),
    *("accepted_at", "due_at", "returned_at", "return_method", "result_class", "extended_at", "status"),
)


def list_desks(*, actor: Actor, on: date) -> list[AgencyView]:
    """The desks whose register the actor may open: those where the actor receives or hands over, or leads who does."""
    if not (actor.is_officer and actor.roles & {RECEPTION, RESULT, ONE_STOP_HEAD}):
        return []
    desks = directory.list_agencies(on=on, kind=AgencyKind.ONE_STOP)
    return [desk for desk in desks if covers(actor, place_of(desk.id))]


def list_register(*, actor: Actor, asked: RegisterAsked, after: str | None, limit: int) -> Page[RegisterLine]:
    """Lines of the register in the order of receipt. Raises DossierNotFound for a desk that is not the actor's."""
    rows = rows_of(actor=actor, asked=asked)
    start = 0
    if after:
        *key, start = decode_cursor(after, length=3)
        if not isinstance(start, int):
            raise BadCursor
        rows = rows.filter(_behind(*read_moment(*key)))
    found = list(rows.values(*_COLUMNS)[: limit + 1])
    sets = procedures.count_sets(version_ids={row["version_id"] for row in found})
    lines = [_line(row, start + index + 1, sets[row["version_id"]]) for index, row in enumerate(found[:limit])]
    last = found[limit - 1] if len(found) > limit else None
    cursor = encode_cursor(last["accepted_at"].isoformat(), str(last["id"]), start + limit) if last else None
    return Page(items=lines, next_cursor=cursor)


def walk_register(*, actor: Actor, asked: RegisterAsked) -> Iterator[RegisterLine]:
    """Every line, piece by piece, so that a year of a busy desk needs no more memory than a day."""
    after: str | None = None
    while True:
        page = list_register(actor=actor, asked=asked, after=after, limit=PIECE)
        yield from page.items
        after = page.next_cursor
        if after is None:
            return


def get_register_sheet(*, actor: Actor, asked: RegisterAsked, at: datetime) -> SlipView:
    """Form 07 as it is printed (A4), at most `MOST_PRINTED` lines of it."""
    page = list_register(actor=actor, asked=asked, after=None, limit=MOST_PRINTED)
    span = f"Tháng {asked.month} năm {asked.year}" if asked.month else f"Năm {asked.year}"
    rest = f" ({MOST_PRINTED} hồ sơ đầu tiên)" if page.next_cursor else ""
    content = {**_desk_head(asked.desk_id, SlipKind.REGISTER, at), "subtitle": span + rest}
    return _sheet(SlipKind.REGISTER, asked.desk_id, at, content | {"rows": [printed(line) for line in page.items]})


def list_handover_records(*, actor: Actor, dossier_ids: Sequence[UUID], receiver: str, at: datetime) -> list[SlipView]:
    """Phiếu bàn giao, one for each two parties: dossiers go from the desk to the agency that settles, results back.

    Raises DossierNotFound for one out of sight.
    """
    cases = [readable_case(actor=actor, dossier_id=dossier_id, at=at) for dossier_id in dossier_ids]
    if not cases:
        raise DossierNotFound
    found: dict[tuple[int, int], list[Case]] = {}
    for case in cases:
        found.setdefault(_parties(case.dossier), []).append(case)
    return [_handover(together, actor=actor, receiver=receiver, at=at) for together in found.values()]


def printed(line: RegisterLine) -> dict[str, str]:
    """A line as words, for paper and for files."""
    return {
        "number": line.number,
        "code": line.code,
        "procedure": line.procedure,
        "sets": line.sets,
        "applicant": line.applicant,
        "contact": line.contact,
        "agency": line.agency,
        "received": _minute(line.received_at),
        "due": _minute(line.due_at),
        "returned": _minute(line.returned_at),
        "how": line.how,
        "note": line.note,
    }


def rows_of(*, actor: Actor, asked: RegisterAsked) -> QuerySet[Dossier]:
    """The dossiers that a desk received, for whoever may open its register. Raises DossierNotFound for others."""
    if asked.desk_id not in {
        desk.id for on in (asked.first_on, asked.end_on) for desk in list_desks(actor=actor, on=on)
    }:
        raise DossierNotFound
    rows = Dossier.objects.filter(
        desk_id=asked.desk_id, accepted_at__gte=_moment(asked.first_on), accepted_at__lt=_moment(asked.end_on)
    )
    if asked.procedure_code:
        rows = rows.filter(procedure_code=asked.procedure_code)
    if asked.open_only:
        rows = rows.filter(returned_at=None, closed_at=None)
    return rows.order_by("accepted_at", "id")


def _behind(moment: datetime, one: UUID) -> Q:
    return Q(accepted_at__gt=moment) | Q(accepted_at=moment, id__gt=one)


def _line(row: dict[str, Any], number: int, sets: int) -> RegisterLine:
    contact = ", ".join(part for part in (row["applicant_address"], row["applicant_phone"]) if part)
    return RegisterLine(
        number=f"{number:02d}",
        code=row["code"] or "",
        procedure=row["procedure_name"],
        sets=str(sets),
        applicant=row["applicant_name"],
        contact=contact,
        agency=agency_name(row["lead_agency_id"]),
        received_at=row["accepted_at"],
        due_at=row["due_at"],
        returned_at=row["returned_at"],
        how=_HOW.get(row["return_method"], ""),
        note=_note(row),
    )


def _note(row: dict[str, Any]) -> str:
    said = {"withdrawn": "Công dân rút", "stopped": "Dừng giải quyết"}.get(row["status"], "")
    extended = "Đã xin lỗi, hẹn lại" if row["extended_at"] else ""
    late = "Quá hạn" if row["result_class"] == "overdue" else ""
    return "; ".join(part for part in (said, extended, late) if part)


def _desk_head(desk_id: int, kind: SlipKind, at: datetime) -> dict[str, Any]:
    desk = directory.get_agency(agency_id=desk_id)
    form = SlipForm.objects.filter(code=kind.value, retired_at=None).first()
    return {
        "form_title": form.title if form else "",
        "form_texts": form.texts if form else {},
        "form_provisional": form.provisional if form else True,
        "parent_agency": agency_name(desk.parent_id),
        "desk": desk.name,
        "issued_at": at.isoformat(),
    }


def _sheet(kind: SlipKind, desk_id: int, at: datetime, content: dict[str, Any]) -> SlipView:
    return SlipView(
        id=UUID(int=desk_id),
        dossier_id=UUID(int=0),
        kind=kind,
        form_number="",
        book_year=local(at).year,
        number=0,
        issued_at=at,
        content=content,
    )


def _parties(dossier: Dossier) -> tuple[int, int]:
    """Who gives and who receives."""
    if dossier.outcome:
        return dossier.lead_agency_id, dossier.desk_id
    return dossier.desk_id, dossier.lead_agency_id


def _handover(cases: list[Case], *, actor: Actor, receiver: str, at: datetime) -> SlipView:
    first = cases[0].dossier
    giving, receiving = _parties(first)
    at_desk = actor.has_role(*DESK_ROLES[Verb.RETURN_RESULT]) and stands_at(actor, place_of(first.desk_id))
    signs = "officer" if at_desk is (giving == first.desk_id) else "receiving_officer"
    content = {
        **_desk_head(giving, SlipKind.HANDOVER, at),
        "receiver": receiver or agency_name(receiving),
        signs: actor.name,
        "rows": [_handed(case.dossier, has_fee=_has_fee(case)) for case in cases],
    }
    return _sheet(SlipKind.HANDOVER, giving, at, content)


def _handed(dossier: Dossier, *, has_fee: bool) -> dict[str, Any]:
    results = {"granted": "Có kết quả", "rejected": "Từ chối"}
    return {
        "code": dossier.code or dossier.registration_code,
        "procedure": dossier.procedure_name,
        "result": results.get(dossier.outcome, "Hồ sơ"),
        "applicant": dossier.applicant_name,
        "address": dossier.applicant_address,
        "has_fee": has_fee,
        "by_post": dossier.return_method == ReturnMethod.POSTAL.value,
    }


def _has_fee(case: Case) -> bool:
    lines = procedures.fees_for(
        version_id=case.dossier.version_id,
        channel=Channel(case.dossier.channel),
        answers=case.answers,
        on=case.dossier.filed_on,
    )
    return any(line.amount is None or line.amount > 0 for line in lines)


def _moment(on: date) -> datetime:
    return datetime.combine(on, time.min, tzinfo=VIETNAM)


def _minute(moment: datetime | None) -> str:
    return f"{local(moment):%d/%m/%Y %H:%M}" if moment else ""
