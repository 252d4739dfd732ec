"""What annex_a says: typed (model), read from YAML (yaml_page, read), checked as a whole (consistency)."""
