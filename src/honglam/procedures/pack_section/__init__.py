"""The sections of a pack that become the catalogue: fields, procedures with their versions, life events."""

from honglam.procedures.pack_section.english import EnglishSection
from honglam.procedures.pack_section.section import ProceduresSection

__all__ = ["EnglishSection", "ProceduresSection"]
