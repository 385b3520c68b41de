/**
 * The distribution of all values with the breaks as lines, and the breaks as numbers to edit.
 *
 * @import { NumberFormat } from "./numbers.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Editor
 * @property {HTMLElement} histogram
 * @property {HTMLElement} list
 * @property {NumberFormat} format
 * @property {Say} say
 * @property {(value: number) => string | null} color
 * @property {(breaks: number[], isDragging: boolean) => void} onBreaks printed, ascending
 */
import { bins } from "./bins.js";
import { drawn, element } from "./dom.js";
import { numberText, parsePrinted } from "./numbers.js";

const WIDTH = 300;
const HEIGHT = 92;
const FLOOR = 74;
const BARS = 30;
const MOST_BREAKS = 8;

/**
 * @param {Editor} editor
 * @param {(number | null)[]} values of all dates
 * @param {number[]} breaks printed
 */
export function showHistogram(editor, values, breaks) {
  const found = bins(values, BARS);
  if (!found) return;
  const span = found.width * found.counts.length;
  const x = (/** @type {number} */ value) => ((value - found.low) / span) * WIDTH;
  const tallest = Math.max(...found.counts);
  const bars = found.counts.map((count, at) => {
    const low = found.low + at * found.width;
    const height = (count / tallest) * (FLOOR - 14);
    return drawn("rect", {
      x: x(low) + 0.5,
      y: FLOOR - height,
      width: Math.max(1, x(low + found.width) - x(low) - 1),
      height,
      fill: editor.color(low + found.width / 2) ?? "#999",
      class: "histogram__bar",
    });
  });
  const picture = drawn(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": editor.say("histogram") },
    ...bars,
    drawn("line", { class: "histogram__floor", x1: 0, x2: WIDTH, y1: FLOOR, y2: FLOOR }),
    drawn("text", { class: "chart__tick", x: 0, y: HEIGHT - 4 }, numberText(found.low, editor.format)),
    drawn("text", { class: "chart__tick", x: WIDTH, y: HEIGHT - 4, "text-anchor": "end" }, numberText(found.high, editor.format)),
  );
  breaks.forEach((value, at) => {
    if (value > found.low && value <= found.low + span) picture.append(handle(picture, at, x(value)));
  });
  /** @param {number} at @param {number} place @param {number[]} from */
  const moved = (at, place, from) => {
    const value = Math.round(found.low + (place / WIDTH) * span);
    const least = (from[at - 1] ?? found.low) + 1;
    const most = (from[at + 1] ?? found.high + 1) - 1;
    return from.map((old, other) => (other === at ? Math.min(most, Math.max(least, value)) : old));
  };
  drag(picture, breaks, moved, editor);
  editor.histogram.replaceChildren(picture);
  editor.histogram.hidden = false;
  showBreaks(editor, breaks);
}

/**
 * @param {SVGElement} _picture
 * @param {number} at
 * @param {number} x
 */
function handle(_picture, at, x) {
  return drawn(
    "g",
    { class: "histogram__break", "data-break": at, transform: `translate(${x} 0)` },
    drawn("line", { y1: 2, y2: FLOOR + 6 }),
    drawn("rect", { x: -8, y: 0, width: 16, height: HEIGHT, class: "histogram__grip" }),
    drawn("path", { d: "M0 6 -5 0H5Z" }),
  );
}

/**
 * @param {SVGElement} picture
 * @param {number[]} breaks
 * @param {(at: number, place: number, from: number[]) => number[]} moved
 * @param {Editor} editor
 */
function drag(picture, breaks, moved, editor) {
  /** @type {number | null} */
  let held = null;
  let now = breaks;
  const place = (/** @type {PointerEvent} */ event) => {
    const box = picture.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * WIDTH;
  };
  picture.addEventListener("pointerdown", (event) => {
    const group = /** @type {Element} */ (event.target).closest("[data-break]");
    if (!group) return;
    held = Number(group.getAttribute("data-break"));
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  picture.addEventListener("pointermove", (event) => {
    if (held === null) return;
    now = moved(held, place(event), now);
    const group = picture.querySelector(`[data-break="${held}"]`);
    const box = picture.getBoundingClientRect();
    const x = Math.min(WIDTH, Math.max(0, ((event.clientX - box.left) / box.width) * WIDTH));
    group?.setAttribute("transform", `translate(${x} 0)`);
    editor.onBreaks(now, true);
  });
  picture.addEventListener("pointerup", () => {
    if (held === null) return;
    held = null;
    editor.onBreaks(now, false);
  });
}

/**
 * @param {Editor} editor
 * @param {number[]} breaks
 */
function showBreaks(editor, breaks) {
  const { format, say } = editor;
  const fields = breaks.map((value, at) => {
    const label = say("break_n", { n: at + 1 });
    const field = element("input", { class: "field breaks__field", type: "text", inputmode: "decimal", value: numberText(value, format), "aria-label": label, "data-keep-break": at });
    field.addEventListener("change", () => {
      const typed = parsePrinted(field.value, format);
      const next = typed === null ? breaks : replaced(breaks, at, typed);
      field.toggleAttribute("aria-invalid", typed === null);
      if (typed !== null) editor.onBreaks(next, false);
    });
    field.addEventListener("keydown", (event) => step(event, breaks, at, editor));
    const remove = element("button", { type: "button", class: "icon-button", "aria-label": `${say("remove_break")} (${label})`, title: say("remove_break"), onclick: () => editor.onBreaks(breaks.filter((_, other) => other !== at), false) }, "×");
    return element("span", { class: "breaks__one" }, field, breaks.length > 1 && remove);
  });
  const add = element("button", { type: "button", class: "text-button", onclick: () => editor.onBreaks(withOneMore(breaks), false) }, say("add_break"));
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.keepBreak;
  editor.list.replaceChildren(...fields, ...(breaks.length < MOST_BREAKS ? [add] : []));
  if (focused !== undefined) {
    /** @type {HTMLElement | null} */ (editor.list.querySelector(`[data-keep-break="${focused}"]`))?.focus();
  }
}

/**
 * Arrow keys move a break by one unit of its last decimal, Enter applies what was typed.
 * @param {KeyboardEvent} event
 * @param {number[]} breaks
 * @param {number} at
 * @param {Editor} editor
 */
function step(event, breaks, at, editor) {
  if (event.key === "Enter") {
    event.preventDefault();
    /** @type {HTMLInputElement} */ (event.target).dispatchEvent(new Event("change"));
  }
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  editor.onBreaks(replaced(breaks, at, breaks[at] + by * (event.shiftKey ? 10 : 1)), false);
}

/**
 * @param {number[]} breaks
 * @param {number} at
 * @param {number} value
 */
function replaced(breaks, at, value) {
  const next = breaks.map((old, other) => (other === at ? value : old));
  return [...new Set(next)].sort((a, b) => a - b);
}

/** @param {number[]} breaks */
function withOneMore(breaks) {
  const last = breaks[breaks.length - 1];
  const step = breaks.length > 1 ? last - breaks[breaks.length - 2] : Math.max(1, Math.abs(last));
  return [...breaks, last + Math.max(1, step)];
}
