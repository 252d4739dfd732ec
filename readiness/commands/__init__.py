"""What each command does and prints, one a module."""
