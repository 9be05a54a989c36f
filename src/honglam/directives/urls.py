"""Paths of directives and tasks."""

from django.urls import path

from honglam.directives.access import GIVERS
from honglam.directives.views import committees, directing, planning, recommending, tasks
from honglam.kernel.guards import OFFICER, guard, role

LEADING = role("leader", "approver", "unit_head", "clerk", "procedure_controller", "auditor")
GIVING = role(*GIVERS)

PLANNING = role("leader", "approver", "unit_head", "clerk", "procedure_controller", "auditor", "accountant")

app_name = "directives"
urlpatterns = [
    path("can-bo/nhiem-vu/", guard(tasks.index, OFFICER), name="tasks"),
    path("can-bo/nhiem-vu/tai-ve.<slug:kind>", guard(tasks.export, OFFICER), name="export"),
    path("can-bo/nhiem-vu/<uuid:task_id>/", guard(tasks.task, OFFICER), name="task"),
    path("can-bo/nhiem-vu/<uuid:task_id>/tep/<uuid:file_id>/", guard(tasks.evidence, OFFICER), name="evidence"),
    path("can-bo/nhiem-vu/<uuid:task_id>/<slug:verb>/", guard(tasks.act, OFFICER), name="act"),
    path("can-bo/chi-dao/", guard(directing.leading, LEADING), name="leading"),
    path("can-bo/chi-dao/giao/", guard(directing.give, GIVING), name="give"),
    path("can-bo/chi-dao/<uuid:directive_id>/", guard(directing.board, OFFICER), name="board"),
    path(
        "can-bo/chi-dao/<uuid:directive_id>/tai-ve.<slug:kind>", guard(directing.board_file, OFFICER), name="board_file"
    ),
    path("can-bo/ban-chi-dao/", guard(committees.committees, LEADING), name="committees"),
    path("can-bo/ban-chi-dao/<str:code>/", guard(committees.committee, LEADING), name="committee"),
    path("can-bo/don-doc/", guard(directing.urgings, GIVING), name="urgings"),
    path("can-bo/don-doc/<uuid:letter_id>/cong-van.pdf", guard(directing.urging, GIVING), name="urging"),
    path("can-bo/ke-hoach/", guard(planning.plans, PLANNING), name="plans"),
    path("can-bo/ke-hoach/tai-ve.<slug:kind>", guard(planning.plans_file, PLANNING), name="plans_file"),
    path("can-bo/ke-hoach/<str:code>/", guard(planning.plan, PLANNING), name="plan"),
    path("can-bo/kinh-phi/", guard(planning.programmes, PLANNING), name="programmes"),
    path("can-bo/kinh-phi/trung-lap/", guard(planning.twins, PLANNING), name="twins"),
    path("can-bo/kinh-phi/du-an/<uuid:project_id>/", guard(planning.project, PLANNING), name="project"),
    path("can-bo/kinh-phi/<str:code>/", guard(planning.programme, PLANNING), name="programme"),
    path(
        "can-bo/kinh-phi/<str:code>/tai-ve.<slug:kind>", guard(planning.programme_file, PLANNING), name="programme_file"
    ),
    path("can-bo/kien-nghi/", guard(recommending.index, PLANNING), name="recommendations"),
    path("can-bo/kien-nghi/tai-ve.<slug:kind>", guard(recommending.export, PLANNING), name="recommendations_file"),
    path(
        "can-bo/kien-nghi/<uuid:recommendation_id>/",
        guard(recommending.recommendation, PLANNING),
        name="recommendation",
    ),
]
