/**
 * The table beside the map: the same figures, sortable, walked by arrow keys.
 *
 * @import { Row, SortKey, Sorting } from "./table-rows.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Cells what a row shows
 * @property {string} value
 * @property {string} spoken the words behind a gap's sign, empty for a value
 * @property {string} legendLabel
 * @property {Node} swatch
 *
 * @typedef {object} Handlers
 * @property {(area: number | null) => void} hover
 * @property {(area: number, adding: boolean) => void} select
 * @property {(sorting: Sorting) => void} sort
 */
import { element } from "./dom.js";

const COLUMNS = /** @type {{ key: SortKey | null, text: string }[]} */ ([
  { key: "name", text: "area" },
  { key: "code", text: "code" },
  { key: "value", text: "value" },
  { key: null, text: "class" },
]);

export class AreaTable {
  /**
   * @param {HTMLElement} holder
   * @param {Say} say
   * @param {Handlers} handlers
   */
  constructor(holder, say, handlers) {
    this.holder = holder;
    this.say = say;
    this.handlers = handlers;
    /** @type {Map<number, HTMLTableRowElement>} */
    this.rows = new Map();
    holder.addEventListener("keydown", (event) => this.walk(event));
  }

  /**
   * @param {Row[]} rows in order
   * @param {Sorting} sorting
   * @param {string} caption
   * @param {(row: Row) => Cells} cells
   * @param {number | null} selected
   */
  show(rows, sorting, caption, cells, selected) {
    const focused = [...this.rows].find(([, row]) => row.contains(document.activeElement))?.[0];
    const focusedSort = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.sort;
    this.rows = new Map(rows.map((row) => [row.area, this.row(row, cells(row), row.area === selected)]));
    const table = element(
      "table",
      { class: "figures" },
      element("caption", { class: "kern-sr-only" }, caption),
      element("thead", {}, element("tr", {}, ...COLUMNS.map((column) => this.header(column, sorting)))),
      element("tbody", {}, ...this.rows.values()),
    );
    const top = this.holder.scrollTop;
    this.holder.replaceChildren(table);
    this.holder.scrollTop = top;
    this.rove(selected ?? rows[0]?.area ?? null);
    if (focused !== undefined) this.buttonOf(focused)?.focus({ preventScroll: true });
    if (focusedSort) /** @type {HTMLElement | null} */ (this.holder.querySelector(`[data-sort="${focusedSort}"]`))?.focus();
  }

  /**
   * @param {{ key: SortKey | null, text: string }} column
   * @param {Sorting} sorting
   */
  header({ key, text }, sorting) {
    const label = this.say(text);
    const numeric = key === "value" ? "figures__number" : null;
    if (!key) return element("th", { scope: "col" }, label);
    const mine = sorting.key === key;
    const order = mine ? (sorting.descending ? "descending" : "ascending") : "none";
    const next = { key, descending: mine ? !sorting.descending : key === "value" };
    return element(
      "th",
      { scope: "col", class: numeric, "aria-sort": order },
      element("button", { type: "button", class: "sort", "data-sort": key, "data-order": order, onclick: () => this.handlers.sort(next) }, label),
    );
  }

  /**
   * @param {Row} row
   * @param {Cells} cells
   * @param {boolean} selected
   */
  row(row, cells, selected) {
    const name = element(
      "button",
      { type: "button", class: "figures__name", "aria-pressed": String(selected), tabindex: -1 },
      row.name,
    );
    const made = element(
      "tr",
      { "data-area": row.area, class: selected ? "is-selected" : null },
      element("th", { scope: "row" }, name),
      element("td", { class: "figures__code" }, row.code),
      element(
        "td",
        { class: "figures__number" },
        cells.spoken ? element("span", { "aria-hidden": "true", title: cells.spoken }, cells.value) : cells.value,
        cells.spoken && element("span", { class: "kern-sr-only" }, cells.spoken),
      ),
      element("td", { class: "figures__class" }, cells.swatch, " ", cells.legendLabel),
    );
    made.addEventListener("mouseenter", () => this.handlers.hover(row.area));
    made.addEventListener("mouseleave", () => this.handlers.hover(null));
    made.addEventListener("click", (event) => this.handlers.select(row.area, event.shiftKey));
    name.addEventListener("focus", () => this.handlers.hover(row.area));
    name.addEventListener("blur", () => this.handlers.hover(null));
    return made;
  }

  /** @param {number | null} area */
  hover(area) {
    for (const row of this.holder.querySelectorAll("tr.is-hovered")) row.classList.remove("is-hovered");
    if (area !== null) this.rows.get(area)?.classList.add("is-hovered");
  }

  /** @param {number | null} area */
  select(area) {
    for (const [id, row] of this.rows) {
      row.classList.toggle("is-selected", id === area);
      row.querySelector("button")?.setAttribute("aria-pressed", String(id === area));
    }
    if (area !== null) {
      this.rove(area);
      this.rows.get(area)?.scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * One row at a time is in the tab order; arrow keys move on.
   * @param {number | null} area
   */
  rove(area) {
    for (const button of this.holder.querySelectorAll(".figures__name[tabindex='0']")) button.setAttribute("tabindex", "-1");
    if (area !== null) this.buttonOf(area)?.setAttribute("tabindex", "0");
  }

  /** @param {number} area */
  buttonOf(area) {
    return this.rows.get(area)?.querySelector("button") ?? null;
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    const areas = [...this.rows.keys()];
    const at = areas.findIndex((area) => this.buttonOf(area) === document.activeElement);
    if (step === undefined || at === -1) return;
    event.preventDefault();
    const next = areas[Math.min(areas.length - 1, Math.max(0, at + step))];
    this.rove(next);
    this.buttonOf(next)?.focus();
  }
}
