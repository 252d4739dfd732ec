"""Renderers: each turns a pack into the bytes of one kind of file. They lay out what they are given and ask nothing."""
