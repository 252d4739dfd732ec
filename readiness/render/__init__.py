"""Renderers: each turns what it is given into the bytes of one kind of file, and asks nothing."""
