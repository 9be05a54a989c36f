"""What the figures' pages and the watchers read."""

from honglam.ops.queries.figures import get_figures, list_behind
from honglam.ops.queries.health import list_faults, may_scrape, render_metrics

__all__ = ["get_figures", "list_behind", "list_faults", "may_scrape", "render_metrics"]
