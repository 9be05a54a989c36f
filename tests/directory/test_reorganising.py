"""Plans that are applied late: who has left meanwhile, who was appointed by hand, who is only to come."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from honglam.directory import api
from honglam.directory.contracts import EndingShape, HoldingKind, PlanFaulty, PlanShape, PostMoveShape
from honglam.directory.models import Agency, AgencySuccession, Holding, Post
from honglam.directory.queries import agencies, memory
from honglam.directory.services.turn_of_day import close_what_is_over
from honglam.kernel.values import SYSTEM
from tests.directory.people import AT, agency_id, holding, person, post_id

pytestmark = pytest.mark.usefixtures("province")
ON = date(2026, 11, 20)
LATE = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
OLD, NEW = "VP-XA-99001", "VP-XA-99002"


def plan(**changes: Any) -> PlanShape:
    """One office ends and another takes over; whoever is a specialist goes on there."""
    values: dict[str, Any] = {
        "name": "Sắp xếp văn phòng",
        "on": ON,
        "ends": (EndingShape(agency=OLD, to=(NEW,)),),
        "posts": (PostMoveShape(post=f"{OLD}/CV", to=f"{NEW}/CV"),),
    }
    return PlanShape(**{**values, **changes})


def apply() -> dict[str, int]:
    """Apply ten days late; how many of each kind."""
    done = api.apply_plan(actor=SYSTEM, plan=plan(), at=LATE)
    return {one.kind: one.count for one in done.counted if one.count}


def spans(name: str, key: str) -> list[tuple[date, date | None]]:
    """From when to when somebody holds a post."""
    rows = Holding.objects.filter(account=person(name).id, post=post_id(key)).order_by("valid_from", "id")
    return [(row.valid_from, row.valid_to) for row in rows]


def test_who_left_before_the_plan_was_applied_keeps_no_plan_from_it() -> None:
    left = holding("Nguyễn Văn An", f"{OLD}/CV")
    holding("Lê Văn Cường", f"{OLD}/CV")
    api.end_holding(actor=SYSTEM, holding_id=left.id, last_day=date(2026, 11, 25), at=AT)
    close_what_is_over(actor=SYSTEM, at=LATE)
    moved = apply()
    assert (moved["holders_on"], moved["agencies"]) == (1, 1)
    assert Agency.objects.get(code=OLD).valid_to == date(2026, 11, 19)
    assert spans("Nguyễn Văn An", f"{OLD}/CV") == [(date(2025, 7, 1), date(2026, 11, 25))], "history stays"
    assert spans("Nguyễn Văn An", f"{NEW}/CV") == []
    assert spans("Lê Văn Cường", f"{NEW}/CV") == [(ON, None)]
    assert apply() == {}


def test_who_begins_after_the_end_is_a_fault_with_the_name() -> None:
    late = holding("Nguyễn Văn An", f"{OLD}/CV", since=date(2026, 11, 23))
    (fault,) = api.check_plan(plan=plan())
    assert (fault.path, fault.code) == ("ends[0].agency", "starts_late")
    assert fault.params == {"person": "Nguyễn Văn An", "post": f"{OLD}/CV", "day": "23/11/2026"}
    with pytest.raises(PlanFaulty):
        apply()
    api.end_holding(actor=SYSTEM, holding_id=late.id, last_day=date(2026, 11, 22), at=LATE)
    assert api.check_plan(plan=plan()) == []
    assert apply()["agencies"] == 1


def test_an_appointment_taken_back_counts_as_none() -> None:
    holding("Nguyễn Văn An", f"{OLD}/CV")
    taken_back = holding("Nguyễn Văn An", f"{NEW}/CV", since=date(2026, 12, 10))
    api.end_holding(actor=SYSTEM, holding_id=taken_back.id, last_day=date(2026, 11, 16), at=AT)
    apply()
    assert (ON, None) in spans("Nguyễn Văn An", f"{NEW}/CV")


def test_a_later_appointment_by_hand_stays_and_the_days_before_it_are_filled() -> None:
    holding("Nguyễn Văn An", f"{OLD}/CV")
    holding("Nguyễn Văn An", f"{NEW}/CV", since=date(2026, 12, 1))
    apply()
    assert spans("Nguyễn Văn An", f"{NEW}/CV") == [(ON, date(2026, 11, 30)), (date(2026, 12, 1), None)]


def test_a_plan_prolongs_nobody() -> None:
    api.appoint(
        actor=SYSTEM,
        post_id=post_id(f"{OLD}/CV"),
        account_id=person("Nguyễn Văn An").id,
        kind=HoldingKind.ACTING,
        valid_from=date(2026, 7, 1),
        valid_to=date(2026, 12, 31),
        at=AT,
    )
    apply()
    assert spans("Nguyễn Văn An", f"{NEW}/CV") == [(ON, date(2026, 12, 31))]


def new_post(code: str, retired_at: datetime | None = None) -> None:
    Post.objects.create(
        agency_id=agency_id(NEW), code=code, title="Chức danh", roles=["unit_head"], retired_at=retired_at
    )


def going_on(made: PlanShape) -> int:
    return next(one.count for one in api.survey_plan(plan=made).counted if one.kind == "holders_on")


def test_a_line_for_one_person_sends_on_that_person_and_no_other() -> None:
    holding("Nguyễn Văn An", f"{OLD}/CV")
    holding("Lê Văn Cường", f"{OLD}/CV")
    new_post("CVP")
    named = PostMoveShape(post=f"{OLD}/CV", to=f"{NEW}/CVP", person="nguynvnan@example.vn")
    alone = plan(posts=(named,))
    assert going_on(alone) == 1
    everybody = plan(posts=(PostMoveShape(post=f"{OLD}/CV", to=f"{NEW}/CV"), named))
    assert going_on(everybody) == 2
    api.apply_plan(actor=SYSTEM, plan=everybody, at=LATE)
    assert spans("Nguyễn Văn An", f"{NEW}/CVP") == [(ON, None)]
    assert spans("Lê Văn Cường", f"{NEW}/CV") == [(ON, None)]
    assert api.check_plan(plan=everybody) == [], "a second time does nothing"


def test_lines_that_lead_nowhere_are_faults() -> None:
    holding("Nguyễn Văn An", f"{OLD}/CV")
    new_post("CVP")
    new_post("VT", retired_at=AT)
    lines = (
        PostMoveShape(post=f"{OLD}/CVP", to=f"{NEW}/CVP", person="nguynvnan@example.vn"),
        PostMoveShape(post=f"{OLD}/CVP", to=f"{NEW}/CVP", person="không phải"),
        PostMoveShape(post=f"{OLD}/CV", to=f"{NEW}/VT"),
        PostMoveShape(post=f"{OLD}/CV", to=f"{OLD}/VT"),
    )
    assert [(fault.path, fault.code) for fault in api.check_plan(plan=plan(posts=lines))] == [
        ("posts[0].person", "unknown_holder"),
        ("posts[1].person", "unknown_holder"),
        ("posts[2].to", "retired_post"),
        ("posts[3].to", "successor_ends"),
    ]


def test_who_took_over_functions_before_takes_over_dossiers_now() -> None:
    old, new = agency_id(OLD), agency_id(NEW)
    AgencySuccession.objects.create(old_id=old, new_id=new, kind="transfer", since=date(2026, 1, 1))
    memory.forget()
    assert agencies.heir_ids(old) == []
    apply()
    assert agencies.heir_ids(old) == [new]
