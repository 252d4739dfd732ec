"""Whether a formula of a workbook may reach out of it: to other files, programs or the web."""

from __future__ import annotations

import re

from readiness.foundation.phrases import each_word

# what rules and names may call: functions that work with what they are given, and know nothing of where they stand
HARMLESS_FUNCTIONS = each_word(
    "ABS AND AVERAGE AVERAGEIF AVERAGEIFS CEILING CHAR CHOOSE CLEAN CODE COLUMN COLUMNS CONCAT "
    "CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEDIF DATEVALUE DAY DAYS EDATE EOMONTH "
    "EVEN EXACT FALSE FILTER FIND FIXED FLOOR FREQUENCY HLOOKUP HOUR IF IFERROR IFNA IFS INDEX INT "
    "ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISTEXT LARGE LEFT LEN LET "
    "LOOKUP LOWER MATCH MAX MAXIFS MEDIAN MID MIN MINIFS MINUTE MOD MODE MONTH N NA NETWORKDAYS NOT NOW "
    "ODD OFFSET OR PERCENTILE PERCENTRANK PRODUCT PROPER QUARTILE RANK RANK.EQ REPLACE REPT RIGHT ROUND "
    "ROUNDDOWN ROUNDUP ROW ROWS SEARCH SECOND SEQUENCE SIGN SMALL SORT SQRT STDEV SUBSTITUTE SUBTOTAL SUM "
    "SUMIF SUMIFS SUMPRODUCT SWITCH T TEXT TEXTJOIN TIME TODAY TRIM TRUE TRUNC UNIQUE UPPER VALUE VAR "
    "VLOOKUP WEEKDAY WEEKNUM WORKDAY XLOOKUP XMATCH XOR YEAR"
)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_SHEET = re.compile(r"'(?:[^']|'')*'")
_ANOTHER_BOOK = re.compile(r"\[[^\[\]]*\][\w .\-&()]*'?!|'[^'\[]*\[[^']*'!")
_CALL = re.compile(r"([\w.]+)\s*\(")


def reaches_out(formula: str) -> bool:
    """Whether it names another workbook, another program or a file, or calls a function that is not known harmless."""
    text = _TEXT.sub("", formula)
    if _ANOTHER_BOOK.search(text):
        return True
    text = _SHEET.sub("", text)
    if any(sign in text for sign in ("|", "\\", "://")):
        return True
    calls = (call.upper().removeprefix("_XLFN.").removeprefix("_XLWS.") for call in _CALL.findall(text))
    return any(call not in HARMLESS_FUNCTIONS for call in calls)
