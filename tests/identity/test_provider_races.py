"""Coming in through a provider while something else happens to the account."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction

from honglam.identity import api
from honglam.identity.contracts import AccountView, ProvenIdentity
from honglam.identity.models import Account, ExternalIdentity
from honglam.identity.services.external import enter_by_provider
from honglam.kernel.clock import now
from honglam.kernel.values import ANONYMOUS
from tests.identity.conftest import OTHER_PASSWORD, PASSWORD

pytestmark = pytest.mark.django_db

WHO = ProvenIdentity(
    issuer="https://issuer.example",
    subject="chu-the-1",
    full_name="Trần Thị Bé",
    citizen_id="042185004321",
    birth="1985-07-01",
    gender="female",
    phone="",
    email="",
    assurance=2,
)


def come() -> UUID:
    """Come in as that person."""
    try:
        return enter_by_provider(identity=WHO, actor=ANONYMOUS, may_link=False, at=now()).pk
    finally:
        connection.close()


def until_waiting(many: int) -> None:
    """Wait until so many others wait for a lock."""
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            (waiting,) = cursor.fetchone()
        if waiting >= many:
            return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waits")


def linked() -> AccountView:
    """An account that the person's identity opens."""
    account = api.ensure_account(email="be@example.vn", full_name="Trần Thị Bé", password=PASSWORD, at=now())
    at = now()
    ExternalIdentity.objects.create(
        account_id=account.id, issuer=WHO.issuer, subject=WHO.subject, assurance=2, linked_at=at, last_used_at=at
    )
    return account


def meanwhile(act: Callable[[Account], None], account: AccountView) -> None:
    """The person comes in while somebody holds the account and does something to it."""
    with ThreadPoolExecutor(1) as hands:
        with transaction.atomic():
            row = Account.objects.select_for_update().get(pk=account.id)
            coming = hands.submit(come)
            until_waiting(1)
            act(row)
        assert coming.result(10) == account.id


def test_what_was_set_meanwhile_stays(fresh_database: str) -> None:
    """A password that was just reset, above all: the old one would open the account again."""
    account = linked()

    def reset(row: Account) -> None:
        row.set_password(OTHER_PASSWORD)
        row.second_factor_required = True
        row.save(update_fields=["password", "second_factor_required"])

    meanwhile(reset, account)
    row = Account.objects.get(pk=account.id)
    assert row.check_password(OTHER_PASSWORD)
    assert row.second_factor_required
    assert (row.citizen_id, row.citizen_id_proof) == (WHO.citizen_id, "provider")


def test_the_account_is_locked_before_what_hangs_on_it(fresh_database: str) -> None:
    """Unlinking and closing lock the account first; whoever came the other way round would stop them, or be stopped."""
    account = linked()

    def unlink(row: Account) -> None:
        row.external_identities.update(assurance=1)

    meanwhile(unlink, account)
    assert ExternalIdentity.objects.get().assurance == 2


def test_two_windows_at_once_open_one_account(fresh_database: str) -> None:
    with ThreadPoolExecutor(2) as hands:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE identity_externalidentity IN EXCLUSIVE MODE")
            coming = [hands.submit(come) for _ in range(2)]
            until_waiting(2)
        found = {one.result(10) for one in coming}
    assert found == set(Account.objects.values_list("pk", flat=True))
    assert len(found) == 1
    assert ExternalIdentity.objects.count() == 1
