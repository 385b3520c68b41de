"""Words about what is possible in an uploaded file, yet rather a slip."""

WORDING_HINTS: dict[str, tuple[str, str]] = {
    "upload_leaps": (
        "{count:Wert ist|Werte sind} mehr als {times}-mal so groß oder so klein wie bisher, zum "
        "Beispiel „{measure}“ in {area}: bisher {old}, neu {new}.",
        "{count:value is|values are} more than {times} times as large or as small as before, for "
        "example “{measure}” in {area}: {old} before, {new} now.",
    ),
    "upload_known_content": (
        "Genau diese Datei wurde am {day} schon übernommen („{name}“).",
        "Just this file was taken over on {day} already (“{name}”).",
    ),
    "upload_other_kind_of_period": (
        "„{measure}“ gibt es bisher für Zeiträume wie {known}, in der Datei steht {new}. Beide "
        "erscheinen dann nebeneinander als eigene Zeitpunkte. Ist derselbe Zeitbezug gemeint, "
        "bitte in der Datei wie bisher schreiben.",
        "“{measure}” exists for periods such as {known} so far, the file says {new}. Both then "
        "stand side by side as dates of their own. If the same period is meant, please write it in "
        "the file as before.",
    ),
}
