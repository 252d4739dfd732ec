"""What one run knows: the pack with its children, and the overview without them."""
