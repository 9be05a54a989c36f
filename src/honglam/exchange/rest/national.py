"""Where the national portal hands on dossiers that were filed there, in the words of its own services."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from honglam.dossiers.contracts import Applicant, OwnerKind, ReturnMethod
from honglam.exchange import api
from honglam.exchange.contracts import Filing, FilingFile, FilingNotFound, FilingState, FilingView, MomentMalformed
from honglam.exchange.rules.national import read_moment
from honglam.kernel.calls import REFUSALS, caller
from honglam.kernel.clock import now
from honglam.kernel.shapes import FIRST_YEAR, LAST_YEAR, Storable

router = Router()
SCOPE = "portal:file"
PLAIN = r"^[^\x00-\x1f]*$"
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9._-]+$")]
Line = Annotated[str, Field(max_length=300, pattern=PLAIN)]
OWNERS = {"0": OwnerKind.CITIZEN, "1": OwnerKind.ENTERPRISE, "2": OwnerKind.HOUSEHOLD_BUSINESS}


class PortalFileIn(Schema):
    """A paper that lies at the portal."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    TepDinhKemId: Code
    TenTepDinhKem: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
    MaThanhPhanHoSo: Code
    DuongDanTaiTepTin: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00-\x20\x7f]+$")]


class PortalFilingIn(Schema):
    """A dossier as the portal hands it on. `DuLieuKhai`: the answers to our form, if the portal asked them."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    MaHoSo: Code
    MaTTHC: Code
    NgayNop: Annotated[str, Field(pattern=r"^\d{14}$")]
    ChuHoSo: Annotated[str, Field(min_length=1, max_length=300, pattern=PLAIN)]
    LoaiDoiTuong: Annotated[str, Field(pattern=r"^[012]$")] = "0"
    MaDoiTuong: Line = ""
    Email: Line = ""
    SoDienThoai: Line = ""
    DiaChi: Line = ""
    MaXa: Annotated[str, Field(max_length=20, pattern=r"^[0-9A-Za-z._-]*$")] = ""
    HinhThuc: Annotated[str, Field(pattern=r"^[01]$")] = "0"
    DiaChiTra: Line = ""
    DuLieuKhai: Storable = {}
    TaiLieuNop: Annotated[list[PortalFileIn], Field(max_length=50)] = []


class PortalFaultOut(Schema):
    """One fault, at its field, in Vietnamese."""

    field: str
    detail: str


class PortalFilingOut(Schema):
    """What became of it. `dossier_id` once it is filed; `faults` when it was refused."""

    id: UUID
    code: str
    state: FilingState
    received_at: datetime
    dossier_id: UUID | None
    faults: list[PortalFaultOut]


@router.post("/filings", response={202: PortalFilingOut, **REFUSALS}, summary="Hand on a dossier")
def receive(request: HttpRequest, body: PortalFilingIn) -> Status[Any]:
    """Taken at once and filed in the background. The same `MaHoSo` with the same content answers the same."""
    actor = caller(request, SCOPE)
    return Status(202, tell(api.receive_filing(actor=actor, filing=filing_of(body), at=now())))


@router.get("/filings/{code}", response={200: PortalFilingOut, **REFUSALS}, summary="What became of it")
def find(request: HttpRequest, code: Code) -> dict[str, Any]:
    """By the portal's own code: what the caller handed on itself, or anything for those who watch over the traffic."""
    found = api.find_filing(actor=caller(request, SCOPE), code=code)
    if found is None:
        raise FilingNotFound
    return tell(found)


def filing_of(body: PortalFilingIn) -> Filing:
    """The portal's words as the service takes them. Raises `MomentMalformed`."""
    submitted_at = read_moment(body.NgayNop)
    if submitted_at is None or not FIRST_YEAR <= submitted_at.year <= LAST_YEAR:
        raise MomentMalformed(field="NgayNop")
    return Filing(
        code=body.MaHoSo,
        procedure_code=body.MaTTHC,
        submitted_at=submitted_at.astimezone(UTC),
        applicant=Applicant(
            name=body.ChuHoSo,
            kind=OWNERS[body.LoaiDoiTuong],
            id_number=body.MaDoiTuong,
            phone=body.SoDienThoai,
            email=body.Email,
            address=body.DiaChi,
        ),
        unit_code=body.MaXa,
        return_method=ReturnMethod.POSTAL if body.HinhThuc == "1" else ReturnMethod.AT_DESK,
        return_address=body.DiaChiTra,
        answers=body.DuLieuKhai,
        files=tuple(
            FilingFile(
                id=one.TepDinhKemId,
                name=one.TenTepDinhKem,
                component_code=one.MaThanhPhanHoSo,
                url=one.DuongDanTaiTepTin,
            )
            for one in body.TaiLieuNop
        ),
    )


def tell(view: FilingView) -> dict[str, Any]:
    """What became of a filing, as JSON."""
    faults = [{"field": field, "detail": text} for field, text in view.faults]
    return {
        "id": view.id,
        "code": view.code,
        "state": view.state,
        "received_at": view.received_at,
        "dossier_id": view.dossier_id,
        "faults": faults,
    }
