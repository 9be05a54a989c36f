"""Reads of reporting rounds: templates, forms, boards, totals, the worklist."""
