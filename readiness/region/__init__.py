"""Many authorities side by side: rates without small numbers, how ready each is, how its data are. No child."""
