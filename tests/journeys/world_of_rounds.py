"""A reporting round in the world of the faces: one form half filled in, one sent and waiting for its receiver."""

from datetime import timedelta
from uuid import UUID

from honglam.directory import api as directory
from honglam.indicators import api
from honglam.indicators.contracts import FormContent, FormVerb
from honglam.indicators.models import RoundForm
from honglam.kernel import clock
from honglam.kernel.values import Actor
from tests.journeys.world import World, person

CODE = "bc-ung-dung-cntt"


def report(world: World) -> None:
    """The department asks; the ward's officer has begun, the justice department's leader has sent."""
    receiver, at = person("lanhdao.sokhcn"), clock.now()
    one = next(one for one in api.list_openable(actor=receiver, on=clock.today()) if one.template.code == CODE)
    due_on = clock.today() + timedelta(days=9)
    made = api.open_round(actor=receiver, code=CODE, period=one.period, due_on=due_on, at=at)
    officer, leader = person("chuyenvien.xa"), person("lanhdao.sotuphap")
    drafted, sent = _form(made, officer), _form(made, leader)
    odd = {"ha_tang.may_lanh_dao.tong": "9", "ha_tang.may_lanh_dao.dat": "12", "van_ban.di_giay.so": "vài chục"}
    api.save_form(actor=officer, form_id=drafted, content=FormContent(cells=odd), revision=None, at=at)
    view = api.get_form(actor=leader, form_id=sent, at=at)
    cells = {cell.address: "4" for cell in view.plan.cells.values() if cell.is_typed}
    cells |= {"dich_vu_cong.giai_quyet.so": "8"}
    reasons = {f"counted:{address}": "Cộng cả hồ sơ giấy." for address in cells}
    answers = {one.code: "Không" for one in view.plan.template.questions}
    content = FormContent(cells=cells, answers=answers, reasons=reasons)
    api.save_form(actor=leader, form_id=sent, content=content, revision=None, at=at)
    for verb in (FormVerb.SUBMIT, FormVerb.APPROVE):
        api.move_form(actor=leader, form_id=sent, verb=verb, at=at)
    world.named |= {"round": made, "form_drafted": drafted, "form_sent": sent}


def _form(round_id: UUID, actor: Actor) -> UUID:
    own = directory.get_agency(agency_id=actor.agency_id or 0).agency_id
    return RoundForm.objects.get(round_id=round_id, agency_id=own).id
