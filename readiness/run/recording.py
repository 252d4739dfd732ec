"""What the record tells of a run: who ran which command when, on which case data, register and specification."""

from __future__ import annotations

import getpass
import hashlib
from typing import Any

import readiness
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import Workspace
from readiness.files.journal import digest_of
from readiness.files.record import ToRecord
from readiness.run.manifest import this_moment
from readiness.specification.layers import Layers

NOBODY = "not known"


def to_record(workspace: Workspace, command: str, **about: Any) -> ToRecord:
    """The line of a run, for what it writes or removes; what is empty is left out."""
    line = {
        "when": this_moment(),
        "who": login_name(),
        "command": command,
        "readiness": readiness.__version__,
        **about,
        "register": digest_of(workspace.register),
        "specification": _specification(workspace),
    }
    return ToRecord(workspace.folder, {key: value for key, value in line.items() if value})


def login_name() -> str:
    """Who is logged in, as the system says it, which is no proof of it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return NOBODY


def _specification(workspace: Workspace) -> str:
    """What the specification in force is known again by, the authority's own files among it."""
    digest = hashlib.sha256()
    for name, text in Layers(own_over_installed("annex_a", workspace.folder)).texts():
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()
