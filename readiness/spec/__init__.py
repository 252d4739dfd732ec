"""The specification: typed (model), read from YAML with file and line (reader), checked as a whole (assemble)."""
