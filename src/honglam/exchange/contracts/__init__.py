"""What crosses the door of exchange: webhooks for other systems, and the traffic with the national portal."""

from honglam.exchange.contracts.faults import *  # noqa: F403
from honglam.exchange.contracts.national import *  # noqa: F403
from honglam.exchange.contracts.webhooks import *  # noqa: F403
