"""The directory's sections of a pack: administrative units, agencies with their posts, committees."""

from honglam.directory.pack_section.agencies import AgenciesSection
from honglam.directory.pack_section.committees import CommitteesSection
from honglam.directory.pack_section.units import UnitsSection

__all__ = ["AgenciesSection", "CommitteesSection", "UnitsSection"]
