"""Uploads that may break off and go on, by the tus protocol 1.0.0 (core and creation; https://tus.io/protocols).

POST  /tep/tai-len/        Upload-Length, Upload-Metadata: filename …   → 201, Location
HEAD  /tep/tai-len/<id>/                                               → 200, Upload-Offset, Upload-Length
PATCH /tep/tai-len/<id>/   Upload-Offset, bytes                        → 204, Upload-Offset; 409 with where to go on
"""

import binascii
from base64 import b64decode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from honglam.files import api
from honglam.files.contracts import FileTooLarge, PieceUnplaced, UploadOffset, UploadUnannounced, UploadView
from honglam.kernel.clock import now
from honglam.kernel.guards import actor_of
from honglam.kernel.problems import CONTENT_TYPE, problem
from honglam.kernel.text import nfc
from honglam.kernel.values import DomainError

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"


@require_http_methods(["POST", "OPTIONS"])
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file; the answer says where its bytes go."""
    if request.method == "OPTIONS":
        return _answer(204, **{"Tus-Version": VERSION, "Tus-Extension": "creation"})
    size = _number(request.headers.get("Upload-Length"))
    name = _name(request.headers.get("Upload-Metadata", ""))
    if size is None or not name:
        return _refused(UploadUnannounced(field="file"), 400)
    try:
        upload = api.begin_upload(actor=actor_of(request), name=name, size=size, at=now())
    except DomainError as refusal:
        return _refused(refusal, 413 if isinstance(refusal, FileTooLarge) else refusal.status)
    return _answer(201, Location=reverse("files:upload", args=[upload.id]), **_offset(upload))


@require_http_methods(["HEAD", "PATCH"])
def piece(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """How far it has come, or its next bytes."""
    actor = actor_of(request)
    if request.method == "HEAD":
        upload = api.get_upload(actor=actor, upload_id=upload_id)
        return _answer(200, **_offset(upload), **{"Upload-Length": str(upload.size), "Cache-Control": "no-store"})
    position = _number(request.headers.get("Upload-Offset"))
    if position is None or request.content_type != PIECE:
        return _refused(PieceUnplaced(), 415 if position is not None else 400)
    try:
        upload = api.add_piece(actor=actor, upload_id=upload_id, position=position, data=request.body)
    except UploadOffset as refusal:
        return _refused(refusal, 409, **{"Upload-Offset": str(refusal.params["taken"])})
    return _answer(204, **_offset(upload))


def _offset(upload: UploadView) -> dict[str, str]:
    return {"Upload-Offset": str(upload.taken)}


def _answer(status: int, **headers: str) -> HttpResponse:
    return HttpResponse(status=status, headers={"Tus-Resumable": VERSION, **headers})


def _refused(refusal: DomainError, status: int, **headers: str) -> HttpResponse:
    """A refusal with its name: the protocol says only a number, whoever reads the answer wants to know why."""
    answer = JsonResponse(problem(refusal) | {"status": status}, status=status, content_type=CONTENT_TYPE)
    for name, value in {"Tus-Resumable": VERSION, **headers}.items():
        answer[name] = value
    return answer


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _name(metadata: str) -> str:
    """The file's name out of `filename <base64>,…`; empty when there is none that can be read."""
    pairs = dict(pair.strip().partition(" ")[::2] for pair in metadata.split(","))
    try:
        name = b64decode(pairs.get("filename", ""), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return nfc(name).strip()
