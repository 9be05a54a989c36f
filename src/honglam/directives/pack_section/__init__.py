"""How directives, tasks and their definitions get from a pack into the tables and back."""

from honglam.directives.pack_section.section import DirectivesSection

__all__ = ["DirectivesSection"]
