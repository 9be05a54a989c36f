"""The people of the dossiers' scene, who also owe, take and count money; and orders in any state."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from honglam.kernel.ids import uuid7
from honglam.payments import api
from honglam.payments.contracts import Grantable, LineInput, Occasion, OrderInput, OrderView, Payer, Subject
from tests.dossiers.conftest import province
from tests.dossiers.scene import MORNING, Scene

__all__ = ["province"]


@pytest.fixture
def scene(province: Scene, db: None) -> Scene:
    """The people, and verbs within reach; the accountant of commune An among them."""
    return Scene(actors=dict(province.actors))


def line(amount: int = 8000, **changes: Any) -> LineInput:
    """One charge with a reduction that needs evidence."""
    values: dict[str, Any] = {
        "code": "LP",
        "kind": "charge",
        "name": "Lệ phí đăng ký",
        "gross": amount,
        "amount": amount,
        "legal_basis": "Đ3, 02/2020/NQ-HĐND",
        "grantable": (
            Grantable(name="Người cao tuổi", percent=50, legal_basis="Đ4, 02/2020/NQ-HĐND"),
            Grantable(name="Người có công", percent=100),
        ),
    }
    return LineInput(**{**values, **changes})


Opens = Callable[..., OrderView]


@pytest.fixture
def opened(scene: Scene) -> Opens:
    """Open an order of the citizen at commune An's desk."""

    def make(*lines: LineInput, subject_id: UUID | None = None, key: str = "on_receipt", **changes: Any) -> OrderView:
        desk, payee = scene.unit("MC-XA-99001"), scene.unit("UBND-XA-99001")
        order = OrderInput(
            key=key,
            subject=Subject(kind="test", id=subject_id or uuid7(), code="X99.3-261116-0001", title="Đăng ký việc nhà"),
            occasion=Occasion.ON_RECEIPT,
            payee_id=payee,
            desk_id=desk,
            payer=Payer(name="Nguyễn Thị Hồng", address="Thôn 3", account_id=scene.citizen.id),
            lines=lines or (line(),),
        )
        values = {**{name: getattr(order, name) for name in order.__dataclass_fields__}, **changes}
        return api.open_order(actor=scene.reception, order=OrderInput(**values), at=MORNING)

    return make
