"""Which posts the pages of this face are for."""

from honglam.kernel.guards import role

LEADERS = role("leader", "approver", "unit_head", "one_stop_head", "procedure_controller", "auditor", "administrator")
