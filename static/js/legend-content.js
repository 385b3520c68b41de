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
  const { section, place, breaks, areaHere, city, shownAreas } = view;
  const values = view.values.filter((_, area) => shownAreas[area]);
  const cityValue = city?.series.values[view.period][0] ?? null;
  const own = areaHere === -1 ? null : view.values[areaHere];
  const classes = classCounts(values, breaks);
  return {
    classes,
    sides: sidesOf(classes, view.classification.threshold?.first_above ?? 0),
    signs: signsOf(values),
    hidden: shownAreas.length - values.length,
    gaps: gapCounts(section, place.row, shownAreas),
    city: cityValue === null ? null : { name: view.config.region.name, text: `${view.valueText(cityValue)}${view.incompleteMark(city?.series.flags[view.period].get(0) ?? 0)}`, ...standing(view, cityValue) },
    area: own === null ? null : { name: view.nameOf(section.areas[areaHere]), ...standing(view, own) },
  };
}

/**
 * @param {number[]} classes areas per class
 * @param {number} firstAbove
 */
function sidesOf(classes, firstAbove) {
  const sum = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0);
  return { below: sum(classes.slice(0, firstAbove)), above: sum(classes.slice(firstAbove)) };
}

/** @param {(number | null)[]} values */
function signsOf(values) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  return {
    increase: known.filter((value) => value > 0).length,
    decrease: known.filter((value) => value < 0).length,
    unchanged: known.filter((value) => value === 0).length,
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
export function highlightWords({ highlight, classification, values, breaks, section, place, say, config, shownAreas }) {
  if (!highlight) return say("highlight_ended");
  if ("gap" in highlight) {
    const count = gapCounts(section, place.row, shownAreas).get(highlight.gap) ?? 0;
    return say("highlighted", { label: config.statuses[highlight.gap]?.label ?? "", count });
  }
  const count = classCounts(values.filter((_, area) => shownAreas[area]), breaks)[highlight.legendClass];
  return say("highlighted", { label: classification.labels[highlight.legendClass], count });
}
