"""The section `indicators/*.yaml` of a pack: criteria sets in their versions, and the cut-off of reporting periods."""

from honglam.indicators.pack_section.section import IndicatorsSection

__all__ = ["IndicatorsSection"]
