"""Intake at the counter: a person stands here; the card's QR code types most of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from honglam.dossiers import api
from honglam.dossiers.contracts import PaperInput, PaperKind, Submission
from honglam.dossiers.forms.people import read_people
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, SearchCriteria, VersionView
from honglam.ui.errors import PageErrors


def choose(request: HttpRequest) -> HttpResponse:
    """Which procedure? Search first, what is most asked for on top."""
    query = request.GET.get("q", "").strip()
    page = procedures.search(criteria=SearchCriteria(query=query), on=today(), after=request.GET.get("sau") or None)
    return render(request, "dossiers/officer/choose.html", {"query": query, "page": page})


def intake(request: HttpRequest, code: str) -> HttpResponse:
    """One page: who, the questions, the papers counted; accepted in one go, the receipt printed."""
    version, errors = procedures.current_version(code=code, on=today()), PageErrors()
    answers = _answers(request.POST, version) if request.method == "POST" else {}
    key = request.POST.get("idempotency_key") or str(uuid7())
    typed = request.POST.dict()
    if request.POST.get("_items"):
        answers = procedures.edit_items(version_id=version.version_id, answers=answers, command=request.POST["_items"])
    elif "_card" in request.POST:
        typed, errors = _with_card(typed)
    elif request.method == "POST":
        try:
            accepted = api.take_in(
                actor=actor_of(request), submission=_submission(request, version, answers), key=key, at=now()
            )
            return redirect("dossiers:officer_dossier", accepted.dossier_id)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    return _intake_page(request, version, answers, errors, typed | {"idempotency_key": key})


def refuse_walk_in(request: HttpRequest, code: str) -> HttpResponse:
    """The person may not be sent away without a paper: refuse with form 03, on record."""
    version, errors = procedures.current_version(code=code, on=today()), PageErrors()
    if request.method == "POST":
        try:
            refused = _refuse(request, version)
            return redirect("dossiers:officer_dossier", refused)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    context = {"version": version, "errors": errors, "typed": request.POST.dict(), "key": str(uuid7())}
    return render(request, "dossiers/officer/refuse_walk_in.html", context, status=422 if errors else 200)


def _with_card(typed: dict[str, str]) -> tuple[dict[str, str], PageErrors]:
    """What the scanner typed from a citizen card, put into the fields; other typing stays."""
    text = typed.pop("qr", "").strip()
    if not text:
        return typed, PageErrors()
    try:
        card = identity.read_card(text=text)
    except DomainError as refusal:
        refusal.field = "qr"
        return typed, PageErrors.of(refusal)
    facts = {"name": card.full_name, "id_number": card.citizen_id, "birth_on": card.birth, "address": card.address}
    return typed | {f"applicant.{name}": value for name, value in facts.items()}, PageErrors()


def _refuse(request: HttpRequest, version: VersionView) -> UUID:
    people = read_people(request.POST.dict(), place_needed=False)
    assert people.applicant is not None  # noqa: S101 - read_people refuses a page without one
    done = api.refuse_walk_in(
        actor=actor_of(request),
        procedure_code=version.code,
        applicant=people.applicant,
        reason=request.POST.get("reason", "").strip(),
        legal_basis=request.POST.get("legal_basis", "").strip(),
        key=request.POST.get("idempotency_key", ""),
        at=now(),
    )
    return done.dossier_id


def _answers(data: QueryDict, version: VersionView) -> dict[str, object]:
    answers: dict[str, object] = {}
    for number in range(1, len(version.form.layout.pages) + 1 if version.form else 1):
        answers = procedures.read_page(
            version_id=version.version_id, page=number, data=data, answers=answers, on=today()
        )
    return answers


def _submission(request: HttpRequest, version: VersionView, answers: dict[str, object]) -> Submission:
    people = read_people(request.POST.dict(), place_needed=False)
    assert people.applicant is not None  # noqa: S101 - read_people refuses a page without one
    return Submission(
        procedure_code=version.code,
        applicant=people.applicant,
        answers=answers,
        papers=_papers(request, version),
        unit_code=people.unit_code or "",
        submitter=people.submitter,
        return_method=people.return_method,  # type: ignore[arg-type]
        return_address=people.return_address or "",
    )


def _papers(request: HttpRequest, version: VersionView) -> tuple[PaperInput, ...]:
    """Sheets counted on the counter, and scans of them."""
    found: list[PaperInput] = []
    actor, at = actor_of(request), now()
    for component in version.components:
        name = f"papers.{component.code}"
        for upload in request.FILES.getlist(name):
            stored = files.store(actor=actor, content=upload, name=upload.name or "", at=at, purpose="paper")
            found.append(PaperInput(component_code=component.code, file_id=stored.id, file_name=stored.name))
        originals, copies = (_number(request.POST.get(f"{name}.{kind}", "")) for kind in ("originals", "copies"))
        if originals or copies:
            kind = PaperKind.ORIGINAL if originals else PaperKind.CERTIFIED_COPY
            found.append(PaperInput(component_code=component.code, kind=kind, originals=originals, copies=copies))
    return tuple(found)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 2 else 0


def _intake_page(
    request: HttpRequest, version: VersionView, answers: dict[str, object], errors: PageErrors, typed: dict[str, str]
) -> HttpResponse:
    on = today()
    pages = range(1, len(version.form.layout.pages) + 1 if version.form else 1)
    context = {
        "version": version,
        "models": [
            procedures.page_model(version_id=version.version_id, page=number, answers=answers, on=on)
            for number in pages
        ],
        "asked": procedures.papers_for(
            version_id=version.version_id, channel=Channel.IN_PERSON, answers=answers, on=on
        ),
        "fees": procedures.fees_for(version_id=version.version_id, channel=Channel.IN_PERSON, answers=answers, on=on),
        "errors": errors,
        "typed": typed,
    }
    return render(request, "dossiers/officer/intake.html", context, status=422 if errors else 200)
