"""Counters for whoever watches the installation: money that waits, calls that were wrong. No personal data."""

from django.db import connection

_COUNTS = """
SELECT (SELECT count(*) FROM payments_order WHERE state = 'open'),
       (SELECT count(*) FROM payments_attempt WHERE state = 'waiting'),
       (SELECT count(*) FROM payments_statementline WHERE state IN ('ambiguous', 'unmatched')),
       (SELECT count(*) FROM payments_reversal WHERE state IN ('proposed', 'asked', 'approved')),
       (SELECT count(*) FROM payments_gatewaycall WHERE outcome IN ('forged', 'stale', 'wrong_amount'))
       + (SELECT coalesce(sum(n.count), 0) FROM payments_gatewaynoise n
          WHERE n.outcome IN ('forged', 'stale', 'wrong_amount'))
"""
_NAMES = ("orders_open", "attempts_waiting", "bank_lines_unclear", "refunds_waiting", "gateway_calls_refused")


def count_money() -> dict[str, float]:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        row = cursor.fetchone() or ()
    return {f"payments_{name}": float(value) for name, value in zip(_NAMES, row, strict=True)}
