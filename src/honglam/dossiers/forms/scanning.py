"""Papers scanned at the counter and answers taken from them, as a browser sends them back and forth.

`papers.X` files · `papers.X.page` pages that arrived piece by piece (`<upload>:<quarter turns>`, in their order) ·
`papers.X.scan` papers put together before · `_drop` one to be left out · `source.F` the suggestion (`<scan>:<number>`)
that an officer confirmed for the question F · `_use` the one confirmed with this press (`<scan>:<number>:<field>`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import HttpRequest

from honglam.dossiers import api
from honglam.dossiers.contracts import ScanView
from honglam.dossiers.forms.supplement import as_number, as_uuid, read_pages
from honglam.kernel.guards import actor_of
from honglam.kernel.values import DomainError
from honglam.procedures.contracts import VersionView

Scans = dict[str, list[ScanView]]
SOURCE = "source."


def read_scans(request: HttpRequest, version: VersionView, at: datetime) -> tuple[Scans, DomainError | None]:
    """Every scanned paper of the page by its component: those made before, and what came with this request.

    One bad file takes none of the others with it: the first refusal, with its field, comes beside what is good.
    """
    found: Scans = {}
    refused: list[DomainError] = []
    actor, dropped = actor_of(request), as_uuid(request.POST.get("_drop", ""))
    for component in version.components:
        name = f"papers.{component.code}"
        known = [one for one in map(as_uuid, request.POST.getlist(f"{name}.scan")) if one and one != dropped]
        found[component.code] = api.list_scans(actor=actor, scan_ids=known) if known else []
        for make in _new_scans(request, name, component.code, component.name, at):
            try:
                found[component.code].append(make())
            except DomainError as refusal:
                refusal.field = refusal.field or name
                refused.append(refusal)
    return found, refused[0] if refused else None


def read_suggestion(text: str) -> tuple[UUID, int, str] | None:
    """Scan, number and question out of `<scan>:<number>:<field>`."""
    key, _, rest = text.partition(":")
    number, _, field = rest.partition(":")
    scan_id = as_uuid(key)
    at = as_number(number)
    return (scan_id, at, field) if scan_id and at is not None else None


def confirmed(typed: Mapping[str, str]) -> Iterator[tuple[str, UUID, int]]:
    """Question, scan and number of every suggestion that was confirmed on this page so far."""
    for name, value in typed.items():
        if name.startswith(SOURCE) and (one := read_suggestion(value)):
            yield name.removeprefix(SOURCE), one[0], one[1]


def _new_scans(
    request: HttpRequest, name: str, code: str, title: str, at: datetime
) -> Iterator[Callable[[], ScanView]]:
    """What each paper sent with this request is made by."""
    actor = actor_of(request)
    if pages := read_pages(request.POST.getlist(f"{name}.page")):
        bound = f"{title[:80]}.pdf"
        yield partial(api.scan_pages, actor=actor, component_code=code, name=bound, pages=pages, at=at)
    for upload in request.FILES.getlist(name):
        yield partial(api.scan_file, actor=actor, component_code=code, name=upload.name or "", content=upload, at=at)
