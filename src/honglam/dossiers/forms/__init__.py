"""What browsers send, as the values that verbs take."""
