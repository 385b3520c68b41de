"""Words about an archive with several tables, and about cells that are left out."""

WORDING_BATCHES: dict[str, tuple[str, str]] = {
    "upload_batch_too_many": (
        "Das Archiv enthält {count:Tabelle|Tabellen}; höchstens {limit} sind auf einmal möglich. "
        "Bitte auf mehrere Archive verteilen.",
        "The archive holds {count:table|tables}; at most {limit} are possible at once. Please "
        "split it into several archives.",
    ),
    "upload_units_left_out": (
        "Diese Zeile nennt nur Einheiten ({units}) und wird übergangen.",
        "This row only names units ({units}) and is left out.",
    ),
    "upload_excel_error_cells": (
        "{count:Zelle enthält|Zellen enthalten} einen Fehlerwert wie #BEZUG! ({cells}). Bitte die "
        "Formel berichtigen oder die Zelle leeren.",
        "{count:cell holds|cells hold} an error value such as #REF! ({cells}). Please mend the "
        "formula or empty the cell.",
    ),
    "upload_batch_too_large": (
        "Die Tabellen im Archiv sind entpackt zusammen {megabytes} MB groß; höchstens {limit} MB "
        "sind auf einmal möglich. Bitte auf mehrere Archive verteilen.",
        "Unpacked, the tables in the archive have {megabytes} MB together; at most {limit} MB are "
        "possible at once. Please split it into several archives.",
    ),
    "upload_batch_no_table": (
        "Im Archiv ist keine Tabelle ({count:Datei|Dateien} gefunden). Bitte Excel-, LibreOffice- "
        "oder CSV-Dateien packen.",
        "There is no table in the archive ({count:file|files} found). Please pack Excel, "
        "LibreOffice or CSV files.",
    ),
}
