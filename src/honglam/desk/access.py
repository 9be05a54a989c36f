"""Which posts the pages of this face are for."""

from honglam.kernel.guards import role

HEADS = role("unit_head", "approver", "leader", "one_stop_head", "administrator")
