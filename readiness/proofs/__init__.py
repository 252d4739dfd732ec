"""Drawn tables in, drawn rows out: proofs of lists, rules and indicators."""
