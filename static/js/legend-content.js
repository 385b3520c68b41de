/**
 * What the legend counts and marks on the shown date.
 *
 * @import { Counts } from "./legend.js"
 * @import { View } from "./view.js"
 */
import { classCounts, classIndex } from "./classes.js";
import { gapCounts } from "./looks.js";

/**
 * @param {View} view
 * @returns {Counts}
 */
export function countsOf(view) {
  const { section, place, breaks, values, areaHere, city } = view;
  const cityValue = city?.series.values[view.period][0] ?? null;
  const own = areaHere === -1 ? null : values[areaHere];
  return {
    classes: classCounts(values, breaks),
    gaps: gapCounts(section, place.row),
    city: cityValue === null ? null : { name: view.config.region.name, text: view.valueText(cityValue), ...standing(view, cityValue) },
    area: own === null ? null : { name: view.nameOf(section.areas[areaHere]), ...standing(view, own) },
  };
}

/**
 * Where a value belongs in the legend.
 * @param {View} view
 * @param {number} value
 */
function standing(view, value) {
  return { legendClass: view.hasCircles ? null : classIndex(value, view.breaks), share: view.share(value) };
}

/**
 * @param {View} view
 * @returns {string} what is announced of a highlighted class or gap
 */
export function highlightWords({ highlight, classification, values, breaks, section, place, say, config }) {
  if (!highlight) return say("highlight_ended");
  if ("gap" in highlight) {
    const count = gapCounts(section, place.row).get(highlight.gap) ?? 0;
    return say("highlighted", { label: config.statuses[highlight.gap]?.label ?? "", count });
  }
  const count = classCounts(values, breaks)[highlight.legendClass];
  return say("highlighted", { label: classification.labels[highlight.legendClass], count });
}
