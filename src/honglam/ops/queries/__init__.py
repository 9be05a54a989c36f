"""What the figures' pages and the watchers read."""

from honglam.ops.queries.health import list_faults, may_scrape, render_metrics

__all__ = ["list_faults", "may_scrape", "render_metrics"]
