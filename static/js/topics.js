/**
 * The topic tree's search: keeps the indicators that have all the words, opens their topics.
 */
import { byId } from "./dom.js";

export function searchTopics() {
  const input = /** @type {HTMLInputElement} */ (byId("topic-filter"));
  const topics = /** @type {HTMLDetailsElement[]} */ ([...byId("topics").querySelectorAll("details")]);
  const opened = new Set(topics.filter((topic) => topic.open));
  input.closest("div")?.removeAttribute("hidden");
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  input.addEventListener("input", () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const topic of topics) {
      const kept = [...topic.querySelectorAll("a")].filter((link) => {
        const keeps = words.every((word) => folded(link.dataset.search ?? "").includes(word));
        if (link.parentElement) link.parentElement.hidden = !keeps;
        return keeps;
      });
      found += kept.length;
      topic.hidden = kept.length === 0;
      topic.open = words.length > 0 ? kept.length > 0 : opened.has(topic);
    }
    byId("topics-none").hidden = found > 0;
  });
}

/**
 * Small letters without accents, "ß" as "ss": what people type in a hurry.
 * @param {string} text
 */
export function folded(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{Diacritic}/gu, "");
}
