"""What a scanned paper says, beside the form that is being filled in at the counter."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from honglam.dossiers import api
from honglam.dossiers.contracts import ReadSource, ScanNotFound, Suggestion
from honglam.dossiers.forms.scanning import SOURCE, confirmed, read_suggestion
from honglam.dossiers.rules.facts import put_answer
from honglam.files import api as files
from honglam.kernel.clock import today
from honglam.kernel.guards import actor_of
from honglam.procedures import api as procedures
from honglam.procedures.contracts import VersionView

Answers = dict[str, object]
Typed = dict[str, str]
APPLICANT = "applicant."


def suggestions(request: HttpRequest, code: str, scan_id: UUID) -> HttpResponse:
    """The part of the page under one scanned paper; it asks again while the paper is being read."""
    version = procedures.current_version(code=code, on=today())
    reading = api.read_scan(actor=actor_of(request), scan_id=scan_id, version_id=version.version_id, on=today())
    context = {"reading": reading, "version": version, "can_read": files.can_read_text()}
    return render(request, "dossiers/officer/suggestions.html", context)


def file(request: HttpRequest, scan_id: UUID) -> HttpResponseBase:
    """The scanned paper itself, for the officer who scanned it."""
    found = api.list_scans(actor=actor_of(request), scan_ids=[scan_id])
    if not found:
        raise ScanNotFound
    return files.serve(request=request, file_id=found[0].file_id, inline=True)


def use_suggestion(request: HttpRequest, version: VersionView, answers: Answers, typed: Typed) -> tuple[Answers, Typed]:
    """Put the one value that the officer has just confirmed where it belongs."""
    asked = read_suggestion(request.POST.get("_use", ""))
    behind = _behind(request, version, asked[0], asked[1]) if asked else None
    if not asked or not behind or asked[2] not in {target.field for target in behind[0].targets}:
        raise ScanNotFound
    field, value = asked[2], behind[0].found.value
    typed = typed | {f"{SOURCE}{field}": f"{asked[0]}:{asked[1]}"}
    if field.startswith(APPLICANT):
        return answers, typed | {field: value}
    return put_answer(answers, field, value), typed


def sources_of(request: HttpRequest, version: VersionView, answers: Answers, typed: Typed) -> dict[str, ReadSource]:
    """For each confirmed answer that is still as it was read, where it was read."""
    found: dict[str, ReadSource] = {}
    for field, scan_id, number in confirmed(typed):
        behind = _behind(request, version, scan_id, number)
        if behind and _value_at(field, answers, typed) == behind[1].value:
            found[field] = behind[1]
    return found


def told_sources(sources: Mapping[str, ReadSource]) -> dict[str, str]:
    """The words under each answer that was read."""
    return {field: told_source(one) for field, one in sources.items()}


def told_source(one: ReadSource) -> str:
    """Where an answer was read, in words."""
    return gettext("Read from “%(paper)s”, page %(page)s, line %(line)s; confirmed by the officer") % {
        "paper": one.paper,
        "page": one.page,
        "line": one.line,
    }


def _value_at(field: str, answers: Answers, typed: Typed) -> object:
    if field.startswith(APPLICANT):
        return typed.get(field)
    found: object = answers
    for part in field.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _behind(
    request: HttpRequest, version: VersionView, scan_id: UUID, number: int
) -> tuple[Suggestion, ReadSource] | None:
    return api.source_of_suggestion(
        actor=actor_of(request), version_id=version.version_id, scan_id=scan_id, number=number, on=today()
    )
