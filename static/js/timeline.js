/**
 * The dates as a slider, in step with the select. It never plays by itself.
 *
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Timeline
 * @property {(position: number) => void} set
 */
import { element } from "./dom.js";

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
  const room = Math.max(2, Math.floor((holder.clientWidth - 110) / 40));
  const every = Math.ceil(labels.length / room);
  const ticks = short.map((text, position) => {
    const shown = (last - position) % every === 0;
    const tick = element("span", { class: shown ? "timeline__tick" : "timeline__tick timeline__tick--minor" }, shown && text);
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
 * @param {"earlier" | "later"} which
 * @param {Say} say
 * @param {() => void} onClick
 */
function stepButton(which, say, onClick) {
  return element("button", { type: "button", class: `step step--${which}`, "aria-label": say(which), title: say(which), onclick: onClick });
}
