"""The sections of a pack that identity keeps: retention of personal data, mandates."""

from honglam.identity.pack_section.mandates import MandatesSection
from honglam.identity.pack_section.retention import RetentionSection

__all__ = ["MandatesSection", "RetentionSection"]
