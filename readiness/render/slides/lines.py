"""Sets what fields brought as PowerPoint wants it: lines within a paragraph as breaks, tables as high as their rows."""

from __future__ import annotations

import copy
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn


def break_lines(root: Any) -> None:
    """Turns each line that ends within a run into a break between runs of the same look."""
    for run in [*root.iter(qn("a:r"))]:
        text = run.find(qn("a:t"))
        lines = (text.text or "").split("\n") if text is not None else [""]
        if len(lines) == 1:
            continue
        text.text, last = lines[0], run
        for line in lines[1:]:
            further = copy.deepcopy(run)
            further.find(qn("a:t")).text = line
            letters = run.find(qn("a:rPr"))
            gap = parse_xml(f"<a:br {nsdecls('a')}/>")
            if letters is not None:
                gap.append(copy.deepcopy(letters))
            last.addnext(gap)
            gap.addnext(further)
            last = further


def number_slide(root: Any, number: int) -> None:
    """Says in a slide's own number which it is, for programs that print what stands there."""
    for field in root.iter(qn("a:fld")):
        text = field.find(qn("a:t"))
        if field.get("type") == "slidenum" and text is not None:
            text.text = str(number)


def fit_tables(root: Any) -> None:
    """Says of each table how high it is, which repeated rows have changed."""
    for frame in root.iter(qn("p:graphicFrame")):
        size = frame.find(f"{qn('p:xfrm')}/{qn('a:ext')}")
        heights = [row.get("h", "0") for row in frame.iter(qn("a:tr"))]
        if size is not None and heights:
            size.set("cy", str(sum(int(height) for height in heights if height.isdecimal())))
