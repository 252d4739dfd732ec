"""What annex_a says: its files (layers), typed (model), read (yaml_page, read), checked as a whole (consistency)."""
