"""The workbook that people keep: read, made new, brought up to date."""
