"""The order in which sections are applied."""

from collections.abc import Sequence
from graphlib import TopologicalSorter

from honglam.pack.sections import Section


def in_order(sections: Sequence[Section]) -> list[Section]:
    """Each section after those it depends on, otherwise by name. A circle raises graphlib.CycleError."""
    by_name = {section.name: section for section in sorted(sections, key=lambda section: section.name)}
    graph = {name: [other for other in section.depends_on if other in by_name] for name, section in by_name.items()}
    return [by_name[name] for name in TopologicalSorter(graph).static_order()]
