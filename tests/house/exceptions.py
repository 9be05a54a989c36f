"""The short public list of debts to the budgets. It only shrinks: a law fails on an entry that is no longer needed."""

# file → (what is over, why, who mends it)
OVER_BUDGET: dict[str, str] = {}

# event name → why nobody listens
UNHEARD_EVENTS: dict[str, str] = {}

# write verbs that leave no audit row of their own → why
UNAUDITED_VERBS: dict[str, str] = {}
