"""The ground: errors, findings, words, dates, the store. Knows nothing of the field."""
