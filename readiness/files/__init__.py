"""Files of the outside world opened and written safely: texts, workbooks, Office files."""
