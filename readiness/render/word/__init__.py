"""Word documents filled as their author styled them."""
