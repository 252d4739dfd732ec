"""What a database or its driver refuses, in words. Of the driver's own message, which may hold values, nothing is kept
but its SQLSTATE and its number; it is only searched for signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from readiness.foundation.errors import Refused

_CODES = re.compile(r"diagnostics: '(\w{5})\((-?\d+)\)")
Names = Literal["drivers", "data sources", ""]


@dataclass(frozen=True)
class Sign:
    """One thing that can be wrong, known by its SQLSTATE and number or by words of the message, and what to do.

    ``codes`` fits the two as "28000 18456". ``names`` says what to name that is installed.
    """

    codes: str
    words: str
    wrong: str
    do: str
    names: Names = ""


DRIVER = Sign(
    r"IM00[345] .*",
    r"can't open lib|driver could not be loaded",
    "the ODBC driver is not installed, or is not called so",
    "Write its name after Driver= as it is called on this computer, or ask IT to install it",
    "drivers",
)
DATA_SOURCE = Sign(
    r"IM002 .*",
    r"data source name not found",
    "there is no data source of that name",
    "Write its name after DSN= as this computer's list of ODBC data sources (64-bit) has it, or ask IT to add it",
    "data sources",
)
CONNECTION_LOST = Sign(
    r"08S01 .*|08003 .*|08007 .*|57P\d\d .*",
    r"closed the connection|terminating connection|communication link|connection reset",
    "the connection was lost midway",
    "Run the command again; nothing of this reading is kept",
)
SIGNS = (
    Sign(
        r"IM014 .*",
        r"architecture mismatch",
        "the driver or the data source is for 32-bit programs",
        "Ask IT for the 64-bit one",
        "drivers",
    ),
    DRIVER,
    DATA_SOURCE,
    Sign(
        "",
        r"certificate|SSL provider",
        "this computer does not trust the server's certificate",
        "Ask IT to have it trusted. Only if they agree to do without, add TrustServerCertificate=yes to the connection",
    ),
    Sign(
        r"08001 (26|-1)",
        r"locating server/instance|network interfaces",
        "the server's named instance is not found",
        r"Write Server=NAME\INSTANCE, or Server=NAME,PORT with the port that IT gives you",
    ),
    Sign(
        r"28\w{3} .*|.* (18456|18452|1017)",
        r"password authentication failed|login failed|role .* does not exist|no password supplied|no pg_hba.conf entry",
        "the login is refused",
        'Check "user" and the password; with Trusted_Connection=yes, ask for the right to log in with your own account',
    ),
    Sign(
        r"3D000 .*|.* 4060",
        r'database "[^"]*" does not exist|cannot open database',
        "there is no database of that name, or this login may not open it",
        "Check Database= in the connection, and ask who runs it for the right to connect",
    ),
    Sign(
        r"HYT0\d .*|57014 .*",
        r"time-?out|timed out",
        "the database took too long to answer",
        "Try again when it is less busy, and check that the network or the VPN is up",
    ),
    CONNECTION_LOST,
    Sign(
        r"08001 202",
        r"connection string parse",
        "the driver does not take the connection as it is written",
        "Write key=value pairs with ; between them, and a name that holds one of ; { } in {}",
    ),
    Sign(
        r"08\w{3} .*|.* 12\d{3}",
        r"could not translate host name|could not connect|connection refused|ORA-12\d{3}",
        "no database answers there",
        "Check the name of the server and the port in the connection, and that the network or the VPN is up",
    ),
    Sign(
        r"42501 .*|42000 (229|230)|.* 1031",
        r"permission denied|permission was denied",
        "this login may not read it",
        "Ask who runs the database for the right to SELECT from it",
    ),
    Sign(
        r"42S02 .*|42P01 .*|42000 208|.* 942",
        r"no such table",
        "it is not there any more, or this login may not read it",
        "Ask who runs the database",
    ),
    Sign(
        r"42S22 .*|42703 .*|42000 207|.* 904",
        r"no such column",
        "a column of it is not there any more",
        "Run the command again when nobody is changing the table",
    ),
    Sign(
        r"07006 .*",
        r"unsupported ODBC column type|conversion failed|restricted data type",
        "the driver does not hand over a column as text, day or number",
        'Take another driver: for PostgreSQL the one called "PostgreSQL Unicode"',
    ),
)


class DatabaseRefusal(Refused):
    """What a database or its driver refused; ``sign`` is what it is known by, if it is."""

    def __init__(self, sign: Sign | None, remark: str) -> None:
        wrong, do = ("the database refuses", "Give what stands in brackets to whoever runs it")
        super().__init__(f"{sign.wrong if sign else wrong}{remark}", sign.do if sign else do)
        self.sign = sign


def refusal_of(message: str, has_driver: bool = False) -> DatabaseRefusal:
    """The refusal that a message tells of. A driver manager says the same of a data source and, when the connection
    ``has_driver``, of a driver that it does not find.
    """
    codes = _CODES.search(message)
    pair = f"{codes[1]} {codes[2]}" if codes else ""
    remark = f" (SQLSTATE {codes[1]}, number {codes[2]})" if codes else ""
    for sign in SIGNS:
        if (pair and re.fullmatch(sign.codes, pair)) or re.search(sign.words, message, re.IGNORECASE):
            return DatabaseRefusal(DRIVER if sign is DATA_SOURCE and has_driver else sign, remark)
    return DatabaseRefusal(None, remark)
