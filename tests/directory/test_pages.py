"""The pages: what everybody finds, what officers and administrators do, who gets nothing."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from honglam.directory import api
from honglam.directory.contracts import HoldingView
from honglam.directory.models import Absence, Agency, Holding, Post
from honglam.directory.queries import agencies
from honglam.identity.models import Account
from honglam.kernel.clock import today
from honglam.kernel.values import SYSTEM
from tests.cost import cost
from tests.directory.people import AT, agency_id, holding, person, post_id

pytestmark = pytest.mark.usefixtures("province")


def signed_in(name: str, key: str) -> Client:
    """Somebody's browser, acting in a post."""
    return browser_of(holding(name, key))


def browser_of(held: HoldingView) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=held.account_id))
    return client


@pytest.fixture
def admin() -> Client:
    """The browser of the province's administrator."""
    return signed_in("Quản Trị Viên", "UBND-MAU/QT")


def day(name: str, on: date) -> dict[str, str]:
    """A date as the form sends it."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """The text of a page that is there."""
    response = client.get(reverse(f"directory:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_sees_the_tree(client: Client) -> None:
    text = page(client, "index")
    assert "Sở Mẫu" in text
    assert "Ủy ban nhân dân xã An" in text
    assert "Sở Cũ" not in text
    assert "Phòng Nghiệp vụ" not in text


@pytest.mark.parametrize("query", ["so mau", "Sở Mẫu", "SO-MAU", "mẫu sở"])
def test_agencies_are_found_without_accents(client: Client, query: str) -> None:
    assert "Sở Mẫu" in page(client, "index", q=query)


def test_an_agency_tells_its_history(client: Client) -> None:
    text = page(client, "agency_page", "SO-MAU")
    assert "Sở Cũ" in text
    assert "Phòng Nghiệp vụ" in text
    assert "X99.2" in text
    old = page(client, "agency_page", "SO-CU")
    assert "Sở Mẫu" in old
    assert "không còn nữa" in old
    assert client.get(reverse("directory:agency_page", args=["SO-KHAC"])).status_code == 404


def test_old_units_lead_to_what_became_of_them(client: Client) -> None:
    text = page(client, "units", q="xã cũ")
    assert "Xã An" in text
    assert "Phường Bình" in text
    assert "một phần của Xã Cũ" in text
    assert "đã được chia" in text
    assert "Không có xã, phường nào" in page(client, "units", q="paris")
    assert "Xã An" in page(client, "units")
    history = page(client, "unit", "99001")
    assert history.index("Xã An") < history.index("Xã Cũ")
    assert client.get(reverse("directory:unit", args=["12345"])).status_code == 404


def test_the_picker_speaks_json_and_html(client: Client) -> None:
    address = reverse("directory:unit_search")
    found = client.get(address, {"q": "binh"}).json()
    assert found[0]["value"] == "99002"
    assert found[0]["label"] == "Phường Bình"
    asked = client.get(address, {"q": "Xã Cũ", "level": "commune"}).json()
    assert {item["value"] for item in asked} == {"99001", "99002"}
    assert all(item["ask"] for item in asked)
    assert client.get(address, {"q": "99"}).json() != []
    assert client.get(address, {"q": "99", "level": "commune"}).json() == []
    assert client.get(address).json() == []
    part = client.get(address, {"q": "binh"}, headers={"HX-Request": "true"}).content.decode()
    assert "Phường Bình" in part
    assert "<html" not in part
    assert client.get(reverse("directory:agency_search"), {"q": "so mau"}).json()[0]["value"] == "SO-MAU"


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "x" * 5000, "\x00", "🙂", "(" * 200])
def test_hostile_searches_find_nothing(client: Client, query: str) -> None:
    for name in ("index", "units", "unit_search", "agency_search"):
        assert client.get(reverse(f"directory:{name}"), {"q": query}).status_code == 200
    assert client.get(reverse("directory:index"), {"q": "a", "after": query}).status_code in (200, 422)


CLOSED = [
    ("posts", ()),
    ("staff", ()),
    ("absences", ()),
    ("absence_new", (1,)),
    ("absence_cancel", (1,)),
]
ADMINISTRATORS = [
    ("agencies", ()),
    ("agency", (1,)),
    ("agency_new", (1,)),
    ("agency_change", (1,)),
    ("agency_end", (1,)),
    ("post_new", (1,)),
    ("post_search", ()),
    ("post_change", (1,)),
    ("post_retire", (1,)),
    ("appoint", (1,)),
    ("transfer", (1,)),
    ("holding_end", (1,)),
    ("import", ()),
    ("import_check", ("0197a2b0-0000-7000-8000-000000000000",)),
    ("import_template", ()),
    ("export", ()),
]


@pytest.mark.parametrize(("name", "args"), CLOSED + ADMINISTRATORS)
def test_visitors_sign_in_first_and_citizens_find_nothing(client: Client, name: str, args: tuple[object, ...]) -> None:
    address = reverse(f"directory:{name}", args=args)
    assert client.get(address).headers["Location"].startswith("/tai-khoan/dang-nhap/")
    client.force_login(Account.objects.get(pk=person("Công Dân").id))
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(("name", "args"), ADMINISTRATORS)
def test_officers_do_not_administer(name: str, args: tuple[object, ...]) -> None:
    client = signed_in("Nguyễn Văn An", "UBND-XA-99001/CT")
    assert client.get(reverse(f"directory:{name}", args=args)).status_code == 404


def test_an_administrator_adds_an_agency_a_post_and_a_person(admin: Client) -> None:
    department = agency_id("SO-MAU")
    assert "Thêm đơn vị trực thuộc Sở Mẫu" in page(admin, "agency_new", department)
    facts = {"name": "Phòng Mới", "kind": "division", "level": "province", "parent": "SO-MAU"}
    facts |= {"code": "p-moi", "administrative_unit": "99"} | day("valid_from", date(2026, 1, 1))
    response = admin.post(reverse("directory:agency_new", args=[department]), facts)
    made = Agency.objects.get(code="P-MOI")
    assert response.headers["Location"] == reverse("directory:agency", args=[made.pk])
    assert "Chưa có vị trí nào" in page(admin, "agency", made.pk)
    post = {"code": "CV", "title": "Chuyên viên", "roles": ["processing_officer", "clerk"], "seats": "2"}
    admin.post(reverse("directory:post_new", args=[made.pk]), post)
    (new,) = Post.objects.filter(agency=made)
    assert set(new.roles) == {"processing_officer", "clerk"}
    person = {"contact": "moi@example.vn", "full_name": "Lê Thị Mới", "kind": "holder"} | day("valid_from", today())
    assert "Bổ nhiệm Chuyên viên" in page(admin, "appoint", new.pk)
    admin.post(reverse("directory:appoint", args=[new.pk]), person)
    assert Holding.objects.get(post=new).account.full_name == "Lê Thị Mới"
    assert "Lê Thị Mới" in page(admin, "agency", made.pk)


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(admin: Client) -> None:
    department = agency_id("SO-MAU")
    facts = {"name": "Phòng Mới", "kind": "division", "level": "province", "parent": "SO-MAU"}
    facts |= {"code": "SO-MAU", "administrative_unit": "99", "phone": "0239 3"} | day("valid_from", date(2026, 1, 1))
    response = admin.post(reverse("directory:agency_new", args=[department]), facts)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Mã SO-MAU đã được dùng" in text
    assert 'href="#code"' in text
    assert 'value="0239 3"' in text
    wrong = admin.post(
        reverse("directory:agency_new", args=[department]),
        facts | {"code": "mã có dấu", "valid_from-month": "13", "email": "không phải"},
    )
    errors = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Mã chỉ gồm chữ in hoa" in errors
    assert "Không có ngày này" in errors
    assert 'value="13"' in errors


def test_an_agency_is_corrected_and_ended(admin: Client) -> None:
    unit = agency_id("P-SO-MAU")
    text = page(admin, "agency_change", unit)
    assert 'value="Phòng Nghiệp vụ"' in text
    facts = {"name": "Phòng Chuyên môn", "kind": "division", "level": "province", "parent": "SO-MAU"}
    facts |= {"administrative_unit": "99"} | day("valid_from", date(2025, 3, 1))
    admin.post(reverse("directory:agency_change", args=[unit]), facts)
    assert Agency.objects.get(pk=unit).name == "Phòng Chuyên môn"
    page(admin, "agency_end", unit)
    over = admin.post(
        reverse("directory:agency_end", args=[unit]),
        day("last_day", today()) | {"successors": "SO-KHAC", "kind": "merge"},
    )
    assert over.status_code == 422
    admin.post(
        reverse("directory:agency_end", args=[unit]),
        day("last_day", today()) | {"successors": "so-mau", "kind": "merge"},
    )
    assert Agency.objects.get(pk=unit).valid_to == today()
    assert [way.new_id for way in agencies.history_of(unit)[1]] == [agency_id("SO-MAU")]


def test_a_post_is_changed_and_retired_after_asking(admin: Client) -> None:
    post = post_id("SO-MAU/VT")
    assert "Văn thư" in page(admin, "post_change", post)
    admin.post(
        reverse("directory:post_change", args=[post]), {"title": "Văn thư chính", "roles": ["clerk"], "seats": "3"}
    )
    assert Post.objects.get(pk=post).title == "Văn thư chính"
    nobody = admin.post(reverse("directory:post_change", args=[post]), {"title": "", "seats": "x"})
    assert nobody.status_code == 422
    assert "Thôi dùng vị trí này?" in page(admin, "post_retire", post)
    admin.post(reverse("directory:post_retire", args=[post]))
    assert Post.objects.get(pk=post).retired_at is not None


def test_people_are_transferred_and_leave(admin: Client) -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    assert "Nguyễn Văn An" in page(admin, "transfer", held.id)
    found = admin.get(reverse("directory:post_search"), {"q": "cong chuc binh"}).json()
    assert any("VP-XA-99002/CV" in item["label"] for item in found)
    address = reverse("directory:transfer", args=[held.id])
    assert admin.post(address, day("first_day", today())).status_code == 422
    assert admin.post(address, {"post_text": "SO-KHAC/CV"} | day("first_day", today())).status_code == 422
    admin.post(address, {"post_text": "vp-xa-99002/cv"} | day("first_day", today()))
    new = Holding.objects.get(account=held.account_id, valid_to=None)
    assert new.post_id == post_id("VP-XA-99002/CV")
    assert "Ngày cuối" in page(admin, "holding_end", new.pk)
    admin.post(reverse("directory:holding_end", args=[new.pk]), day("last_day", today()))
    assert Holding.objects.get(pk=new.pk).valid_to == today()


def test_an_officer_registers_and_cancels_an_absence() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    client = browser_of(held)
    assert "Tôi sẽ vắng mặt" in page(client, "absences")
    text = page(client, "absence_new", held.id)
    assert "Lê Văn Cường – Công chức" in text
    address = reverse("directory:absence_new", args=[held.id])
    assert client.post(address, day("first_day", today())).status_code == 422
    facts = day("first_day", today()) | day("last_day", today()) | {"deputy": str(deputy.id)}
    client.post(address, facts)
    made = Absence.objects.get()
    assert "Lê Văn Cường" in page(client, "absences")
    assert "Hủy lần vắng mặt này?" in page(client, "absence_cancel", made.pk)
    other = browser_of(deputy)
    assert "Nguyễn Văn An" in page(other, "absences")
    assert other.get(reverse("directory:absence_cancel", args=[made.pk])).status_code == 404
    client.post(reverse("directory:absence_cancel", args=[made.pk]))
    assert Absence.objects.get().cancelled_at is not None


def test_an_officer_switches_to_the_post_of_whoever_is_away() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    api.register_absence(
        actor=SYSTEM, holding_id=head.id, deputy_holding_id=deputy.id, first_day=today(), last_day=today(), at=AT
    )
    client = browser_of(deputy)
    assert "thay Nguyễn Văn An" in page(client, "posts")
    response = client.post(reverse("directory:posts"), {"post": head.post.id}, follow=True)
    assert response.wsgi_request.actor.post_id == head.post.id  # type: ignore[attr-defined]
    assert response.wsgi_request.actor.roles == {"unit_head"}  # type: ignore[attr-defined]
    refused = client.post(reverse("directory:posts"), {"post": post_id("SO-MAU/GD")})
    assert refused.status_code == 422
    Absence.objects.all().delete()
    again = client.get(reverse("directory:posts"))
    assert again.wsgi_request.actor.post_id == deputy.post.id  # type: ignore[attr-defined]


def test_a_session_without_the_second_factor_gets_no_post(settings: pytest.FixtureRequest) -> None:
    settings.STAFF_MFA = "required"  # type: ignore[attr-defined]
    client = signed_in("Nguyễn Văn An", "UBND-MAU/CT")
    response = client.get(reverse("directory:staff"))
    assert response.status_code in (302, 404)
    assert response.wsgi_request.actor.post_id is None  # type: ignore[attr-defined]


def test_staff_lists_keep_to_the_own_agency() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/CV")
    holding("Phạm Thị Dung", "VP-XA-99002/CV")
    client = signed_in("Lê Văn Cường", "UBND-XA-99001/CT")
    text = page(client, "staff")
    assert "Nguyễn Văn An" in text
    assert "Phạm Thị Dung" not in text
    assert "Phạm Thị Dung" not in page(client, "staff", q="dung", don_vi="VP-XA-99002")
    assert "Nguyễn Văn An" in page(client, "staff", q="nguyen van")


def test_a_list_of_staff_is_walked_by_key(admin: Client) -> None:
    for number in range(60):
        holding(f"Người {chr(97 + number // 26)}{chr(97 + number % 26)}", "VP-XA-99001/CV")
    first = admin.get(reverse("directory:staff")).content.decode()
    cursor = first.split("after=")[1].split('"')[0]
    second = page(admin, "staff", after=cursor)
    names = [f"Người {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    assert sum(name in first for name in names) + sum(name in second for name in names) == 60
    assert admin.get(reverse("directory:staff"), {"after": "nonsense"}).status_code == 422


@pytest.mark.parametrize("name", ["staff", "agencies", "index", "units", "absences"])
def test_a_page_costs_the_same_however_long_it_is(admin: Client, name: str) -> None:
    few = cost(lambda: admin.get(reverse(f"directory:{name}")))
    for number in range(20):
        holding(f"Người {chr(97 + number)}", "VP-XA-99001/CV")
    assert cost(lambda: admin.get(reverse(f"directory:{name}"))) == few <= 14
