"""What was chosen where there is yes and no: a blank is neither."""

from __future__ import annotations

from readiness.register.row_cells import ChoiceCell
from readiness.register.week_rows import YesOrNo


def yes_or_no(cell: ChoiceCell[YesOrNo]) -> bool | None:
    """Yes, no, or None where the cell is blank."""
    return cell.key == "yes" if cell.key else None
