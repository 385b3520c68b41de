"""Words about tables of shares between two boundary sets, as they are brought at the desk."""

WORDING_CROSSWALKS: dict[str, tuple[str, str]] = {
    "crosswalk_is_excel": (
        "Das ist eine Excel- oder LibreOffice-Datei. Bitte dort „Speichern unter“ wählen, als "
        "Dateityp „CSV“, und diese Datei hochladen.",
        "This is an Excel or LibreOffice file. Please choose “Save as” there, with the type "
        "“CSV”, and upload that file.",
    ),
    "crosswalk_no_columns": (
        "Nicht zu erkennen ist, welche Spalte das alte und welche das neue Gebiet nennt. Die "
        "Kopfzeile lautet: {header}. Bitte die Spalten „von“, „nach“ und „Gewicht“ nennen, oder "
        "prüfen, ob die beiden Gebietsstände stimmen.",
        "It cannot be told which column names the earlier and which the later area. The header "
        "reads: {header}. Please call the columns “from”, “to” and “weight”, or check "
        "whether the two boundary sets are right.",
    ),
    "crosswalk_swapped": (
        "Die Spalten „{source}“ und „{target}“ sind offenbar vertauscht: Die Schlüssel gehören "
        "jeweils zum anderen Gebietsstand. Bitte die beiden Gebietsstände tauschen oder die "
        "Spalten in der Datei.",
        "The columns “{source}” and “{target}” seem to be swapped: the codes belong to the other "
        "boundary set each. Please swap the two boundary sets, or the columns in the file.",
    ),
    "crosswalk_code_empty": (
        "Der Schlüssel des Gebiets fehlt. Bitte ergänzen oder die Zeile löschen.",
        "The code of the area is missing. Please fill it in or delete the row.",
    ),
    "crosswalk_unknown_from": (
        "Das Gebiet „{area}“ gibt es im alten Gebietsstand nicht.{meant: Gemeint ist vielleicht "
        "„…“.} Bitte den Schlüssel berichtigen oder die Zeile löschen.",
        "There is no area “{area}” in the earlier boundary set.{meant: Perhaps “…” is meant.} "
        "Please correct the code or delete the row.",
    ),
    "crosswalk_unknown_to": (
        "Das Gebiet „{area}“ gibt es im neuen Gebietsstand nicht.{meant: Gemeint ist vielleicht "
        "„…“.} Bitte den Schlüssel berichtigen oder die Zeile löschen.",
        "There is no area “{area}” in the later boundary set.{meant: Perhaps “…” is meant.} "
        "Please correct the code or delete the row.",
    ),
    "crosswalk_zeros_lost": (
        "{count:Schlüssel hat|Schlüssel haben} wohl führende Nullen verloren ({before} statt "
        "{after}). Bitte zustimmen, dass sie ergänzt werden, oder die Schlüssel berichtigen.",
        "{count:code seems|codes seem} to have lost leading zeros ({before} for {after}). Please "
        "agree that they are put back, or correct the codes.",
    ),
    "crosswalk_zeros_added": (
        "{count:Schlüssel erhält seine führenden|Schlüssel erhalten ihre führenden} Nullen zurück "
        "(aus {before} wird {after}).",
        "{count:code gets its|codes get their} leading zeros back ({before} becomes {after}).",
    ),
    "crosswalk_weight_no_number": (
        "Der Anteil „{text}“ ist keine Zahl. Bitte zum Beispiel 0,25 oder 25 % schreiben.",
        "The share “{text}” is no number. Please write 0.25 or 25 %, for example.",
    ),
    "crosswalk_weight_negative": (
        "Der Anteil „{text}“ ist negativ. Anteile liegen zwischen 0 und 1.",
        "The share “{text}” is negative. Shares lie between 0 and 1.",
    ),
    "crosswalk_zeros_left_out": (
        "{count:Zeile hat|Zeilen haben} den Anteil 0 und {count:~wird|werden} übergangen.",
        "{count:row has|rows have} the share 0 and {count:~is|are} left out.",
    ),
    "crosswalk_without_weights": (
        "Das alte Gebiet „{area}“ kommt mehrfach vor, aber eine Spalte „Gewicht“ mit den Anteilen "
        "fehlt. Bitte ergänzen.",
        "The earlier area “{area}” occurs several times, but a column “weight” with the shares "
        "is missing. Please add it.",
    ),
    "crosswalk_all_whole": (
        "Eine Spalte „Gewicht“ fehlt. Weil jedes alte Gebiet nur einmal vorkommt, geht jedes ganz "
        "in das genannte neue Gebiet über.",
        "There is no column “weight”. As each earlier area occurs only once, each passes as a "
        "whole into the later area named.",
    ),
    "crosswalk_pair_twice": (
        "„{source}“ nach „{target}“ steht schon in Zeile {first_row}. Bitte eine der beiden "
        "Zeilen löschen.",
        "“{source}” to “{target}” stands in row {first_row} already. Please delete one of the "
        "two rows.",
    ),
    "crosswalk_areas_lacking": (
        "{count:Gebiet|Gebiete} des alten Gebietsstands {count:~fehlt|fehlen} in der Datei "
        "({examples}). Was dort gezählt wird, ginge beim Umrechnen verloren; bitte alle alten "
        "Gebiete aufführen.",
        "{count:area|areas} of the earlier boundary set {count:~is|are} not in the file "
        "({examples}). What is counted there would get lost in converting; please list all earlier "
        "areas.",
    ),
    "crosswalk_sum_not_one": (
        "Die Anteile von „{area}“ ergeben zusammen {sum} statt 1. Bitte berichtigen.",
        "The shares of “{area}” sum to {sum} instead of 1. Please correct them.",
    ),
    "crosswalk_in_percent": (
        "Die Anteile ergeben je Gebiet 100 statt 1 (betroffen: {count:Gebiet|Gebiete}). Bitte "
        "durch 100 teilen oder ein Prozentzeichen hinter die Zahlen setzen.",
        "The shares sum to 100 instead of 1 per area (concerned: {count:area|areas}). Please "
        "divide by 100 or write a per cent sign behind the numbers.",
    ),
    "crosswalk_sums_rounded": (
        "Bei {count:Gebiet|Gebieten} ergeben die Anteile nicht genau 1 (Abweichung höchstens "
        "{most}). Sie werden so angepasst, dass beim Umrechnen niemand verloren geht.",
        "For {count:area|areas} the shares do not sum to exactly 1 (off by at most {most}). They "
        "are adjusted, so that nobody is lost in converting.",
    ),
    "crosswalk_targets_empty": (
        "{count:Gebiet|Gebiete} des neuen Gebietsstands {count:~kommt|kommen} in der Datei nicht "
        "vor ({examples}). Dort gibt es nach dem Umrechnen keinen Wert.",
        "{count:area|areas} of the later boundary set {count:~does|do} not occur in the file "
        "({examples}). There is no value there after converting.",
    ),
    "crosswalk_basis_unknown": (
        "„{text}“ ist keine bekannte Grundlage. Bekannt sind Einwohner, Adressen, Fläche, Gebäude "
        "und Sonstige.",
        "“{text}” is no known basis. Known are population, addresses, area, buildings and other.",
    ),
    "crosswalk_which_basis": (
        "Die Datei enthält Anteile nach mehreren Grundlagen. Bitte auswählen, welche gelten soll.",
        "The file holds shares on several bases. Please choose which one is meant.",
    ),
    "crosswalk_other_basis": (
        "Für die gewählte Grundlage enthält die Datei keine Zeile. Bitte eine andere wählen.",
        "The file holds no row of the basis chosen. Please choose another one.",
    ),
}
