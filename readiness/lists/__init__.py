"""The lists of Annex A: made from case data, or read from a workbook."""
