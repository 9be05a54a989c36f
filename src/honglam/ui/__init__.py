"""The design system: templates, components, tags; no domain words."""
