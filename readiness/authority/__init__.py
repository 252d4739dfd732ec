"""One authority's folder: its settings, its inspection day, its choices, its own copies of what is shipped."""
