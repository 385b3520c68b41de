/**
 * A chart on the screen: ECharts as SVG, drawn anew for every state. The library comes when the
 * first chart is opened, not before.
 *
 * @import { EChartsOption } from "echarts"
 * @import { Drawing } from "./drawing.js"
 *
 * @typedef {object} Handlers
 * @property {(area: number | null) => void} hover
 * @property {(area: number, adding: boolean) => void} select
 */

/** @type {Promise<typeof import("echarts")> | undefined} */
let library;

/** @returns {Promise<typeof import("echarts")>} */
export function chartLibrary() {
  library ??= import("echarts");
  library.catch(() => (library = undefined));
  return library;
}

export class Canvas {
  /**
   * @param {HTMLElement} holder
   * @param {Handlers} handlers
   */
  constructor(holder, handlers) {
    this.holder = holder;
    this.handlers = handlers;
    /** @type {import("echarts").ECharts | null} */
    this.chart = null;
    /** @type {Drawing | null} */
    this.drawing = null;
    /** @type {number | null} */
    this.lit = null;
    this.drawn = "";
    new ResizeObserver(() => this.fit()).observe(holder);
  }

  /** @param {Drawing} drawing */
  async draw(drawing) {
    const { init } = await chartLibrary();
    this.holder.style.height = drawing.height ? `${drawing.height}px` : "";
    this.chart ??= this.started(init);
    this.fit();
    const before = this.window();
    const option = /** @type {any} */ (drawing.option);
    const names = JSON.stringify(option.yAxis?.[0]?.data ?? "");
    if (before && names === this.drawn) option.dataZoom = option.dataZoom?.map((/** @type {any} */ zoom) => ({ ...zoom, ...before }));
    this.drawn = names;
    this.drawing = drawing;
    this.lit = null;
    this.chart.setOption(drawing.option, { notMerge: true });
    this.frame();
    this.holder.setAttribute("role", "img");
    this.holder.setAttribute("aria-label", drawing.label);
    this.holder.dataset.drawn = "";
  }

  /**
   * @param {typeof import("echarts").init} init
   * @returns {import("echarts").ECharts}
   */
  started(init) {
    const chart = init(this.holder, null, { renderer: "svg" });
    chart.on("mouseover", (found) => this.handlers.hover(this.areaOf(found)));
    chart.on("mouseout", () => this.handlers.hover(null));
    chart.on("click", (found) => {
      const area = this.areaOf(found);
      const event = /** @type {MouseEvent | undefined} */ (found.event?.event);
      if (area !== null) this.handlers.select(area, event?.shiftKey ?? false);
    });
    return chart;
  }

  /**
   * @param {any} found what ECharts says of an event
   * @returns {number | null}
   */
  areaOf(found) {
    if (typeof found.data?.area === "number") return found.data.area;
    for (const [area, spots] of this.drawing?.spots ?? []) {
      if (spots.some((spot) => spot.seriesIndex === found.seriesIndex && spot.dataIndex === undefined)) return area;
    }
    return null;
  }

  /** The rows on show, where the chart is looked at through a window. */
  window() {
    const zoom = /** @type {any[] | undefined} */ (this.chart?.getOption()?.dataZoom)?.[0];
    return zoom ? { startValue: zoom.startValue, endValue: zoom.endValue } : null;
  }

  /** @param {number | null} area to stand out */
  light(area) {
    if (!this.chart || area === this.lit) return;
    for (const [type, one] of /** @type {[string, number | null][]} */ ([["downplay", this.lit], ["highlight", area]])) {
      for (const spot of (one === null ? undefined : this.drawing?.spots.get(one)) ?? []) this.chart.dispatchAction({ type, ...spot });
    }
    this.lit = area;
  }

  fit() {
    if (!this.chart || this.holder.clientWidth === 0) return;
    if (this.chart.getWidth() === this.holder.clientWidth && this.chart.getHeight() === this.holder.clientHeight) return;
    this.chart.resize();
    this.frame();
  }

  /** With a frame of its own the picture follows the paper's width in print. */
  frame() {
    const svg = this.holder.querySelector("svg");
    if (svg && this.chart) svg.setAttribute("viewBox", `0 0 ${this.chart.getWidth()} ${this.chart.getHeight()}`);
  }
}

/**
 * @param {EChartsOption} option
 * @param {number} width
 * @param {number} height
 * @returns {Promise<string>} SVG
 */
export async function svgText(option, width, height) {
  const { init } = await chartLibrary();
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(option);
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}
