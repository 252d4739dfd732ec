"""Extracts in, typed case tables out: find, load, repair, link, resolve codes."""
