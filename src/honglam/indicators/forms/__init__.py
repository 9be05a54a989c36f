"""Shapes of what is asked for in addresses, typed into forms and uploaded as workbooks."""

from honglam.indicators.forms.periods import read_agency, read_period

__all__ = ["read_agency", "read_period"]
