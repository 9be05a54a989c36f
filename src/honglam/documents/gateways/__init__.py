"""Programs that run apart: the rules over a text from outside."""
