"""Paths of the postal service, for post offices and for the one-stop's side of a hand-over."""

from django.urls import path

from honglam.kernel.guards import guard, role
from honglam.postal.views import parcels, records

POST = role("postal_clerk")
DESK = role("reception_officer", "result_officer", "one_stop_head")
BOTH = role("postal_clerk", "reception_officer", "result_officer", "one_stop_head")

app_name = "postal"
urlpatterns = [
    path("can-bo/buu-chinh/", guard(parcels.overview, BOTH), name="overview"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/", guard(parcels.parcel, BOTH), name="parcel"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/dong-goi/", guard(parcels.collect, POST), name="collect"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/tra-lai/", guard(parcels.drop, POST), name="drop"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/bao/", guard(parcels.report, POST), name="report"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/tim-thay/", guard(parcels.found, POST), name="found"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/giai-quyet/", guard(parcels.settle, POST), name="settle"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/gui-lai/", guard(parcels.send_again, DESK), name="send_again"),
    path("can-bo/buu-chinh/<uuid:parcel_id>/phieu-gui.pdf", guard(parcels.note, BOTH), name="note"),
    path("can-bo/buu-chinh/giao-nhan/", guard(records.index, BOTH), name="records"),
    path("can-bo/buu-chinh/giao-nhan/moi/<slug:kind>/", guard(records.new, BOTH), name="new_record"),
    path("can-bo/buu-chinh/giao-nhan/<uuid:record_id>/", guard(records.record, BOTH), name="record"),
    path("can-bo/buu-chinh/giao-nhan/<uuid:record_id>/rut/", guard(records.withdraw, BOTH), name="withdraw"),
    path("can-bo/buu-chinh/giao-nhan/<uuid:record_id>/bien-ban.pdf", guard(records.printed, BOTH), name="printed"),
]
