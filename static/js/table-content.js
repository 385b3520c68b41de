/**
 * What the table beside the map shows on the shown date.
 *
 * @import { Cells } from "./table.js"
 * @import { Row, Sorting } from "./table-rows.js"
 * @import { View } from "./view.js"
 */
import { painter } from "./classes.js";
import { gapSwatch } from "./hatches.js";
import { colorSwatch } from "./legend.js";
import { numberText } from "./numbers.js";
import { rowsOf, sorted } from "./table-rows.js";

/**
 * @param {View} view
 * @param {Sorting} sorting
 * @returns {{ rows: Row[], caption: string, cells: (row: Row) => Cells }}
 */
export function tableOf(view, sorting) {
  const { section, place, breaks, config, say, shownAreas } = view;
  const rows = rowsOf(section, place.row, view.names.get(section.boundarySet) ?? [], breaks);
  const name = view.pack.card.name?.[config.language] ?? view.pack.card.name?.de ?? "";
  return {
    rows: sorted(rows.filter((row) => shownAreas[row.area]), sorting, config.language),
    caption: say("table_caption", { name, level: say("level"), period: view.timeLabel }),
    cells: cellsOf(view),
  };
}

/**
 * @param {View} view
 * @returns {(row: Row) => Cells}
 */
function cellsOf(view) {
  const { classification, config } = view;
  const paint = painter(classification);
  const isClassed = !view.hasCircles && !classification.scale;
  return (row) => {
    if (row.value === null) {
      const { sign, label, pattern } = config.statuses[row.status] ?? { sign: "", label: "", pattern: "missing" };
      return { value: sign, spoken: label, legendLabel: label, swatch: gapSwatch(pattern) };
    }
    return {
      value: numberText(row.value, config.number),
      spoken: "",
      legendLabel: isClassed ? classification.labels[row.legendClass ?? 0] : "",
      swatch: view.hasCircles ? document.createTextNode("") : colorSwatch(paint(row.value) ?? "#ffffff"),
    };
  };
}
