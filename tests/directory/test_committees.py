"""Committees: who sits on which day by which decision, what is refused, what pages and the pack say."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from honglam.directory.contracts import (
    CommitteeData,
    CommitteeKind,
    CommitteeOver,
    DecisionData,
    DecisionKind,
    DecisionOutOfOrder,
    DecisionTwice,
    MeetingData,
    MemberData,
    MemberLine,
    MemberRole,
    MemberTwice,
    NobodyNamed,
    NotSitting,
    TooManyMembers,
    UnknownAgency,
    UnknownCommittee,
)
from honglam.directory.forms.committees import read_members
from honglam.directory.models import Committee, CommitteeMember
from honglam.directory.queries import committees as queries
from honglam.directory.queries import memory
from honglam.directory.rules import committees as rules
from honglam.directory.services import committees as verbs
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import SYSTEM, Actor, DomainError
from honglam.pack import api as pack
from tests.cost import cost
from tests.directory.people import AT, administrator, holding, officer
from tests.pack.folders import UNITS_AND_AGENCIES, keep_sections, only_sections

SECTIONS = (*UNITS_AND_AGENCIES, "committees")
HEAD = MemberData(role=MemberRole.HEAD, title="Chủ tịch Ủy ban nhân dân tỉnh")


def member(name: str, title: str = "Phó Giám đốc Sở Mẫu") -> MemberData:
    return MemberData(role=MemberRole.MEMBER, person=name, title=title, agency="SO-MAU")


def decision(
    code: str, kind: str, on: date, members: tuple[MemberData, ...] = (), releases: tuple[str, ...] = ()
) -> DecisionData:
    return DecisionData(
        code=code,
        kind=DecisionKind(kind),
        title=code,
        symbol=code,
        effective_on=on,
        decided_on=on,
        members=members,
        releases=releases,
    )


FOUND = decision("A", "found", date(2024, 1, 10), (HEAD, member("An"), member("Bình")))
CHANGE = decision("B", "name", date(2024, 6, 1), (member("Chi"),), ("A/3",))
WHOLE = decision("C", "replace", date(2025, 1, 1), (HEAD, member("An"), member("Dung")))
END = decision("D", "dissolve", date(2026, 1, 1))
ALL = (FOUND, CHANGE, WHOLE, END)


@pytest.mark.parametrize(
    ("on", "sitting"),
    [
        (date(2024, 1, 9), set()),
        (date(2024, 1, 10), {"A/1", "A/2", "A/3"}),
        (date(2024, 5, 31), {"A/1", "A/2", "A/3"}),
        (date(2024, 6, 1), {"A/1", "A/2", "B/1"}),
        (date(2024, 12, 31), {"A/1", "A/2", "B/1"}),
        (date(2025, 1, 1), {"C/1", "C/2", "C/3"}),
        (date(2025, 12, 31), {"C/1", "C/2", "C/3"}),
        (date(2026, 1, 1), set()),
    ],
)
def test_who_sits_follows_from_the_decisions(on: date, sitting: set[str]) -> None:
    seats = rules.seats(ALL[::-1])
    assert {key for key, one in seats.items() if rules.sits_on(one.valid_from, one.valid_to, on)} == sitting


def test_each_seat_names_the_decision_that_ended_it() -> None:
    ended = {key: one.ended_by for key, one in rules.seats(ALL).items()}
    assert ended == {"A/1": "C", "A/2": "C", "A/3": "B", "B/1": "C", "C/1": "D", "C/2": "D", "C/3": "D"}


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (decision("X", "name", date(2025, 2, 1), (member("Dung"),)), MemberTwice),
        (decision("X", "name", date(2025, 2, 1), (member("Em"), member("Em"))), MemberTwice),
        (decision("X", "name", date(2024, 12, 31), (member("Em"),)), DecisionOutOfOrder),
        (decision("X", "name", date(2025, 2, 1), (), ("A/3",)), NotSitting),
        (decision("X", "name", date(2025, 2, 1)), NobodyNamed),
        (decision("X", "replace", date(2025, 2, 1)), NobodyNamed),
        (decision("X", "name", date(2025, 2, 1), (member("Dung"),), ("C/3",)), None),
        (decision("X", "name", date(2025, 2, 1), (member("Dung", "Giám đốc Sở khác"),)), None),
        (decision("X", "replace", date(2025, 2, 1), (member("Dung"),)), None),
    ],
)
def test_what_a_decision_may_do(new: DecisionData, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        rules.check_next(ALL[:3], new)
        return
    with pytest.raises(refusal):
        rules.check_next(ALL[:3], new)


def test_nothing_follows_a_dissolution() -> None:
    with pytest.raises(CommitteeOver):
        rules.check_next(ALL, decision("X", "name", date(2026, 2, 1), (member("Em"),)))


def test_a_list_not_known_is_said_until_a_whole_new_one() -> None:
    hidden = DecisionData(code="A", kind=DecisionKind.FOUND, title="A", effective_on=date(2024, 1, 10), unnamed=True)
    known = [
        rules.list_known((hidden, CHANGE, WHOLE), on) for on in (date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1))
    ]
    assert known == [True, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trưởng ban; Chủ tịch", [("head", "", "Chủ tịch")]),
        ("member; Nguyễn Văn An ;  Giám đốc\n\nthanh vien;Trần B;Phó Giám đốc", [
            ("member", "Nguyễn Văn An", "Giám đốc"),
            ("member", "Trần B", "Phó Giám đốc"),
        ]),
        ("Ủy viên; An; Giám đốc\nUỷ viên thường trực; Bình; Phó\nTổ trưởng; Chánh Văn phòng\nPHÓ BAN; Chi; Phó", [
            ("member", "An", "Giám đốc"),
            ("standing_member", "Bình", "Phó"),
            ("head", "", "Chánh Văn phòng"),
            ("deputy", "Chi", "Phó"),
        ]),
        ("Tổ phó; An; Phó\nThư ký; Bình; Chuyên viên\nPhó Trưởng ban thường trực; Chi; Phó", [
            ("deputy", "An", "Phó"),
            ("secretary", "Bình", "Chuyên viên"),
            ("standing_deputy", "Chi", "Phó"),
        ]),
    ],
)  # fmt: skip
def test_members_are_typed_a_line_each(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.role.value, one.person, one.title) for one in read_members(text)] == expected


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "Vua; An; Chức", "member; An; ", "member; a; b; c"])
def test_a_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(MemberLine) as refused:
        read_members("member; An; Giám đốc\n" + text)
    assert refused.value.params["line"] == 2
    assert "Thành viên" in refused.value.params["roles"]


def test_no_member_is_cut_off_without_a_word() -> None:
    lines = [f"member; Người {n}; Chức" for n in range(200)]
    assert len(read_members("\n\n".join(lines))) == 200
    with pytest.raises(TooManyMembers):
        read_members("\n".join([*lines, "member; Người nữa; Chức"]))


@pytest.fixture
def founded(province: None) -> Committee:
    data = CommitteeData(
        code="BCD", name="Ban Chỉ đạo Mẫu", kind=CommitteeKind.STEERING, agency="UBND-MAU", standing="SO-MAU"
    )
    verbs.found_committee(actor=administrator(), committee=data, decision=FOUND, at=AT)
    return Committee.objects.get(code="BCD")


def page_on(on: date, actor: Actor = SYSTEM) -> queries.CommitteePage:
    return queries.get_committee(actor=actor, code="BCD", on=on)


def test_decisions_change_who_sits_and_leave_the_past(founded: Committee) -> None:
    actor = officer("Văn Thư", "SO-MAU/VT")  # the standing agency's clerk
    for one in (CHANGE, WHOLE, END):
        verbs.record_decision(actor=actor, code="BCD", decision=one, at=AT)
    assert [one.person or one.title for one in page_on(date(2024, 7, 1)).sitting] == [HEAD.title, "An", "Chi"]
    left = next(one for one in page_on(date(2024, 7, 1)).seats if one.person == "Bình")
    assert (left.valid_to, left.ended_by.code if left.ended_by else "") == (date(2024, 5, 31), "B")
    founded.refresh_from_db()
    assert founded.ended_on == date(2026, 1, 1)
    listed = [
        [one.code for one in queries.committee_page(query="", cursor="", on=on).items]
        for on in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert listed == [["BCD"], []]
    actions = AuditEntry.objects.filter(subject_kind="committee").order_by("at", "id").values_list("action", flat=True)
    assert sorted(actions) == ["directory.committee_decided"] * 4 + ["directory.committee_founded"]


def test_refusals_change_nothing(founded: Committee) -> None:
    clerk = officer("Văn Thư", "SO-MAU/VT")
    with pytest.raises(DecisionTwice):
        verbs.record_decision(actor=clerk, code="BCD", decision=FOUND, at=AT)
    with pytest.raises(UnknownAgency):
        lost = MemberData(role=MemberRole.MEMBER, person="Em", title="Ở đâu", agency="KHONG-CO")
        verbs.record_decision(actor=clerk, code="BCD", decision=decision("X", "name", date(2024, 9, 1), (lost,)), at=AT)
    assert CommitteeMember.objects.count() == 3


@pytest.mark.parametrize("post", ["SO-MAU/GD", "UBND-MAU/CT", "UBND-MAU/QT"])
def test_those_who_keep_it_record_meetings(founded: Committee, post: str) -> None:
    met = MeetingData(code="2026-01", title="Phiên họp", held_on=date(2026, 1, 5), conclusions=("Một", "Hai"))
    done = verbs.record_meeting(actor=officer("Người Ghi", post), code="BCD", meeting=met, at=AT)
    assert done.conclusions == ("Một", "Hai")


@pytest.mark.parametrize("post", ["UBND-XA-99001/CT", "P-SO-MAU/CV", "MC-MAU/TN"])
def test_strangers_find_no_committee_to_change(founded: Committee, post: str) -> None:
    with pytest.raises(UnknownCommittee):
        verbs.record_decision(actor=officer("Người Lạ", post), code="BCD", decision=CHANGE, at=AT)
    assert founded.decisions.count() == 1


def signed_in(post: str) -> Client:
    names = {"SO-MAU/VT": "Văn Thư Sở", "UBND-MAU/QT": "Quản Trị", "UBND-XA-99001/CT": "Chủ Tịch Xã"}
    client = Client()
    client.force_login(Account.objects.get(pk=holding(names[post], post).account_id))
    return client


def test_everybody_reads_who_sat_when(founded: Committee, client: Client) -> None:
    verbs.record_decision(actor=SYSTEM, code="BCD", decision=CHANGE, at=AT)
    assert "Ban Chỉ đạo Mẫu" in client.get("/to-chuc/ban-chi-dao/?q=ban+chi+dao").content.decode()
    assert "Không có ban nào" in client.get("/to-chuc/ban-chi-dao/?q=khong+co").content.decode()
    now_page = client.get("/to-chuc/ban-chi-dao/BCD/").content.decode()
    assert "Chi" in now_page
    assert "theo chức danh" in now_page
    assert "Thành viên đã thôi tham gia" in now_page
    then = client.get("/to-chuc/ban-chi-dao/BCD/?ngay=2024-02-01").content.decode()
    assert "Thành viên ngày 01/02/2024" in then
    assert "Thành viên ngày 01/02/2024" in client.get("/to-chuc/ban-chi-dao/BCD/?ngay=01/02/2024").content.decode()
    wrong = client.get("/to-chuc/ban-chi-dao/BCD/?ngay=31/02/2024").content.decode()
    assert 'value="31/02/2024"' in wrong and "Không có ngày này" in wrong
    assert "Phiên họp" not in then  # conclusions are for officers
    assert "Ngày này ban chưa có thành viên" in client.get("/to-chuc/ban-chi-dao/BCD/?ngay=2023-01-01").content.decode()
    sheet = client.get("/to-chuc/ban-chi-dao/BCD/thanh-vien.csv").content.decode()
    assert "Bình,Phó Giám đốc Sở Mẫu,10/01/2024,31/05/2024,A,B" in sheet
    assert client.get("/to-chuc/ban-chi-dao/KHONG/").status_code == 404


def test_a_clerk_records_a_decision_on_the_page(founded: Committee) -> None:
    browser = signed_in("SO-MAU/VT")
    typed = {
        "kind": "name",
        "symbol": "12/QĐ-UBND",
        "title": "Thay đổi thành viên",
        "decided_on-day": "1",
        "decided_on-month": "6",
        "decided_on-year": "2024",
        "members": "Thành viên; Chi",
        "releases": ["A/3"],
    }
    wrong = browser.post("/to-chuc/ban-chi-dao/BCD/quyet-dinh/", typed | {"members": "Chi"})
    assert wrong.status_code == 422
    assert "Dòng 1" in wrong.content.decode()
    assert "12/QĐ-UBND" in wrong.content.decode()
    done = browser.post("/to-chuc/ban-chi-dao/BCD/quyet-dinh/", typed)
    assert done.status_code == 302, done.content.decode()
    assert {one.person or one.title for one in page_on(date(2024, 6, 1)).sitting} == {HEAD.title, "An", "Chi"}
    assert signed_in("UBND-XA-99001/CT").get("/to-chuc/ban-chi-dao/BCD/quyet-dinh/").status_code == 404


def test_a_committee_and_a_meeting_are_typed(founded: Committee) -> None:
    browser = signed_in("UBND-MAU/QT")
    day = {"decided_on-day": "2", "decided_on-month": "3", "decided_on-year": "2026"}
    typed = {
        "code": "tcd",
        "name": "Tổ công tác",
        "committee_kind": "working",
        "agency": "UBND-MAU",
        "symbol": "5/QĐ",
        "title": "Lập tổ",
    }
    missing = browser.post("/to-chuc/ban-chi-dao/moi/", typed | day | {"name": "", "code": "BCD"})
    assert missing.status_code == 422
    assert "5/QĐ" in missing.content.decode()
    assert (
        browser.post("/to-chuc/ban-chi-dao/moi/", typed | day | {"members": "Phụ trách; An; Trưởng phòng"}).status_code
        == 302
    )
    met = {"title": "Họp tổ", "held_on-day": "9", "held_on-month": "3", "held_on-year": "2026"}
    assert browser.post("/to-chuc/ban-chi-dao/TCD/phien-hop/", met).status_code == 422
    assert browser.post("/to-chuc/ban-chi-dao/TCD/phien-hop/", met | {"conclusions": "Một\n\nHai"}).status_code == 302
    assert "2 kết luận" in browser.get("/to-chuc/ban-chi-dao/TCD/").content.decode()


def test_the_page_costs_the_same_however_many_sit(founded: Committee, client: Client) -> None:
    def look() -> None:
        assert client.get("/to-chuc/ban-chi-dao/BCD/").status_code == 200

    few = cost(look)
    more = tuple(member(f"Người {number}") for number in range(30))
    verbs.record_decision(actor=SYSTEM, code="BCD", decision=decision("Z", "name", date(2024, 8, 1), more), at=AT)
    assert cost(look) == few


@pytest.fixture
def with_committees(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path], Path]:
    """Only these sections, as a folder."""
    keep_sections(monkeypatch, SECTIONS)
    memory.forget()
    return lambda name, target: only_sections(name, SECTIONS, target)


def test_the_pack_goes_in_and_comes_back(with_committees: Callable[[str, Path], Path], tmp_path: Path) -> None:
    folder = with_committees("trivial", tmp_path / "trivial")
    pack.apply(path=folder, actor=SYSTEM, at=now())
    assert pack.plan(path=folder).changes == ()
    shown = queries.get_committee(actor=SYSTEM, code="BCD-MAU", on=date(2026, 3, 5))
    assert [one.person for one in shown.sitting] == ["", "Nguyễn Thị Mẫu", "Lê Văn Mới"]
    assert [one.person for one in shown.seats if one.valid_to] == ["Trần Văn Cũ"]
    verbs.record_decision(
        actor=SYSTEM, code="BCD-MAU", decision=decision("E", "name", date(2026, 4, 1), (member("Em"),)), at=AT
    )
    assert pack.plan(path=folder).changes == ()  # what people record beside the pack is theirs
    text = (folder / "committees/ban-chi-dao.yaml").read_text()
    (folder / "committees/ban-chi-dao.yaml").write_text(text.replace("Lê Văn Mới", "Lê Văn Mới Hơn"))
    pack.apply(path=folder, actor=SYSTEM, at=now())
    seats = queries.get_committee(actor=SYSTEM, code="BCD-MAU", on=date(2026, 4, 1)).sitting
    assert "Lê Văn Mới Hơn" in {one.person for one in seats}
    (folder / "committees/ban-chi-dao.yaml").write_text("committees: []\n")
    pack.apply(path=folder, actor=SYSTEM, at=now())
    with pytest.raises(UnknownCommittee):
        queries.get_committee(actor=SYSTEM, code="BCD-MAU", on=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("agency: UBND-MAU\n    standing", "agency: KHONG\n    standing", "unknown_agency"),
        ("releases: [QD-01-2025/3]", "releases: [QD-01-2025/9]", "not_sitting"),
        ("parent: BCD-MAU", "parent: BCD-KHAC", "unknown_committee"),
        ("kind: found\n", "kind: dissolve\n", "committee_over"),
    ],
)
def test_a_wrong_pack_is_named(
    with_committees: Callable[[str, Path], Path], tmp_path: Path, old: str, new: str, code: str
) -> None:
    folder = with_committees("trivial", tmp_path / "trivial")
    file = folder / "committees/ban-chi-dao.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    assert code in {one.code for one in pack.check(path=folder).errors}
