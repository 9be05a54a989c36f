"""Paths of money: the payer's under `thanh-toan/`, the staff's under `can-bo/thu-phi/`."""

from django.urls import path

from honglam.kernel.guards import SIGNED_IN, guard, role
from honglam.payments.views import cashier, days, paying, refunds, statements

CASHIER = role("cashier")
MONEY = role("cashier", "accountant", "one_stop_head", "approver", "leader", "auditor")
ACCOUNTANT = role("accountant")
KEEPER = role("cashier", "accountant")
DECIDER = role("one_stop_head", "approver", "leader")
GRANTER = role("cashier", "one_stop_head", "approver", "leader")
SECOND = role("accountant", "one_stop_head", "approver", "leader")

app_name = "payments"
urlpatterns = [
    path("thanh-toan/<uuid:order_id>/", guard(paying.order, SIGNED_IN), name="pay"),
    path("thanh-toan/<uuid:order_id>/truc-tuyen/", guard(paying.online, SIGNED_IN), name="online"),
    path("thanh-toan/<uuid:order_id>/ma-qr.png", guard(paying.qr, SIGNED_IN), name="qr"),
    path("thanh-toan/tro-ve/<uuid:attempt_id>/", guard(paying.returned, SIGNED_IN), name="returned"),
    path("thanh-toan/bien-lai/<uuid:receipt_id>.pdf", guard(paying.receipt, SIGNED_IN), name="receipt"),
    path("can-bo/thu-phi/", guard(cashier.desk, MONEY), name="desk"),
    path("can-bo/thu-phi/<uuid:order_id>/", guard(cashier.order, MONEY), name="order"),
    path("can-bo/thu-phi/<uuid:order_id>/thu/", guard(cashier.take, CASHIER), name="take"),
    path("can-bo/thu-phi/<uuid:order_id>/mien-giam/", guard(cashier.reduce, GRANTER), name="reduce"),
    path("can-bo/thu-phi/<uuid:order_id>/huy/", guard(cashier.cancel, SECOND), name="cancel"),
    path("can-bo/thu-phi/<uuid:order_id>/hoan/", guard(refunds.ask, KEEPER), name="ask_refund"),
    path("can-bo/thu-phi/bien-lai/", guard(cashier.receipts, MONEY), name="receipts"),
    path("can-bo/thu-phi/bien-lai/in/", guard(cashier.print_batch, MONEY), name="print_receipts"),
    path("can-bo/thu-phi/bien-lai/<uuid:receipt_id>/huy/", guard(cashier.void, CASHIER), name="void"),
    path("can-bo/thu-phi/hoan/", guard(refunds.waiting, MONEY), name="refunds"),
    path("can-bo/thu-phi/hoan/<uuid:refund_id>/", guard(refunds.refund, MONEY), name="refund"),
    path("can-bo/thu-phi/hoan/<uuid:refund_id>/de-nghi/", guard(refunds.take_up, KEEPER), name="take_up_refund"),
    path("can-bo/thu-phi/hoan/<uuid:refund_id>/duyet/", guard(refunds.decide, DECIDER), name="decide_refund"),
    path("can-bo/thu-phi/hoan/<uuid:refund_id>/chi/", guard(refunds.pay_out, ACCOUNTANT), name="pay_out_refund"),
    path("can-bo/thu-phi/sao-ke/", guard(statements.overview, ACCOUNTANT), name="statements"),
    path("can-bo/thu-phi/sao-ke/<uuid:statement_id>/", guard(statements.statement, ACCOUNTANT), name="statement"),
    path("can-bo/thu-phi/sao-ke/doi-chieu/", guard(statements.unclear, ACCOUNTANT), name="unclear"),
    path("can-bo/thu-phi/sao-ke/doi-chieu/<uuid:line_id>/", guard(statements.settle, ACCOUNTANT), name="settle_line"),
    path("can-bo/thu-phi/khoa-so/", guard(days.mine, CASHIER), name="day"),
    path("can-bo/thu-phi/khoa-so/tai-ve/", guard(days.export_mine, CASHIER), name="day_export"),
    path("can-bo/thu-phi/so-quy/", guard(days.closed, MONEY), name="closings"),
    path("can-bo/thu-phi/so-quy/<uuid:closing_id>/", guard(days.closing, MONEY), name="closing"),
    path("can-bo/thu-phi/so-quy/<uuid:closing_id>/tai-ve/", guard(days.export, MONEY), name="closing_export"),
    path("can-bo/thu-phi/so-quy/<uuid:closing_id>/xac-nhan/", guard(days.confirm, SECOND), name="confirm_day"),
]
