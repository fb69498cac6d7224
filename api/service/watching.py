"""What may be watched: counts, times and structured logs, and never a word of a case."""

from __future__ import annotations

import json
import logging
import os
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

TIMES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""The times told apart, in seconds."""

LOG = logging.getLogger("threshold")


class Metrics:
    """Counts and times for Prometheus, of this process or of all workers together."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "threshold_requests",
            "Requests replied to",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "threshold_request_seconds",
            "Seconds from a request's head to its reply's end",
            ("route",),
            buckets=TIMES,
            registry=self._registry,
        )
        self._decisions = Counter(
            "threshold_decisions", "Decisions made", ("edition",), registry=self._registry
        )
        # What is counted under one set of labels is looked up once: there are few of them.
        self.requests_of = cache(self._requests.labels)
        self.seconds_of = cache(self._seconds.labels)
        self.decisions_of = cache(self._decisions.labels)

    def exposed(self) -> bytes:
        """The metrics in Prometheus's text form."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


class Structured(logging.Formatter):
    """A log line as JSON. Of an error it says where it was raised, never what it said."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: when, how grave, what, and the fields that came with it."""
        told = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name != "uvicorn.error" else plain(record),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["raised_at"] = places(record.exc_info[2])
        return json.dumps(told, ensure_ascii=True)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """The time in UTC, to the millisecond."""
        return f"{to_the_second(int(record.created))}.{int(record.msecs):03d}Z"


@lru_cache(maxsize=1)
def to_the_second(moment: int) -> str:
    """A time in UTC. Of the lines of one second, the first writes it for all."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))


def plain(record: logging.LogRecord) -> str:
    """What the server says of itself: its message with what belongs in it, colours left out."""
    return str(record.msg) % record.args if record.args else str(record.msg)


def places(trace: Any) -> list[str]:
    """Where an error was raised: file, line and function of each step."""
    steps = traceback.extract_tb(trace)
    return [f"{os.path.basename(one.filename)}:{one.lineno} {one.name}" for one in steps]


def log_settings() -> dict[str, Any]:
    """The logging of a serving process: everything as JSON lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": {"()": "api.service.watching.Structured"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "structured",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"threshold": {"level": "INFO"}, "uvicorn": {"level": "INFO"}},
    }


def spare_records() -> None:
    """Have no log record look up what no line of ours tells: its caller, thread and process.

    These are the switches that Python's own guide to logging gives for it.
    """
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def unscrubbed(left: Sequence[str], request_id: str | None = None) -> None:
    """Log why the database's own log may keep what was destroyed, or is erased later, if it may."""
    if left:
        told = {"left": list(left), **({"request_id": request_id} if request_id else {})}
        LOG.warning("erasing is not complete", extra=told_of(told))


def told_of(request: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields of a log line, as logging takes them."""
    return {"told": dict(request)}
