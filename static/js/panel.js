/**
 * The chosen area beside the map: its figure, the city's, the course of both, and comparisons.
 *
 * @import { Chart } from "./chart.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Shown one area's figure on the shown date
 * @property {string} code
 * @property {string} name
 * @property {string} color of its line and outline
 * @property {string} text with unit, or the words for a gap
 * @property {boolean} isGap
 * @property {string} flags such as "vorläufig"
 *
 * @typedef {object} History
 * @property {string} caption
 * @property {string[]} columns
 * @property {{ label: string, cells: string[], isCurrent: boolean }[]} rows
 *
 * @typedef {object} Panel
 * @property {Shown | null} area null: the city stands in
 * @property {string | null} profileUrl
 * @property {string | null} valueUrl where the figure comes from; null: no figure, or a change
 * @property {string} range of what chance may have moved the figure in; "" where unknown
 * @property {string} against whether it differs from the city clearly; "" where unknown
 * @property {Shown | null} city
 * @property {string | null} classLabel
 * @property {string | null} classColor
 * @property {string | null} difference
 * @property {{ label: string, text: string }[]} ends of a change: the figures of its two dates
 * @property {string | null} remark where the area does not exist on this date
 * @property {Shown[]} compared
 * @property {string} compareUrl the same areas on a page of their own
 * @property {boolean} cityIsDrawn
 * @property {{ code: string, name: string }[]} candidates for comparison
 * @property {Chart | null} chart
 * @property {History | null} history
 *
 * @typedef {object} Actions
 * @property {(code: string) => void} add
 * @property {(code: string) => void} remove
 * @property {() => void} close
 */
import { chart } from "./chart.js";
import { drawn, element } from "./dom.js";
import { colorSwatch } from "./legend.js";

/**
 * @param {HTMLElement} holder
 * @param {Panel} panel
 * @param {Say} say
 * @param {Actions} actions
 */
export function showPanel(holder, panel, say, actions) {
  const focused = document.activeElement instanceof HTMLElement && holder.contains(document.activeElement)
    ? document.activeElement.dataset.keep
    : undefined;
  const historyOpen = holder.querySelector("details.history")?.hasAttribute("open") ?? false;
  const head = panel.area ?? panel.city;
  holder.replaceChildren(
    ...(head ? [heading(head, panel, say, actions), figure(head)] : []),
    ...(panel.range ? [element("p", { class: "figure__range" }, panel.range)] : []),
    ...(panel.area && panel.profileUrl ? [profile(panel.area, panel.profileUrl, say)] : []),
    ...(panel.area && panel.valueUrl ? [origin(panel.valueUrl, say)] : []),
    ...(panel.area ? [pairs(panel, say)] : [element("p", { class: "hint" }, say("choose_hint"))]),
    ...(panel.remark ? [element("p", { class: "remark" }, panel.remark)] : []),
    ...(panel.chart ? [chart(panel.chart), key(panel, say, actions)] : []),
    ...(panel.area ? [adder(panel, say, actions)] : []),
    ...(panel.history ? [historyTable(panel.history, say, historyOpen)] : []),
  );
  if (focused) {
    const again = /** @type {HTMLElement | null} */ (holder.querySelector(`[data-keep="${CSS.escape(focused)}"]`));
    again?.focus();
  }
}

/**
 * @param {Shown} head
 * @param {Panel} panel
 * @param {Say} say
 * @param {Actions} actions
 */
function heading(head, panel, say, actions) {
  return element(
    "div",
    { class: "area-card__head" },
    element("h3", { class: "area-card__name" }, head.name),
    panel.area &&
      element("button", { type: "button", class: "icon-button", "aria-label": say("close"), title: say("close"), "data-keep": "close", onclick: actions.close }, "×"),
  );
}

/**
 * @param {Shown} area
 * @param {string} url
 * @param {Say} say
 */
function profile(area, url, say) {
  return element("p", { class: "area-card__profile" }, element("a", { href: url, "data-keep": "profile" }, say("profile_of", { name: area.name })));
}

/**
 * @param {string} url
 * @param {Say} say
 */
function origin(url, say) {
  return element("p", { class: "area-card__origin" }, element("a", { href: url, "data-keep": "origin" }, say("origin_of_value")));
}

/** @param {Shown} head */
function figure(head) {
  return element(
    "p",
    { class: head.isGap ? "figure figure--gap" : "figure" },
    head.text,
    head.flags && element("span", { class: "figure__flags" }, ` ${head.flags}`),
  );
}

/**
 * @param {Panel} panel
 * @param {Say} say
 */
function pairs(panel, say) {
  /** @type {[string, (Node | string)[]][]} */
  const rows = [];
  const against = panel.against ? ` (${panel.against})` : "";
  if (panel.classLabel) {
    rows.push([say("class"), [panel.classColor ? colorSwatch(panel.classColor) : "", " ", panel.classLabel]]);
  }
  for (const { label, text } of panel.ends) rows.push([label, [text]]);
  if (panel.city) rows.push([panel.city.name, [panel.city.text]]);
  if (panel.difference) rows.push([say("difference_from", { city: panel.city?.name ?? "" }), [panel.difference + against]]);
  return element(
    "dl",
    { class: "pairs" },
    ...rows.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, ...text)]),
  );
}

/**
 * Names of the chart's lines, with the comparisons' figures.
 * @param {Panel} panel
 * @param {Say} say
 * @param {Actions} actions
 */
function key(panel, say, actions) {
  const own = panel.area ? [keyRow(panel.area, "area", null)] : [];
  const city = panel.city && panel.cityIsDrawn ? [keyRow(panel.city, "city", null)] : [];
  const others = panel.compared.map((one) =>
    keyRow(
      one,
      "compared",
      element(
        "button",
        { type: "button", class: "icon-button", "aria-label": say("remove_area", { name: one.name }), title: say("remove_area", { name: one.name }), onclick: () => actions.remove(one.code) },
        "×",
      ),
    ),
  );
  const list = others.length > 0 ? "chart-key chart-key--compared" : "chart-key";
  return element("ul", { class: list }, ...own, ...others, ...city);
}

/**
 * @param {Shown} one
 * @param {"area" | "compared" | "city"} role
 * @param {HTMLElement | null} button
 */
function keyRow(one, role, button) {
  const sample = drawn(
    "svg",
    { class: "chart-key__line", viewBox: "0 0 22 8", "aria-hidden": "true" },
    drawn("path", { class: `chart__line chart__line--${role}`, d: "M1 4H21", stroke: one.color }),
  );
  return element(
    "li",
    { class: "chart-key__row" },
    sample,
    element("span", { class: "chart-key__name" }, one.name),
    element("span", { class: "chart-key__value" }, one.text),
    button,
  );
}

/**
 * @param {Panel} panel
 * @param {Say} say
 * @param {Actions} actions
 */
function adder(panel, say, actions) {
  const page = element("p", {}, element("a", { class: "compare__page", href: panel.compareUrl }, say("compare_page")));
  if (panel.candidates.length === 0) return element("div", { class: "compare" }, element("p", { class: "hint" }, say("compare_full")), page);
  const select = element(
    "select",
    { class: "field", id: "compare", "aria-label": say("compare_label"), "data-keep": "compare" },
    element("option", { value: "" }, say("compare_with")),
    ...panel.candidates.map(({ code, name }) => element("option", { value: code }, name)),
  );
  select.addEventListener("change", () => select.value && actions.add(select.value));
  return element("div", { class: "compare" }, select, element("p", { class: "hint" }, say("compare_hint")), page);
}

/**
 * @param {History} history
 * @param {Say} say
 * @param {boolean} open
 */
function historyTable(history, say, open) {
  return element(
    "details",
    { class: "history", open },
    element("summary", { "data-keep": "history" }, say("all_dates")),
    element(
      "div",
      { class: "history__scroll", tabindex: 0, role: "group", "aria-label": history.caption },
      element(
        "table",
        {},
        element("caption", { class: "kern-sr-only" }, history.caption),
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, say("date")), ...history.columns.map((name) => element("th", { scope: "col" }, name)))),
        element(
          "tbody",
          {},
          ...history.rows.map((row) =>
            element(
              "tr",
              { class: row.isCurrent ? "history__now" : null },
              element("th", { scope: "row" }, row.label),
              ...row.cells.map((cell) => element("td", {}, cell)),
            ),
          ),
        ),
      ),
    ),
  );
}
