"""Workbooks filled in the very Excel file that an author styled."""
