"""Directives in the world of the faces: one that is late, one with parts, a track, quantities and evidence."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from honglam.directives import api
from honglam.directives.contracts import ActInput, DirectiveInput, TargetInput, TaskInput, Verb
from honglam.directives.models import Plan, Project, Recommendation, Task
from honglam.directory.models import Agency
from honglam.files import api as files
from honglam.kernel import clock
from honglam.kernel.values import Actor
from tests.journeys.steps import PDF
from tests.journeys.world import World, person


def direct(world: World) -> None:
    """The chairman of the commune gives two tasks to the office; its head works on one and forgets the other."""
    leader, head, at = person("lanhdao.xa"), person("truongphong.xa"), clock.now()
    unit, today = head.unit_id, clock.today()
    early = at - timedelta(days=30)
    late = TaskInput(
        title="Rà soát thủ tục đã hết hiệu lực", lead_id=unit, due_on=today - timedelta(days=9), track="du-an"
    )
    world.named["task_late"] = api.give_directive(
        actor=leader, wish=DirectiveInput(text=late.title, task=late, symbol="12/UBND-VP"), key="face-late", at=early
    )
    target = TargetInput(year=today.year, quarter=4, indicator="Người được tập huấn", unit="người", target=Decimal(120))
    whole = TaskInput(
        title="Tập huấn nộp hồ sơ trực tuyến cho người dân các tổ dân phố",
        lead_id=unit,
        due_on=today + timedelta(days=20),
        result="Mỗi tổ dân phố một lớp",
        targets=(target,),
        supporting=(Agency.objects.get(code="UBND-XA-18073").pk,),
    )
    task = api.give_directive(actor=leader, wish=DirectiveInput(text=whole.title, task=whole), key="face-whole", at=at)
    part = TaskInput(title="Chuẩn bị tài liệu", lead_id=unit, due_on=today + timedelta(days=5))
    api.break_down_task(actor=head, task_id=task, wish=part, key="face-part", at=at)
    kept = files.store(actor=head, content=PDF, name="ke-hoach.pdf", at=at, purpose="evidence")
    given = ActInput(words="Đã lập kế hoạch mở lớp.", file_ids=(kept.id,))
    api.move_task(actor=head, task_id=task, verb=Verb.REPORT, given=given, at=at)
    world.named |= {"task_whole": task, "task_file": kept.id, "directive": Task.objects.get(id=task).directive_id}
    world.named["urging"] = _urged(leader, world.named["task_late"], today, at)
    plan = Plan.objects.filter(directive__isnull=False, agency__code="UBND-TINH").first()
    project = (
        Project.objects.filter(programme__agency__code="UBND-TINH", lines__isnull=False).order_by("position").last()
    )
    asked = Recommendation.objects.filter(agency__code="UBND-TINH").first()
    assert plan is not None and project is not None and asked is not None
    world.named |= {"plan": plan.code, "programme": project.programme_id, "recommendation": asked.id}
    world.named["project"] = project.id


def _urged(leader: Actor, task_id: UUID, reply_by: date, at: datetime) -> UUID:
    return api.draft_urging(
        actor=leader, task_ids=[task_id], reply_by=reply_by, signer_title="CHỦ TỊCH", signer="", key="face", at=at
    )
