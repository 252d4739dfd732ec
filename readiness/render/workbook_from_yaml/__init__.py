"""Workbooks laid out by a YAML template."""
