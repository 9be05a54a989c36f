"""A process as a drawing others can open: BPMN 2.0 with its diagram, out and (a named subset) in. Pure."""
