"""Runs the command line as ``python -m readiness``."""

from __future__ import annotations

from readiness.cli import main

if __name__ == "__main__":
    main(prog_name="readiness")
