"""Texts that a spreadsheet takes for texts, whatever they begin with."""

# Excel, LibreOffice and Google take what begins so for a formula (OWASP, CSV injection).
STARTS_OF_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would reckon with.

    >>> harmless("=1+1"), harmless("Höfe")
    ("'=1+1", 'Höfe')
    """
    return f"'{text}" if text.startswith(STARTS_OF_FORMULAS) else text
