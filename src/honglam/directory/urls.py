"""Paths of the directory."""

from django.urls import path

from honglam.directory.views import agencies, committees, exchange, public, staff, switch, units
from honglam.kernel.guards import OFFICER, PUBLIC, guard, role

ADMINISTRATOR = role("administrator")
KEEPER = role("administrator", "approver", "clerk", "leader")

app_name = "directory"
urlpatterns = [
    path("to-chuc/", guard(public.index, PUBLIC), name="index"),
    path("to-chuc/tim/", guard(public.search, PUBLIC), name="agency_search"),
    path("to-chuc/co-quan/<str:code>/", guard(public.agency, PUBLIC), name="agency_page"),
    path("to-chuc/don-vi-hanh-chinh/", guard(units.index, PUBLIC), name="units"),
    path("to-chuc/don-vi-hanh-chinh/tim/", guard(units.search, PUBLIC), name="unit_search"),
    path("to-chuc/don-vi-hanh-chinh/<str:code>/", guard(units.unit, PUBLIC), name="unit"),
    path("to-chuc/ban-chi-dao/", guard(committees.index, PUBLIC), name="committees"),
    path("to-chuc/ban-chi-dao/moi/", guard(committees.found, KEEPER), name="committee_new"),
    path("to-chuc/ban-chi-dao/<str:code>/", guard(committees.committee, PUBLIC), name="committee"),
    path("to-chuc/ban-chi-dao/<str:code>/phien-hop/", guard(committees.meet, KEEPER), name="committee_meet"),
    path("to-chuc/ban-chi-dao/<str:code>/quyet-dinh/", guard(committees.decide, KEEPER), name="committee_decide"),
    path("to-chuc/ban-chi-dao/<str:code>/thanh-vien.csv", guard(committees.members_csv, PUBLIC), name="members_csv"),
    path("to-chuc/vi-tri/", guard(switch.posts, OFFICER), name="posts"),
    path("to-chuc/nhan-su/", guard(staff.index, OFFICER), name="staff"),
    path("to-chuc/vang-mat/", guard(staff.absences, OFFICER), name="absences"),
    path("to-chuc/vang-mat/<int:holding_id>/dang-ky/", guard(staff.register_absence, OFFICER), name="absence_new"),
    path("to-chuc/vang-mat/<int:absence_id>/huy/", guard(staff.cancel_absence, OFFICER), name="absence_cancel"),
    path("to-chuc/quan-tri/", guard(agencies.index, ADMINISTRATOR), name="agencies"),
    path("to-chuc/quan-tri/<int:agency_id>/", guard(agencies.agency, ADMINISTRATOR), name="agency"),
    path("to-chuc/quan-tri/<int:parent_id>/them/", guard(agencies.create, ADMINISTRATOR), name="agency_new"),
    path("to-chuc/quan-tri/<int:agency_id>/sua/", guard(agencies.change, ADMINISTRATOR), name="agency_change"),
    path("to-chuc/quan-tri/<int:agency_id>/ket-thuc/", guard(agencies.end, ADMINISTRATOR), name="agency_end"),
    path("to-chuc/quan-tri/<int:agency_id>/vi-tri/", guard(agencies.create_post, ADMINISTRATOR), name="post_new"),
    path("to-chuc/quan-tri/vi-tri/tim/", guard(staff.search_posts, ADMINISTRATOR), name="post_search"),
    path("to-chuc/quan-tri/vi-tri/<int:post_id>/sua/", guard(agencies.change_post, ADMINISTRATOR), name="post_change"),
    path(
        "to-chuc/quan-tri/vi-tri/<int:post_id>/thoi-dung/",
        guard(agencies.retire_post, ADMINISTRATOR),
        name="post_retire",
    ),
    path("to-chuc/quan-tri/vi-tri/<int:post_id>/bo-nhiem/", guard(staff.appoint, ADMINISTRATOR), name="appoint"),
    path(
        "to-chuc/quan-tri/nhan-su/<int:holding_id>/dieu-chuyen/", guard(staff.transfer, ADMINISTRATOR), name="transfer"
    ),
    path("to-chuc/quan-tri/nhan-su/<int:holding_id>/thoi-giu/", guard(staff.end, ADMINISTRATOR), name="holding_end"),
    path("to-chuc/quan-tri/nhap/", guard(exchange.upload, ADMINISTRATOR), name="import"),
    path("to-chuc/quan-tri/nhap/<uuid:file_id>/", guard(exchange.confirm, ADMINISTRATOR), name="import_check"),
    path("to-chuc/quan-tri/mau.xlsx", guard(exchange.template, ADMINISTRATOR), name="import_template"),
    path("to-chuc/quan-tri/xuat.xlsx", guard(exchange.export, ADMINISTRATOR), name="export"),
]
