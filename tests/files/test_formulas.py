"""A formula reaches out of its workbook or it does not; what nobody knows does."""

from __future__ import annotations

import pytest

from readiness.files.formulas import reaches_out

OUT = (
    "[1]Sheet1!A1", "[book.xlsx]Sheet1!A1", "'[book.xlsx]My sheet'!A1", r"'C:\a\[book.xlsx]S'!A1", "'https://x.test/[b.xlsx]S'!A1",
    "SUM([1]S!A1:A3)", "cmd|'/c calc'!A1", "DDE|a!b", 'WEBSERVICE("http://x")', '_xlfn.WEBSERVICE("a")', 'IMAGE("http://x")',
    'RTD("a","","b")', 'CALL("kernel32","a")', 'REGISTER.ID("a","b")', "EXEC(1)", 'INDIRECT("[b.xlsx]S!A1")', 'HYPERLINK("file:///a")',
    'CELL("filename")', 'INFO("directory")', "SQL.REQUEST(1)", "NOBODYKNOWS(1)", "myMacro ()", "IF(1,[1]!here,2)", r"\\server\share",
    "FILTERXML(A1,B1)", "ENCODEURL(A1)", "STOCKHISTORY(1)", "CUBEVALUE(1)", "GETPIVOTDATA(1)", "EVALUATE(1)", "GET.CELL(1)",
)  # fmt: skip
WITHIN = (
    "A1", "$A$1:$B$2", "Sheet1!A1", "'My (other) sheet'!A1", "Big[Column]", "Big[[#This Row],[A]]=Sheet1!A1", 'A1="[1]S!A1"',
    'IF(ISBLANK(A1),"x|y",LEN(B1)>3)', 'SEARCH("http://",A1)', "_xlfn.XLOOKUP(A1,B:B,C:C)", "AND( A1>1 , TODAY()>B1)", '"a,b,c"', "",
)  # fmt: skip


@pytest.mark.parametrize("formula", OUT)
def test_what_reaches_out_is_known(formula: str) -> None:
    assert reaches_out(formula)


@pytest.mark.parametrize("formula", WITHIN)
def test_what_stays_within_passes(formula: str) -> None:
    assert not reaches_out(formula)
