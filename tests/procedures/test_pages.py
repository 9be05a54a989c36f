"""The public pages of the catalogue: what they say, that they hold together, what they cost."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from honglam.kernel import clock
from honglam.kernel.values import SYSTEM
from honglam.procedures import api
from honglam.procedures.forms.filters import address_of, criteria_of
from honglam.procedures.models import ProcedureVersion
from honglam.procedures.queries import memory
from honglam.procedures.services import catalogue, versions
from tests.cost import cost
from tests.procedures.conftest import AT
from tests.procedures.golden import compare
from tests.procedures.samples import GOOD_ANSWERS, TODAY

pytestmark = pytest.mark.usefixtures("trivial")
MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages tell when a result would be due: the clock stands at Friday 20 November 2026, 16:30."""
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    for module in ("catalogue", "presenting"):
        for name, replacement in (("now", lambda: MOMENT), ("today", lambda: clock.local(MOMENT).date())):
            monkeypatch.setattr(f"honglam.procedures.views.{module}.{name}", replacement, raising=False)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("search", "/thu-tuc/"),
        ("search_query", "/thu-tuc/?q=việc+nha&linh_vuc=mau&cap=commune"),
        ("search_nothing", "/thu-tuc/?q=tàu+vũ+trụ"),
        ("fields", "/thu-tuc/linh-vuc/"),
        ("life_events", "/thu-tuc/su-kien/"),
        ("life_event", "/thu-tuc/su-kien/co-viec/"),
        ("procedure", "/thu-tuc/1.000001/"),
        ("procedure_on_the_spot", "/thu-tuc/1.000002/"),
        ("procedure_enterprise", "/thu-tuc/1.000003/"),
        ("old_version", "/thu-tuc/1.000001/phien-ban/1/"),
    ],
)
def test_golden_pages(client: Client, name: str, address: str) -> None:
    compare(name, page(client, address))


def test_every_legal_field_is_on_the_page_in_the_order_people_need(client: Client) -> None:
    html = page(client, "/thu-tuc/1.000001/")
    order = ["who", "papers", "time", "cost", "where", "how", "law"]
    places = [html.index(f'<h2 class="govuk-heading-m" id="{part}">') for part in order]
    assert places == sorted(places)
    for said in ("Giấy tờ chứng minh việc nhà", "8.000\u00a0đ/bản", "Người đăng ký từ đủ 18 tuổi.", "KQ.X99.000001"):
        assert said in html
    assert "01/QĐ-UBND" in html
    assert "02/2020/NQ-HĐND" in html


def with_content(code: str, number: int, **changes: Any) -> None:
    """A version of the catalogue that says something else."""
    row = ProcedureVersion.objects.get(procedure__code=code, number=number)
    versions.save_version(
        actor=SYSTEM, code=code, number=number, valid_from=row.valid_from, valid_to=row.valid_to,
        content={**row.content, **changes}, at=AT,
    )  # fmt: skip
    memory.forget()


LATE = {"code": "QH", "kind": "charge", "name": "Lệ phí quá hạn", "amount": 12000, "when": "ho_ngheo == true",
        "collect": "on_receipt", "provisional": True}  # fmt: skip


def test_a_fee_that_only_some_pay_is_on_the_page(client: Client) -> None:
    with_content("1.000001", 2, fees=[LATE])
    cost_of = html_text(page(client, "/thu-tuc/1.000001/")).partition("Phí, lệ phí bao nhiêu")[2]
    assert "Lệ phí quá hạn Chỉ thu trong một số trường hợp, tùy nội dung khai" in cost_of
    assert "12.000 đ" in cost_of
    assert "Không mất phí" not in cost_of


def test_every_group_that_pays_less_is_named(client: Client) -> None:
    said = html_text(page(client, "/thu-tuc/1.000001/"))
    assert "Người thuộc hộ nghèo; Người cao tuổi" in said


def test_nothing_is_called_free_without_its_law(client: Client) -> None:
    said = html_text(page(client, "/thu-tuc/1.000002/"))
    assert "Chưa xác nhận mức phí, đề nghị hỏi bộ phận một cửa." in said
    assert "Không mất phí" not in said
    with_content("1.000002", 1, free={"source": {"document": "01/2020/QH14", "article": "Đ9"}})
    said = html_text(page(client, "/thu-tuc/1.000002/"))
    assert "Không mất phí. Căn cứ: 01/2020/QH14, Điều 9" in said
    assert "Chưa xác nhận mức phí" not in said


def test_what_else_may_come_of_it_is_on_the_page_and_in_the_answer(client: Client) -> None:
    assert "Kết quả khác" not in page(client, "/thu-tuc/1.000002/")
    also = [{"name": "Văn bản từ chối", "code": "KQ.X99.000009"}, {"name": "Sổ việc nhà"}]
    with_content("1.000002", 1, result={"name": "Giấy đã đóng dấu", "code": "KQ.X99.000008", "also": also})
    said = html_text(page(client, "/thu-tuc/1.000002/"))
    assert "Kết quả khác Văn bản từ chối Sổ việc nhà" in said
    assert "Mã kết quả KQ.X99.000008, KQ.X99.000009" in said
    answer = client.get("/api/v1/procedures/1.000002").json()
    assert answer["other_results"] == [also[0], {"name": "Sổ việc nhà", "code": ""}]


def test_what_is_only_online_is_not_brought_to_a_desk(client: Client) -> None:
    anywhere = "Tại bất kỳ bộ phận một cửa nào trong tỉnh"
    assert anywhere in page(client, "/thu-tuc/1.000001/")
    with_content("1.000001", 2, channels=[{"channel": "online", "duration": "3wd"}])
    assert anywhere not in page(client, "/thu-tuc/1.000001/")


def test_an_agency_leads_to_what_it_settles(client: Client) -> None:
    for code, listed, absent in (
        ("UBND-XA-99001", {"1.000001", "1.000002"}, {"1.000003"}),
        ("SO-MAU", {"1.000003"}, {"1.000001", "1.000002"}),
        ("VP-XA-99001", set(), {"1.000001", "1.000002", "1.000003"}),
    ):
        results = page(client, f"/thu-tuc/?co_quan={code}").partition('id="results"')[2]
        assert all(f"/thu-tuc/{one}/" in results for one in listed), code
        assert not any(f"/thu-tuc/{one}/" in results for one in absent), code
    link = '<a class="govuk-link" href="/thu-tuc/?co_quan=UBND-XA-99001">Thủ tục giải quyết ở đây</a>'
    assert link in page(client, "/to-chuc/co-quan/UBND-XA-99001/")
    assert "/thu-tuc/?co_quan=" not in page(client, "/to-chuc/co-quan/VP-XA-99001/")


def test_the_agency_is_chosen_on_the_search_page(client: Client) -> None:
    choices = page(client, "/thu-tuc/").partition('name="co_quan"')[2].partition("</select>")[0]
    assert re.findall(r'value="([^"]*)"', choices) == ["", "SO-MAU"]
    chosen = page(client, "/thu-tuc/?co_quan=UBND-XA-99001").partition('name="co_quan"')[2].partition("</select>")[0]
    assert '<option value="UBND-XA-99001" selected>Ủy ban nhân dân xã An</option>' in chosen


def test_what_is_not_confirmed_says_so(client: Client) -> None:
    assert html_text(page(client, "/thu-tuc/1.000002/")).count("Chưa được xác nhận") >= 1
    assert "hl-provisional" in page(client, "/thu-tuc/1.000001/"), "one fee is provisional"


def html_text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_filing_begins_where_dossiers_say(client: Client) -> None:
    assert 'href="/ho-so/nop/1.000001/"' in page(client, "/thu-tuc/1.000001/")
    assert "/ho-so/nop/" not in page(client, "/thu-tuc/1.000002/"), "not online"
    assert "/ho-so/nop/" not in page(client, "/thu-tuc/1.000001/phien-ban/1/"), "not in force"


@pytest.mark.parametrize(
    "address", ["/thu-tuc/9.999999/", "/thu-tuc/su-kien/khong-co/", "/thu-tuc/1.000001/phien-ban/9/"]
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    page(client, address, 404)


@pytest.mark.parametrize(
    "address",
    [
        "/thu-tuc/?q=%00",
        "/thu-tuc/?linh_vuc=%00&cap=x&doi_tuong=y&truc_tuyen=z&su_kien=%00&kenh=1&co_quan=%00",
        "/thu-tuc/?q=" + "a" * 5000,
        "/thu-tuc/?q=%25_%5C'%22%3Cscript%3E",
        "/thu-tuc/?q=:*%20%26%20!",
        "/thu-tuc/?sau=",
    ],
)
def test_odd_addresses_still_lead_somewhere(client: Client, address: str) -> None:
    assert "<script>" not in page(client, address).split("<main")[1]


@pytest.mark.parametrize("after", ["x", "W10", "WzEsMl0", "WyJhIiwiYiJd", "WyIxZTk5OTk5OTkiLDFd", "WyJOYU4iLDFd"])
def test_a_page_link_of_somebody_elses_making_is_refused(client: Client, after: str) -> None:
    for address in (f"/thu-tuc/?sau={after}", f"/thu-tuc/?q=nhà&sau={after}"):
        assert client.get(address).status_code in {200, 422}


def test_filters_live_in_the_address() -> None:
    address = {"q": "việc", "linh_vuc": "mau", "cap": "commune", "doi_tuong": "citizen", "kenh": "nope"}
    criteria = criteria_of(address)
    assert criteria.channel is None
    assert address_of(criteria, without="field") == "?q=vi%E1%BB%87c&cap=commune&doi_tuong=citizen"
    assert address_of(criteria, after="abc").endswith("&sau=abc")


def test_pages_in_english(client: Client) -> None:
    client.cookies["language"] = "en"
    memory.forget()
    html = page(client, "/thu-tuc/1.000001/")
    memory.forget()
    assert "What to bring" in html
    assert "Household registration sample" in html.partition("<h1")[2].partition("</h1>")[0]
    assert '<span lang="vi">' in html


@pytest.mark.parametrize(("address", "most"), [("/thu-tuc/", 4), ("/thu-tuc/?q=viec", 6), ("/thu-tuc/1.000001/", 8)])
def test_a_fixed_number_of_queries(client: Client, address: str, most: int) -> None:
    assert cost(lambda: page(client, address)) <= most


def test_what_is_retired_is_gone_from_the_lists(client: Client) -> None:
    catalogue.retire_procedure(actor=SYSTEM, code="1.000001", at=AT)
    assert "1.000001" not in page(client, "/thu-tuc/").split("<main")[1]
    page(client, "/thu-tuc/1.000001/", 404)


def test_form_pages_draw_every_kind_of_question() -> None:
    version = api.current_version(code="1.000001", on=TODAY)
    for number in (1, 2):
        errors = api.check_page(version_id=version.version_id, page=number, answers={"thanh_vien": [{}]}, on=TODAY)
        for name, answers, shown in (("empty", {"thanh_vien": [{}]}, errors), ("filled", GOOD_ANSWERS, [])):
            model = api.page_model(version_id=version.version_id, page=number, answers=answers, on=TODAY, errors=shown)
            compare(f"form_{number}_{name}", drawn(model))


def drawn(model: Any) -> str:
    with translation.override("vi"):
        template = '{% from "procedures/form/page.html" import form_page, error_summary with context %}'
        template += "<main>{{ error_summary(model) }}{{ form_page(model) }}</main>"
        return str(engines["jinja2"].from_string(template).render({"model": model}))


def test_summary_is_drawn() -> None:
    version = api.current_version(code="1.000001", on=TODAY)
    pages = api.summarise(version_id=version.version_id, answers=GOOD_ANSWERS, on=TODAY)
    template = '{% from "procedures/form/summary.html" import summary with context %}'
    template += '<main>{{ summary(pages, "/x/trang/") }}</main>'
    with translation.override("vi"):
        compare("summary", str(engines["jinja2"].from_string(template).render({"pages": pages})))


def test_nothing_typed_becomes_markup() -> None:
    version = api.current_version(code="1.000001", on=TODAY)
    evil = '"><script>alert(1)</script>'
    answers = {"chu_ho": {"ho_ten": evil, "xa": evil, "ngay_sinh": evil}, "thanh_vien": [{"ho_ten": evil}]}
    for number in (1, 2):
        model = api.page_model(version_id=version.version_id, page=number, answers=answers, on=TODAY)
        assert "<script>" not in drawn(model)
