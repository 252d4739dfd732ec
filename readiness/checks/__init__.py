"""The lists against the rules, the run before, and who has to correct what."""
