"""The self-evaluation: each statement held against what it rests on."""
