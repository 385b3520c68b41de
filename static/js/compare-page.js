/**
 * The page that compares areas: the live chart instead of the picture, files of it, and a search
 * for areas instead of four selects. Everything else is the server's.
 *
 * @import { Course } from "./charts/course.js"
 * @import { Head } from "./charts/drawing.js"
 * @import { NumberFormat } from "./numbers.js"
 *
 * @typedef {object} CompareConfig atlas/presenters_compare.py
 * @property {string} language
 * @property {Course} course
 * @property {Head} head
 * @property {NumberFormat} number
 */
import { Canvas, chartLibrary } from "./charts/canvas.js";
import { courseDrawing } from "./charts/course.js";
import { fileButtons } from "./charts/files.js";
import { templateTexts } from "./config.js";
import { byId, element, maybe } from "./dom.js";
import { speaker } from "./texts.js";

const NARROW = 560;

/** @type {CompareConfig} */
const config = JSON.parse(byId("compare-config").textContent ?? "");
const say = speaker(templateTexts("chart-texts"));

offerSearch();
byId("compare-form").addEventListener("submit", leaveOutEmpty);
const holder = maybe("compare-chart");
if (holder && config.course.lines.length > 0) showChart(holder).catch((error) => console.error(error));

/** @param {HTMLElement} chart */
async function showChart(chart) {
  const drawn = () => courseDrawing(config.course, { number: config.number, say, isNarrow: chart.clientWidth < NARROW });
  const picture = [...chart.childNodes];
  await chartLibrary();
  chart.replaceChildren();
  chart.removeAttribute("tabindex");
  const canvas = new Canvas(chart, { hover: () => undefined, select: () => undefined });
  try {
    await canvas.draw(drawn());
  } catch (error) {
    chart.replaceChildren(...picture); // the server's picture says the same
    throw error;
  }
  const files = fileButtons(() => ({ drawing: drawn(), head: config.head }), say, config.language, () => undefined);
  chart.after(element("p", { class: "chart-tools__files" }, say("download"), ...files));
}

/** A name picked from the list is sent at once, together with all the form says; a typed one on Enter. */
function offerSearch() {
  byId("area-slots").hidden = true; // its selects still tell the form which areas are compared
  const form = /** @type {HTMLFormElement} */ (byId("compare-form"));
  maybe("add-area")?.addEventListener("input", (event) => {
    const isTyped = event instanceof InputEvent && event.inputType !== "insertReplacementText";
    if (!isTyped) form.requestSubmit();
  });
}

/**
 * The address holds what was chosen and no empty fields.
 * @param {SubmitEvent} event
 */
function leaveOutEmpty(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const given = new FormData(form);
  const areas = given.getAll("areas").filter(Boolean).map((code) => encodeURIComponent(String(code)));
  const others = [...given].filter(([name, value]) => name !== "areas" && value).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  location.assign(`${location.pathname}?${[...others, ...(areas.length > 0 ? [`areas=${areas.join(",")}`] : [])].join("&")}`);
}
