"""Enterprises keep an owner, and tell nobody which contact has an account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from honglam.identity import api
from honglam.identity.contracts import AccountView, LastOwner, Role
from honglam.identity.models import Enterprise, Membership
from honglam.identity.rules.people import name_in_letters
from honglam.identity.services import enterprises
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, ActorKind
from tests.identity.conftest import Letters, sign_in, text_of

pytestmark = pytest.mark.django_db


def actor(account: AccountView) -> Actor:
    return Actor(kind=ActorKind.PERSON, id=account.id, name=account.full_name)


def founded(owner: AccountView, name: str = "Công ty Một") -> Enterprise:
    made = api.add_enterprise(actor=actor(owner), tax_code="0100109106", name=name, at=now())
    return Enterprise.objects.get(pk=made.id)


def joined(enterprise: Enterprise, owner: AccountView, guest: AccountView, role: Role = Role.MEMBER) -> Membership:
    enterprises.invite_member(actor=actor(owner), enterprise_id=enterprise.pk, contact=guest.email, role=role, at=now())
    row = Membership.objects.get(account_id=guest.id, ended_at=None)
    enterprises.accept_invitation(actor=actor(guest), membership_id=row.pk, at=now())
    return row


def owners(enterprise: Enterprise) -> list[str]:
    rows = enterprise.memberships.filter(role=Role.OWNER.value, ended_at=None, accepted_at__isnull=False)
    return sorted(rows.values_list("account__full_name", flat=True))


def test_when_the_last_owners_account_closes_the_longest_standing_member_becomes_owner(
    an: AccountView, binh: AccountView
) -> None:
    enterprise = founded(an)
    joined(enterprise, an, binh)
    later = api.ensure_account(email="cuc@example.vn", full_name="Lê Thị Cúc", password="mật khẩu nào đó", at=now())
    joined(enterprise, an, later)
    api.close_account(actor=actor(an), account_id=an.id, at=now())
    assert owners(enterprise) == ["Trần Thị Bình"]
    told = AuditEntry.objects.filter(subject_id=str(enterprise.pk)).values_list("action", flat=True)
    assert {"identity.member_made_owner", "identity.member_left"} <= set(told)


def test_inviting_a_member_as_owner_makes_an_owner(client: Client, an: AccountView, binh: AccountView) -> None:
    enterprise = founded(an)
    joined(enterprise, an, binh)
    own = Membership.objects.get(account_id=an.id)
    with pytest.raises(LastOwner):
        enterprises.leave_enterprise(actor=actor(an), membership_id=own.pk, at=now())
    sign_in(client)
    client.post(f"/tai-khoan/doanh-nghiep/{enterprise.pk}/", {"contact": "binh@example.vn", "role": "owner"})
    assert owners(enterprise) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert AuditEntry.objects.filter(action="identity.member_made_owner").count() == 1
    enterprises.leave_enterprise(actor=actor(an), membership_id=own.pk, at=now())
    assert owners(enterprise) == ["Trần Thị Bình"]


def test_an_invitation_does_not_outlive_the_last_of_an_enterprise(an: AccountView, binh: AccountView) -> None:
    enterprise = founded(an)
    enterprises.invite_member(
        actor=actor(an), enterprise_id=enterprise.pk, contact=binh.email, role=Role.MEMBER, at=now()
    )
    api.close_account(actor=actor(an), account_id=an.id, at=now())
    assert not Membership.objects.filter(ended_at=None).exists()


def test_two_owners_who_leave_at_once_do_not_both_go(fresh_database: str) -> None:
    people = [
        api.ensure_account(email=f"chu{one}@example.vn", full_name=f"Chủ {name}", password="mật khẩu nào đó", at=now())
        for one, name in enumerate(("Một", "Hai", "Ba"))
    ]
    enterprise = founded(people[0])
    rows = [Membership.objects.get(account_id=people[0].id)]
    rows.append(joined(enterprise, people[0], people[1], Role.OWNER))
    joined(enterprise, people[0], people[2])

    def leave(number: int) -> str:
        try:
            enterprises.leave_enterprise(actor=actor(people[number]), membership_id=rows[number].pk, at=now())
            return "left"
        except LastOwner:
            return "stays"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        with transaction.atomic():
            Enterprise.objects.select_for_update().get(pk=enterprise.pk)
            leaving = [hands.submit(leave, number) for number in range(2)]
            for _ in range(500):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted")
                    waiting = cursor.fetchone()[0]
                if waiting == 2:
                    break
        said = sorted(one.result() for one in leaving)
    assert said == ["left", "stays"]
    assert len(owners(enterprise)) == 1


def test_the_page_of_members_tells_nobody_which_contact_has_an_account(
    client: Client, an: AccountView, binh: AccountView
) -> None:
    enterprise = founded(an)
    sign_in(client)
    page = f"/tai-khoan/doanh-nghiep/{enterprise.pk}/"
    seen = []
    for contact in ("ai@example.vn", "binh@example.vn"):
        sent = client.post(page, {"contact": contact, "role": "member"}, follow=True)
        seen.append(text_of(sent))
    assert seen[0] == seen[1]
    back = [
        text_of(client.post(page, {"contact": one, "take_back": "1"}, follow=True))
        for one in ("ai@example.vn", binh.email)
    ]
    assert back[0] == back[1]
    assert not Membership.objects.filter(account_id=binh.id, ended_at=None).exists()
    assert AuditEntry.objects.filter(action="identity.invitation_taken_back").count() == 1


def test_a_letter_carries_no_address_in_the_name_of_an_enterprise(
    an: AccountView, binh: AccountView, letters: Letters
) -> None:
    enterprise = founded(an, "Trúng thưởng! Vào https://xau.example/a?b=1 ngay " + "dài " * 60)
    enterprises.invite_member(
        actor=actor(an), enterprise_id=enterprise.pk, contact=binh.email, role=Role.MEMBER, at=now()
    )
    context = next(context for template, _, context in letters.sent if template == "identity.invitation")
    assert context["tax_code"] == "0100109106"
    assert "." not in context["enterprise"] and "/" not in context["enterprise"]
    assert len(context["enterprise"]) <= 80
    assert name_in_letters("Công ty TNHH Thương mại Thông Xanh 36") == "Công ty TNHH Thương mại Thông Xanh 36"


def test_an_invitation_of_somebody_else_is_not_taken_back(an: AccountView, binh: AccountView) -> None:
    enterprise = founded(an)
    stranger = Actor(kind=ActorKind.PERSON, id=uuid7(), name="Ai Đó")
    with pytest.raises(Exception, match="Nothing was found"):
        enterprises.take_back_invitation(actor=stranger, enterprise_id=enterprise.pk, contact=binh.email, at=now())


def test_the_only_owner_among_others_is_told_so_before_being_asked(
    client: Client, an: AccountView, binh: AccountView
) -> None:
    enterprise = founded(an)
    joined(enterprise, an, binh)
    own = Membership.objects.get(account_id=an.id)
    sign_in(client)
    refused = client.post(f"/tai-khoan/doanh-nghiep/loi-moi/{own.pk}/", {"leave": "1"})
    assert refused.status_code == 422 and "ít nhất một chủ tài khoản" in text_of(refused)
    asked = Client()
    sign_in(asked, "binh@example.vn")
    guest = Membership.objects.get(account_id=binh.id)
    assert asked.post(f"/tai-khoan/doanh-nghiep/loi-moi/{guest.pk}/", {"leave": "1"}).status_code == 200


def test_with_an_owner_who_is_taken_away_go_the_open_invitations(an: AccountView, binh: AccountView) -> None:
    """Nobody sees whom that owner invited, perhaps as owner."""
    enterprise = founded(an)
    row = joined(enterprise, an, binh, Role.OWNER)
    third = api.ensure_account(email="cuc@example.vn", full_name="Lê Thị Cúc", password="mật khẩu nào đó", at=now())
    enterprises.invite_member(
        actor=actor(binh), enterprise_id=enterprise.pk, contact=third.email, role=Role.OWNER, at=now()
    )
    enterprises.remove_member(actor=actor(an), enterprise_id=enterprise.pk, membership_id=row.pk, at=now())
    assert not Membership.objects.filter(account_id=third.id, ended_at=None).exists()
    assert owners(enterprise) == ["Nguyễn Văn An"]


@pytest.mark.parametrize(("role", "told"), [(Role.OWNER, True), (Role.MEMBER, False)])
def test_whoever_takes_an_owner_away_is_told_what_goes_with_it(
    client: Client, an: AccountView, binh: AccountView, role: Role, told: bool
) -> None:
    """Whether or not there were any: what is said tells nothing of contacts."""
    enterprise = founded(an)
    row = joined(enterprise, an, binh, role)
    sign_in(client, an.email)
    url = reverse("identity:remove_member", args=[enterprise.pk, row.pk])
    page = client.post(url, follow=True).content.decode()
    assert ("Các lời mời chưa được nhận cũng đã hết hiệu lực" in page) is told
