"""Sections of a pack: kinds of papers, and registers with a schema of their own."""

from honglam.registries.pack_section.papers import PaperTypesSection
from honglam.registries.pack_section.registers import RegistersSection, StatedRegisters

__all__ = ["PaperTypesSection", "RegistersSection", "StatedRegisters"]
