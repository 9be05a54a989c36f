"""Paths of directives and tasks."""

from django.urls import path

from honglam.directives.access import GIVERS
from honglam.directives.views import directing, tasks
from honglam.kernel.guards import OFFICER, guard, role

LEADING = role("leader", "approver", "unit_head", "clerk", "procedure_controller", "auditor")
GIVING = role(*GIVERS)

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
    path("can-bo/don-doc/", guard(directing.urgings, GIVING), name="urgings"),
    path("can-bo/don-doc/<uuid:letter_id>/cong-van.pdf", guard(directing.urging, GIVING), name="urging"),
]
