"""Paths of exchange's screens."""

from django.urls import path

from honglam.exchange.access import PORTAL_KEEPERS
from honglam.exchange.views import national
from honglam.kernel.guards import guard

app_name = "exchange"
_REPORT = "quan-tri/cong-quoc-gia/<uuid:report_id>/"
_FILING = "quan-tri/cong-quoc-gia/ho-so-den/<uuid:filing_id>/"
urlpatterns = [
    path("quan-tri/cong-quoc-gia/", guard(national.reports, PORTAL_KEEPERS), name="reports"),
    path("quan-tri/cong-quoc-gia/ho-so-den/", guard(national.filings, PORTAL_KEEPERS), name="filings"),
    path(_REPORT + "gui-lai/", guard(national.report_again, PORTAL_KEEPERS), name="report_again"),
    path(_REPORT + "bo-qua/", guard(national.report_drop, PORTAL_KEEPERS), name="report_drop"),
    path(_FILING + "nop-lai/", guard(national.filing_again, PORTAL_KEEPERS), name="filing_again"),
]
