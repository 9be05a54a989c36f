"""Shapes of what is asked for in addresses, typed into forms and uploaded as workbooks."""

from honglam.indicators.forms.asked import read_agency, read_date, read_entry, read_figure, read_number, read_period

__all__ = ["read_agency", "read_date", "read_entry", "read_figure", "read_number", "read_period"]
