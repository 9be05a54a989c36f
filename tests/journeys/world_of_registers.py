"""Registers and committees in the world of the faces: a class that was held and doubted, a meeting with conclusions."""

from honglam.cli import demo_registers
from honglam.kernel import clock
from honglam.registries.models import RegisterRecord
from honglam.registries.services.registers import keeping
from tests.journeys.world import World, person


def keep(world: World) -> None:
    """The commune's chairman enters classes; somebody doubts one."""
    demo_registers.ensure()
    leader, at = person("lanhdao.xa"), clock.now()
    row = RegisterRecord.objects.filter(register="training_classes", agency=leader.agency_id).order_by("title")[0]
    keeping.doubt_record(
        actor=leader, code="training_classes", record_id=row.id, reason="Ngày khai giảng chưa đúng với kế hoạch", at=at
    )
    world.named["record"] = row.id
