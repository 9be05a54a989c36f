"""At the counter: a walk-in is refused on paper, with reason, article and how to object."""

from playwright.sync_api import expect

from tests.journeys.conftest import Site
from tests.journeys.steps import confirm
from tests.journeys.test_birth import printed


def test_a_walk_in_is_refused_with_form_03(site: Site) -> None:
    clerk = site.sign_in("tiepnhan.xa")
    clerk.goto("/can-bo/tiep-nhan/1.001193/tu-choi/")
    confirm(clerk)
    summary = clerk.locator(".govuk-error-summary")
    expect(summary).to_contain_text("họ")
    site.shoot(clerk, "faults")
    clerk.fill("#applicant-name", "Phạm Văn Quý")
    clerk.fill("#applicant-phone", "0912345678")
    clerk.fill("#reason", "Trẻ đã được đăng ký khai sinh tại nơi khác.")
    clerk.fill("#legal_basis", "Điều 16 Luật Hộ tịch 2014")
    confirm(clerk)
    expect(clerk.locator("main")).to_contain_text("Không được tiếp nhận")
    site.shoot(clerk, "refused")
    text = printed(clerk)
    for word in ("PHIẾU TỪ CHỐI", "Phạm Văn Quý", "Điều 16 Luật Hộ tịch 2014", "khiếu nại"):
        assert word in text
