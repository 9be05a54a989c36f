"""Clock, ids, events and outbox, audit, registry, jobs, errors; no domain words."""
