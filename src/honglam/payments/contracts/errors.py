"""Named refusals about money, each saying what to do."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class OrderNotFound(NotFound):
    """Absent, or somebody else's."""

    code = "order_not_found"


class ReceiptNotFound(NotFound):
    """Absent, or of another desk."""

    code = "receipt_not_found"


class StatementNotFound(NotFound):
    """Absent, or of another agency."""

    code = "statement_not_found"


class RefundNotFound(NotFound):
    """Absent, or of another agency."""

    code = "refund_not_found"


class LinesRequired(Invalid):
    """An order without lines would ask for money without saying what for."""

    code = "order_lines_required"
    message = text_noop("Say what is to be paid: at least one line with a name and an amount.")


class AmountInvalid(Invalid):
    """Negative, absurd, or a reduction that makes more of it."""

    code = "amount_invalid"
    message = text_noop("Enter a whole amount in đồng. For example: 15.000")


class OrderNotOpen(Conflict):
    """Paid, waived or cancelled meanwhile."""

    code = "order_not_open"
    message = text_noop("This is no longer to be paid: it is already settled or cancelled. Look at the order again.")


class ReferenceUnknown(Invalid):
    """No order whose money the accountant keeps has that reference."""

    code = "order_reference_unknown"
    message = text_noop("No order with this reference is yours to settle. Check it sign by sign.")


class OrderPaidAlready(Conflict):
    """What was paid is given back, not cancelled."""

    code = "order_paid_already"
    message = text_noop("This was paid. Ask for a refund instead of cancelling it.")


class ReductionUnknown(Invalid):
    """Not a reduction that the tariff offers."""

    code = "reduction_unknown"
    message = text_noop("Choose one of the exemptions that the tariff allows for this fee.")


class EvidenceMissing(Invalid):
    """A reduction granted on nothing."""

    code = "reduction_evidence_required"
    message = text_noop("Enter the paper that proves it. For example: Giấy chứng nhận hộ nghèo số 12/2026")


class CashShort(Invalid):
    """Less was given than is due."""

    code = "cash_short"
    message = text_noop("%(given)s đồng is less than the amount due, %(due)s đồng.")


class DayClosed(Conflict):
    """The cashier's day is closed and signed."""

    code = "day_closed"
    message = text_noop("The cash desk is closed for %(day)s. What comes now belongs to the next day.")


class SeriesMissing(DomainError):
    """The pack gives no series of receipts."""

    code = "receipt_series_missing"
    message = text_noop("No series of receipts is set up for this agency. Ask the administrator.")


class ReasonMissing(Invalid):
    """A receipt is voided, an order cancelled, a refund refused for a reason."""

    code = "money_reason_required"
    message = text_noop("Enter the reason in a few words.")


class ReceiptOfAnother(Conflict):
    """The cash lies in a colleague's drawer."""

    code = "receipt_of_another"
    message = text_noop(
        "%(cashier)s issued this receipt: only who took the cash can void it. Ask for a refund instead."
    )


class ReceiptNotOfToday(Conflict):
    """That day's cash is counted already."""

    code = "receipt_not_of_today"
    message = text_noop("This receipt is of %(day)s: only one of today can be voided. Ask for a refund instead.")


class VoidedAlready(Conflict):
    """The receipt counts for nothing already."""

    code = "receipt_voided_already"
    message = text_noop("This receipt was voided already.")


class NotCash(Conflict):
    """Only what lies in the drawer can be handed back across the counter."""

    code = "receipt_not_cash"
    message = text_noop("Only a receipt for cash can be voided at the desk. Ask for a refund instead.")


class RefundBegun(Conflict):
    """Handed back across the counter as well, a part of the cash would go out twice."""

    code = "receipt_refund_begun"
    message = text_noop("Money of this receipt is being paid back already: it can no longer be voided.")


class GatewayMissing(DomainError):
    """No gateway is set up."""

    code = "gateway_missing"
    message = text_noop("Online payment is not available at the moment. Pay by bank transfer or at the desk.")


class GatewayUnreachable(DomainError):
    """The gateway did not answer."""

    code = "gateway_unreachable"
    message = text_noop("The payment gateway does not answer. Nothing was charged; please try again in a few minutes.")
    status = 503


class StatementUnreadable(Invalid):
    """Not a CSV or XLSX file, or broken."""

    code = "statement_unreadable"
    message = text_noop("This file cannot be read. Save the statement as CSV (UTF-8) or XLSX and upload it again.")


class StatementTooLarge(Invalid):
    """More than one sitting can check."""

    code = "statement_too_large"
    message = text_noop("The file is too large: at most %(rows)s lines and 5 MB. Upload it in parts.")


class StatementEncoding(Invalid):
    """Not UTF-8."""

    code = "statement_encoding"
    message = text_noop("The letters of this file cannot be read. Save it as CSV in UTF-8.")


class StatementColumns(Invalid):
    """A column that is needed is missing."""

    code = "statement_columns"
    message = text_noop("The column “%(column)s” is missing. The file needs a date, an amount, a text and a number.")


class StatementCell(Invalid):
    """A cell that makes no sense."""

    code = "statement_cell"
    message = text_noop("Line %(row)s: “%(value)s” is not a valid value for “%(column)s”.")


class StatementEmpty(Invalid):
    """No credit in it."""

    code = "statement_empty"
    message = text_noop("No money received stands in this file.")


class LineTwice(Invalid):
    """Two lines with one number and one text of the bank but different amounts."""

    code = "statement_line_twice"
    message = text_noop("Line %(row)s: the bank's number %(ref)s stands twice with different facts.")


class PlanChanged(Conflict):
    """Orders moved between showing and booking."""

    code = "statement_plan_changed"
    message = text_noop("Something was paid or cancelled in the meantime. Look at the plan again, then book it.")


class StatementBooked(Conflict):
    """Booked already."""

    code = "statement_booked_already"
    message = text_noop("This statement was booked already.")


class LineSettled(Conflict):
    """Settled by a colleague."""

    code = "statement_line_settled"
    message = text_noop("This line was settled already.")


class AmountsDiffer(Invalid):
    """A transfer of another amount settles no order."""

    code = "amounts_differ"
    message = text_noop("The transfer is %(got)s đồng, the order %(due)s đồng. Set the line aside and pay it back.")


class RefundTooMuch(Invalid):
    """More than came in."""

    code = "refund_too_much"
    message = text_noop("At most %(left)s đồng can still be paid back.")


class RefundDecided(Conflict):
    """Decided by a colleague meanwhile."""

    code = "refund_decided_already"
    message = text_noop("This refund was decided already.")


class OwnRefund(DomainError):
    """Two persons: who asks does not decide."""

    code = "refund_own"
    message = text_noop("Somebody else must decide: you asked for this refund yourself.")
    status = 403


class DecisionMissing(Invalid):
    """A refund rests on a written decision."""

    code = "refund_decision_required"
    message = text_noop("Enter the number of the decision on the refund.")


class DecisionDayMissing(Invalid):
    """Its date is missing, or no date."""

    code = "refund_decision_day_required"
    message = text_noop("Enter the date of the decision. For example: 25/11/2026.")


class NotPaid(Conflict):
    """Nothing came in, so nothing goes back."""

    code = "order_not_paid"
    message = text_noop("This order was not paid: there is nothing to give back.")


class PaidElsewhere(Conflict):
    """The money lies with the tax office or the treasury; from our account it would go out without having come in."""

    code = "order_paid_elsewhere"
    message = text_noop(
        "This was paid at another body, such as the tax office, the State Treasury or the post. Ask the body that "
        "took the money."
    )


class OwnClosing(DomainError):
    """Two signatures: who counted does not confirm."""

    code = "closing_own"
    message = text_noop("Somebody else must confirm the closing: you counted the cash yourself.")
    status = 403


class ClosedAlready(Conflict):
    """The day is closed."""

    code = "day_closed_already"
    message = text_noop("This day was closed already.")


class DayNotOver(Invalid):
    """A day that is still to come."""

    code = "day_in_future"
    message = text_noop("This day has not come yet.")


class DifferenceUnexplained(Invalid):
    """Counted and booked differ and nobody says why."""

    code = "difference_unexplained"
    message = text_noop("The counted cash differs by %(difference)s đồng. Explain the difference.")
