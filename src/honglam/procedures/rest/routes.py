"""Routes of the catalogue: search, detail, form, and a check of answers before they are filed."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Query, Router

from honglam.kernel.clock import today
from honglam.kernel.values import FieldError
from honglam.procedures import api
from honglam.procedures.contracts import (
    ApplicantKind,
    Audience,
    Channel,
    FormMissing,
    Level,
    OnlineLevel,
    SearchCriteria,
)
from honglam.procedures.rest import shapes, showing

router = Router()
Text = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=60)]


@router.get("", response=shapes.SummariesOut, summary="Search and list procedures in force")
def list_procedures(
    request: HttpRequest,  # noqa: ARG001
    q: Text = "",
    field: Code = "",
    level: Level | None = None,
    agency: Code = "",
    life_event: Code = "",
    applicant: ApplicantKind | None = None,
    online: OnlineLevel | None = None,
    channel: Channel | None = None,
    after: Annotated[str, Query(max_length=2000)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> shapes.SummariesOut:
    """Best first for a query, alphabetically without one."""
    criteria = SearchCriteria(
        query=q,
        field=field,
        level=level,
        agency=agency,
        life_event=life_event,
        applicant=applicant,
        online=online,
        channel=channel,
    )
    page = api.search(criteria=criteria, on=today(), after=after or None, limit=limit)
    return shapes.SummariesOut(items=[showing.summary(item) for item in page.items], next_cursor=page.next_cursor)


@router.get("/fields", response=list[shapes.FieldOut], summary="Fields of government")
def list_fields(request: HttpRequest) -> list[shapes.FieldOut]:  # noqa: ARG001
    """Fields with procedures in force, each with their number."""
    return [showing.field(field) for field in api.list_fields(on=today())]


@router.get("/life-events", response=list[shapes.LifeEventOut], summary="Life events")
def list_life_events(
    request: HttpRequest,  # noqa: ARG001
    audience: Audience | None = None,
) -> list[shapes.LifeEventOut]:
    """Situations in life, each with the number of procedures in force."""
    return [showing.life_event(event) for event in api.list_life_events(on=today(), audience=audience)]


@router.get("/life-events/{code}", response=shapes.LifeEventPageOut, summary="A life event with its procedures")
def get_life_event(request: HttpRequest, code: str) -> shapes.LifeEventPageOut:  # noqa: ARG001
    """The procedures in the order people need them."""
    page = api.get_life_event(code=code, on=today())
    procedures = [showing.summary(item) for item in page.procedures]
    return shapes.LifeEventPageOut(event=showing.life_event(page.event), procedures=procedures)


@router.get("/{code}", response=shapes.ProcedureOut, summary="A procedure in full")
def get_procedure(request: HttpRequest, code: str, on: date | None = None) -> shapes.ProcedureOut:  # noqa: ARG001
    """As it is in force on a date, today where none is given."""
    return showing.procedure(api.current_version(code=code, on=on or today()))


@router.get("/{code}/form", response=shapes.FormOut, by_alias=True, summary="The electronic form of a procedure")
def get_form(request: HttpRequest, code: str, on: date | None = None) -> shapes.FormOut:  # noqa: ARG001
    """JSON Schema and layout; 404 where the procedure has no form."""
    version = api.current_version(code=code, on=on or today())
    if version.form is None:
        raise FormMissing
    return showing.form(version, version.form)


@router.post("/{code}/check", response=shapes.CheckOut, summary="Check answers before filing them")
def check_answers(request: HttpRequest, code: str, sent: shapes.CheckIn) -> shapes.CheckOut:  # noqa: ARG001
    """Nothing is stored: every fault at its field, the papers these answers ask for, and what is to be paid."""
    on = today()
    version = api.current_version(code=code, on=on)
    asked: dict[str, Any] = {
        "version_id": version.version_id,
        "channel": sent.channel,
        "answers": sent.answers,
        "on": on,
    }
    faults = api.validate_answers(**asked, attachments=sent.attachments)
    return showing.verdict(
        faults=[_fault(fault) for fault in faults], papers=api.papers_for(**asked), fees=api.fees_for(**asked)
    )


def _fault(fault: FieldError) -> shapes.FaultOut:
    text = gettext(fault.message)
    return shapes.FaultOut(field=fault.field, code=fault.code, detail=text % fault.params if fault.params else text)
