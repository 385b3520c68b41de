"""Words about boundaries and layers that were brought by the desk: what to do there."""

WORDING_DESK: dict[str, tuple[str, str]] = {
    "which_code_column": (
        "In welcher Spalte steht der Schlüssel der Gebiete? Bitte unten auswählen.",
        "Which column holds the codes of the areas? Please choose below.",
    ),
    "which_name_column": (
        "In welcher Spalte steht der Name? Bitte unten auswählen.",
        "Which column holds the name? Please choose below.",
    ),
    "code_missing": (
        "Der Schlüssel fehlt{count:~ diesem Gebiet| diesem und weiteren Gebieten}. Bitte in der "
        "Datei ergänzen.",
        "The code of this area{count:~| and of others} is missing. Please fill it in in the file.",
    ),
    "begin_in_the_file": (
        "Die Datei nennt in der Spalte „validStartDate“ zuletzt den {day}, angegeben ist als "
        "Beginn der {said}. Bitte prüfen.",
        "The file names {day} last in the column “validStartDate”; {said} was said as the "
        "beginning. Please check.",
    ),
    "which_crs": (
        "Die Datei sagt nicht eindeutig, in welchem Koordinatensystem sie ist.{found: Sie nennt "
        "„…“.} Bitte unten auswählen.",
        "The file does not say clearly in which coordinate system it is.{found: It says “…”.} "
        "Please choose below.",
    ),
    "impossible_crs": (
        "Die Koordinaten ({box}) können nicht im Koordinatensystem EPSG:{crs} sein. Bitte unten "
        "das richtige auswählen.",
        "The coordinates ({box}) cannot be in the coordinate system EPSG:{crs}. Please choose "
        "the right one below.",
    ),
    "axes_seem_swapped": (
        "Breite und Länge sind in der Datei wohl vertauscht ({box}). Bitte unten ankreuzen, wenn "
        "das so ist.",
        "Latitude and longitude seem to be swapped in the file ({box}). Please tick below if "
        "this is so.",
    ),
    "which_layer": (
        "Die Datei enthält {count} Ebenen: {layers}. Bitte unten eine auswählen.",
        "The file holds {count} layers: {layers}. Please choose one below.",
    ),
    "which_encoding": (
        "Die Texte der Datei sind nicht in {declared} geschrieben. Bitte unten eine andere "
        "Zeichenkodierung auswählen.",
        "The texts of the file are not written in {declared}. Please choose another encoding "
        "below.",
    ),
    "shape_invalid": (
        "Die Grenze von „{area}“ ist ungültig ({reason}). Sie lässt sich reparieren; die Fläche "
        "änderte sich dabei um {percent:%}. Bitte unten zustimmen oder die Datei berichtigen.",
        "The boundary of “{area}” is invalid ({reason}). It can be repaired; its area would "
        "change by {percent:%}. Please agree below or mend the file.",
    ),
    "shape_with_lines": (
        "„{area}“ enthält außer Flächen auch Linien oder Punkte. Sie lassen sich weglassen. Bitte "
        "unten zustimmen oder die Datei berichtigen.",
        "Besides polygons “{area}” holds lines or points. They can be left out. Please agree "
        "below or mend the file.",
    ),
    "area_is_the_whole": (
        "„{name}“ ({key}) ist so groß wie alle anderen Gebiete zusammen, also wohl die ganze "
        "Stadt. Unten ist vorgeschlagen, diesen Schlüssel wegzulassen. Bitte dann erneut prüfen.",
        "“{name}” ({key}) is as large as all other areas together, so it seems to be the whole "
        "city. It is proposed below to leave out this code. Please check again then.",
    ),
    "code_given_twice": (
        "Den Schlüssel {key} haben {count} Gebiete, eines davon ist „{name}“. Jedes Gebiet "
        "braucht einen eigenen Schlüssel; bitte die Datei berichtigen.",
        "{count} areas have the code {key}, one of them is “{name}”. Each area needs a code of "
        "its own; please mend the file.",
    ),
    "area_elsewhere": (
        "„{name}“ ({key}) liegt {distance} km außerhalb der Region, bei {lon} Grad Ost und {lat} "
        "Grad Nord. Vielleicht ist das Koordinatensystem falsch.",
        "“{name}” ({key}) lies {distance} km outside of the region, at {lon} degrees east and "
        "{lat} degrees north. The coordinate system may be wrong.",
    ),
    "overlap_narrow": (
        "„{one}“ und „{other}“ überlappen sich in einem schmalen Streifen von {area} m². Er lässt "
        "sich unten schließen.",
        "“{one}” and “{other}” overlap in a narrow strip of {area} m². It can be closed below.",
    ),
    "overlap_wide": (
        "„{one}“ und „{other}“ überlappen sich auf {area} m². Das sollte in der Datei berichtigt "
        "werden; sonst zählt diese Fläche zu beiden.",
        "“{one}” and “{other}” overlap on {area} m². This should be mended in the file; else "
        "this land counts for both.",
    ),
    "gap_narrow": (
        "Zwischen den Gebieten bleibt ein schmaler Streifen von {area} m² frei. Er lässt sich "
        "unten schließen.",
        "A narrow strip of {area} m² is left between the areas. It can be closed below.",
    ),
    "gap_wide": (
        "Zwischen den Gebieten bleiben {area} m² frei. Das kann ein Gewässer oder eine fremde "
        "Enklave sein; sonst bitte die Datei berichtigen.",
        "Between the areas {area} m² are left. This may be a water or a foreign enclave; else "
        "please mend the file.",
    ),
    "part_uncovered": (
        "{hectares} ha, die bisher zu einem Gebiet gehören, deckt keines der neuen ab.",
        "{hectares} ha that belong to an area so far are covered by none of the new ones.",
    ),
    "part_beyond": (
        "{hectares} ha der neuen Gebiete liegen außerhalb der bisherigen.",
        "{hectares} ha of the new areas lie outside of the present ones.",
    ),
    "further_places": (
        "Dazu {count:kommt eine weitere Stelle|kommen weitere Stellen} dieser Art.",
        "There {count:is one more place|are more places} of this kind.",
    ),
    "slivers_closed": (
        "Wie gewünscht geschlossen: {overlaps:schmale Überlappung|schmale Überlappungen} und "
        "{gaps:schmale Lücke|schmale Lücken} bis {metres} m Breite.",
        "Closed as asked: {overlaps:narrow overlap|narrow overlaps} and {gaps:narrow gap|narrow "
        "gaps} up to {metres} m wide.",
    ),
    "set_begins_that_day": (
        "Am {day} beginnt schon der Gebietsstand „{name}“. Bitte ein anderes Datum wählen.",
        "The boundary set “{name}” begins on {day} already. Please choose another date.",
    ),
    "values_stay_behind": (
        "{count:Lieferung enthält|Lieferungen enthalten} Werte für Zeiten ab dem {day} auf dem "
        "bisherigen Gebietsstand „{name}“. Diese Werte bleiben dort.",
        "{count:delivery holds|deliveries hold} values for times since {day} on the present "
        "boundary set “{name}”. These values stay there.",
    ),
    "without_parent": (
        "{count:Gebiet liegt|Gebiete liegen} in keinem Gebiet von „{parent_set}“ ({examples}). "
        "Für {count:~es|sie} gibt es dort keine Summe.",
        "{count:area lies|areas lie} in no area of “{parent_set}” ({examples}). No sum is made "
        "for {count:~it|them} there.",
    ),
    "which_shapes": (
        "Die Datei enthält keine Punkte oder Linien ({kinds}). Flächen bitte unter „Grenzen“ "
        "hochladen.",
        "The file holds no points or lines ({kinds}). Please upload areas under “Boundaries”.",
    ),
    "too_many_categories": (
        "Die Spalte „{name}“ hat {count} verschiedene Werte; unterschieden werden höchstens "
        "{most}. Bitte eine andere Spalte oder keine wählen.",
        "The column “{name}” has {count} different values; at most {most} can be told apart. "
        "Please choose another column or none.",
    ),
    "geodata_known_content": (
        "Genau diese Datei wurde am {day} schon übernommen ({name}).",
        "Just this file was taken over on {day} already ({name}).",
    ),
    "crosswalk_far_apart": (
        "{count:Zeile verbindet|Zeilen verbinden} Gebiete, die sich auf der Karte nicht berühren "
        "({examples}). Bitte prüfen, ob die Schlüssel stimmen.",
        "{count:row joins|rows join} areas that do not touch on the map ({examples}). Please "
        "check whether the codes are right.",
    ),
    "crosswalk_no_basis": (
        "Wonach sind die Anteile bestimmt? Die Datei sagt es nicht. Bitte unten auswählen.",
        "What are the shares based on? The file does not say. Please choose below.",
    ),
    "crosswalk_set_gone": (
        "Einen der beiden Gebietsstände gibt es nicht mehr. Bitte unten neu auswählen.",
        "One of the two boundary sets is no longer there. Please choose again below.",
    ),
    "crosswalk_replaces": (
        "Für diese beiden Gebietsstände und diese Grundlage gibt es schon einen Umsteigeschlüssel "
        "vom {day} ({name}). Für neue Lieferungen gilt dann der neue; was schon umgerechnet ist, "
        "bleibt.",
        "There is a crosswalk of {day} for these two boundary sets and this basis already "
        "({name}). New deliveries then go by the new one; what was converted stays.",
    ),
}
