"""Situations in the words of the one-stop: who is there, and how far a dossier has come.

Monday 16 November 2026, nine o'clock, is `MORNING`; commune An (99001) settles procedure 1.000001 through its office.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from honglam.directory import api as directory
from honglam.dossiers import api
from honglam.dossiers.contracts import (
    Accepted,
    Applicant,
    EvidenceKind,
    Outcome,
    PaperInput,
    PaperKind,
    ResultInput,
    ReturnEvidence,
    ReturnMethod,
    Status,
    Submission,
    SupplementItem,
    SupplementReply,
)
from honglam.dossiers.models import Dossier, Task
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor
from honglam.procedures.contracts import Channel

VN = ZoneInfo("Asia/Ho_Chi_Minh")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
HOUSEHOLD, STAMP, LICENCE = "1.000001", "1.000002", "1.000003"
ANSWERS: dict[str, Any] = {
    "loai": "moi",
    "chu_ho": {
        "ho_ten": "Nguyễn Thị Hồng",
        "so_dinh_danh": "042185001234",
        "ngay_sinh": "1985-03-12",
        "xa": "99001",
    },
    "so_ban": 2,
}


def vn(text: str) -> datetime:
    """`2026-11-16 09:00` on Vietnam's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


MORNING = vn("2026-11-16 09:00")

POSTS = {
    "reception": ("MC-XA-99001", "TN"),
    "desk_head": ("MC-XA-99001", "GD"),
    "accountant": ("MC-XA-99001", "KT"),
    "officer": ("VP-XA-99001", "CV"),
    "colleague": ("VP-XA-99001", "CV"),
    "unit_head": ("VP-XA-99001", "CVP"),
    "clerk": ("VP-XA-99001", "VT"),
    "chairman": ("UBND-XA-99001", "CT"),
    "province_chairman": ("UBND-MAU", "CT"),
    "auditor": ("UBND-MAU", "KS"),
    "administrator": ("UBND-MAU", "QT"),
    "department_head": ("SO-MAU", "GD"),
    "department_clerk": ("SO-MAU", "VT"),
    "specialist": ("P-SO-MAU", "CV"),
    "province_reception": ("MC-MAU", "TN"),
    "other_reception": ("MC-XA-99002", "TN"),
    "other_officer": ("VP-XA-99002", "CV"),
    "other_chairman": ("UBND-XA-99002", "CT"),
}


@dataclass
class Scene:
    """People by their part, and shortcuts to situations."""

    actors: dict[str, Actor] = field(default_factory=dict)
    stored: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "Scene":
        """Everybody of `POSTS`, and two citizens."""
        scene = cls()
        for part, (agency, post) in POSTS.items():
            scene.actors[part] = _officer(part, agency, post)
        scene.actors["citizen"] = _citizen("citizen", "Nguyễn Thị Hồng", "042185001234")
        scene.actors["stranger"] = _citizen("stranger", "Trần Văn Lam", "")
        return scene

    def __getattr__(self, part: str) -> Actor:
        """`scene.clerk` is the clerk."""
        try:
            return self.actors[part]
        except KeyError:
            raise AttributeError(part) from None

    def unit(self, code: str) -> int:
        """The id of an agency by its code."""
        return directory.get_agency_by_code(code=code).id

    def file(self, actor: Actor, name: str = "giay-to.pdf", at: datetime = MORNING) -> UUID:
        """A stored file; one of each name, since storing waits for the disk."""
        if name not in self.stored:
            self.stored[name] = files.store(actor=actor, content=PDF, name=name, at=at, purpose="dossier").id
        return self.stored[name]

    def submission(self, **changes: Any) -> Submission:
        """A complete household registration in commune An."""
        values: dict[str, Any] = {
            "procedure_code": HOUSEHOLD,
            "applicant": Applicant(
                name="Nguyễn Thị Hồng",
                id_number="042185001234",
                phone="0912345678",
                email="hong@example.vn",
                address="Thôn 3, xã An, tỉnh Mẫu",
            ),
            "answers": ANSWERS,
            "papers": (self.paper("TK"), self.paper("GT")),
            "unit_code": "99001",
        }
        return Submission(**{**values, **changes})

    def paper(self, code: str) -> PaperInput:
        """A paper with a file."""
        return PaperInput(component_code=code, file_id=self.file(self.citizen, f"{code}.pdf"), file_name=f"{code}.pdf")

    def sheet(self, code: str) -> PaperInput:
        """A paper on the counter."""
        return PaperInput(component_code=code, kind=PaperKind.ORIGINAL, originals=1)

    def submitted(self, at: datetime = MORNING, **changes: Any) -> UUID:
        """A dossier filed online by the citizen."""
        return api.submit_dossier(
            actor=self.citizen, submission=self.submission(**changes), key=str(uuid7()), at=at
        ).dossier_id

    def accept(self, dossier_id: UUID, at: datetime = MORNING) -> Accepted:
        """Receive it at commune An's desk."""
        return api.accept_dossier(actor=self.reception, dossier_id=dossier_id, at=at)

    def accepted(self, at: datetime = MORNING, **changes: Any) -> UUID:
        """A dossier received at the moment it was filed."""
        dossier_id = self.submitted(at, **changes)
        self.accept(dossier_id, at)
        return dossier_id

    def walk_in(self, at: datetime = MORNING, key: str = "", **changes: Any) -> Accepted:
        """A dossier brought to the counter: three working days."""
        papers = (self.sheet("TK"), self.sheet("GT"))
        submission = self.submission(**{"answers": {}, "papers": papers, **changes})
        return api.take_in(actor=self.reception, submission=submission, key=key or str(uuid7()), at=at)

    def task(self, dossier_id: UUID, kind: str = "") -> Task:
        """The open task, or the one of that kind."""
        rows = Task.objects.filter(dossier_id=dossier_id, state__in=["open", "suspended"]).order_by("-opened_at", "-id")
        found = (rows.filter(kind=kind) if kind else rows).first()
        assert found is not None, f"no live task of {dossier_id}"
        return found

    def processing(self, at: datetime = MORNING, **changes: Any) -> UUID:
        """A dossier that the officer has taken up."""
        dossier_id = self.accepted(at, **changes)
        api.claim_task(actor=self.officer, task_id=self.task(dossier_id).id, at=at)
        return dossier_id

    def at_last_step(self, at: datetime = MORNING, outcome: str = "dat", **changes: Any) -> UUID:
        """Checked, approved and signed: the clerk has it."""
        dossier_id = self.processing(at, **changes)
        steps = ((self.officer, outcome), (self.unit_head, ""), (self.chairman, ""))
        for actor, result in steps:
            api.finish_step(actor=actor, task_id=self.task(dossier_id).id, outcome=result, at=at)
        return dossier_id

    def result(self, **changes: Any) -> ResultInput:
        """A granted result with its file."""
        values: dict[str, Any] = {
            "outcome": Outcome.GRANTED,
            "number": "12/GXN-UBND",
            "issued_on": date(2026, 11, 16),
            "title": "Giấy xác nhận việc nhà",
            "file_id": self.file(self.clerk, "ket-qua.pdf"),
            "file_name": "ket-qua.pdf",
            "signer_name": "Chủ tịch",
        }
        return ResultInput(**{**values, **changes})

    def refusal(self) -> ResultInput:
        """A negative result."""
        return ResultInput(
            outcome=Outcome.REJECTED, reason="Không đủ điều kiện về nơi ở", legal_basis="Điều 5 Luật Mẫu"
        )

    def resolved(self, at: datetime = MORNING, **changes: Any) -> UUID:
        """A dossier with its result at the desk."""
        dossier_id = self.at_last_step(at, **changes)
        api.issue_result(actor=self.clerk, dossier_id=dossier_id, result=self.result(), at=at)
        return dossier_id

    def returned(self, at: datetime = MORNING) -> UUID:
        """A dossier handed over."""
        dossier_id = self.resolved(at)
        api.return_result(actor=self.reception, dossier_id=dossier_id, evidence=self.signature(), at=at)
        return dossier_id

    def signature(self) -> ReturnEvidence:
        """A signature for the result."""
        return ReturnEvidence(kind=EvidenceKind.SIGNATURE, recipient_name="Nguyễn Thị Hồng")

    def ask(self, dossier_id: UUID, actor: Actor | None = None, at: datetime = MORNING, **changes: Any) -> None:
        """Ask for a supplement."""
        items = changes.pop("items", None) or self.items()
        api.request_supplement(
            actor=actor or self.officer,
            dossier_id=dossier_id,
            items=items,
            reason=changes.pop("reason", "Bản chụp bị mờ"),
            at=at,
            **changes,
        )

    def items(self) -> tuple[SupplementItem, ...]:
        """One thing that is lacking, said specifically."""
        return (
            SupplementItem(component_code="GT", name="Giấy tờ chứng minh việc nhà", lacks="Trang 2 bị mờ, chụp lại"),
        )

    def reply(self) -> tuple[SupplementReply, ...]:
        """What answers `items`."""
        return (SupplementReply(item=0, papers=(self.paper("GT"),)),)

    def row(self, dossier_id: UUID) -> Dossier:
        """The dossier's row."""
        return Dossier.objects.get(id=dossier_id)

    def status(self, dossier_id: UUID) -> Status:
        """Where it stands."""
        return Status(self.row(dossier_id).status)

    def at(self, status: Status, at: datetime = MORNING) -> UUID:
        """A dossier that stands in a status, having come there lawfully."""
        return getattr(self, f"_at_{status.name.lower()}")(at)  # type: ignore[no-any-return]

    def _at_registered(self, at: datetime) -> UUID:
        return self.submitted(at)

    def _at_accepted(self, at: datetime) -> UUID:
        return self.accepted(at)

    def _at_refused(self, at: datetime) -> UUID:
        found = self.submitted(at)
        api.refuse_dossier(
            actor=self.reception, dossier_id=found, reason="Sai thẩm quyền", legal_basis="Điều 4 Luật Mẫu", at=at
        )
        return found

    def _at_processing(self, at: datetime) -> UUID:
        return self.processing(at)

    def _at_supplement_requested(self, at: datetime) -> UUID:
        found = self.processing(at)
        self.ask(found, at=at)
        return found

    def _at_awaiting_payment(self, at: datetime) -> UUID:
        found = self.processing(at)
        api.request_payment(actor=self.officer, dossier_id=found, amount=150_000, reason="Thuế đất", at=at)
        return found

    def _at_withdrawn(self, at: datetime) -> UUID:
        found = self.submitted(at)
        api.withdraw_dossier(actor=self.citizen, dossier_id=found, reason="Đã đổi ý", at=at)
        return found

    def _at_stopped(self, at: datetime) -> UUID:
        found = self.processing(at)
        api.stop_dossier(
            actor=self.unit_head, dossier_id=found, reason="Có tranh chấp", legal_basis="Điều 9 Luật Mẫu", at=at
        )
        return found

    def _at_resolved(self, at: datetime) -> UUID:
        return self.resolved(at)

    def _at_returned(self, at: datetime) -> UUID:
        return self.returned(at)


def later(hours: float = 0, days: int = 0) -> datetime:
    """Some time after `MORNING`."""
    return MORNING + timedelta(hours=hours, days=days)


def _officer(part: str, agency: str, post: str) -> Actor:
    account = identity.ensure_account(
        email=f"{part}@mau.vn",
        full_name=f"Cán Bộ {part.replace('_', ' ').title()}",
        password="con trâu ăn cỏ non",
        kind=AccountKind.STAFF,
        at=MORNING,
    )
    unit = directory.get_agency_by_code(code=agency)
    held = next(one for one in directory.list_posts(agency_id=unit.id) if one.code == post)
    directory.appoint(actor=SYSTEM, post_id=held.id, account_id=account.id, valid_from=date(2026, 1, 1), at=MORNING)
    return directory.actor_of_account(account_id=account.id)


def _citizen(part: str, name: str, citizen_id: str) -> Actor:
    account = identity.ensure_account(
        email=f"{part}@example.vn",
        full_name=name,
        password="con trâu ăn cỏ non",
        citizen_id=citizen_id,
        at=MORNING,
    )
    return identity.actor_of(account_id=account.id)


__all__ = [
    "ANSWERS",
    "HOUSEHOLD",
    "LICENCE",
    "MORNING",
    "PDF",
    "POSTS",
    "STAMP",
    "VN",
    "Channel",
    "ReturnMethod",
    "Scene",
    "later",
    "vn",
]
