"""The table of faces: for every URL of the permission table, how to come to its page in situ, and in which states.

`test_faces.py` opens each in a real browser at 320 and 1280 px: axe finds nothing, nothing stands outside the screen,
the console is silent. A new URL needs a line here; `tests/house/test_faces.py` says so. A line is one of

    "path/<uuid:thing_id>/": [Face("login", "/path/{thing}/"), Face("login", "/path/{thing}/", send=True)],
    "path/export.xlsx": Other("login", "/path/export.xlsx", "a file"),

`login` is a demo account without its domain ("" for nobody), `{thing}` a name that `world.py` puts into `World.named`.
States worth a face: empty, filled, with errors (`send=True` presses the last button of the page's form as it stands).
"""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from honglam.notices.models import Message
from honglam.procedures.rules.keeping.sheets import SHEETS
from tests.journeys.face import DATA, FILE, Face, Other, Way, post_only, press
from tests.journeys.faces_of_counter import COUNTER
from tests.journeys.faces_of_data import PERSONAL_DATA
from tests.journeys.faces_of_directives import DIRECTIVES
from tests.journeys.faces_of_documents import DOCUMENTS
from tests.journeys.faces_of_exchange import ACCESS_CODES, EXCHANGE, WEBHOOKS
from tests.journeys.faces_of_figures import FIGURES
from tests.journeys.faces_of_money import MONEY
from tests.journeys.faces_of_post import POST
from tests.journeys.faces_of_registers import REGISTERS
from tests.journeys.faces_of_rounds import ROUNDS
from tests.journeys.faces_of_scoring import SCORING
from tests.journeys.faces_of_writing import WRITING
from tests.journeys.world import World, app_code, give_app


def code_sent(template: str) -> str:
    """The code in the last letter of that kind; it waits for the worker, so its text still stands."""
    letter = Message.objects.filter(template=template).latest("pk")
    return next(word for word in letter.body.replace(".", " ").split() if word.isdecimal() and len(word) == 6)


def _contact(name: str) -> Way:
    def walk(page: Page, world: World) -> None:
        page.fill("main input[name=contact]", name)
        press(page)

    return walk


def _proven(name: str, template: str) -> Way:
    def walk(page: Page, world: World) -> None:
        _contact(name)(page, world)
        page.fill("main input[name=code]", code_sent(template))
        press(page)

    return walk


def _proven_then_sent(name: str, template: str) -> Way:
    def walk(page: Page, world: World) -> None:
        _proven(name, template)(page, world)
        press(page)

    return walk


def _wrong_password(page: Page, world: World) -> None:
    page.fill("input[name=login]", "khong-co@example.vn")
    page.fill("input[name=password]", "sai mật khẩu")
    press(page)


def _number(page: Page, world: World) -> None:
    page.locator("main a[href*='/dieu-hanh/ho-so/']").first.click()
    page.wait_for_load_state()


PUBLIC: Mapping[str, Sequence[Face] | Other] = {
    "": [Face("", "/", dark=True), Face("an", "/")],
    "so-lieu/": [Face("", "/so-lieu/", dark=True), Face("", "/so-lieu/?tu=2026-01-01&den=2026-01-31")],
    "so-lieu/tai-ve/": Other("", "/so-lieu/tai-ve/", FILE),
    "lich-lam-viec/": [Face("", "/lich-lam-viec/")],
    "lich-lam-viec/<int:year>/": [Face("", "/lich-lam-viec/2027/")],
    "lich-lam-viec/giu/": [Face("quantri.tinh", "/lich-lam-viec/giu/")],
    "lich-lam-viec/giu/cong-bo/": [Face("quantri.tinh", "/lich-lam-viec/giu/cong-bo/")],
    "lich-lam-viec/giu/gio/": [Face("quantri.tinh", "/lich-lam-viec/giu/gio/", send=True)],
    "lich-lam-viec/giu/ngay/": [
        Face("quantri.tinh", "/lich-lam-viec/giu/ngay/", send=True),
        Face("quantri.tinh", "/lich-lam-viec/giu/ngay/?ngay=2026-11-24"),
    ],
    "lich-lam-viec/giu/ngay/<slug:day>/bo/": [Face("quantri.tinh", "/lich-lam-viec/giu/ngay/2026-11-24/bo/")],
    "healthz": Other("", "/healthz", DATA),
    "metrics": Other("", "/metrics", DATA),
    "readyz": Other("", "/readyz", DATA),
    "tep/<uuid:file_id>/": Other("", "/tep/{paper}/?ve=x", "a signed link to a file; expired here"),
    "thu-tuc/": [
        Face("", "/thu-tuc/"),
        Face("", "/thu-tuc/?q=khai+sinh", dark=True),
        Face("", "/thu-tuc/?q=zzzzqqqq"),
    ],
    "thu-tuc/<str:code>/": [Face("", "/thu-tuc/{birth}/", dark=True), Face("", "/thu-tuc/1.000703/")],
    "thu-tuc/<str:code>/phien-ban/<int:number>/": [Face("", "/thu-tuc/{birth}/phien-ban/1/")],
    "thu-tuc/linh-vuc/": [Face("", "/thu-tuc/linh-vuc/")],
    "thu-tuc/su-kien/": [Face("", "/thu-tuc/su-kien/")],
    "thu-tuc/su-kien/<slug:code>/": [Face("", "/thu-tuc/su-kien/{life_event}/")],
    "to-chuc/": [Face("", "/to-chuc/")],
    "to-chuc/tim/": Other("", "/to-chuc/tim/?q=tu+phap", "suggestions for a field"),
    "to-chuc/co-quan/<str:code>/": [
        Face("", "/to-chuc/co-quan/UBND-XA-18073/"),
        Face("", "/to-chuc/co-quan/SOTUPHAP/"),
    ],
    "to-chuc/don-vi-hanh-chinh/": [Face("", "/to-chuc/don-vi-hanh-chinh/")],
    "to-chuc/don-vi-hanh-chinh/<str:code>/": [Face("", "/to-chuc/don-vi-hanh-chinh/18073/")],
    "to-chuc/don-vi-hanh-chinh/tim/": Other("", "/to-chuc/don-vi-hanh-chinh/tim/?q=nam+ha", "suggestions for a field"),
    "tra-cuu/": [Face("", "/tra-cuu/"), Face("", "/tra-cuu/?ma={code}"), Face("", "/tra-cuu/?ma=H27.1-000000-0000")],
    "tro-giup/": [Face("", "/tro-giup/")],
    "ui/": [Face("", "/ui/"), Face("", "/ui/?face=desk")],
    "ui/<slug:name>/": [Face("", "/ui/button/")],
    "ui/mau.css": Other("", "/ui/mau.css", "a style sheet"),
    "ui/ngon-ngu/<slug:code>/": Other("", "/ui/ngon-ngu/vi/", "a redirect"),
    "gia-lap/sms/": [Face("", "/gia-lap/sms/")],
    "gia-lap/sms/messages": post_only("", "/gia-lap/sms/messages"),
    "gia-lap/sms/messages/<str:message_id>": Other("", "/gia-lap/sms/messages/x", DATA),
    "gia-lap/vneid/.well-known/openid-configuration": Other(
        "", "/gia-lap/vneid/.well-known/openid-configuration", DATA
    ),
    "gia-lap/vneid/authorize": [Face("", "/tai-khoan/dinh-danh/")],
    "gia-lap/vneid/jwks": Other("", "/gia-lap/vneid/jwks", DATA),
    "gia-lap/vneid/token": post_only("", "/gia-lap/vneid/token"),
    "gia-lap/vneid/userinfo": Other("", "/gia-lap/vneid/userinfo", DATA),
}

ENTERING: Mapping[str, Sequence[Face] | Other] = {
    "tai-khoan/dang-ky/": [Face("", "/tai-khoan/dang-ky/"), Face("", "/tai-khoan/dang-ky/", send=True)],
    "tai-khoan/dang-ky/ma/": [
        Face("", "/tai-khoan/dang-ky/", by=_contact("moi@example.vn")),
    ],
    "tai-khoan/dang-ky/thong-tin/": [
        Face("", "/tai-khoan/dang-ky/", by=_proven("moi2@example.vn", "identity.code_sign_up")),
        Face("", "/tai-khoan/dang-ky/", by=_proven_then_sent("moi3@example.vn", "identity.code_sign_up")),
    ],
    "tai-khoan/dang-nhap/": [
        Face("", "/tai-khoan/dang-nhap/", dark=True),
        Face("", "/tai-khoan/dang-nhap/", by=_wrong_password),
    ],
    "tai-khoan/dang-nhap/buoc-hai/": [Face("", "/tai-khoan/dang-nhap/", by=lambda page, world: _second_step(page))],
    "tai-khoan/dang-nhap/khoa/": Other("", "/tai-khoan/dang-nhap/khoa/", "the challenge for a passkey"),
    "tai-khoan/dinh-danh/": Other("", "/tai-khoan/dinh-danh/", "a redirect"),
    "tai-khoan/dinh-danh/tro-ve/": Other("", "/tai-khoan/dinh-danh/tro-ve/", "where the provider sends people back"),
    "tai-khoan/quen-mat-khau/": [
        Face("", "/tai-khoan/quen-mat-khau/"),
        Face("", "/tai-khoan/quen-mat-khau/", send=True),
    ],
    "tai-khoan/quen-mat-khau/ma/": [Face("", "/tai-khoan/quen-mat-khau/", by=_contact("an@honglam.example"))],
    "tai-khoan/quen-mat-khau/moi/": [
        Face("", "/tai-khoan/quen-mat-khau/", by=_proven("binh@honglam.example", "identity.code_reset"))
    ],
}


def _second_step(page: Page) -> None:
    page.fill("input[name=login]", "kiemtra.tinh@honglam.example")
    page.fill("input[name=password]", "mot-cua-1845")
    press(page)


def _with_app(page: Page, world: World) -> None:
    """Whoever is signed in already gets an app; the page then shows it."""
    give_app("kiemsoat.tinh")
    page.reload()


def _recovery_codes(page: Page, world: World) -> None:
    """Whoever was signed in before the app came passes the second step before they see any."""
    ask = page.locator("main form[action*='ma-du-phong'] button").first
    with page.expect_navigation():
        ask.click()
    page.fill("input[name=code]", app_code())
    press(page)
    with page.expect_navigation():
        ask.click()


def _leaving(page: Page, world: World) -> None:
    with page.expect_navigation():
        page.locator("main form[action*='loi-moi'] button[name=leave]").first.click()


ACCOUNT: Mapping[str, Sequence[Face] | Other] = {
    "tai-khoan/": [Face("an", "/tai-khoan/", dark=True)],
    "tai-khoan/dang-xuat/": [Face("an", "/tai-khoan/dang-xuat/")],
    "tai-khoan/dinh-danh/huy/": post_only("an", "/tai-khoan/dinh-danh/huy/"),
    "tai-khoan/doanh-nghiep/": [Face("an", "/tai-khoan/doanh-nghiep/"), Face("binh", "/tai-khoan/doanh-nghiep/")],
    "tai-khoan/doanh-nghiep/<uuid:enterprise_id>/": [
        Face("binh", "/tai-khoan/doanh-nghiep/{enterprise}/"),
        Face("binh", "/tai-khoan/doanh-nghiep/{enterprise}/", send=True),
    ],
    "tai-khoan/doanh-nghiep/<uuid:enterprise_id>/<uuid:membership_id>/xoa/": post_only(
        "binh", "/tai-khoan/doanh-nghiep/{enterprise}/{enterprise}/xoa/"
    ),
    "tai-khoan/doanh-nghiep/chon/": post_only("binh", "/tai-khoan/doanh-nghiep/chon/"),
    "tai-khoan/doanh-nghiep/loi-moi/<uuid:membership_id>/": [Face("binh", "/tai-khoan/doanh-nghiep/", by=_leaving)],
    "tai-khoan/doanh-nghiep/them/": [
        Face("an", "/tai-khoan/doanh-nghiep/them/"),
        Face("an", "/tai-khoan/doanh-nghiep/them/", send=True),
    ],
    "tai-khoan/du-lieu/": [Face("an", "/tai-khoan/du-lieu/")],
    "tai-khoan/du-lieu/ban-sao/": Other("an", "/tai-khoan/du-lieu/ban-sao/", FILE),
    "tai-khoan/du-lieu/dong-tai-khoan/": [Face("an", "/tai-khoan/du-lieu/dong-tai-khoan/")],
    "tai-khoan/lien-he/<slug:channel>/xoa/": [Face("an", "/tai-khoan/lien-he/email/xoa/")],
    "tai-khoan/lien-he/ma/": [Face("an", "/tai-khoan/lien-he/them/", by=_contact("an2@example.vn"))],
    "tai-khoan/lien-he/them/": [
        Face("an", "/tai-khoan/lien-he/them/"),
        Face("an", "/tai-khoan/lien-he/them/", send=True),
    ],
    "tai-khoan/mat-khau/": [Face("an", "/tai-khoan/mat-khau/"), Face("an", "/tai-khoan/mat-khau/", send=True)],
    "tai-khoan/thiet-bi/": [Face("an", "/tai-khoan/thiet-bi/")],
    "tai-khoan/thiet-bi/<uuid:sign_in_id>/dang-xuat/": post_only("an", "/tai-khoan/thiet-bi/{an}/dang-xuat/"),
    "tai-khoan/thiet-bi/khac/dang-xuat/": post_only("an", "/tai-khoan/thiet-bi/khac/dang-xuat/"),
    "tai-khoan/thong-tin/": [Face("an", "/tai-khoan/thong-tin/")],
    "tai-khoan/xac-nhan/": [Face("an", "/tai-khoan/xac-nhan/"), Face("an", "/tai-khoan/xac-nhan/", send=True)],
    "tai-khoan/xac-thuc-hai-buoc/": [
        Face("an", "/tai-khoan/xac-thuc-hai-buoc/"),
        Face("kiemsoat.tinh", "/tai-khoan/xac-thuc-hai-buoc/", by=_with_app),
    ],
    "tai-khoan/xac-thuc-hai-buoc/khoa/<int:passkey_id>/xoa/": post_only(
        "an", "/tai-khoan/xac-thuc-hai-buoc/khoa/1/xoa/"
    ),
    "tai-khoan/xac-thuc-hai-buoc/khoa/them/": [Face("an", "/tai-khoan/xac-thuc-hai-buoc/khoa/them/")],
    "tai-khoan/xac-thuc-hai-buoc/ma-du-phong/": [
        Face("kiemsoat.tinh", "/tai-khoan/xac-thuc-hai-buoc/", by=_recovery_codes)
    ],
    "tai-khoan/xac-thuc-hai-buoc/ung-dung/": [
        Face("an", "/tai-khoan/xac-thuc-hai-buoc/ung-dung/"),
        Face("an", "/tai-khoan/xac-thuc-hai-buoc/ung-dung/", send=True),
    ],
    "tai-khoan/xac-thuc-hai-buoc/ung-dung/qr.svg": Other(
        "an", "/tai-khoan/xac-thuc-hai-buoc/ung-dung/qr.svg", "a picture"
    ),
    "tai-khoan/xac-thuc-hai-buoc/ung-dung/xoa/": post_only("an", "/tai-khoan/xac-thuc-hai-buoc/ung-dung/xoa/"),
    "tai-khoan/xac-nhan/buoc-hai/": [Face("kiemsoat.tinh", "/tai-khoan/xac-nhan/buoc-hai/")],
    "tai-khoan/xac-nhan/khoa/": Other(
        "kiemsoat.tinh", "/tai-khoan/xac-nhan/khoa/", "the challenge for a passkey; without one, the other ways"
    ),
    "thong-bao/": [Face("an", "/thong-bao/"), Face("quantri.tinh", "/thong-bao/")],
    "thong-bao/<uuid:message_id>/": post_only("an", "/thong-bao/{message}/"),
    "thong-bao/chua-den/": [Face("quantri.tinh", "/thong-bao/chua-den/")],
    "thong-bao/chua-den/<uuid:message_id>/da-xu-ly/": post_only(
        "quantri.tinh", "/thong-bao/chua-den/{message}/da-xu-ly/"
    ),
    "thong-bao/chua-den/<uuid:message_id>/gui-lai/": post_only(
        "quantri.tinh", "/thong-bao/chua-den/{message}/gui-lai/"
    ),
    "thong-bao/da-doc/": post_only("an", "/thong-bao/da-doc/"),
    "thong-bao/mau/": [Face("quantri.tinh", "/thong-bao/mau/")],
    "thong-bao/mau/<str:code>/": [Face("quantri.tinh", "/thong-bao/mau/dossiers.accepted/")],
}

FILING: Mapping[str, Sequence[Face] | Other] = {
    "ho-so/": [Face("an", "/ho-so/", dark=True), Face("binh", "/ho-so/")],
    "ho-so/<uuid:dossier_id>/": [
        Face("an", "/ho-so/{registered}/"),
        Face("an", "/ho-so/{asked}/", dark=True),
        Face("an", "/ho-so/{returned}/"),
    ],
    "ho-so/<uuid:dossier_id>/bo-sung/": [
        Face("an", "/ho-so/{asked}/bo-sung/"),
        Face("an", "/ho-so/{asked}/bo-sung/", send=True),
    ],
    "ho-so/<uuid:dossier_id>/da-nop/": [Face("an", "/ho-so/{registered}/da-nop/")],
    "ho-so/<uuid:dossier_id>/danh-gia/": [
        Face("an", "/ho-so/{returned}/danh-gia/"),
        Face("an", "/ho-so/{returned}/danh-gia/", send=True),
    ],
    "ho-so/<uuid:dossier_id>/phieu/<uuid:slip_id>.pdf": Other("an", "/ho-so/{accepted}/phieu/{slip}.pdf", FILE),
    "ho-so/<uuid:dossier_id>/rut/": [
        Face("an", "/ho-so/{registered}/rut/"),
    ],
    "ho-so/<uuid:dossier_id>/tep/<uuid:file_id>/": Other("an", "/ho-so/{accepted}/tep/{paper}/", FILE),
    "ho-so/nhap/<uuid:draft_id>/": [
        Face("an", "/ho-so/nhap/{draft}/"),
        Face("an", "/ho-so/nhap/{empty_draft}/", send=True),
    ],
    "ho-so/nhap/<uuid:draft_id>/bo/": [Face("an", "/ho-so/nhap/{draft}/bo/")],
    "ho-so/nhap/<uuid:draft_id>/giay-to/": [
        Face("an", "/ho-so/nhap/{draft}/giay-to/"),
        Face("an", "/ho-so/nhap/{empty_draft}/giay-to/"),
    ],
    "ho-so/nhap/<uuid:draft_id>/giay-to/<uuid:file_id>/": Other(
        "an", "/ho-so/nhap/{draft}/giay-to/{draft_file}/", FILE
    ),
    "ho-so/nhap/<uuid:draft_id>/kiem-tra/": [
        Face("an", "/ho-so/nhap/{draft}/kiem-tra/", dark=True),
        Face("an", "/ho-so/nhap/{empty_draft}/kiem-tra/"),
    ],
    "ho-so/nhap/<uuid:draft_id>/nho-xem/": post_only("an", "/ho-so/nhap/{draft}/nho-xem/"),
    "ho-so/nhap/<uuid:draft_id>/dong-ky/": [
        Face("an", "/ho-so/nhap/{draft}/dong-ky/"),
        Face("an", "/ho-so/nhap/{empty_draft}/dong-ky/", send=True),
    ],
    "ho-so/dong-ky/<uuid:cosigner_id>/": [Face("binh", "/ho-so/dong-ky/{cosigner}/")],
    "ho-so/dong-ky/<uuid:cosigner_id>/tep/<uuid:file_id>/": Other(
        "binh", "/ho-so/dong-ky/{cosigner}/tep/{draft_file}/", FILE
    ),
    "ho-so/nhap/<uuid:draft_id>/luu/": post_only("an", "/ho-so/nhap/{draft}/luu/"),
    "ho-so/nhap/<uuid:draft_id>/trang/<int:number>/": [
        Face("an", "/ho-so/nhap/{draft}/trang/2/", dark=True),
        Face("an", "/ho-so/nhap/{empty_draft}/trang/2/", send=True),
        Face("an", "/ho-so/nhap/{vehicles}/trang/2/"),
        Face("an", "/ho-so/nhap/{vehicles}/trang/2/", send=True),
    ],
    "ho-so/nop/<str:code>/": [Face("an", "/ho-so/nop/{birth}/"), Face("binh", "/ho-so/nop/1.000703/")],
}

# Each verb asks its own questions: one page for each, in the state in which it is offered.
ACTS = [
    *(
        Face("tiepnhan.xa", "/can-bo/ho-so/{registered}/" + verb + "/")
        for verb in ("accept", "refuse", "request_supplement")
    ),
    Face("tiepnhan.xa", "/can-bo/ho-so/{registered}/refuse/", send=True),
    *(
        Face("chuyenvien.xa", "/can-bo/ho-so/{accepted}/" + verb + "/")
        for verb in ("finish_step", "request_supplement", "pause", "ask_consultation")
    ),
    Face("chuyenvien.xa", "/can-bo/ho-so/{accepted}/request_supplement/", send=True, dark=True),
    Face("vanthu.xa", "/can-bo/ho-so/{signing}/issue_result/"),
    Face("traketqua.xa", "/can-bo/ho-so/{resolved}/return_result/"),
    Face("truongphong.xa", "/can-bo/ho-so/{accepted}/assign/"),
]

DESK: Mapping[str, Sequence[Face] | Other] = {
    "can-bo/": [
        Face("tiepnhan.xa", "/can-bo/", dark=True),
        Face("quantri.tinh", "/can-bo/"),
        Face("tiepnhan.xa", "/can-bo/?light=red&holder=me"),
    ],
    "can-bo/ho-so/": Other("tiepnhan.xa", "/can-bo/ho-so/?ma={code}", "a redirect"),
    "can-bo/ho-so/<uuid:dossier_id>/": [
        Face("tiepnhan.xa", "/can-bo/ho-so/{registered}/"),
        Face("chuyenvien.xa", "/can-bo/ho-so/{accepted}/", dark=True),
        Face("truongphong.xa", "/can-bo/ho-so/{asked}/"),
        Face("vanthu.xa", "/can-bo/ho-so/{returned}/"),
    ],
    "can-bo/ho-so/<uuid:dossier_id>/<slug:verb>/": ACTS,
    "can-bo/ho-so/<uuid:dossier_id>/phieu-kiem-soat.pdf": Other(
        "tiepnhan.xa", "/can-bo/ho-so/{accepted}/phieu-kiem-soat.pdf", FILE
    ),
    "can-bo/ho-so/<uuid:dossier_id>/du-thao.pdf": Other("vanthu.xa", "/can-bo/ho-so/{signing}/du-thao.pdf", FILE),
    "can-bo/ho-so/<uuid:dossier_id>/du-thao/": [Face("vanthu.xa", "/can-bo/ho-so/{signing}/du-thao/")],
    "can-bo/in/": Other("tiepnhan.xa", "/can-bo/in/?ho-so={accepted}", FILE),
    "can-bo/phu-tai/": [Face("truongphong.xa", "/can-bo/phu-tai/"), Face("lanhdao.tinh", "/can-bo/phu-tai/")],
    "can-bo/xem-truoc/<uuid:look_id>/": [
        Face("tiepnhan.xa", "/can-bo/xem-truoc/{look}/"),
        Face("tiepnhan.xa", "/can-bo/xem-truoc/{look}/", send=True),
    ],
    "can-bo/xem-truoc/<uuid:look_id>/tep/<uuid:file_id>/": Other(
        "tiepnhan.xa", "/can-bo/xem-truoc/{look}/tep/{draft_file}/", FILE
    ),
    "can-bo/cham-bo-sot/": [
        Face("truongphong.xa", "/can-bo/cham-bo-sot/"),
        Face("lanhdao.tinh", "/can-bo/cham-bo-sot/?loai=untouched"),
    ],
    "can-bo/so-theo-doi/": [
        Face("tiepnhan.xa", "/can-bo/so-theo-doi/", dark=True),
        Face("tiepnhan.xa", "/can-bo/so-theo-doi/?nam=2025"),
    ],
    "can-bo/so-theo-doi/tai-ve.<slug:kind>": Other("tiepnhan.xa", "/can-bo/so-theo-doi/tai-ve.xlsx", FILE),
    "can-bo/tiep-nhan/": [
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/"),
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/?q=khai+sinh"),
    ],
    "can-bo/tiep-nhan/<str:code>/": [
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/{birth}/"),
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/{birth}/", send=True, dark=True),
    ],
    "can-bo/tiep-nhan/<str:code>/tu-choi/": [
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/{birth}/tu-choi/"),
        Face("tiepnhan.xa", "/can-bo/tiep-nhan/{birth}/tu-choi/", send=True),
    ],
    "can-bo/tim/": [
        Face("tiepnhan.xa", "/can-bo/tim/"),
        Face("tiepnhan.xa", "/can-bo/tim/?q=nguyen+thi+an"),
        Face("tiepnhan.xa", "/can-bo/tim/?q=zzzz"),
    ],
    "dieu-hanh/": [
        Face("lanhdao.xa", "/dieu-hanh/", dark=True),
        Face("lanhdao.tinh", "/dieu-hanh/?tu=2025-01-01&den=2025-01-31"),
    ],
    "dieu-hanh/ho-so/": [Face("lanhdao.xa", "/dieu-hanh/", by=_number)],
}

DIRECTORY: Mapping[str, Sequence[Face] | Other] = {
    "to-chuc/nhan-su/": [Face("chuyenvien.xa", "/to-chuc/nhan-su/")],
    "to-chuc/vang-mat/": [Face("chuyenvien.xa", "/to-chuc/vang-mat/"), Face("vanthu.xa", "/to-chuc/vang-mat/")],
    "to-chuc/vang-mat/<int:absence_id>/huy/": [Face("chuyenvien.xa", "/to-chuc/vang-mat/{absence}/huy/")],
    "to-chuc/vang-mat/<int:holding_id>/dang-ky/": [
        Face("chuyenvien.xa", "/to-chuc/vang-mat/{holding}/dang-ky/"),
        Face("chuyenvien.xa", "/to-chuc/vang-mat/{holding}/dang-ky/", send=True),
    ],
    "to-chuc/vi-tri/": [Face("chuyenvien.xa", "/to-chuc/vi-tri/")],
    "to-chuc/quan-tri/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/?q=tu+phap"),
    ],
    "to-chuc/quan-tri/<int:agency_id>/": [Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/")],
    "to-chuc/quan-tri/<int:agency_id>/ket-thuc/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/ket-thuc/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/ket-thuc/", send=True),
    ],
    "to-chuc/quan-tri/<int:agency_id>/sua/": [Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/sua/")],
    "to-chuc/quan-tri/<int:agency_id>/vi-tri/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/vi-tri/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/vi-tri/", send=True),
    ],
    "to-chuc/quan-tri/<int:parent_id>/them/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/them/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/{commune}/them/", send=True),
    ],
    "to-chuc/quan-tri/mau.xlsx": Other("quantri.tinh", "/to-chuc/quan-tri/mau.xlsx", FILE),
    "to-chuc/quan-tri/xuat.xlsx": Other("quantri.tinh", "/to-chuc/quan-tri/xuat.xlsx", FILE),
    "to-chuc/quan-tri/nhan-su/<int:holding_id>/dieu-chuyen/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/nhan-su/{holding}/dieu-chuyen/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/nhan-su/{holding}/dieu-chuyen/", send=True),
    ],
    "to-chuc/quan-tri/nhan-su/<int:holding_id>/thoi-giu/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/nhan-su/{holding}/thoi-giu/")
    ],
    "to-chuc/quan-tri/nhap/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/nhap/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/nhap/", send=True),
    ],
    "to-chuc/quan-tri/nhap/<uuid:file_id>/": Other(
        "quantri.tinh",
        "/to-chuc/quan-tri/nhap/{paper}/",
        "only for the file that was just sent; tests/directory draws it",
    ),
    "to-chuc/quan-tri/vi-tri/<int:post_id>/bo-nhiem/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/vi-tri/{free_post}/bo-nhiem/"),
        Face("quantri.tinh", "/to-chuc/quan-tri/vi-tri/{free_post}/bo-nhiem/", send=True),
    ],
    "to-chuc/quan-tri/vi-tri/<int:post_id>/sua/": [Face("quantri.tinh", "/to-chuc/quan-tri/vi-tri/{post}/sua/")],
    "to-chuc/quan-tri/vi-tri/<int:post_id>/thoi-dung/": [
        Face("quantri.tinh", "/to-chuc/quan-tri/vi-tri/{free_post}/thoi-dung/")
    ],
    "to-chuc/quan-tri/vi-tri/tim/": Other(
        "quantri.tinh", "/to-chuc/quan-tri/vi-tri/tim/?q=van", "suggestions for a field"
    ),
}

WALLET: Mapping[str, Sequence[Face] | Other] = {
    "giay-to/": [Face("an", "/giay-to/", dark=True), Face("tiepnhan.xa", "/giay-to/")],
    "giay-to/them/": [Face("an", "/giay-to/them/"), Face("an", "/giay-to/them/", send=True)],
    "giay-to/nhat-ky/": [Face("an", "/giay-to/nhat-ky/")],
    "giay-to/nhat-ky.csv": Other("an", "/giay-to/nhat-ky.csv", FILE),
    "giay-to/nhat-ky.pdf": Other("an", "/giay-to/nhat-ky.pdf", FILE),
    "giay-to/<uuid:paper_id>/": [Face("an", "/giay-to/{held}/")],
    "giay-to/<uuid:paper_id>/tep/": Other("an", "/giay-to/{held}/tep/", FILE),
    "giay-to/<uuid:paper_id>/an/": post_only("an", "/giay-to/{held}/an/"),
    "giay-to/<uuid:paper_id>/xoa/": [Face("an", "/giay-to/{own}/xoa/")],
}

KEEPER = "kiemsoat.p-kstthc-vpubt"
CATALOGUE: Mapping[str, Sequence[Face] | Other] = {
    "thu-tuc/quan-ly/": [Face(KEEPER, "/thu-tuc/quan-ly/"), Face(KEEPER, "/thu-tuc/quan-ly/?q=zzzz")],
    "thu-tuc/quan-ly/<str:code>/": [Face(KEEPER, "/thu-tuc/quan-ly/{birth}/")],
    "thu-tuc/quan-ly/<str:code>/bai-bo/": [
        Face(KEEPER, "/thu-tuc/quan-ly/{birth}/bai-bo/"),
        Face(KEEPER, "/thu-tuc/quan-ly/{birth}/bai-bo/", send=True),
    ],
    "thu-tuc/quan-ly/<str:code>/phien-ban/<int:number>/rut/": [
        Face(KEEPER, "/thu-tuc/quan-ly/{birth}/phien-ban/1/rut/"),
        Face(KEEPER, "/thu-tuc/quan-ly/{birth}/phien-ban/1/rut/", send=True),
    ],
    "thu-tuc/quan-ly/<str:code>/so-sanh/": [Face(KEEPER, "/thu-tuc/quan-ly/{birth}/so-sanh/")],
    "thu-tuc/quan-ly/nhap-quoc-gia/": [
        Face(KEEPER, "/thu-tuc/quan-ly/nhap-quoc-gia/"),
        Face(KEEPER, "/thu-tuc/quan-ly/nhap-quoc-gia/", send=True),
    ],
    "thu-tuc/quan-ly/nhap-quoc-gia/<uuid:import_id>/": [
        Face(KEEPER, "/thu-tuc/quan-ly/nhap-quoc-gia/{national}/"),
        Face(KEEPER, "/thu-tuc/quan-ly/nhap-quoc-gia/{national}/?loai=same"),
    ],
    "thu-tuc/quan-ly/nhap-quoc-gia/<uuid:import_id>/<int:number>/": [
        Face(KEEPER, "/thu-tuc/quan-ly/nhap-quoc-gia/{national}/1/"),
    ],
    "thu-tuc/quan-ly/<str:code>/soan/": post_only(KEEPER, "/thu-tuc/quan-ly/{birth}/soan/"),
    "thu-tuc/soan-thao/<uuid:draft_id>/": [Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/")],
    "thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/": [
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/" + sheet.slug + "/") for sheet in SHEETS
    ],
    "thu-tuc/soan-thao/<uuid:draft_id>/<slug:slug>/luu/": post_only(
        KEEPER, "/thu-tuc/soan-thao/{version_draft}/chung/luu/"
    ),
    "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/": [
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/bieu-mau/"),
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/bieu-mau/?chon=pages.0.sections.0.questions.0"),
    ],
    "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/luu/": post_only(
        KEEPER, "/thu-tuc/soan-thao/{version_draft}/bieu-mau/luu/"
    ),
    "thu-tuc/soan-thao/<uuid:draft_id>/bieu-mau/xem-truoc/<int:number>/": [
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/bieu-mau/xem-truoc/1/")
    ],
    "thu-tuc/soan-thao/<uuid:draft_id>/quy-trinh.bpmn": Other(
        KEEPER, "/thu-tuc/soan-thao/{version_draft}/quy-trinh.bpmn", FILE
    ),
    "thu-tuc/soan-thao/<uuid:draft_id>/quy-trinh/nhap/": [
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/quy-trinh/nhap/"),
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/quy-trinh/nhap/", send=True),
    ],
    "thu-tuc/soan-thao/<uuid:draft_id>/buoc/<slug:act>/": [
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/buoc/bo/"),
        Face(KEEPER, "/thu-tuc/soan-thao/{version_draft}/buoc/de-nghi/"),
    ],
    "thu-tuc/soan-thao/<uuid:draft_id>/tep/": Other(
        KEEPER, "/thu-tuc/soan-thao/{version_draft}/tep/", "a file, where one was brought"
    ),
}

INDICES: Mapping[str, Sequence[Face] | Other] = {
    "so-lieu/chi-so/": [Face("", "/so-lieu/chi-so/", dark=True)],
    "so-lieu/chi-so/<slug:index>/": [Face("", "/so-lieu/chi-so/{index}/")],
    "so-lieu/chi-so/<slug:index>/toan-tinh/": [Face("", "/so-lieu/chi-so/{index}/toan-tinh/")],
    "so-lieu/chi-so/<slug:index>/<int:agency_id>/": [Face("", "/so-lieu/chi-so/{index}/{commune}/")],
    "so-lieu/bao-cao/<slug:kind>/": [Face("", "/so-lieu/bao-cao/{table}/")],
    "dieu-hanh/chi-so/can-bo/": [Face("lanhdao.xa", "/dieu-hanh/chi-so/can-bo/")],
    "dieu-hanh/chi-so/phia-sau/": [Face("lanhdao.xa", "/dieu-hanh/chi-so/phia-sau/?chi_so={measure}")],
    "dieu-hanh/chi-so/ho-so/<uuid:dossier_id>/": [Face("lanhdao.xa", "/dieu-hanh/chi-so/ho-so/{returned}/")],
    "dieu-hanh/bao-cao/": [Face("lanhdao.xa", "/dieu-hanh/bao-cao/")],
    "dieu-hanh/bao-cao/<uuid:report_id>/": [Face("lanhdao.xa", "/dieu-hanh/bao-cao/{report_from_before}/")],
    "dieu-hanh/bao-cao/<uuid:report_id>/bao-cao.pdf": Other(
        "lanhdao.xa", "/dieu-hanh/bao-cao/{report_from_before}/bao-cao.pdf", FILE
    ),
}

FEEDBACK: Mapping[str, Sequence[Face] | Other] = {
    "phan-anh/": [Face("", "/phan-anh/", dark=True), Face("an", "/phan-anh/")],
    "phan-anh/xac-nhan/": Other("", "/phan-anh/xac-nhan/", "a redirect until something was written"),
    "phan-anh/tra-cuu/": Other("", "/phan-anh/tra-cuu/?ma={feedback_code}", "a redirect"),
    "phan-anh/cong-khai/": [Face("", "/phan-anh/cong-khai/")],
    "phan-anh/<str:code>/": [Face("", "/phan-anh/{feedback_code}/")],
    "can-bo/phan-anh/<uuid:case_id>/": [Face("lanhdao.xa", "/can-bo/phan-anh/{feedback}/")],
    "can-bo/man-hinh-danh-gia/": [Face("traketqua.xa", "/can-bo/man-hinh-danh-gia/")],
    "danh-gia/<str:token>/": [Face("", "/danh-gia/{rating}/"), Face("", "/danh-gia/{rating}/", send=True)],
}

FACES: Mapping[str, Sequence[Face] | Other] = {
    **FEEDBACK,
    **PUBLIC,
    **ENTERING,
    **ACCOUNT,
    **FILING,
    **COUNTER,
    **MONEY,
    **POST,
    **DIRECTIVES,
    **FIGURES,
    **ROUNDS,
    **REGISTERS,
    **SCORING,
    **WRITING,
    **DOCUMENTS,
    **DESK,
    **DIRECTORY,
    **WALLET,
    **EXCHANGE,
    **PERSONAL_DATA,
    **WEBHOOKS,
    **ACCESS_CODES,
    **CATALOGUE,
    **INDICES,
}
