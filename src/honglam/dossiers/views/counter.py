"""Intake at the counter of the one-stop or of a post office: a person stands here; the card's QR code types most."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import OwnerKind, PaperInput, PaperKind, Submission
from honglam.dossiers.forms.people import read_people
from honglam.dossiers.forms.scanning import Scans, read_scans
from honglam.dossiers.forms.supplement import as_uuid
from honglam.dossiers.rules.building import clean
from honglam.dossiers.rules.facts import fill_gaps, person_facts
from honglam.dossiers.views.scanning import Answers, Typed, sources_of, told_sources, use_suggestion
from honglam.identity import api as identity
from honglam.kernel.clock import now, today
from honglam.kernel.guards import actor_of
from honglam.kernel.idempotency import IdempotencyMismatch
from honglam.kernel.ids import uuid7
from honglam.kernel.values import DomainError, FieldError, FieldErrors
from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, PageModel, SearchCriteria, VersionView
from honglam.registries import api as registries
from honglam.registries.contracts import HolderKind, Offer, Purpose
from honglam.ui.errors import PageErrors

ASIDE = frozenset({"_items", "_held", "_card", "_scan", "_drop", "_use"})
"""Buttons of the page that receive nothing yet."""
Take = Callable[[HttpRequest, VersionView, Answers, Scans], HttpResponse]


@dataclass(frozen=True)
class Counter:
    """Whose counter the page stands on. `postal`: a place must be named, consent is asked, no wallet is opened."""

    channel: Channel
    take: Take
    choose: str
    intake: str

    @property
    def postal(self) -> bool:
        """Whether the post office fills it in for the citizen."""
        return self.channel is Channel.POSTAL


@dataclass(frozen=True)
class Filled:
    """The page as it stands: what was typed, the papers scanned, whose counter."""

    typed: Typed
    scans: Scans
    counter: Counter


def choose(request: HttpRequest) -> HttpResponse:
    """Which procedure? Search first, what is most asked for on top."""
    return _choose(request, DESK)


def choose_for_post(request: HttpRequest) -> HttpResponse:
    """The same at a post office."""
    return _choose(request, POST_OFFICE)


def intake(request: HttpRequest, code: str) -> HttpResponse:
    """One page: who, the questions, the papers counted and scanned; accepted in one go, the receipt printed."""
    return _intake(request, code, DESK)


def intake_for_post(request: HttpRequest, code: str) -> HttpResponse:
    """The same page at a post office; what is filled in is kept by `postal` until it is handed over to the desk."""
    return _intake(request, code, POST_OFFICE)


def _choose(request: HttpRequest, counter: Counter) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    page = procedures.search(criteria=SearchCriteria(query=query), on=today(), after=request.GET.get("sau") or None)
    return render(request, "dossiers/officer/choose.html", {"query": query, "page": page, "counter": counter})


def _intake(request: HttpRequest, code: str, counter: Counter) -> HttpResponse:
    version = procedures.current_version(code=code, on=today())
    answers, typed = _answers(request, version), request.POST.dict()
    scans, refused = read_scans(request, version, now())
    try:
        if refused is None and request.method == "POST" and not ASIDE & set(request.POST):
            return counter.take(request, version, answers, scans)
        answers, typed = _edited(request, version, answers, typed)
    except DomainError as refusal:
        refused = refused or refusal
    typed = typed | dict.fromkeys(_not_on_paper(version, answers, typed), "")
    return _intake_page(request, version, answers, refused, Filled(typed, scans, counter))


def _edited(request: HttpRequest, version: VersionView, answers: Answers, typed: Typed) -> tuple[Answers, Typed]:
    """What the page's smaller buttons do: a card read, an item more, a value confirmed; the rest only looks again."""
    if items := request.POST.get("_items"):
        return procedures.edit_items(version_id=version.version_id, answers=answers, command=items), typed
    if "_use" in request.POST:
        return use_suggestion(request, version, answers, typed)
    if "_card" in request.POST:
        typed, known = _with_card(typed)
        return fill_gaps(answers, procedures.prefill(version_id=version.version_id, facts=known)), typed
    return answers, typed


def _not_on_paper(version: VersionView, answers: Answers, typed: Typed) -> list[str]:
    """Fields of counts that the page proposed and nobody touched, though the form was filled in on the page itself."""
    if procedures.is_untouched(version_id=version.version_id, answers=answers):
        return []
    counts = {f"papers.{one.code}._proposed": f"papers.{one.code}.originals" for one in version.components}
    kept = [mark for mark, count in counts.items() if typed.get(mark) and typed[mark] == typed.get(count)]
    return kept + [counts[mark] for mark in kept]


def refuse_walk_in(request: HttpRequest, code: str) -> HttpResponse:
    """The person may not be sent away without a paper: refuse with form 03, on record."""
    version, errors = procedures.current_version(code=code, on=today()), PageErrors()
    key = request.POST.get("idempotency_key") or str(uuid7())
    if request.method == "POST":
        try:
            refused = _refuse(request, version)
            return redirect("dossiers:officer_dossier", refused)
        except DomainError as refusal:
            errors = PageErrors.of(refusal)
    key = str(uuid7()) if errors.code == IdempotencyMismatch.code else key
    context = {"version": version, "errors": errors, "typed": request.POST.dict(), "key": key}
    return render(request, "dossiers/officer/refuse_walk_in.html", context, status=422 if errors else 200)


def _take_in(request: HttpRequest, version: VersionView, answers: Answers, scans: Scans) -> HttpResponse:
    submission = _submission(request, version, answers, scans)
    key = request.POST.get("idempotency_key") or str(uuid7())
    accepted = api.take_in(actor=actor_of(request), submission=submission, key=key, at=now())
    messages.success(request, gettext("Received under the code %(code)s.") % {"code": accepted.code})
    return redirect("dossiers:officer_dossier", accepted.dossier_id)


def _keep_for_post(request: HttpRequest, version: VersionView, answers: Answers, scans: Scans) -> HttpResponse:
    address = api.intake_of(channel=Channel.POSTAL).keep(
        actor=actor_of(request),
        submission=_submission(request, version, answers, scans),
        consented="consent" in request.POST,
        key=request.POST.get("idempotency_key") or str(uuid7()),
        at=now(),
    )
    return redirect(address)


DESK = Counter(Channel.IN_PERSON, _take_in, "dossiers:choose", "dossiers:intake")
POST_OFFICE = Counter(Channel.POSTAL, _keep_for_post, "dossiers:post_choose", "dossiers:post_intake")


def _with_card(typed: Typed) -> tuple[Typed, dict[str, str]]:
    """What the scanner typed from a citizen card, for the fields of the applicant and as facts for the form."""
    text = typed.get("qr", "").strip()
    if not text:
        return typed, {}
    try:
        card = identity.read_card(text=text)
    except DomainError as refusal:
        refusal.field = "qr"
        raise
    told = {"name": card.full_name, "id_number": card.citizen_id, "birth_on": card.birth, "address": card.address}
    known = person_facts(
        full_name=card.full_name,
        citizen_id=card.citizen_id,
        birth=card.birth,
        gender=card.gender,
        phone=typed.get("applicant.phone", ""),
        address=card.address,
    )
    return typed | {"qr": ""} | {f"applicant.{name}": value for name, value in told.items()}, known


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


def _answers(request: HttpRequest, version: VersionView) -> Answers:
    """What was typed into the form; on a fresh page what the form proposes by itself."""
    if request.method != "POST":
        return procedures.prefill(version_id=version.version_id, facts={})
    answers: Answers = {}
    for number in _pages(version):
        answers = procedures.read_page(
            version_id=version.version_id, page=number, data=request.POST, answers=answers, on=today()
        )
    return answers


def _pages(version: VersionView) -> range:
    return range(1, len(version.form.layout.pages) + 1 if version.form else 1)


def _submission(request: HttpRequest, version: VersionView, answers: Answers, scans: Scans) -> Submission:
    people = read_people(request.POST.dict(), place_needed=False)
    assert people.applicant is not None  # noqa: S101 - read_people refuses a page without one
    return Submission(
        procedure_code=version.code,
        applicant=people.applicant,
        # A form left as it came lies on the counter: its questions are not asked again.
        answers={} if procedures.is_untouched(version_id=version.version_id, answers=answers) else answers,
        papers=_papers(request, version, scans, frozenset(_not_on_paper(version, answers, request.POST.dict()))),
        unit_code=people.unit_code or "",
        submitter=None if people.submitter is None or people.submitter.is_blank else people.submitter,
        return_method=people.return_method,  # type: ignore[arg-type]
        return_address=people.return_address or "",
        sources=sources_of(request, version, answers, request.POST.dict()),
    )


def _papers(
    request: HttpRequest, version: VersionView, scans: Scans, not_here: frozenset[str]
) -> tuple[PaperInput, ...]:
    """Sheets counted on the counter, and scans of them; `not_here`: counts that nobody meant."""
    found: list[PaperInput] = []
    for component in version.components:
        name = f"papers.{component.code}"
        found += [
            PaperInput(component_code=component.code, file_id=scan.file_id, file_name=scan.file_name)
            for scan in scans.get(component.code, [])
        ]
        if held_id := as_uuid(request.POST.get(f"{name}.held", "")):
            found.append(PaperInput(component_code=component.code, held_id=held_id))
        counts = (f"{name}.originals", f"{name}.copies")
        originals, copies = (0 if one in not_here else _number(request.POST.get(one, "")) for one in counts)
        if originals or copies:
            kind = PaperKind.ORIGINAL if originals else PaperKind.CERTIFIED_COPY
            back = request.POST.get(f"{name}.back") == "1"
            found.append(
                PaperInput(component_code=component.code, kind=kind, originals=originals, copies=copies, goes_back=back)
            )
    return tuple(found)


def _held(request: HttpRequest, version: VersionView, typed: Typed) -> dict[str, list[Offer]]:
    """What the province holds already for whoever stands here: it must not be asked for (NĐ 309/2026)."""
    number = "".join(clean(typed.get("applicant.id_number", ""), 30).split())
    if not number or request.method != "POST":
        return {}
    person = typed.get("applicant.kind", "citizen") == OwnerKind.CITIZEN.value
    return registries.see_held(
        actor=actor_of(request),
        kind=HolderKind.PERSON if person else HolderKind.ENTERPRISE,
        number=number,
        purpose=Purpose(
            kind="counter",
            id=as_uuid(typed.get("idempotency_key", "")),
            procedure_code=version.code,
            procedure_name=version.name,
        ),
        at=now(),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 2 else 0


def _intake_page(
    request: HttpRequest,
    version: VersionView,
    answers: Answers,
    refused: DomainError | None,
    filled: Filled,
) -> HttpResponse:
    on, version_id, channel = today(), version.version_id, filled.counter.channel
    faults = refused.errors if isinstance(refused, FieldErrors) else []
    told = told_sources(sources_of(request, version, answers, filled.typed))
    asked = procedures.papers_for(version_id=version_id, channel=channel, answers=answers, on=on)
    context = {
        "version": version,
        "models": _models(version, answers, faults, told),
        "counter": filled.counter,
        "wanted": {paper.code for paper in asked if paper.required},
        "fees": procedures.fees_for(version_id=version_id, channel=channel, answers=answers, on=on),
        "errors": PageErrors.of(refused),
        "typed": filled.typed | {"idempotency_key": _key(filled.typed, refused)},
        "held": {} if filled.counter.postal else _held(request, version, filled.typed),
        "scans": filled.scans,
        "sources": told,
    }
    return render(request, "dossiers/officer/intake.html", context, status=422 if refused else 200)


def _key(typed: Typed, refused: DomainError | None) -> str:
    """What makes the form one submission; a new one where it was used for another, on a page that was gone back to."""
    used = isinstance(refused, IdempotencyMismatch)
    return (not used and typed.get("idempotency_key")) or str(uuid7())


def _models(
    version: VersionView, answers: Answers, faults: Sequence[FieldError], told: Mapping[str, str]
) -> list[PageModel]:
    return [
        procedures.page_model(
            version_id=version.version_id,
            page=number,
            answers=answers,
            on=today(),
            errors=faults,
            sources=told,
            together=True,
        )
        for number in _pages(version)
    ]
