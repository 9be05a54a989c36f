"""Texts of slips and other JSON, made once for a track by the services' own builders and then only filled in."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from honglam.dossiers.access import Case, place_of
from honglam.dossiers.contracts import Outcome, OwnerKind, ReturnMethod, SlipKind, Status, SupplementItem
from honglam.dossiers.models import Dossier, SlipForm
from honglam.dossiers.rules.parties import DossierFacts
from honglam.dossiers.services.filing import component_names
from honglam.dossiers.services.loading.sampling import NAME
from honglam.dossiers.services.loading.stage import Station, Track
from honglam.dossiers.services.slips import find_form, receipt_content, refusal_content, supplement_content
from honglam.kernel.ids import uuid7

_AT = datetime(1971, 1, 1, tzinfo=UTC)
_SUBMITTED = datetime(1971, 1, 2, tzinfo=UTC)
_DUE = datetime(1971, 1, 3, tzinfo=UTC)
_ANSWER_BY = datetime(1971, 1, 4, tzinfo=UTC)
_MARKS = ("applicant", "id_number", "address", "phone")
_TIMES = {_AT: "at", _SUBMITTED: "submitted_at", _DUE: "due_at", _ANSWER_BY: "answer_by"}

LACKS = "Bản chụp bị mờ ở trang 2, đề nghị chụp lại rõ nét"
SUPPLEMENT_REASON = "Giấy tờ chưa đọc được để đối chiếu"
REFUSAL_REASON = "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận"
REFUSAL_BASIS = "Điều 17 Nghị định 61/2018/NĐ-CP"
REJECTION_REASON = "Kết quả kiểm tra cho thấy chưa đủ điều kiện theo quy định"
REJECTION_BASIS = "Điều 19 Nghị định 61/2018/NĐ-CP"


def copied(text: str) -> str:
    """Text as COPY reads it."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def as_json(value: Any) -> str:
    """JSON as COPY reads it."""
    return copied(json.dumps(value, ensure_ascii=False))


@lru_cache(maxsize=10_000)
def quoted(text: str) -> str:
    """A name or reason that many lines repeat, as JSON."""
    return as_json(text)


def find_forms() -> dict[SlipKind, SlipForm | None]:
    """The official forms of the slips that loaded dossiers have."""
    return {kind: find_form(kind) for kind in (SlipKind.RECEIPT, SlipKind.SUPPLEMENT, SlipKind.REFUSAL)}


class Texts:
    """The JSON texts of one track; `%(name)s` stands where each dossier differs."""

    def __init__(self, track: Track, forms: Mapping[SlipKind, SlipForm | None] | None = None) -> None:
        """The receipt; other slips when they are first wanted. `forms`: the official forms where they are at hand."""
        self.track = track
        self.forms = forms or find_forms()
        self.numbers = {kind: form.number if form else "" for kind, form in self.forms.items()}
        names = component_names(track.version)
        self.papers = [(paper, names.get(paper.component_code, paper.component_code)) for paper in track.papers]
        self.answers = as_json(track.stored_answers).replace("%", "%%").replace(NAME, "%(applicant)s")
        self._made: dict[object, str] = {}

    def receipt(self) -> str:
        """Form 01; `due_provisional` and `return_method` differ as well."""
        if SlipKind.RECEIPT not in self._made:
            content = receipt_content(
                self._case(),
                actor=self.track.reception.actor,
                at=_AT,
                form=self.forms[SlipKind.RECEIPT],
                papers=self.track.papers,
            )
            content |= {"due_provisional": "§due_provisional§", "return_method": "§return_method§"}
            self._made[SlipKind.RECEIPT] = _template(content).replace('"%(due_provisional)s"', "%(due_provisional)s")
        return self._made[SlipKind.RECEIPT]

    def supplement(self, station: Station) -> str:
        """Form 02."""
        key = (SlipKind.SUPPLEMENT, station.code)
        if key not in self._made:
            content = supplement_content(
                self._case(),
                actor=station.actor,
                at=_AT,
                form=self.forms[SlipKind.SUPPLEMENT],
                items=self.items(),
                reason=SUPPLEMENT_REASON,
                answer_by=_ANSWER_BY,
            )
            self._made[key] = _template(content)
        return self._made[key]

    def refusal(self, station: Station, reason: str, basis: str) -> str:
        """Form 03."""
        key = (SlipKind.REFUSAL, station.code, reason)
        if key not in self._made:
            content = refusal_content(
                self._case(),
                actor=station.actor,
                at=_AT,
                form=self.forms[SlipKind.REFUSAL],
                reason=reason,
                legal_basis=basis,
            )
            self._made[key] = _template(content)
        return self._made[key]

    def foresee(self) -> None:
        """Make every text that a life on this track may want, so that nothing is read while rows are written."""
        self.receipt()
        self.refusal(self.track.reception, REFUSAL_REASON, REFUSAL_BASIS)
        for outcome, way in self.track.ways.items():
            if way:
                self.supplement(way[0])
            if way and outcome is Outcome.REJECTED:
                self.refusal(way[-1], REJECTION_REASON, REJECTION_BASIS)

    def items(self) -> tuple[SupplementItem, ...]:
        """What is lacking: the first paper."""
        code, name = ("", "Giấy tờ kèm theo")
        if self.papers:
            code, name = self.papers[0][0].component_code, self.papers[0][1]
        return (SupplementItem(component_code=code, name=name, lacks=LACKS),)

    def _case(self) -> Case:
        track, marks = self.track, {name: f"§{name}§" for name in _MARKS}
        dossier = Dossier(
            id=uuid7(),
            version_id=track.version.version_id,
            procedure_code=track.version.code,
            procedure_name=track.version.name,
            channel=track.channel.value,
            lead_agency_id=track.lead_id,
            desk_id=track.desk_id,
            applicant_kind=OwnerKind.CITIZEN.value,
            applicant_name=marks["applicant"],
            applicant_id_number=marks["id_number"],
            applicant_phone=marks["phone"],
            applicant_address=marks["address"],
            return_method=ReturnMethod.AT_DESK.value,
            submitted_at=_SUBMITTED,
            clock_started_at=_AT,
            due_at=_DUE,
            status="registered",
        )
        nobody = DossierFacts(
            status=Status.REGISTERED,
            owner_account_id=None,
            enterprise_id=None,
            desk=place_of(track.desk_id),
            lead=place_of(track.lead_id),
            units=frozenset(),
            readers=frozenset(),
        )
        return Case(dossier=dossier, tasks=[], version=track.version, facts=nobody, answers=track.stored_answers)


def _template(content: Mapping[str, Any]) -> str:
    text = as_json({**content, "code": "§code§"}).replace("%", "%%")
    for name in (*_MARKS, "code", "due_provisional", "return_method"):
        text = text.replace(f"§{name}§", f"%({name})s")
    for at, name in _TIMES.items():
        text = text.replace(at.isoformat(), f"%({name})s")
    return text
