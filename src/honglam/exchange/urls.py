"""Paths of exchange's screens."""

from django.urls import path

from honglam.exchange.access import PORTAL_KEEPERS, SUBSCRIBERS
from honglam.exchange.views import national, webhooks
from honglam.kernel.guards import guard

app_name = "exchange"
_REPORT = "quan-tri/cong-quoc-gia/<uuid:report_id>/"
_FILING = "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/"
_WEBHOOK = "quan-tri/webhook/<uuid:subscription_id>/"
urlpatterns = [
    path("quan-tri/cong-quoc-gia/", guard(national.reports, PORTAL_KEEPERS), name="reports"),
    path("quan-tri/cong-quoc-gia/ho-so-den/", guard(national.filings, PORTAL_KEEPERS), name="filings"),
    path(_REPORT + "gui-lai/", guard(national.report_again, PORTAL_KEEPERS), name="report_again"),
    path(_REPORT + "bo-qua/", guard(national.report_drop, PORTAL_KEEPERS), name="report_drop"),
    path(_FILING + "nop-lai/", guard(national.filing_again, PORTAL_KEEPERS), name="filing_again"),
    path(_FILING + "da-xu-ly/", guard(national.filing_drop, PORTAL_KEEPERS), name="filing_drop"),
    path("quan-tri/webhook/", guard(webhooks.index, SUBSCRIBERS), name="webhooks"),
    path("quan-tri/webhook/them/", guard(webhooks.add, SUBSCRIBERS), name="webhook_new"),
    path(_WEBHOOK, guard(webhooks.one, SUBSCRIBERS), name="webhook"),
    path(_WEBHOOK + "thu/", guard(webhooks.test, SUBSCRIBERS), name="webhook_test"),
    path(_WEBHOOK + "khoa-moi/", guard(webhooks.rotate, SUBSCRIBERS), name="webhook_secret"),
    path(_WEBHOOK + "tiep-tuc/", guard(webhooks.resume, SUBSCRIBERS), name="webhook_resume"),
    path(_WEBHOOK + "tat/", guard(webhooks.end, SUBSCRIBERS), name="webhook_end"),
    path(_WEBHOOK + "<uuid:delivery_id>/gui-lai/", guard(webhooks.again, SUBSCRIBERS), name="webhook_again"),
]
