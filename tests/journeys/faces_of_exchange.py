"""The faces of the traffic with other systems: the national portal, webhooks, access codes for programs."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

from tests.journeys.face import DATA, FILE, Face, Other, Way, post_only, press
from tests.journeys.world import World

EXCHANGE: Mapping[str, Sequence[Face] | Other] = {
    "gia-lap/cong-quoc-gia/": [Face("", "/gia-lap/cong-quoc-gia/")],
    "gia-lap/cong-quoc-gia/giay-to/<str:name>": Other("", "/gia-lap/cong-quoc-gia/giay-to/x", FILE),
    "gia-lap/cong-quoc-gia/mapi/g": Other("", "/gia-lap/cong-quoc-gia/mapi/g", DATA),
    "gia-lap/cong-quoc-gia/mapi/login": Other("", "/gia-lap/cong-quoc-gia/mapi/login", DATA),
    "gia-lap/zalo/": [Face("", "/gia-lap/zalo/")],
    "gia-lap/zalo/message/template": post_only("", "/gia-lap/zalo/message/template"),
    "gia-lap/zalo/v4/oa/access_token": post_only("", "/gia-lap/zalo/v4/oa/access_token"),
    "quan-tri/cong-quoc-gia/": [Face("quantri.tinh", "/quan-tri/cong-quoc-gia/")],
    "quan-tri/cong-quoc-gia/ho-so-den/": [Face("quantri.tinh", "/quan-tri/cong-quoc-gia/ho-so-den/")],
    "quan-tri/cong-quoc-gia/<uuid:report_id>/bo-qua/": post_only(
        "quantri.tinh", "/quan-tri/cong-quoc-gia/{an}/bo-qua/"
    ),
    "quan-tri/cong-quoc-gia/<uuid:report_id>/gui-lai/": post_only(
        "quantri.tinh", "/quan-tri/cong-quoc-gia/{an}/gui-lai/"
    ),
    "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/da-xu-ly/": post_only(
        "quantri.tinh", "/quan-tri/cong-quoc-gia/ho-so-den/{an}/da-xu-ly/"
    ),
    "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/nop-lai/": post_only(
        "quantri.tinh", "/quan-tri/cong-quoc-gia/ho-so-den/{an}/nop-lai/"
    ),
}


def _webhook(page: Page, world: World) -> None:
    page.fill("main input[name=target]", "http://127.0.0.1:9/tin")
    page.check("main input[name=events] >> nth=0", force=True)
    press(page)


def _webhook_opened(page: Page, world: World) -> None:
    _webhook(page, world)
    page.click("main a.govuk-button")


def _webhook_tested(page: Page, world: World) -> None:
    _webhook_opened(page, world)
    page.click("main form[action$='/thu/'] button")


def _webhook_question(last: str) -> Way:
    def walk(page: Page, world: World) -> None:
        _webhook_opened(page, world)
        page.click(f"main a[href$='/{last}/']")

    return walk


_NEW_WEBHOOK = "/quan-tri/webhook/them/"
WEBHOOKS: Mapping[str, Sequence[Face] | Other] = {
    "quan-tri/webhook/": [Face("quantri.tinh", "/quan-tri/webhook/")],
    "quan-tri/webhook/them/": [
        Face("quantri.tinh", _NEW_WEBHOOK),
        Face("quantri.tinh", _NEW_WEBHOOK, send=True),
        Face("quantri.tinh", _NEW_WEBHOOK, by=_webhook),
    ],
    "quan-tri/webhook/<uuid:subscription_id>/": [
        Face("quantri.tinh", _NEW_WEBHOOK, by=_webhook_opened),
        Face("quantri.tinh", _NEW_WEBHOOK, by=_webhook_tested),
    ],
    "quan-tri/webhook/<uuid:subscription_id>/khoa-moi/": [
        Face("quantri.tinh", _NEW_WEBHOOK, by=_webhook_question("khoa-moi"))
    ],
    "quan-tri/webhook/<uuid:subscription_id>/tat/": [Face("quantri.tinh", _NEW_WEBHOOK, by=_webhook_question("tat"))],
    "quan-tri/webhook/<uuid:subscription_id>/thu/": post_only("quantri.tinh", "/quan-tri/webhook/{an}/thu/"),
    "quan-tri/webhook/<uuid:subscription_id>/tiep-tuc/": post_only("quantri.tinh", "/quan-tri/webhook/{an}/tiep-tuc/"),
    "quan-tri/webhook/<uuid:subscription_id>/<uuid:delivery_id>/gui-lai/": post_only(
        "quantri.tinh", "/quan-tri/webhook/{an}/{an}/gui-lai/"
    ),
}


def _access_code(page: Page, world: World) -> None:
    page.fill("main input[name=label]", "Phần mềm kế toán")
    page.check("main input[name=scopes] >> nth=0", force=True)
    press(page)


def _access_code_listed(page: Page, world: World) -> None:
    _access_code(page, world)
    page.click("main a.govuk-button")


def _access_code_revoked(page: Page, world: World) -> None:
    _access_code_listed(page, world)
    page.click("main td a.govuk-link >> nth=0")


ACCESS_CODES: Mapping[str, Sequence[Face] | Other] = {
    "tai-khoan/ma-truy-cap/": [
        Face("an", "/tai-khoan/ma-truy-cap/"),
        Face("quantri.tinh", "/tai-khoan/ma-truy-cap/tao/", by=_access_code_listed),
    ],
    "tai-khoan/ma-truy-cap/<uuid:token_id>/thu-hoi/": [
        Face("quantri.tinh", "/tai-khoan/ma-truy-cap/tao/", by=_access_code_revoked)
    ],
    "tai-khoan/ma-truy-cap/he-thong/": [Face("quantri.tinh", "/tai-khoan/ma-truy-cap/he-thong/")],
    "tai-khoan/ma-truy-cap/tao/": [
        Face("an", "/tai-khoan/ma-truy-cap/tao/"),
        Face("an", "/tai-khoan/ma-truy-cap/tao/", send=True),
        Face("an", "/tai-khoan/ma-truy-cap/tao/", by=_access_code),
    ],
}
