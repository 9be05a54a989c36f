"""Pages of money: paying, the cash desk, refunds, statements, closings."""
