/**
 * How sure the figures of the shown date are: fetched when the reader stays on a date.
 *
 * @import { View } from "./view.js"
 *
 * @typedef {object} Range
 * @property {string} range with unit
 * @property {string} remark what few cases mean for it, or ""
 * @property {string} against how the figure stands to the city, or ""
 *
 * @typedef {object} Ranges
 * @property {string} heading
 * @property {Record<string, Range>} areas by code; those without a range are left out
 */
import { loadRanges } from "./load.js";
import { writeState } from "./state.js";

const PATIENCE = 150; // milliseconds on a date before its ranges are asked for

export class RangeFetcher {
  /**
   * @param {View} view gets them as `ranges`
   * @param {() => void} renew called when they have come
   */
  constructor(view, renew) {
    this.view = view;
    this.renew = renew;
    /** @type {string | null} */
    this.shown = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  show() {
    const url = rangesUrl(this.view);
    if (url === this.shown) return;
    this.shown = url;
    this.view.ranges = null;
    clearTimeout(this.timer);
    if (url) this.timer = setTimeout(() => this.fetch(url), PATIENCE);
  }

  /** @param {string} url */
  async fetch(url) {
    const found = await loadRanges(url).catch(() => null); // the map stands without them
    if (url !== this.shown) return;
    this.view.ranges = found;
    if (found) this.renew();
    else this.shown = null;
  }
}

/**
 * @param {Pick<View, "config" | "state">} view
 * @returns {string | null} null where the figures have no ranges
 */
export function rangesUrl({ config, state }) {
  if (!config.ranges_url) return null;
  const { indicator, level, period, since, change } = state;
  return config.ranges_url + writeState({ ...config.defaults, indicator, level, period, since, change }, config.defaults);
}
