"""Registers that the pack defines: which there are, their records, one with its history, and what is done to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError, NotFound
from honglam.registries.contracts import ACTS, MARKS, RecordNotFound, RegisterNotFound, RegisterView
from honglam.registries.forms.registers import REASON, read_agency, read_asked, read_typed, read_version
from honglam.registries.queries.registers import definitions, records
from honglam.registries.rules.registers.values import YES_NO_LABELS, as_typed
from honglam.registries.services.registers import keeping
from honglam.ui.errors import PageErrors

PAGE = 50
WORDS = {"acts": ACTS, "marks": MARKS, "tones": {"incomplete": "warn", "overdue": "warn", "doubted": "bad"}}


def registers(request: HttpRequest) -> HttpResponse:
    """The registers in sight."""
    return render(request, "registries/registers.html", {"rows": definitions.list_registers(actor=actor_of(request))})


def register(request: HttpRequest, code: str) -> HttpResponse:
    """The records of one register, by name; a search ignores accents."""
    actor = actor_of(request)
    view = definitions.get_register(actor=actor, code=code)
    asked, after = read_asked(view.schema, request.GET.dict()), request.GET.get("sau") or None
    page = records.list_records(actor=actor, code=code, asked=asked, after=after, limit=PAGE, at=now())
    query = request.GET.copy()
    query.pop("sau", None)
    listed = [one for one in view.schema.fields if one.listed][:4]
    context = {"view": view, "asked": asked, "page": page, "query": query.urlencode(), "listed": listed}
    return render(request, "registries/register.html", WORDS | context)


def add(request: HttpRequest, code: str) -> HttpResponse:
    """One more record."""
    view, actor = _kept(request, code), actor_of(request)
    agencies = definitions.list_agencies(actor=actor, code=code)
    typed, errors = request.POST.dict(), PageErrors()
    if request.method == "POST":
        try:
            fields = read_typed(view.schema, typed)
            made = keeping.make_record(actor=actor, code=code, agency=read_agency(typed), typed=fields, at=now())
            messages.success(request, gettext("The record is in the register."))
            return redirect("registries:record", code, made)
        except DomainError as refusal:
            errors = _errors(refusal)
    return _form(request, view, typed, errors, {"agencies": agencies, "record": None})


def record(request: HttpRequest, code: str, record_id: UUID) -> HttpResponse:
    """One record with every version it ever had."""
    page = records.get_record(actor=actor_of(request), code=code, record_id=record_id, at=now())
    return render(request, "registries/record.html", WORDS | {"page": page, "errors": PageErrors(), "typed": {}})


def change(request: HttpRequest, code: str, record_id: UUID) -> HttpResponse:
    """What a record says, typed anew; two people at once lose nothing."""
    view, actor = _kept(request, code), actor_of(request)
    page = records.get_record(actor=actor, code=code, record_id=record_id, at=now())
    if not page.may_keep:
        raise RecordNotFound
    typed, errors = as_typed(view.schema, page.record.values), PageErrors()
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            messages.success(request, _change(request, view, record_id))
            return redirect("registries:record", code, record_id)
        except DomainError as refusal:
            errors = _errors(refusal)
    return _form(request, view, typed, errors, {"agencies": [], "record": page.record})


def _change(request: HttpRequest, view: RegisterView, record_id: UUID) -> str:
    typed = request.POST.dict()
    is_other = keeping.change_record(
        actor=actor_of(request),
        code=view.schema.code,
        record_id=record_id,
        version=read_version(typed),
        typed=read_typed(view.schema, typed),
        reason=typed.get(REASON, ""),
        at=now(),
    )
    return gettext("The record is changed.") if is_other else gettext("Nothing was otherwise than before.")


def act(request: HttpRequest, code: str, record_id: UUID, verb: str) -> HttpResponse:
    """Move, confirm, doubt, strike out or give away; what lacks its reason is shown again with what was typed."""
    perform = _verb(verb)
    if request.method != "POST" or perform is None:
        raise Http404
    actor, typed = actor_of(request), request.POST.dict()
    try:
        perform(actor=actor, code=code, record_id=record_id, typed=typed)
        messages.success(request, gettext("It is written in the record's history."))
        return redirect("registries:record", code, record_id)
    except DomainError as refusal:
        errors = _errors(refusal)
    page = records.get_record(actor=actor, code=code, record_id=record_id, at=now())
    context = WORDS | {"page": page, "errors": errors, "typed": typed | {"verb": verb}}
    return render(request, "registries/record.html", context, status=422)


def _verb(verb: str) -> Callable[..., None] | None:
    return {"chuyen": _move, "xac-nhan": _confirm, "nghi-van": _doubt, "gach": _strike, "giao": _give}.get(verb)


def _move(*, typed: dict[str, str], **row: Any) -> None:
    keeping.move_record(move=typed.get("move", ""), reason=typed.get(REASON, ""), at=now(), **row)


def _confirm(*, typed: dict[str, str], **row: Any) -> None:
    keeping.confirm_record(version=read_version(typed), at=now(), **row)


def _doubt(*, typed: dict[str, str], **row: Any) -> None:
    keeping.doubt_record(reason=typed.get(REASON, ""), at=now(), **row)


def _strike(*, typed: dict[str, str], **row: Any) -> None:
    keeping.strike_record(reason=typed.get(REASON, ""), at=now(), **row)


def _give(*, typed: dict[str, str], **row: Any) -> None:
    keeping.give_record(agency=read_agency(typed), reason=typed.get(REASON, ""), at=now(), **row)


def _kept(request: HttpRequest, code: str) -> RegisterView:
    view = definitions.get_register(actor=actor_of(request), code=code)
    if not view.may_keep:
        raise RegisterNotFound
    return view


def _errors(refusal: DomainError) -> PageErrors:
    if isinstance(refusal, NotFound) and refusal.field is None:
        raise refusal
    return PageErrors.of(refusal)


def _form(
    request: HttpRequest, view: RegisterView, typed: dict[str, str], errors: PageErrors, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "view": view,
        "typed": typed | read_typed(view.schema, typed),
        "errors": errors,
        "current": as_typed(view.schema, more["record"].values) if more["record"] and errors[""] else {},
        "yes_no": [(code, gettext(label)) for code, label in YES_NO_LABELS.items()],
    }
    return render(request, "registries/record_form.html", context | more, status=422 if errors else 200)
