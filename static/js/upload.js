/** Files may be dropped, are looked at before they are sent, and one sees how far they are. */
import { templateTexts } from "./config.js";
import { byId, element, maybe } from "./dom.js";
import { speaker } from "./texts.js";
import { filesOf } from "./upload-folders.js";
import { isQuarter, percentOf, problemsOf, sizeText } from "./upload-rules.js";
import { send } from "./upload-sending.js";

const SHOWN = 8;
const DECIMAL = document.documentElement.lang === "en" ? "." : ",";
const BEGUN_PAGE = 400; // an answer from here on is no page to go to

/** @type {AbortController | null} what is being sent just now */
let sending = null;

start();

/** @param {File[]} [kept] what had been chosen before the server showed the form again */
function start(kept = []) {
  const drop = maybe("drop");
  const form = drop?.closest("form");
  if (!drop || !form) return;
  const say = speaker(templateTexts("upload-texts"));
  const inputs = /** @type {HTMLInputElement[]} */ ([...drop.querySelectorAll("input[type=file]")]);
  const chosen = () => inputs.flatMap((input) => [...(input.files ?? [])]);
  const limits = limitsOf(drop);
  const show = () => {
    showFiles(chosen(), say);
    showProblems(chosen().length ? problemsOf(chosen(), limits, DECIMAL).map(({ code, parts }) => say(code, parts)) : []);
  };
  const take = (/** @type {File[]} */ files) => {
    for (const input of inputs) input.value = "";
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    inputs[0].files = transfer.files;
    show();
  };
  for (const input of inputs) input.addEventListener("change", show);
  byId("drop-call").hidden = false;
  drop.classList.add("drop--ready");
  letDrop(drop, limits.files > 1, take);
  if (kept.length) take(kept);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const problems = problemsOf(chosen(), limits, DECIMAL).map(({ code, parts }) => say(code, parts));
    showProblems(problems);
    if (problems.length) inputs[0].focus();
    else if (!sending) sendForm(form, chosen(), say);
  });
}

/** @param {HTMLElement} drop */
function limitsOf(drop) {
  const { accept = "", bytes, together, files } = drop.dataset;
  const endings = accept.split(",").filter(Boolean);
  return { accept: endings, bytes: Number(bytes), together: Number(together), files: Number(files) };
}

/**
 * A file that misses the place must not take the page away.
 * @param {HTMLElement} drop
 * @param {boolean} isMultiple
 * @param {(files: File[]) => void} take
 */
function letDrop(drop, isMultiple, take) {
  const mark = (/** @type {boolean} */ isOver) => drop.classList.toggle("drop--over", isOver);
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => mark(true));
  drop.addEventListener("dragleave", () => mark(false));
  drop.addEventListener("drop", (event) => {
    mark(false);
    if (!event.dataTransfer || sending) return;
    filesOf(event.dataTransfer).then((files) => take(isMultiple ? files : files.slice(0, 2)));
  });
}

/**
 * @param {File[]} files
 * @param {import("./texts.js").Say} say
 */
function showFiles(files, say) {
  const list = byId("drop-list");
  const rest = files.length - SHOWN;
  list.hidden = !files.length;
  list.replaceChildren(
    ...files.slice(0, SHOWN).map((file) => element("li", {}, `${file.name} (${sizeText(file.size, DECIMAL)})`)),
    ...(rest > 0 ? [element("li", {}, say("more", { count: rest }))] : []),
  );
}

/** @param {string[]} sentences */
function showProblems(sentences) {
  byId("drop-problems").replaceChildren(...sentences.map((sentence) => element("p", { class: "error" }, sentence)));
}

/**
 * @param {HTMLFormElement} form
 * @param {File[]} files
 * @param {import("./texts.js").Say} say
 */
async function sendForm(form, files, say) {
  sending = new AbortController();
  byId("sending-cancel").onclick = () => sending?.abort();
  let percent = 0;
  standStill(form, true);
  const { how, percent: reached, request } = await send(
    form,
    (sent, all) => {
      const now = percentOf(sent, all);
      tell(now, now === 100 ? say("arrived") : say("sending", { percent: percentText(now), sent: sizeText(sent, DECIMAL), size: sizeText(all, DECIMAL) }), isQuarter(percent, now));
      percent = now;
    },
    sending.signal,
  );
  if (how === "answered" && request.status < BEGUN_PAGE) {
    location.assign(request.responseURL);
    return;
  }
  sending = null;
  standStill(form, false);
  if (how === "answered") showAnswer(request, files, say);
  else if (how === "stopped") showProblems([say("stopped")]);
  else showProblems([reached < 100 ? say("lost", { percent: percentText(reached) }) : say("unanswered")]);
}

/** @param {number} percent */
function percentText(percent) {
  return DECIMAL === "," ? `${percent}\u202f%` : `${percent}%`;
}

/**
 * While files are sent the form stands still.
 * @param {HTMLFormElement} form
 * @param {boolean} isSending
 */
function standStill(form, isSending) {
  byId("sending").hidden = !isSending;
  form.classList.toggle("is-sending", isSending);
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  button.disabled = isSending;
  if (isSending) byId("sending-cancel").focus();
  else button.focus();
}

/**
 * @param {number} percent
 * @param {string} text
 * @param {boolean} isReadOut
 */
function tell(percent, text, isReadOut) {
  /** @type {HTMLProgressElement} */ (byId("sending-bar")).value = percent;
  byId("sending-text").textContent = text;
  if (isReadOut) byId("sending-said").textContent = text;
}

/**
 * The form again with its problems, or the sentence of an error page; the files stay chosen.
 * @param {XMLHttpRequest} request
 * @param {File[]} files
 * @param {import("./texts.js").Say} say
 */
function showAnswer(request, files, say) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const fresh = page.querySelector("main");
  if (fresh?.querySelector("#drop")) {
    byId("main").replaceWith(fresh);
    start(files);
    maybe("main")?.querySelector("[role=alert]")?.scrollIntoView();
    return;
  }
  const sentence = fresh?.querySelector("p")?.textContent?.trim();
  showProblems([sentence || say("refused")]);
}

// Who leaves while files are sent loses them.
addEventListener("beforeunload", (event) => {
  if (sending && !byId("sending").hidden && /** @type {HTMLProgressElement} */ (byId("sending-bar")).value < 100) event.preventDefault();
});
