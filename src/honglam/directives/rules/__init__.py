"""Pure tables: states, stages, due dates, escalation, sums."""
