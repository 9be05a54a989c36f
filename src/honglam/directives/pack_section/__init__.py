"""How directives, plans, money and recommendations get from a pack into the tables and back."""

from honglam.directives.pack_section.planning import PlanningSection
from honglam.directives.pack_section.section import DirectivesSection

__all__ = ["DirectivesSection", "PlanningSection"]
