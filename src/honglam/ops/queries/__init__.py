"""What the figures' pages and the watchers read."""

from honglam.ops.queries.figures import get_figures, list_behind
from honglam.ops.queries.health import list_faults, may_scrape, render_metrics
from honglam.ops.queries.map import list_map

__all__ = ["get_figures", "list_behind", "list_faults", "list_map", "may_scrape", "render_metrics"]
