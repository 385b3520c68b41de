/**
 * The charts below the map: bars, lines and points of the view, each with its table and files.
 *
 * @import { Panel } from "../state.js"
 * @import { View } from "../view.js"
 * @import { Drawing, Head } from "./drawing.js"
 * @import { Scatter } from "./scatter.js"
 *
 * @typedef {"ranking" | "series" | "scatter"} Kind
 *
 * @typedef {object} Actions
 * @property {(area: number | null) => void} hover
 * @property {(area: number, adding: boolean) => void} select
 * @property {(indicator: string) => void} across choose the second indicator
 * @property {(text: string) => void} announce
 */
import { byId, element } from "../dom.js";
import { loadPack } from "../load.js";
import { Canvas } from "./canvas.js";
import { courseDrawing, courseOf } from "./course.js";
import { fileButtons } from "./files.js";
import { rankingDrawing, rankingOf } from "./ranking.js";
import { rowsTable } from "./rows-table.js";
import { scatterDrawing, scatterOf } from "./scatter.js";

const NARROW = 560;

export class Panels {
  /**
   * @param {View} view
   * @param {Actions} actions
   */
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    /** @type {Map<Kind, ChartPanel>} */
    this.panels = new Map();
  }

  /** @param {Kind} kind */
  async show(kind) {
    const panel = this.panels.get(kind) ?? new ChartPanel(kind, this.view, this.actions);
    this.panels.set(kind, panel);
    await panel.show();
  }

  /** @param {number | null} area */
  light(area) {
    for (const panel of this.panels.values()) panel.canvas.light(area);
  }
}

class ChartPanel {
  /**
   * @param {Kind} kind
   * @param {View} view
   * @param {Actions} actions
   */
  constructor(kind, view, actions) {
    const { say, config } = view;
    this.kind = kind;
    this.view = view;
    this.actions = actions;
    /** @type {Drawing | null} */
    this.drawing = null;
    this.asTable = false;
    this.turn = element("button", { type: "button", class: "text-button", "data-turn": "", "aria-pressed": "false", onclick: () => this.turnOver() }, say("as_table"));
    const files = fileButtons(() => this.shown(), say, config.language, actions.announce);
    this.choice = element("div", { class: "chart-choice" });
    this.chart = element("div", { class: `chart-canvas chart-canvas--${kind}` });
    this.table = element("div", { class: "chart-table", hidden: true });
    this.notes = element("div", { class: "chart-notes" });
    this.title = element("p", { class: "print-title" });
    this.tools = element("div", { class: "chart-tools" }, this.choice, this.turn, element("span", { class: "chart-tools__files" }, say("download"), ...files));
    byId(`drawer-${kind}`).replaceChildren(this.tools, this.title, this.chart, this.table, this.notes);
    this.canvas = new Canvas(this.chart, { hover: actions.hover, select: actions.select });
  }

  async show() {
    const asked = this.view.state;
    const made = await this.make();
    if (asked !== this.view.state) return; // a later choice is on its way
    if (typeof made === "string") this.say(made);
    else await this.present(made);
  }

  /**
   * @param {string} sentence instead of a chart
   */
  say(sentence) {
    this.drawing = null;
    this.chart.hidden = true;
    this.table.hidden = true;
    this.turn.hidden = true;
    this.tools.classList.add("chart-tools--idle");
    this.notes.replaceChildren(element("p", { class: "chart-message" }, sentence));
  }

  /** @param {Drawing} drawing */
  async present(drawing) {
    this.drawing = drawing;
    this.turn.hidden = false;
    this.tools.classList.remove("chart-tools--idle");
    const head = headOf(this.view);
    this.title.textContent = [head.title, head.subtitle, `${this.view.say("source")}: ${head.source}`, `${this.view.say("released")}: ${head.released}`].join(" · ");
    this.chart.hidden = this.asTable;
    this.table.hidden = !this.asTable;
    this.notes.replaceChildren(...drawing.notes.map((note) => element("p", {}, note)));
    if (this.asTable) this.table.replaceChildren(rowsTable(drawing));
    else await this.canvas.draw(drawing);
  }

  turnOver() {
    this.asTable = !this.asTable;
    this.turn.setAttribute("aria-pressed", String(this.asTable));
    if (this.drawing) this.present(this.drawing);
  }

  /** @returns {Promise<Drawing | string>} a string says why there is nothing to draw */
  async make() {
    const { view, kind } = this;
    const { say, config } = view;
    const manner = { number: config.number, say, isNarrow: byId("drawer").clientWidth < NARROW };
    if (kind === "series") {
      const course = courseOf(view);
      const drawing = courseDrawing(course, manner);
      return view.state.area ? drawing : { ...drawing, notes: [say("series_hint"), ...drawing.notes] };
    }
    if (config.kind === "class") return say(kind === "ranking" ? "ranking_of_classes" : "scatter_of_classes");
    if (kind === "scatter") return this.makeScatter(manner);
    const ranking = rankingOf(view);
    if (ranking.bars.length === 0) return say("nothing_to_draw");
    const city = view.city?.series.values[view.period][0] ?? null;
    return rankingDrawing(ranking, { ...manner, caption: headOf(view).subtitle, cityText: city === null ? "" : view.valueText(city) });
  }

  /**
   * @param {import("./drawing.js").Manner} manner
   * @returns {Promise<Drawing | string>}
   */
  async makeScatter(manner) {
    const { view } = this;
    const { say, config, state } = view;
    const others = config.others ?? [];
    const other = this.second();
    if (!other) return say("scatter_alone");
    this.offer(others, other.key, state.x && other.key !== state.x ? say("scatter_unknown", { key: state.x }) : "");
    const found = scatterOf(view, await loadPack(other.url));
    if (found.problem) return say(found.problem, { name: other.name, period: view.label(view.position) });
    if (found.pairs.length === 0) return say("nothing_to_draw");
    return scatterDrawing(withDate(found, view), manner);
  }

  /**
   * The choice of the second indicator.
   * @param {{ key: string, name: string }[]} others
   * @param {string} key
   * @param {string} remark
   */
  offer(others, key, remark) {
    const { say } = this.view;
    const select = this.choice.querySelector("select") ?? this.selectOf(others);
    select.value = key;
    this.choice.querySelector(".chart-remark")?.remove();
    if (remark) this.choice.append(element("span", { class: "chart-remark", role: "status" }, remark));
  }

  /** @param {{ key: string, name: string }[]} others */
  selectOf(others) {
    const { say } = this.view;
    const select = element("select", { class: "field", id: "across" }, ...others.map(({ key, name }) => element("option", { value: key }, name)));
    select.addEventListener("change", () => this.actions.across(select.value));
    this.choice.replaceChildren(element("label", { class: "label", for: "across" }, say("across")), select);
    return select;
  }

  /** The indicator on the other axis, as the page knows it. */
  second() {
    const { config, state } = this.view;
    return config.others?.find((one) => one.key === state.x) ?? config.others?.[0];
  }

  shown() {
    if (!this.drawing) return null;
    const head = headOf(this.view);
    const file = `${head.file}-${this.kind}`;
    const second = this.kind === "scatter" ? this.second() : undefined;
    if (!second) return { drawing: this.drawing, head: { ...head, file } };
    const source = [...new Set([head.source, second.source])].join("; ");
    return { drawing: this.drawing, head: { ...head, file: `${file}-${second.key}`, source, isInternal: head.isInternal || second.is_internal } };
  }
}

/**
 * The second indicator's date is said where it is not the same as the map's.
 * @param {Scatter} scatter
 * @param {View} view
 * @returns {Scatter}
 */
function withDate(scatter, view) {
  return scatter.xPeriod === view.state.period ? scatter : { ...scatter, xName: `${scatter.xName}, ${scatter.xPeriod}` };
}

/**
 * @param {View} view
 * @returns {Head}
 */
export function headOf(view) {
  const { config, state, say } = view;
  const name = view.pack.card.name?.[config.language] ?? view.pack.card.name?.de ?? "";
  const { origin } = config;
  return {
    title: config.number.unit ? `${name} (${config.number.unit})` : name,
    subtitle: `${say("level")}, ${config.region.name}, ${view.timeLabel}`,
    source: origin.source,
    released: origin.released,
    boundaries: origin.boundaries[view.section.boundarySet] ?? "",
    isInternal: origin.is_internal,
    file: [config.region.key, state.indicator, state.level, state.period, ...(state.since ? ["since", state.since] : [])].join("-").replaceAll("/", "-"),
  };
}
