/**
 * The page that compares areas: the live chart instead of the picture, files of it, and a search
 * for areas instead of four selects. Everything else is the server's.
 *
 * @import { Course } from "./charts/course.js"
 * @import { Head } from "./charts/drawing.js"
 * @import { NumberFormat } from "./numbers.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} CompareConfig atlas/presenters_compare.py
 * @property {string} language
 * @property {Course} course
 * @property {Head} head
 * @property {NumberFormat} number
 * @property {Record<string, string>} areas names by code
 * @property {string[]} chosen codes
 * @property {number} most
 * @property {string} url of this page without areas
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

offerSearch(config, say);
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

/**
 * @param {CompareConfig} config
 * @param {Say} say
 */
function offerSearch({ areas, chosen, most, language }, say) {
  byId("area-slots").hidden = true;
  const holder = byId("area-search");
  holder.hidden = false;
  if (chosen.length >= most) {
    holder.replaceChildren(element("p", { class: "compare-hint" }, say("compare_enough")));
    return;
  }
  const collator = new Intl.Collator(language);
  const names = Object.entries(areas).filter(([code]) => !chosen.includes(code)).sort((a, b) => collator.compare(a[1], b[1]));
  const remark = element("span", { class: "compare-remark", role: "status" });
  const field = element("input", { type: "search", class: "field", id: "add-area", list: "area-names", placeholder: say("type_name"), autocomplete: "off" });
  field.addEventListener("change", () => add(field.value.trim(), names, remark));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form would be sent without the area
    add(field.value.trim(), names, remark);
  });
  holder.replaceChildren(
    element("label", { class: "label", for: "add-area" }, say("add_area")),
    field,
    element("datalist", { id: "area-names" }, ...names.map(([code, name]) => element("option", { value: name }, code))),
    remark,
  );
}

/**
 * @param {string} asked a name, or a code
 * @param {[string, string][]} names
 * @param {HTMLElement} remark
 */
function add(asked, names, remark) {
  if (!asked) return;
  const found = names.find(([code, name]) => name.toLowerCase() === asked.toLowerCase() || code === asked);
  if (!found) {
    remark.textContent = say("no_such_area", { name: asked });
    return;
  }
  const areas = [...config.chosen, found[0]].map(encodeURIComponent).join(",");
  location.assign(`${config.url}${config.url.includes("?") ? "&" : "?"}areas=${areas}`);
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
