"""Records to try the registers with, and a meeting of a steering committee. Invented; every record says so.

Entered once, by the leaders among the demo accounts, into those registers that the pack has.
"""

from datetime import date, datetime, timedelta

from honglam.cli.demo_accounts import DOMAIN
from honglam.directory import api as directory
from honglam.directory.contracts import MeetingData
from honglam.identity import api as identity
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM, Actor
from honglam.registries import api
from honglam.registries.contracts import RecordsAsked

Record = dict[str, str]
LEADERS = ("lanhdao.tinh", "lanhdao.xa")
NOTE = "Dữ liệu minh họa."
MOVES = {"training_classes": "hold", "communication": "finish"}
CONCLUSIONS = (
    "Mỗi xã, phường có ít nhất một điểm hỗ trợ người dân nộp hồ sơ trực tuyến.",
    "Các cơ quan cập nhật danh mục phần mềm và cấp độ an toàn hệ thống thông tin.",
    "Báo cáo kết quả tại phiên họp quý sau.",
)


def records_on(today: date) -> dict[str, tuple[Record, ...]]:
    """What each leader enters, by the code of the register; days are counted back from today."""

    def ago(days: int) -> str:
        return f"{today - timedelta(days=days):%d/%m/%Y}"

    services = {"topic": "public_service", "note": NOTE}
    return {
        "training_classes": (
            services
            | {"title": "Nộp hồ sơ trực tuyến cho người dân", "audience": "citizens", "held_on": ago(20)}
            | {"days": "1", "invited": "60", "learners": "56", "communes": "1"},
            services
            | {"title": "Ký số và trả kết quả điện tử", "audience": "commune_officials", "held_on": ago(9)}
            | {"days": "2", "invited": "40", "learners": "34", "communes": "12"},
            {"title": "An toàn thông tin cơ bản", "topic": "security", "audience": "officials", "held_on": ago(3)}
            | {"days": "0,5", "invited": "25", "note": NOTE},
        ),
        "communication": (
            {"title": "Buổi hướng dẫn dịch vụ công tại nhà văn hóa", "kind": "session", "channel": "in_person"}
            | {"topic": "services", "done_on": ago(15), "quantity": "3", "audience": "210", "link": NOTE},
            {"title": "Tờ rơi mã QR nộp hồ sơ", "kind": "leaflet", "channel": "paper", "topic": "services"}
            | {"done_on": ago(12), "quantity": "1.500", "communes": "1", "link": NOTE},
        ),
        "software": (
            {"name": "Phần mềm quản lý văn bản (minh họa)", "kind": "office", "supplier": "Đơn vị minh họa"}
            | {"users": "85", "hosting": "provincial", "connected": "yes", "level": "2", "note": NOTE},
            {"name": "Trang thông tin điện tử (minh họa)", "kind": "site", "users": "6", "note": NOTE},
        ),
        "it_staff": (
            {"full_name": "Trần Minh Họa", "kind": "specialist", "title": "Chuyên viên", "qualification": "bachelor"}
            | {"skill": "advanced", "meets_standard": "yes", "allowance": "yes", "since": ago(400)},
            {"full_name": "Lê Thị Họa", "kind": "specialist", "title": "Viên chức", "qualification": "college"}
            | {"skill": "basic", "meets_standard": "no", "since": ago(200)},
        ),
        "security_incidents": (
            {"title": "Một máy trạm nhiễm mã độc (minh họa)", "kind": "botnet", "found_on": ago(5), "count": "1"}
            | {"system": "Mạng nội bộ", "personal_data": "no", "reported_to": "Cơ quan chuyên trách"},
        ),
    }


def ensure() -> None:
    """Nothing where a leader has entered something already, or where the pack has no such register."""
    at, made = clock.now(), 0
    for name in LEADERS:
        leader = _person(name)
        if leader is not None:
            made += _enter(leader, at)
    _meet(at)
    print(f"{made} demo records in registers.")


def _enter(leader: Actor, at: datetime) -> int:
    agency = directory.get_agency(agency_id=leader.agency_id or 0)
    known, made = {one.schema.code for one in api.list_registers(actor=leader) if one.may_keep}, 0
    for code, rows in records_on(clock.local(at).date()).items():
        asked = RecordsAsked(agency_id=agency.id)
        if code not in known or api.list_records(actor=leader, code=code, asked=asked, at=at, limit=1).items:
            continue
        for row in rows:
            record = api.make_record(actor=leader, code=code, agency=agency.code, typed=row, at=at)
            made += 1
            if code in MOVES and ("learners" in row or "quantity" in row):
                api.move_record(actor=leader, code=code, record_id=record, move=MOVES[code], reason="", at=at)
    return made


def _meet(at: datetime) -> None:
    """One meeting of the committee that was founded last, if nobody recorded any."""
    committees = [one for one in directory.list_committees() if not one.parent_code]
    if not committees or directory.list_meetings(committees_of=[one.code for one in committees]):
        return
    day = clock.local(at).date() - timedelta(days=18)
    meeting = MeetingData(
        code=f"{day:%Y-%m-%d}",
        title="Phiên họp minh họa về dịch vụ công trực tuyến",
        held_on=day,
        chair="Trưởng ban",
        conclusions=CONCLUSIONS,
        provisional=True,
    )
    newest = max(committees, key=lambda one: one.id)
    directory.record_meeting(actor=SYSTEM, code=newest.code, meeting=meeting, at=at)


def _person(login: str) -> Actor | None:
    account = identity.find_by_contact(contact=f"{login}@{DOMAIN}")
    return directory.actor_of_account(account_id=account.id) if account else None
