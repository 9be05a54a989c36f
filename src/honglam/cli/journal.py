"""How the product's own log lines look: one JSON object each when `up` or HONGLAM_LOG asks for it, else short lines."""

import atexit
import json
import logging
import logging.config
import os

from honglam.cli import syslog

# Fields of a record that are not worth a line of their own.
_PLAIN = set(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Level, logger, message, the traceback in one piece, and whatever was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields: dict[str, object] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        fields |= {name: value for name, value in record.__dict__.items() if name not in _PLAIN}
        return json.dumps(fields, ensure_ascii=False, default=str)


def configure(*, program: str) -> None:
    """Send everything from INFO up to the standard output, which `up` or the journal reads.

    Where LOG_SYSLOG names a collector it gets the same lines, as JSON.
    """
    as_json = os.environ.get("HONGLAM_LOG", "").lower() == "json"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {"()": JsonFormatter},
                "text": {"format": "%(levelname)s %(name)s: %(message)s"},
            },
            "handlers": {
                "out": {
                    "class": "logging.StreamHandler",
                    "formatter": "json" if as_json else "text",
                    "stream": "ext://sys.stdout",
                }
            },
            "root": {"handlers": ["out"], "level": "INFO"},
            "loggers": {
                # each fetch and heartbeat of the job queue is an INFO line
                "procrastinate": {"level": "WARNING"},
                "httpx": {"level": "WARNING"},
                "django.server": {"handlers": [], "propagate": True},
                # its mail to administrators is not how anybody here learns of a fault
                "django": {"handlers": [], "propagate": True, "level": "INFO"},
            },
        }
    )
    if collector := os.environ.get("LOG_SYSLOG"):
        listener = syslog.start(collector, program=f"honglam-{program}", formatter=JsonFormatter())
        atexit.register(listener.stop)
