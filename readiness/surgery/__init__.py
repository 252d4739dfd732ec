"""The performance surgery: what is due and overdue for each child, by team, and what people write beside it."""
