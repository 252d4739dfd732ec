"""The inspection week: what is asked and by when, who is there, which children are looked at, what inspectors see."""
