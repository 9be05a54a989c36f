"""What of money stands on a dossier's page is what its reader can open."""

from typing import Any
from uuid import UUID

import pytest
from django.test import RequestFactory
from django.urls import reverse

from honglam.dossiers.views import acting, mine
from honglam.kernel.values import Actor
from honglam.payments import api as payments
from honglam.payments.contracts import OrderView
from tests.dossiers.scene import MORNING, Scene
from tests.dossiers.test_mandates import held

pytestmark = pytest.mark.django_db


def page(view: Any, actor: Actor, dossier_id: UUID) -> str:
    looks = RequestFactory().get("/")
    looks.actor = actor  # type: ignore[attr-defined]
    return str(view(looks, dossier_id).content.decode())


def order_of(dossier_id: UUID) -> OrderView:
    [order] = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    return order


def test_a_proxy_is_sent_to_no_page_of_money(scene: Scene) -> None:
    """A mandate is not for money: the order and its receipt are not there for whoever acts under one."""
    dossier_id = scene.accepted()
    proxy, order = held(scene), order_of(dossier_id)
    pay = reverse("payments:pay", args=[order.id])
    assert pay in page(mine.dossier, scene.citizen, dossier_id)
    shown = page(mine.dossier, proxy, dossier_id)
    assert pay not in shown and "Chủ hồ sơ tự nộp." in shown
    receipt = payments.take_cash(actor=scene.reception, order_id=order.id, at=MORNING)
    link = reverse("payments:receipt", args=[receipt.id])
    assert link in page(mine.dossier, scene.citizen, dossier_id)
    shown = page(mine.dossier, proxy, dossier_id)
    assert link not in shown and receipt.label in shown


def test_an_officer_without_a_money_role_reads_the_receipts_number_only(scene: Scene) -> None:
    dossier_id = scene.processing()
    receipt = payments.take_cash(actor=scene.reception, order_id=order_of(dossier_id).id, at=MORNING)
    link = reverse("payments:receipt", args=[receipt.id])
    assert link in page(acting.dossier, scene.reception, dossier_id)
    shown = page(acting.dossier, scene.officer, dossier_id)
    assert link not in shown and receipt.label in shown
