"""What the handlers share: one object for each application, made once and wired by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.register.register import Register
from api.rooms.rooms import Rooms
from api.rooms.watching import Watch
from api.service.admission import Admission
from api.service.certificates import Certificates
from api.service.settings import Settings
from api.service.watching import Metrics
from api.store.sessions import Sessions
from api.store.sign_ins import SignIns
from api.writing import Writer


@dataclass(frozen=True, slots=True)
class Service:
    """The settings of an application, and the parts that it shares between requests."""

    settings: Settings
    admission: Admission
    certificates: Certificates
    metrics: Metrics
    writer: Writer
    register: Register
    batches: asyncio.Semaphore
    sessions: Sessions
    sign_ins: SignIns
    rooms: Rooms
    watch: Watch
    document: Callable[[], dict[str, Any]]
