"""Tables as files for spreadsheets: the one way of the house, which stands in `ui`."""

from honglam.ui.sheets import Cell, as_csv, as_xlsx

__all__ = ["Cell", "as_csv", "as_xlsx"]
