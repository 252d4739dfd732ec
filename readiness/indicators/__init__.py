"""Figures: counted, entered, published; rated and put on one scorecard."""
