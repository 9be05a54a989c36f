"""Look: lists, one dossier, its history, and what anybody may know by a code."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from honglam.dossiers import api
from honglam.dossiers.rest.calls import caller, router
from honglam.dossiers.rest.shapes import DossierOut, LineOut, PageOut, PublicOut
from honglam.dossiers.rest.telling import tell_dossier, tell_line, tell_page
from honglam.kernel.calls import REFUSALS
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now

PageSize = Annotated[int, Field(ge=1, le=100)]
Asked = Annotated[str, Field(min_length=2, max_length=200)]


@router.get("", response={200: PageOut, **REFUSALS}, summary="My dossiers")
def list_mine(
    request: HttpRequest, after: str | None = None, limit: PageSize = 20, open_only: bool = False
) -> dict[str, Any]:
    """Dossiers of the account behind the token, newest first."""
    actor = caller(request, "dossiers:read")
    return tell_page(api.list_my_dossiers(actor=actor, after=after, limit=limit, open_only=open_only))


@router.get("/search", response={200: PageOut, **REFUSALS}, summary="Search among what the post may see")
def search(
    request: HttpRequest,
    query: Asked,
    after: str | None = None,
    limit: PageSize = 50,
) -> dict[str, Any]:
    """By code, name or number, accents ignored. For officers."""
    actor = caller(request, "dossiers:read")
    return tell_page(api.search_dossiers(actor=actor, query=query, after=after, limit=limit))


@router.get("/look-up/{code}", auth=None, response={200: PublicOut, **REFUSALS}, summary="Is it finished?")
def look_up(request: HttpRequest, code: str) -> Any:
    """All that the law shows without signing in (TT 01/2018/TT-VPCP Đ16)."""
    return api.look_up(code=code, address=client_address(request))


@router.get("/{dossier_id}", response={200: DossierOut, **REFUSALS}, summary="One dossier")
def get(request: HttpRequest, dossier_id: UUID) -> dict[str, Any]:
    """A dossier as this caller may see it. A stranger's read is written down."""
    actor = caller(request, "dossiers:read")
    return tell_dossier(api.get_dossier(actor=actor, dossier_id=dossier_id, at=now()))


@router.get("/{dossier_id}/history", response={200: list[LineOut], **REFUSALS}, summary="Its history")
def history(request: HttpRequest, dossier_id: UUID) -> list[dict[str, Any]]:
    """What happened, oldest first."""
    actor = caller(request, "dossiers:read")
    return [tell_line(line) for line in api.get_dossier(actor=actor, dossier_id=dossier_id, at=now()).timeline]
