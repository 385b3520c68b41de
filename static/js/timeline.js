/**
 * The dates as a slider, in step with the select. It never plays by itself.
 *
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Timeline
 * @property {(position: number) => void} set
 */
import { element } from "./dom.js";
import { ticksOf } from "./ticks.js";

const GAP = 10; // pixels between two labels
const EDGE = 18; // the room beside the track
const LETTERS = "600 13px"; // the widest a label gets

/**
 * @param {HTMLElement} holder
 * @param {string[]} labels by position, "31.12.2020"
 * @param {string[]} short for the ticks, "2020"
 * @param {{ position: number, label: string }[]} reforms
 * @param {Say} say
 * @param {(position: number, isDragging: boolean) => void} onChange
 * @returns {Timeline}
 */
export function timeline(holder, labels, short, reforms, say, onChange) {
  const last = labels.length - 1;
  const range = element("input", { type: "range", class: "timeline__range", id: "period-slider", min: 0, max: last, step: 1, "aria-label": say("date") });
  const step = (/** @type {number} */ by) => {
    const next = Math.min(last, Math.max(0, Number(range.value) + by));
    if (next !== Number(range.value)) onChange(next, false);
  };
  const earlier = stepButton("earlier", say, () => step(-1));
  const later = stepButton("later", say, () => step(1));
  range.addEventListener("input", () => onChange(Number(range.value), true));
  range.addEventListener("change", () => onChange(Number(range.value), false));
  const ticks = short.map((_, position) => {
    const tick = element("span", { class: "timeline__tick" });
    tick.style.left = `${last ? (position / last) * 100 : 50}%`;
    return tick;
  });
  const marks = reforms.map(({ position, label }) => {
    const made = element("span", { class: "timeline__reform", title: label });
    made.style.left = `${((position - 0.5) / last) * 100}%`;
    return made;
  });
  const scale = element("div", { class: "timeline__scale", "aria-hidden": "true" }, ...marks, ...ticks);
  holder.replaceChildren(earlier, element("div", { class: "timeline__track" }, range, scale), later);
  const arrange = () => label(ticks, short, scale);
  new ResizeObserver(arrange).observe(scale);
  document.fonts.ready.then(arrange);
  return {
    set(position) {
      range.value = String(position);
      range.setAttribute("aria-valuetext", labels[position]);
      earlier.setAttribute("aria-disabled", String(position === 0));
      later.setAttribute("aria-disabled", String(position === last));
      ticks.forEach((tick, at) => tick.classList.toggle("timeline__tick--now", at === position));
    },
  };
}

/**
 * Write as many labels as fit beside each other.
 * @param {HTMLElement[]} ticks
 * @param {string[]} texts
 * @param {HTMLElement} scale
 */
function label(ticks, texts, scale) {
  const brush = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  brush.font = `${LETTERS} ${getComputedStyle(scale).fontFamily}`;
  const widths = texts.map((text) => brush.measureText(text).width);
  for (const [at, { isShown, shift }] of ticksOf(widths, scale.clientWidth, GAP, EDGE).entries()) {
    ticks[at].textContent = isShown ? texts[at] : "";
    ticks[at].classList.toggle("timeline__tick--minor", !isShown);
    ticks[at].style.setProperty("--shift", isShown ? `${shift}px` : "0px");
  }
}

/**
 * @param {"earlier" | "later"} which
 * @param {Say} say
 * @param {() => void} onClick
 */
function stepButton(which, say, onClick) {
  return element("button", { type: "button", class: `step step--${which}`, "aria-label": say(which), title: say(which), onclick: onClick });
}
