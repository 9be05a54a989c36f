"""The directory's two sections of a pack: administrative units, and agencies with their posts."""

from honglam.directory.pack_section.agencies import AgenciesSection
from honglam.directory.pack_section.units import UnitsSection

__all__ = ["AgenciesSection", "UnitsSection"]
