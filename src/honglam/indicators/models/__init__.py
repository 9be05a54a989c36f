"""Tables of indicators: criteria sets from the pack, cut-offs, reports."""

from honglam.indicators.models.criteria import CriteriaSetRow, CutOff
from honglam.indicators.models.report import Report

__all__ = ["CriteriaSetRow", "CutOff", "Report"]
