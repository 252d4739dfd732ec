"""The ways in: each finds files, says what is wrong with them, and gives raw tables whose every value is still text."""
