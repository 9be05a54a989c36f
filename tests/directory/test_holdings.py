"""Who holds what: appointments, transfers, ends, absences; from an account to an actor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from honglam.directory import api
from honglam.directory.contracts import (
    AbsentAlready,
    AgencyNotThere,
    DeputyElsewhere,
    HeldAlready,
    HoldingEnded,
    HoldingKind,
    HoldingNotBegun,
    HoldingView,
    NameNeeded,
    NotProlonged,
    NotStaff,
    NotYourself,
    OtherName,
    OwnDeputy,
    PostData,
    PostIsHeld,
    PostRole,
    UnknownAbsence,
    UnknownHolding,
    UnknownPost,
    WrongOrder,
)
from honglam.directory.models import Absence, Holding, Post
from honglam.directory.queries import editing, lists
from honglam.directory.services import posts, staff
from honglam.directory.services.turn_of_day import close_what_is_over
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.identity.models import Account
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from tests.directory.people import (
    AT,
    DAY,
    administrator,
    agency_id,
    holding,
    local_administrator,
    officer,
    person,
    post_id,
)

pytestmark = pytest.mark.usefixtures("province")
TOMORROW = date(2026, 11, 17)


def told(name: str) -> list[dict[str, object]]:
    return list(OutboxMessage.objects.filter(name=name).order_by("id").values_list("payload", flat=True))


def test_an_appointment_gives_rights_and_asks_for_a_second_factor() -> None:
    actor = officer("Nguyễn Văn An", "VP-XA-99001/CV")
    assert actor.kind is ActorKind.PERSON
    assert actor.roles == {"processing_officer"}
    assert actor.unit_id == agency_id("VP-XA-99001")
    assert actor.agency_id == agency_id("UBND-XA-99001")
    assert actor.scope_ids == (agency_id("VP-XA-99001"),)
    assert actor.id is not None
    assert identity.get_account(account_id=actor.id).second_factor_required
    assert told("directory.post_held")[0]["account_id"] == str(actor.id)
    assert AuditEntry.objects.filter(action="directory.appointed").count() == 1


def test_a_leader_sees_the_agency_and_what_it_took_over() -> None:
    actor = officer("Trần Thị Bình", "SO-MAU/GD")
    assert actor.scope_ids == (agency_id("SO-MAU"), agency_id("SO-CU"))


def test_somebody_without_a_post_is_nobody_special() -> None:
    actor = api.actor_of_account(account_id=person("Lê Văn Cường").id)
    assert not actor.is_officer
    assert actor.scope_ids == ()


def test_an_appointment_of_tomorrow_gives_nothing_today() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=TOMORROW)
    assert api.list_posts_held(account_id=held.account_id, at=AT) == []
    assert len(api.list_posts_held(account_id=held.account_id, at=AT.replace(day=17))) == 1


def test_the_day_changes_at_midnight_in_vietnam() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=TOMORROW)
    assert api.list_posts_held(account_id=held.account_id, at=AT.replace(hour=16, minute=59)) == []
    assert len(api.list_posts_held(account_id=held.account_id, at=AT.replace(hour=17, minute=0))) == 1


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 1, 1), None),
        (date(2025, 1, 1), date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 7, 1)),
    ],
)
def test_nobody_holds_a_post_twice_at_a_time(since: date, until: date | None) -> None:
    held = holding("Nguyễn Văn An", "UBND-MAU/KS", since=date(2025, 7, 1))
    with pytest.raises(HeldAlready):
        api.appoint(
            actor=SYSTEM, post_id=held.post.id, account_id=held.account_id, valid_from=since, valid_to=until, at=AT
        )


def test_the_database_refuses_it_too() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            post_id=held.post.id, account_id=held.account_id, kind="acting", valid_from=DAY, valid_to=None
        )


def test_only_staff_hold_posts_and_nobody_appoints_himself() -> None:
    citizen = person("Công Dân", AccountKind.CITIZEN)
    facts = {"post_id": post_id("VP-XA-99001/CV"), "valid_from": DAY, "at": AT}
    with pytest.raises(NotStaff):
        api.appoint(actor=SYSTEM, account_id=citizen.id, **facts)  # type: ignore[arg-type]
    actor = administrator()
    assert actor.id is not None
    with pytest.raises(NotYourself):
        api.appoint(actor=actor, account_id=actor.id, **facts)  # type: ignore[arg-type]


def test_nobody_is_appointed_to_an_agency_that_is_not_there() -> None:
    api.create_post(
        actor=SYSTEM,
        agency_id=agency_id("SO-CU"),
        post=PostData(code="CV", title="Chuyên viên", roles=(PostRole.PROCESSING_OFFICER,)),
        at=AT,
    )
    for key, since in (("SO-CU/CV", DAY), ("VP-XA-99001/CV", date(2025, 6, 30))):
        with pytest.raises(AgencyNotThere):
            holding("Nguyễn Văn An", key, since=since)


def test_strange_posts_look_absent() -> None:
    actor = local_administrator()
    with pytest.raises(UnknownPost):
        api.appoint(
            actor=actor, post_id=post_id("SO-MAU/GD"), account_id=person("Lê Văn Cường").id, valid_from=DAY, at=AT
        )
    held = holding("Nguyễn Văn An", "SO-MAU/GD")
    with pytest.raises(UnknownHolding):
        api.end_holding(actor=actor, holding_id=held.id, last_day=DAY, at=AT)
    assert Holding.objects.get(pk=held.id).valid_to is None


def test_an_officer_administers_nobody() -> None:
    actor = officer("Nguyễn Văn An", "UBND-XA-99001/CT")
    held = holding("Lê Văn Cường", "VP-XA-99001/CV")
    with pytest.raises(UnknownHolding):
        api.end_holding(actor=actor, holding_id=held.id, last_day=DAY, at=AT)


def test_an_end_today_lasts_until_midnight_and_is_told_tomorrow() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT)
    assert len(api.list_posts_held(account_id=held.account_id, at=AT)) == 1
    assert told("directory.post_left") == []
    close_what_is_over(actor=SYSTEM, at=AT.replace(day=17))
    assert api.list_posts_held(account_id=held.account_id, at=AT.replace(day=17)) == []
    assert [event["holding_id"] for event in told("directory.post_left")] == [held.id]
    assert not identity.get_account(account_id=held.account_id).second_factor_required


def test_an_end_yesterday_takes_the_rights_at_once() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 15), at=AT)
    assert api.list_posts_held(account_id=held.account_id, at=AT) == []
    assert len(told("directory.post_left")) == 1
    with pytest.raises(HoldingEnded):
        api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT)


def test_an_appointment_is_taken_back_before_it_begins_and_can_be_made_again() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=TOMORROW)
    ended = api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT)
    assert ended.valid_to == DAY
    again = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=TOMORROW)
    assert again.id != held.id


def test_who_keeps_another_post_keeps_the_second_factor() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    holding("Nguyễn Văn An", "VP-XA-99001/VT")
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 15), at=AT)
    assert identity.get_account(account_id=held.account_id).second_factor_required


def test_a_transfer_leaves_no_gap_and_no_overlap() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    moved = api.transfer(
        actor=administrator(), holding_id=held.id, post_id=post_id("VP-XA-99002/CV"), first_day=TOMORROW, at=AT
    )
    assert Holding.objects.get(pk=held.id).valid_to == DAY
    assert (moved.valid_from, moved.valid_to, moved.account_id) == (TOMORROW, None, held.account_id)
    units = [
        [post.unit_id for post in api.list_posts_held(account_id=held.account_id, at=AT.replace(day=day))]
        for day in (16, 17)
    ]
    assert units == [[agency_id("VP-XA-99001")], [agency_id("VP-XA-99002")]]


def test_a_transfer_that_fails_changes_nothing() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    with pytest.raises(UnknownPost):
        api.transfer(
            actor=local_administrator(),
            holding_id=held.id,
            post_id=post_id("VP-XA-99002/CV"),
            first_day=TOMORROW,
            at=AT,
        )
    assert Holding.objects.get(pk=held.id).valid_to is None


def limited(until: date) -> HoldingView:
    """Somebody who acts in a post until a day."""
    return api.appoint(
        actor=SYSTEM,
        post_id=post_id("VP-XA-99001/CV"),
        account_id=person("Nguyễn Văn An").id,
        kind=HoldingKind.ACTING,
        valid_from=date(2025, 7, 1),
        valid_to=until,
        at=AT,
    )


def test_a_transfer_never_prolongs_what_was_to_end_earlier() -> None:
    held = limited(date(2026, 11, 20))
    facts = {"actor": SYSTEM, "post_id": post_id("VP-XA-99002/CV"), "at": AT}
    moved = api.transfer(holding_id=held.id, first_day=date(2026, 12, 1), **facts)  # type: ignore[arg-type]
    assert moved.valid_from == date(2026, 12, 1)
    assert Holding.objects.get(pk=held.id).valid_to == date(2026, 11, 20)
    assert not AuditEntry.objects.filter(action="directory.holding_ended").exists()
    assert api.list_posts_held(account_id=held.account_id, at=AT.replace(day=25)) == []


def test_a_last_day_only_comes_earlier_and_longer_needs_an_appointment() -> None:
    held = limited(date(2026, 11, 20))
    with pytest.raises(NotProlonged) as refused:
        api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 21), at=AT)
    assert (refused.value.field, refused.value.params) == ("last_day", {"last_day": "20/11/2026"})
    assert Holding.objects.get(pk=held.id).valid_to == date(2026, 11, 20)
    prolonged = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=date(2026, 11, 21))
    assert prolonged.valid_to is None
    assert api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT).valid_to == DAY


def absence(absent: int, deputy: int, first: date = DAY, last: date = TOMORROW) -> Absence:
    made = api.register_absence(
        actor=SYSTEM, holding_id=absent, deputy_holding_id=deputy, first_day=first, last_day=last, at=AT
    )
    return Absence.objects.get(pk=made.id)


def test_a_deputy_acts_in_the_post_of_whoever_is_away() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    absence(head.id, deputy.id)
    own, borrowed = api.list_posts_held(account_id=deputy.account_id, at=AT)
    assert (own.post_id, own.standing_in_for, own.kind) == (deputy.post.id, "", HoldingKind.HOLDER)
    assert (borrowed.post_id, borrowed.standing_in_for) == (head.post.id, "Nguyễn Văn An")
    assert (borrowed.until, borrowed.kind, borrowed.roles) == (TOMORROW, None, {"unit_head"})
    assert len(api.list_posts_held(account_id=deputy.account_id, at=AT.replace(day=18))) == 1
    acting = api.actor_of_account(account_id=deputy.account_id)
    assert acting.post_id == deputy.post.id
    chosen = api.in_post(actor=acting, posts=[own, borrowed], post_id=head.post.id)
    assert chosen.roles == {"unit_head"}
    assert api.in_post(actor=acting, posts=[own], post_id=head.post.id).post_id == deputy.post.id


def test_holders_of_a_role_include_who_stands_in() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    office = agency_id("VP-XA-99001")
    assert [h.name for h in api.holders_of(agency_id=office, role="unit_head", at=AT)] == ["Nguyễn Văn An"]
    absence(head.id, deputy.id)
    found = api.holders_of(agency_id=office, role="unit_head", at=AT)
    assert [(h.name, h.is_absent) for h in found] == [("Nguyễn Văn An", True), ("Lê Văn Cường", False)]
    assert [h.acting_for for h in found] == [None, head.account_id]
    commune = agency_id("UBND-XA-99001")
    assert api.holders_of(agency_id=commune, role="unit_head", at=AT) == []
    assert len(api.holders_of(agency_id=commune, role="unit_head", at=AT, below=True)) == 2


def test_work_of_a_unit_is_also_for_posts_that_work_for_the_whole_agency() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/VT")
    holding("Lê Văn Cường", "VP-XA-99001/CV")
    desk, office = agency_id("MC-XA-99001"), agency_id("VP-XA-99001")
    assert [h.name for h in api.holders_over(unit_id=desk, role="clerk", at=AT)] == ["Nguyễn Văn An"]
    assert api.holders_over(unit_id=desk, role="processing_officer", at=AT) == [], "of another room"
    assert [h.name for h in api.holders_over(unit_id=office, role="processing_officer", at=AT)] == ["Lê Văn Cường"]
    assert api.holders_over(unit_id=agency_id("UBND-XA-99002"), role="clerk", at=AT) == [], "of another agency"


def test_a_deputy_who_leaves_no_longer_stands_in() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    absence(head.id, deputy.id)
    api.end_holding(actor=SYSTEM, holding_id=deputy.id, last_day=date(2026, 11, 15), at=AT)
    assert api.list_posts_held(account_id=deputy.account_id, at=AT) == []


def test_whoever_is_away_can_say_so_and_come_back() -> None:
    actor = officer("Nguyễn Văn An", "VP-XA-99001/CVP")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    own = Holding.objects.get(account=actor.id)
    made = api.register_absence(
        actor=actor, holding_id=own.pk, deputy_holding_id=deputy.id, first_day=DAY, last_day=TOMORROW, at=AT
    )
    assert told("directory.absence_registered")[0]["deputy_id"] == str(deputy.account_id)
    api.cancel_absence(actor=actor, absence_id=made.id, at=AT)
    assert told("directory.absence_cancelled")[0]["account_id"] == str(actor.id)
    assert len(api.list_posts_held(account_id=deputy.account_id, at=AT)) == 1
    with pytest.raises(UnknownAbsence):
        api.cancel_absence(actor=actor, absence_id=made.id, at=AT)


def test_what_an_absence_cannot_be() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    own_second = holding("Nguyễn Văn An", "VP-XA-99001/VT")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CV")
    stranger = holding("Phạm Thị Dung", "VP-XA-99002/CV")
    later = holding("Hoàng Văn Em", "MC-XA-99001/TN", since=TOMORROW)
    with pytest.raises(OwnDeputy):
        absence(head.id, own_second.id)
    with pytest.raises(DeputyElsewhere):
        absence(head.id, stranger.id)
    with pytest.raises(UnknownHolding):
        absence(head.id, later.id)
    with pytest.raises(WrongOrder):
        absence(head.id, deputy.id, first=TOMORROW, last=DAY)
    absence(head.id, deputy.id)
    with pytest.raises(AbsentAlready):
        absence(head.id, deputy.id, first=TOMORROW, last=date(2026, 11, 20))
    api.end_holding(actor=SYSTEM, holding_id=head.id, last_day=date(2026, 11, 30), at=AT)
    with pytest.raises(HoldingEnded):
        absence(head.id, deputy.id, first=date(2026, 11, 29), last=date(2026, 12, 1))
    with pytest.raises(HoldingNotBegun) as refused:
        absence(later.id, deputy.id, first=DAY, last=TOMORROW)
    assert (refused.value.field, refused.value.params) == ("first_day", {"first_day": "17/11/2026"})


def test_nobody_else_sends_somebody_away() -> None:
    head = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    colleague = officer("Lê Văn Cường", "VP-XA-99001/CV")
    own = Holding.objects.get(account=colleague.id)
    with pytest.raises(UnknownHolding):
        api.register_absence(
            actor=colleague, holding_id=head.id, deputy_holding_id=own.pk, first_day=DAY, last_day=DAY, at=AT
        )


def test_a_post_that_is_held_is_not_retired() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    with pytest.raises(PostIsHeld):
        posts.retire_post(actor=SYSTEM, post_id=held.post.id, at=AT)
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 15), at=AT)
    posts.retire_post(actor=SYSTEM, post_id=held.post.id, at=AT)
    with pytest.raises(UnknownPost):
        holding("Lê Văn Cường", "VP-XA-99001/CV")


def test_who_was_taken_back_before_the_first_day_holds_nothing() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV", since=date(2026, 12, 1))
    api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=DAY, at=AT)
    assert Holding.objects.get(pk=held.id).valid_to == date(2026, 11, 30)
    lines = lists.posts_with_holders(agency_id=agency_id("VP-XA-99001"), on=DAY)
    assert not any(line.holdings for line in lines)
    posts.retire_post(actor=SYSTEM, post_id=held.post.id, at=AT)


def test_rights_taken_from_a_post_are_gone_at_once_and_remembered() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    without = PostData(code="CVP", title="Chánh Văn phòng", roles=(PostRole.PROCESSING_OFFICER,))
    api.change_post(actor=SYSTEM, post_id=held.post.id, post=without, at=AT)
    assert api.actor_of_account(account_id=held.account_id).roles == {"processing_officer"}
    entry = AuditEntry.objects.get(action="directory.post_changed")
    assert entry.detail["roles_before"] == ["unit_head"]
    assert entry.detail["roles"] == ["processing_officer"]


def test_an_administrator_makes_nobody_their_own_stand_in() -> None:
    """Whoever stands in acts with the rights of the post."""
    actor = local_administrator()
    chairman = holding("Nguyễn Văn An", "UBND-XA-99001/CT")
    own = Holding.objects.get(account=actor.id)
    facts = {"first_day": DAY, "last_day": TOMORROW, "at": AT}
    with pytest.raises(NotYourself) as refused:
        api.register_absence(actor=actor, holding_id=chairman.id, deputy_holding_id=own.pk, **facts)  # type: ignore[arg-type]
    assert refused.value.field == "deputy"
    himself = api.actor_of_account(account_id=chairman.account_id)
    api.register_absence(actor=himself, holding_id=chairman.id, deputy_holding_id=own.pk, **facts)  # type: ignore[arg-type]
    assert [event["by_id"] for event in told("directory.absence_registered")] == [str(himself.id)]


def test_nobody_gives_more_rights_to_the_post_they_act_in() -> None:
    actor = local_administrator()
    deputy = holding("Lê Văn Cường", "UBND-XA-99001/CT")
    own = Holding.objects.get(account=actor.id)
    more = PostData(code="QT", title="Quản trị", roles=(PostRole.ADMINISTRATOR, PostRole.APPROVER))
    with pytest.raises(NotYourself) as refused:
        api.change_post(actor=actor, post_id=own.post_id, post=more, at=AT)
    assert refused.value.field == "roles"
    absence(deputy.id, own.pk)
    wider = PostData(code="CT", title="Chủ tịch", roles=(PostRole.LEADER, PostRole.APPROVER, PostRole.CLERK))
    with pytest.raises(NotYourself):
        api.change_post(actor=actor, post_id=deputy.post.id, post=wider, at=AT)
    fewer = PostData(code="CT", title="Chủ tịch", roles=(PostRole.LEADER,))
    assert api.change_post(actor=actor, post_id=deputy.post.id, post=fewer, at=AT).roles == (PostRole.LEADER,)
    assert api.change_post(actor=SYSTEM, post_id=own.post_id, post=more, at=AT).roles == more.roles


def appointed(actor: Actor, contact: str, name: str) -> HoldingView:
    return staff.appoint_person(
        actor=actor,
        post_id=post_id("VP-XA-99001/CV"),
        contact=contact,
        full_name=name,
        kind=HoldingKind.HOLDER,
        valid_from=DAY,
        at=AT,
    )


def test_a_contact_of_somebody_else_gives_them_no_post() -> None:
    holding("Nguyễn Văn An", "VP-XA-99001/VT")
    actor = local_administrator()
    with pytest.raises(OtherName) as refused:
        appointed(actor, "nguynvnan@example.vn", "Lê Thị Mới")
    assert refused.value.field == "full_name"
    assert appointed(actor, "nguynvnan@example.vn", "nguyen van an").name == "Nguyễn Văn An"


def test_nobody_reads_names_behind_numbers() -> None:
    """Neither a citizen's nor that of staff elsewhere: of those the administrator must know the name."""
    citizen = person("Công Dân", AccountKind.CITIZEN)
    holding("Phạm Thị Dung", "SO-MAU/GD")
    actor = local_administrator()
    for name in ("", "Công Dân"):
        with pytest.raises(NotStaff) as refused:
            appointed(actor, citizen.email, name)
        assert refused.value.params == {}
    with pytest.raises(NameNeeded):
        appointed(actor, "phmthdung@example.vn", "")
    assert appointed(actor, "phmthdung@example.vn", "Phạm Thị Dung").name == "Phạm Thị Dung"
    assert appointed(administrator(), person("Lê Văn Cường").email, "").name == "Lê Văn Cường"


def test_who_has_closed_the_account_acts_nowhere_and_leaves_the_next_night() -> None:
    left = holding("Nguyễn Văn An", "VP-XA-99001/CVP")
    head = holding("Phạm Thị Dung", "VP-XA-99001/CV")
    absence(head.id, left.id)
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    office = agency_id("VP-XA-99001")
    assert api.list_posts_held(account_id=left.account_id, at=AT) == []
    assert api.holders_of(agency_id=office, role="unit_head", at=AT) == []
    assert not api.has_holder(agency_id=office, role="unit_head", at=AT)
    assert [one.name for one in api.holders_of(agency_id=office, role="processing_officer", at=AT)] == ["Phạm Thị Dung"]
    close_what_is_over(actor=SYSTEM, at=AT)
    assert [event["holding_id"] for event in told("directory.post_left")] == [left.id]
    assert Holding.objects.get(pk=left.id).valid_to == date(2026, 11, 15)
    assert close_what_is_over(actor=SYSTEM, at=AT) == 0


def test_the_stand_ins_of_a_committee_are_its_own_people_however_many_work_below_it() -> None:
    chairman = holding("Nguyễn Văn An", "UBND-MAU/CT")
    own = holding("Vũ Văn Yên", "UBND-MAU/KS")
    below = Account.objects.bulk_create(
        Account(full_name=f"An Văn {n}", sort_key=f"a{n:03}", kind="staff", email=f"a{n}@example.vn", created_at=AT)
        for n in range(501)
    )
    desk = post_id("SO-MAU/GD")
    Holding.objects.bulk_create(
        Holding(post_id=desk, account=one, kind="holder", valid_from=date(2025, 7, 1)) for one in below
    )
    found = lists.colleagues(actor=administrator(), holding_id=chairman.id, on=DAY)
    assert own.id in [line.holding.id for line in found]


def test_the_list_of_absences_goes_on_after_a_page() -> None:
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")
    deputy = holding("Lê Văn Cường", "VP-XA-99001/CVP")
    for day in range(1, 31):
        for month in (1, 3):
            first = date(2027, month, day)
            Absence.objects.create(holding_id=held.id, deputy_id=deputy.id, first_day=first, last_day=first)
    first_page = lists.absences_to_come(actor=SYSTEM, on=DAY, cursor="")
    assert first_page.next_cursor
    second = lists.absences_to_come(actor=SYSTEM, on=DAY, cursor=first_page.next_cursor)
    days = [absence.first_day for absence, may_cancel in (*first_page.items, *second.items) if may_cancel]
    assert (len(days), days) == (60, sorted(days))
    assert second.next_cursor is None


def test_posts_of_what_has_ended_are_not_offered() -> None:
    ended = Post.objects.create(agency_id=agency_id("SO-CU"), code="CV", title="Chuyên viên cũ", roles=["clerk"])
    found = editing.search_posts(actor=SYSTEM, query="chuyen vien", on=DAY)
    assert found
    assert ended.pk not in [post.id for post, _ in found]


def test_a_post_given_while_the_last_one_ends_keeps_the_second_factor(fresh_database: str) -> None:
    """Neither sees what the other has not committed: whoever comes second looks again."""
    held = holding("Nguyễn Văn An", "VP-XA-99001/CV")

    def end() -> None:
        try:
            api.end_holding(actor=SYSTEM, holding_id=held.id, last_day=date(2026, 11, 15), at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic():
            holding("Nguyễn Văn An", "VP-XA-99001/VT")
            ending = hands.submit(end)
            for _ in range(500):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted")
                    waiting = cursor.fetchone()[0]
                if waiting:
                    break
        ending.result(10)
    assert waiting
    assert identity.get_account(account_id=held.account_id).second_factor_required
