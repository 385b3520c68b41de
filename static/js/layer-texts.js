/**
 * What the shown layers say in words: keys in the legend, sources for the printed sheet, and the
 * list of what lies in the chosen area.
 *
 * @import { Layer, LayerFile } from "./layers.js"
 * @import { Say } from "./texts.js"
 * @import { View } from "./view.js"
 */
import { element } from "./dom.js";
import { backdropOf } from "./ground-state.js";
import { symbolSwatch } from "./layer-symbols.js";
import { categoryOf, detailsOf, legendKeys, placesIn } from "./layers.js";

/**
 * @param {HTMLElement} holder
 * @param {Layer[]} shown
 * @param {Map<string, LayerFile>} files
 * @param {Say} say
 */
export function showKeys(holder, shown, files, say) {
  holder.replaceChildren(
    ...shown.map((layer) =>
      element(
        "section",
        { class: "legend__layer" },
        element("h3", { class: "legend__layer-name" }, layer.name, layer.is_internal && element("span", { class: "tag" }, say("internal"))),
        element(
          "ul",
          { class: "legend__layer-keys" },
          ...legendKeys(layer, files.get(layer.key)).map((key) => element("li", { class: "legend__row" }, symbolSwatch(key, layer.kind), key.label)),
        ),
      ),
    ),
  );
}

/**
 * @param {HTMLElement} holder
 * @param {View} view
 */
export function showOrigins(holder, { state, config }) {
  const layers = config.layers.filter(({ key }) => state.layers.includes(key)).map((layer) => `${layer.name}: ${layer.origin}`);
  const words = [state.base, ...state.overlays].filter(Boolean);
  const backdrops = words.flatMap((word) => {
    const found = config.backdrops.find(({ key }) => key === backdropOf(word, config.backdrops)?.key);
    return found ? [`${found.name}: ${found.attribution}`] : [];
  });
  holder.textContent = [...layers, ...backdrops].join("; ");
  if (holder.parentElement) holder.parentElement.hidden = holder.textContent === "";
}

/**
 * @param {HTMLElement} holder
 * @param {Layer[]} shown
 * @param {Map<string, LayerFile>} files
 * @param {View} view
 */
export function showPlaces(holder, shown, files, view) {
  holder.hidden = shown.length === 0;
  const { state, say } = view;
  const code = view.areaHere === -1 ? null : state.area;
  const head = code ? say("places_in", { name: view.nameOf(code) }) : say("places");
  holder.replaceChildren(
    element("h2", { class: "part-title", id: "places-title" }, head),
    ...shown.flatMap((layer) => (code ? within(layer, files.get(layer.key), code, view) : [linkTo(layer, say)])),
  );
}

/**
 * @param {Layer} layer
 * @param {Say} say
 */
function linkTo(layer, say) {
  return element("p", { class: "places__all" }, element("a", { href: layer.page_url }, say("all_of_layer", { name: layer.name, count: layer.count })));
}

/**
 * @param {Layer} layer
 * @param {LayerFile | undefined} file
 * @param {string} code
 * @param {View} view
 */
function within(layer, file, code, view) {
  if (!file) return [];
  const found = placesIn(file, view.section.boundarySet, code, view.config.language);
  return [
    element("h3", { class: "places__layer" }, `${layer.name} (${found.length})`),
    element(
      "ul",
      { class: "places__list" },
      ...found.map((told) => {
        const more = [categoryOf(layer, told), ...detailsOf(layer, told)].filter(Boolean).join(", ");
        return element("li", {}, told.name || view.say("nameless"), more && element("span", { class: "places__more" }, more));
      }),
    ),
    ...(found.length === 0 ? [element("p", { class: "hint" }, view.say("no_places"))] : []),
    linkTo(layer, view.say),
  ];
}
