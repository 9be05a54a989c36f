"""The short public list of debts to the budgets. It only shrinks: a law fails on an entry that is no longer needed."""

# file → (what is over, why, who mends it)
OVER_BUDGET: dict[str, str] = {}

# event name → why nobody listens
UNHEARD_EVENTS: dict[str, str] = {
    "procedures.catalogue_changed": "pages read the tables; the exchange with the national portal will listen",
    "payments.order_cancelled": "the dossier that ended cancelled it; whoever cancels by hand stands at the order",
    "dossiers.look_asked": "the desk sees it in its worklist",
}

# write verbs that leave no audit row of their own → why
UNAUDITED_VERBS: dict[str, str] = {
    "files.add_piece": "a piece of a file on its way: that it began and what became of it are recorded",
    "files.begin_reading": "the reading row is the record of itself; that it was asked for is recorded",
    "files.settle_reading": "the reading row is the record",
    "files.ask_again": "the reading row is the record",
    "exchange.settle_delivered": "the delivery row is the record, as it is for letters",
    "exchange.settle_unsent": "the report row is the record, as it is for letters",
    "exchange.settle_unfiled": "the filing row is the record; filing and refusing leave their own",
    "procedures.set_popularity": "a ranking hint computed from counts; it binds nobody",
    "notices.send_message": "the message row is the record of itself, and never changes its words",
    "notices.give_up_erased": "whoever asked for the erasure left the row",
    "notices.settle_sent": "the attempt row is the record; ten times as many audit rows would tell nothing more",
    "notices.settle_failed": "the attempt row is the record",
    "notices.record_receipt": "the attempt row is the record",
    "notices.mark_read": "the reader's own mark on the reader's own message",
    "notices.mark_all_read": "the reader's own mark on the reader's own messages",
}
