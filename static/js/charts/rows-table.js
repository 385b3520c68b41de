/**
 * The figures of a chart as a table.
 *
 * @import { Drawing } from "./drawing.js"
 */
import { element } from "../dom.js";

/**
 * @param {Drawing} drawing
 * @returns {HTMLTableElement}
 */
export function rowsTable({ rows: [heads, ...rows], label }) {
  return element(
    "table",
    { class: "figures" },
    element("caption", { class: "kern-sr-only" }, label),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element(
      "tbody",
      {},
      ...rows.map(([first, ...cells]) => element("tr", {}, element("th", { scope: "row" }, first), ...cells.map((cell) => element("td", {}, cell)))),
    ),
  );
}
