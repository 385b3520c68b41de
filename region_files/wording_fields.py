"""Words about single fields of a region file: lacking, unknown, of the wrong kind; keys."""

WORDING_FIELDS: dict[str, tuple[str, str]] = {
    # fields
    "region_field_missing": (
        "Das Feld „{field}“ fehlt.",
        "The field “{field}” is missing.",
    ),
    "region_language_missing": (
        "Das Feld „{field}“ fehlt; Texte stehen in Deutsch und Englisch: {{de: …, en: …}}.",
        "The field “{field}” is missing; texts come in German and English: {{de: …, en: …}}.",
    ),
    "region_text_in_one_language": (
        "„{value}“ muss in Deutsch und Englisch stehen: {{de: {value}, en: …}}.",
        "“{value}” must be given in German and English: {{de: {value}, en: …}}.",
    ),
    "region_field_unknown": (
        "Das Feld „{field}“ gibt es hier nicht.{meant: Gemeint ist vielleicht „…“.}{fields: "
        "Möglich sind: ….}",
        "There is no field “{field}” here.{meant: Perhaps “…” is meant.}{fields: Possible are: …."
        "}",
    ),
    "region_comma_in_braces": (
        "„{field}“ wurde als eigenes Feld gelesen, weil in geschweiften Klammern ein Komma trennt. "
        "Bitte den Text davor in gerade Anführungszeichen (\") setzen oder Zeile für Zeile "
        "schreiben.",
        "“{field}” was read as a field of its own, since a comma separates within braces. Please "
        "put the text before it in straight quotation marks (\") or write it line by line.",
    ),
    "region_value_not_allowed": (
        "„{value}“ ist hier nicht möglich.{meant: Gemeint ist vielleicht „…“.} Erlaubt sind: "
        "{allowed}.",
        "“{value}” is not possible here.{meant: Perhaps “…” is meant.} Allowed are: {allowed}.",
    ),
    "region_key_form": (
        "„{value}“ ist kein Kürzel: nur Kleinbuchstaben, Ziffern, „-“ und „_“, am Anfang ein "
        "Buchstabe, höchstens 63 Zeichen.",
        "“{value}” is no key: only lower-case letters, digits, “-” and “_”, a letter first, at "
        "most 63 characters.",
    ),
    "region_colour": (
        "„{value}“ ist keine Farbe. Bitte so schreiben, in Anführungszeichen: \"#1a9850\".",
        "“{value}” is no colour. Please write it like this, in quotation marks: \"#1a9850\".",
    ),
    "region_too_small": (
        "{value} ist zu klein; die Grenze ist {limit}.",
        "{value} is too small; the limit is {limit}.",
    ),
    "region_too_large": (
        "{value} ist zu groß; die Grenze ist {limit}.",
        "{value} is too large; the limit is {limit}.",
    ),
    "region_wrong_number_of_items": (
        "Die Liste „{field}“ hat zu viele oder zu wenige Einträge. Das Komma trennt; "
        "Dezimalzahlen haben einen Punkt.",
        "The list “{field}” has too many or too few entries. Commas separate; decimal numbers "
        "have a point.",
    ),
    "region_expects_whole_number": (
        "Hier muss eine ganze Zahl stehen, nicht „{value}“.",
        "There must be a whole number here, not “{value}”.",
    ),
    "region_expects_number": (
        "Hier muss eine Zahl mit Dezimalpunkt stehen, nicht „{value}“.",
        "There must be a number with a decimal point here, not “{value}”.",
    ),
    "region_expects_yes_or_no": (
        "Hier muss true oder false stehen, nicht „{value}“.",
        "There must be true or false here, not “{value}”.",
    ),
    "region_expects_day": (
        "Hier muss ein Tag wie 2021-01-31 stehen, nicht „{value}“.",
        "There must be a day such as 2021-01-31 here, not “{value}”.",
    ),
    "region_braces_need_quotes": (
        "In geschweiften Klammern steht für YAML eine Liste von Feldern. Als Platzhalter gehört "
        "der Wert in Anführungszeichen: \"{value}\".",
        "To YAML, braces hold a list of fields. As a placeholder the value must be put in "
        "quotation marks: \"{value}\".",
    ),
    "region_blank_after_colon": (
        "Nach dem Doppelpunkt fehlt ein Leerzeichen: {field}.",
        "A blank is missing after the colon: {field}.",
    ),
    "region_expects_text": (
        "Hier muss ein Text stehen. Beginnt er mit „#“, gehört er in Anführungszeichen.",
        "There must be a text here. If it begins with “#”, put it in quotation marks.",
    ),
    "region_expects_mapping": (
        "Hier müssen Felder mit Doppelpunkt stehen (name: wert), nicht „{value}“.",
        "There must be fields with a colon here (name: value), not “{value}”.",
    ),
    "region_expects_list": (
        "Hier muss eine Liste stehen: Zeilen mit „- “ oder [a, b].",
        "There must be a list here: lines with “- ” or [a, b].",
    ),
    "region_expects_nothing": (
        "Hier darf nichts stehen, nicht „{value}“.",
        "There must be nothing here, not “{value}”.",
    ),
    "region_expects_other": (
        "„{value}“ passt hier nicht; docs/region-file.md beschreibt das Feld.",
        "“{value}” does not fit here; docs/region-file.md describes the field.",
    ),
    "region_rule": ("Das geht so nicht: {rule}.", "This cannot be: {rule}."),
    "region_source_or_dissolve": (
        "Ein Gebietsstand braucht entweder „source“ (eine Datei) oder „dissolve“ (aus feineren "
        "Gebieten), nicht beides.",
        "A boundary set needs either “source” (a file) or “dissolve” (of finer areas), not both.",
    ),
    "region_valid_to_before_from": (
        "„valid_to“ liegt vor „valid_from“.",
        "“valid_to” lies before “valid_from”.",
    ),
    "region_one_formula": (
        "Eine Formel besteht aus genau einem von „count“, „ratio“, „value“ und „derived“.",
        "A formula is exactly one of “count”, “ratio”, “value” and “derived”.",
    ),
    "region_threshold_hides_nothing": (
        "Eine Mindestfallzahl unter 2 verbirgt nichts; bitte eine andere Regel wählen.",
        "A threshold below 2 hides nothing; please choose another rule.",
    ),
    "region_rounding_base": (
        "Zum Runden gehört eine Basis von mindestens 3, zum Beispiel „base: 5“.",
        "Rounding needs a base of 3 or more, such as “base: 5”.",
    ),
    "region_population_unnamed": (
        "Zu „minimum_population“ gehört unter „population“ die Messgröße, die die Einwohner zählt.",
        "“minimum_population” needs the measure that counts the inhabitants under “population”.",
    ),
    "region_goalposts": (
        "Der untere Zielpfosten in „goalposts“ muss unter dem oberen liegen.",
        "The lower of the “goalposts” must lie below the upper one.",
    ),
    "region_distance_reference": (
        "„distance“ teilt durch einen Bezugswert; bitte nennen Sie unter „reference“ eine Zahl "
        "außer 0.",
        "“distance” divides by a reference; please name a number other than 0 under “reference”.",
    ),
    "region_index_part": (
        "Ein Teil eines Index ist entweder eine Messgröße (measure), ein Indikator (indicator) "
        "oder eine Dimension (domain).",
        "A part of an index is either a measure, an indicator or a domain.",
    ),
    "region_domain_components": (
        "Zu einer Dimension (domain) gehören Bestandteile (components), zu nichts anderem.",
        "A domain has components, and nothing else has.",
    ),
    "region_one_way_to_class": (
        "Bitte nennen Sie genau einen Weg zu Klassen: cuts, quantiles oder equal_widths.",
        "Please name exactly one way to classes: cuts, quantiles or equal_widths.",
    ),
    "region_period_or_periods": (
        "Bitte nennen Sie entweder „period“ oder „periods“.",
        "Please name either “period” or “periods”.",
    ),
    "region_ddof_or_scale": (
        "Bitte nennen Sie entweder „ddof“ (Summe von z-Werten) oder „scale“.",
        "Please name either “ddof” (a sum of z-scores) or “scale”.",
    ),
    "region_shrinks_indicator": (
        "Nur der Anteil eines Indikators (indicator) kann mit „shrink_to“ herangezogen werden.",
        "Only the share of an “indicator” can be drawn in with “shrink_to”.",
    ),
    "region_summary_empty": (
        "Zu einer Zusammenfassung gehört „mean“, „worst_tenth“ oder „extent“.",
        "A summary needs “mean”, “worst_tenth” or “extent”.",
    ),
    "region_shrinks_share": (
        "{indicator}: Nur Anteile aus zwei Anzahlen (ratio) können mit „shrink_to“ herangezogen "
        "werden.",
        "{indicator}: only shares of two counts (ratio) can be drawn in with “shrink_to”.",
    ),
    "region_pca_needs": (
        "Zu „weights: pca“ gehört entweder „anchor“ oder „loadings“; sonst keines davon.",
        "“weights: pca” needs either “anchor” or “loadings”; otherwise neither of them.",
    ),
    "region_pca_anchor": (
        "Der „anchor“ muss einer der Bestandteile (components) sein.",
        "The “anchor” must be one of the “components”.",
    ),
    "region_pca_loadings": (
        "Die „loadings“ müssen genau die Bestandteile (components) nennen.",
        "The “loadings” must name exactly the “components”.",
    ),
    "region_pca_weights": (
        "„weights: pca“ findet die Gewichte selbst; bitte lassen Sie „weight“ der Bestandteile "
        "weg.",
        "“weights: pca” finds the weights; please leave out “weight” of the components.",
    ),
    "region_classes_and_cuts": (
        "Es muss eine Klasse mehr geben als Grenzen in „cuts“.",
        "There must be one class more than bounds in “cuts”.",
    ),
    "region_cuts_must_rise": (
        "Die Grenzen in „cuts“ müssen ansteigen.",
        "The bounds in “cuts” must rise.",
    ),
    "region_group_needs_digits": (
        "„group“ fügt zwei Klassen zu einer Zahl zusammen: Die Klassen müssen von 0 bis 9 gehen.",
        "“group” joins two classes into one number: the classes must run from 0 to 9.",
    ),
    "region_records_and_json": (
        "„records“ gehört zu kind: json, und json braucht „records“.",
        "“records” belongs to kind: json, and json needs “records”.",
    ),
    "region_decimal_is_thousands": (
        "Dezimal- und Tausenderzeichen sind dasselbe.",
        "The decimal and the thousands sign are the same.",
    ),
    "region_key_or_whole": (
        "„area“ braucht entweder „key“ (eine Spalte) oder „whole“ (ein Gebiet für alle Zeilen).",
        "“area” needs either “key” (a column) or “whole” (one area for every row).",
    ),
    "region_one_way_to_values": (
        "„values“ braucht genau eines von „columns“, „long“ und „period_columns“.",
        "“values” needs exactly one of “columns”, “long” and “period_columns”.",
    ),
    "region_one_way_to_dissolve": (
        "„dissolve“ braucht genau eines von „prefix“, „column“ und „whole“.",
        "“dissolve” needs exactly one of “prefix”, “column” and “whole”.",
    ),
    "region_prefix_needs_length": (
        "by: prefix braucht „length“, die Zahl der Zeichen.",
        "by: prefix needs “length”, the number of characters.",
    ),
    "region_column_needs_column": (
        "by: column braucht „column“, die Spalte mit dem Schlüssel des übergeordneten Gebiets.",
        "by: column needs “column”, which holds the code of the coarser area.",
    ),
    # names
    "region_key_twice": (
        "Das Kürzel „{key}“ ist schon vergeben.",
        "The key “{key}” is already taken.",
    ),
    "region_unknown_key": (
        "„{key}“ kommt unter „{kind}“ nicht vor.{meant: Gemeint ist vielleicht „…“.}",
        "“{key}” does not occur under “{kind}”.{meant: Perhaps “…” is meant.}",
    ),
}  # fmt: skip
