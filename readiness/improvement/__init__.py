"""The improvement plan: what is planned and what it changes for children, held against figures."""
