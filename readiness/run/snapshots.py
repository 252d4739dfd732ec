"""What stood on a day, as it is kept beside the manifest: counts and words of the register, and no child."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from readiness.foundation.errors import Refused
from readiness.indicators.model import Scorecard
from readiness.preparedness.memory import Snapshot
from readiness.run.manifest import PUT_BACK

SNAPSHOT_FILE = "as_it_stood.json"
_PAGE = TypeAdapter(Snapshot)


def ratings_of(scorecard: Scorecard | None) -> dict[str, str]:
    """The rating of each indicator by its mark and title; none where they were not scored."""
    indicators = scorecard.indicators if scorecard else ()
    return {f"{indicator.ref} {indicator.title}".strip(): indicator.rating for indicator in indicators}


def write_snapshot(snapshot: Snapshot) -> bytes:
    """The snapshot's bytes."""
    content = _PAGE.dump_python(snapshot, mode="json")
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def read_snapshot(folder: Path) -> Snapshot | None:
    """What stood, as a folder of output keeps it; None where it keeps nothing. Raises Refused, in words of its own."""
    lost = "so nobody can tell what stood at that meeting"
    try:
        return _PAGE.validate_json((folder / SNAPSHOT_FILE).read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(f"cannot be read ({type(error).__name__}), {lost}", "Check that you may read it") from None
    except ValidationError:
        raise Refused(f"is damaged, {lost}", PUT_BACK) from None
