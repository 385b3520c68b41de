/**
 * The map page: reads the state from the address, keeps map, legend, panel and table at it.
 */
import { readConfig, readTexts } from "./config.js";
import { byId } from "./dom.js";
import { loadPack, loadShapes } from "./load.js";
import { Page } from "./page.js";
import { speaker } from "./texts.js";
import { searchTopics } from "./topics.js";

const config = readConfig();
const say = speaker(readTexts(config));
document.documentElement.classList.add("is-live");
searchTopics();

const latest = Object.values(config.shapes).at(-1);
if (latest) loadShapes(latest.url).catch(() => undefined); // most readers need it; asked again where it failed

try {
  const page = new Page(config, await loadPack(config.pack.url), say);
  await page.start();
} catch (error) {
  console.error(error);
  byId("announcer").textContent = say("load_failed");
  const message = document.createElement("p");
  message.className = "map-failure";
  message.textContent = say("load_failed");
  byId("map").after(message);
}
