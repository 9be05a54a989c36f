"""Paths of the citizen's and the enterprise's wallet."""

from django.urls import path

from honglam.kernel.guards import SIGNED_IN, guard
from honglam.registries.views import exports, wallet

app_name = "registries"
urlpatterns = [
    path("giay-to/", guard(wallet.mine, SIGNED_IN), name="mine"),
    path("giay-to/them/", guard(wallet.add, SIGNED_IN), name="add"),
    path("giay-to/nhat-ky/", guard(wallet.log, SIGNED_IN), name="log"),
    path("giay-to/nhat-ky.csv", guard(exports.as_csv, SIGNED_IN), name="log_csv"),
    path("giay-to/nhat-ky.pdf", guard(exports.as_pdf, SIGNED_IN), name="log_pdf"),
    path("giay-to/<uuid:paper_id>/", guard(wallet.paper, SIGNED_IN), name="paper"),
    path("giay-to/<uuid:paper_id>/tep/", guard(wallet.file, SIGNED_IN), name="file"),
    path("giay-to/<uuid:paper_id>/an/", guard(wallet.hide, SIGNED_IN), name="hide"),
    path("giay-to/<uuid:paper_id>/xoa/", guard(wallet.throw_away, SIGNED_IN), name="throw_away"),
]
