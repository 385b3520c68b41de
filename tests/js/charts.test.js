import assert from "node:assert/strict";
import { test } from "node:test";

import { csvCell, csvText } from "../../static/js/charts/csv.js";
import { bandRuns, everyFew, spread } from "../../static/js/charts/course-option.js";
import { courseDrawing, courseOf } from "../../static/js/charts/course.js";
import { pictureOf, wrap } from "../../static/js/charts/picture.js";
import { MOST_ROWS, onPaper, rankingDrawing, rankingOf } from "../../static/js/charts/ranking.js";
import { sameDate, scatterDrawing, scatterOf } from "../../static/js/charts/scatter.js";
import { cityOf, placeOf, shownPeriods } from "../../static/js/pack.js";
import { reforms } from "../../static/js/series.js";
import { pack, say } from "./fixture.js";

const number = { decimals: 1, decimal: ",", thousands: ".", unit: "%", unit_space: " " };
const manner = { number, say, isNarrow: false };
const caption = { caption: "hier", cityText: "5,3 %" };

/**
 * A view as the charts read it: date by its position, with chosen areas.
 * @param {number} position
 * @param {Record<string, unknown>} [chosen]
 * @returns {any}
 */
function view(position, chosen = {}) {
  const read = pack();
  const dates = shownPeriods(read);
  const period = dates[position];
  const place = placeOf(read, period);
  const section = read.sections[place.section];
  const values = section.series.values[place.row];
  const gapWords = (/** @type {string} */ status) => `gap ${status}`;
  return {
    pack: read, dates, period, shownAreas: values.map(() => true), place, section, values, say, position, gapWords,
    city: cityOf(read),
    hasCircles: false,
    reforms: reforms(read).map((one) => ({ position: dates.indexOf(one.period), label: "" })),
    state: { area: null, areas: [], opacity: 100, ...chosen },
    config: { language: "de", kind: "share", number, region: { name: "Stadt" }, periods: {} },
    classification: { decimals: 1, breaks: [1, 5.2], colors: ["#aaaaaa", "#bbbbbb", "#cccccc"], labels: ["a", "b", "c"], scale: null },
    label: (/** @type {number} */ at) => read.periods[dates[at]].key,
    nameOf: (/** @type {string} */ code) => `Gebiet ${code}`,
    valueText: (/** @type {number} */ value) => String(value),
    figure: (/** @type {number} */ area) => String(values[area]),
  };
}

test("bars stand from high to low in the colours of the map, gaps beneath in words", () => {
  const here = view(2);
  const { bars, gaps } = rankingOf(here);
  const known = here.values.filter((/** @type {number | null} */ value) => value !== null);
  assert.equal(bars.length, known.length);
  assert.deepEqual(bars.map((bar) => bar.value * 10), [...known].sort((a, b) => b - a));
  assert.ok(bars.every((bar) => ["#aaaaaa", "#bbbbbb", "#cccccc"].includes(bar.color)));
  const missing = gaps.flatMap((gap) => gap.names);
  assert.equal(missing.length, here.values.length - known.length);
});

test("a true zero is a bar, a gap is not", () => {
  const { bars } = rankingOf(view(2));
  assert.ok(bars.some((bar) => bar.value === 0));
});

test("every area can be found again on the chart", () => {
  const ranking = rankingOf(view(2));
  const { spots, rows } = rankingDrawing(ranking, { ...manner, ...caption });
  ranking.bars.forEach((bar, at) => assert.deepEqual(spots.get(bar.area), [{ seriesIndex: 0, dataIndex: at }]));
  assert.equal(rows.length, 1 + ranking.bars.length + ranking.gaps.flatMap((gap) => gap.names).length);
});

test("with more than a hundred areas a window moves over them, and chosen ones stay in sight above", () => {
  const bars = Array.from({ length: MOST_ROWS + 50 }, (_, area) => ({
    area, code: String(area), name: `G${area}`, value: 200 - area, text: "", color: "#aaaaaa", mark: area === 120 ? "#16357a" : null,
  }));
  const { option, spots, height } = rankingDrawing({ bars, gaps: [], hidden: 0, city: null }, { ...manner, ...caption });
  const drawn = /** @type {any} */ (option);
  assert.deepEqual(spots.get(120), [{ seriesIndex: 0, dataIndex: 120 }, { seriesIndex: 1, dataIndex: 0 }]);
  assert.equal(drawn.dataZoom[0].endValue - drawn.dataZoom[0].startValue + 1, 12);
  assert.ok(drawn.dataZoom[0].startValue <= 120);
  assert.ok(drawn.dataZoom[0].endValue >= 120);
  assert.ok(height < 420);
});

test("a colour seen through the map's opacity hides what lies beneath", () => {
  assert.equal(onPaper("#000000", 0.8), "#333333");
  assert.equal(onPaper("#ffffff", 0.3), "#ffffff");
});

test("a line runs through a reform only where the area stayed the same", () => {
  const here = view(2, { area: pack().sections[1].areas[0] });
  const course = courseOf(here);
  assert.deepEqual(course.lines[0].values, [5, 5.5, 6, null]);
  const made = courseOf(view(2, { area: pack().sections[1].areas[2] }));
  assert.deepEqual(made.lines[0].values.slice(0, 2), [null, null]);
  assert.equal(made.lines[0].texts[0], "not_then");
});

test("the band holds all areas of the date and breaks at a reform", () => {
  const here = view(2);
  const { band, reforms: found } = courseOf(here);
  shownPeriods(here.pack).forEach((period, at) => {
    const place = placeOf(here.pack, period);
    const known = here.pack.sections[place.section].series.values[place.row].filter((/** @type {number | null} */ value) => value !== null);
    assert.equal(band.low[at], Math.min(...known) / 10);
    assert.equal(band.high[at], Math.max(...known) / 10);
  });
  assert.deepEqual(found, [2]);
  assert.deepEqual(bandRuns(band, found), [[0, 1], [2, 3]]);
  assert.deepEqual(bandRuns({ ...band, low: [1, null, 1, 1] }, []), [[0], [2, 3]]);
});

test("the table of a course has a row per date, the newest first, and a column per line", () => {
  const { rows } = courseDrawing(courseOf(view(2, { area: pack().sections[1].areas[0] })), manner);
  assert.equal(rows.length, 5);
  assert.equal(rows[0].length, 4);
  assert.equal(rows[1][0], pack().periods[3].key);
});

test("numbers of things leave the whole city out of the lines", () => {
  const here = view(2);
  here.config.kind = "count";
  assert.deepEqual(courseOf(here).lines, []);
});

test("dates below are few, the last one always among them", () => {
  assert.deepEqual(everyFew([1, 2, 3, 4, 5, 6, 7], 3), [1, 4, 7]);
  assert.deepEqual(everyFew([1, 2], 9), [1, 2]);
});

test("names at the lines' ends keep clear of each other and of the floor", () => {
  assert.deepEqual(spread([100, 102, 300], 310), [100, 117, 300]);
  assert.deepEqual(spread([300, 300], 300), [283, 300]);
});

test("points pair the same areas on the same date; those with a gap are counted", () => {
  const here = view(2);
  const other = pack();
  other.sections[1].series.values[0] = other.sections[1].series.values[0].map((value, area) => (area === 0 ? null : (value ?? 0) + 1));
  const found = scatterOf(here, other);
  assert.equal(found.problem, null);
  assert.equal(found.pairs.length + found.left, here.values.length);
  assert.ok(found.pairs.every((pair) => pair.area !== 0));
  const drawing = scatterDrawing(found, manner);
  assert.ok(drawing.notes.includes("not_causal"));
  assert.ok(drawing.notes.includes(`scatter_left ${found.left}`));
});

test("what the filter hides is neither a bar nor a point nor a gap, and is counted", () => {
  const here = view(2);
  const all = { bars: rankingOf(here), points: scatterOf(here, pack()) };
  const gone = all.bars.bars[0].area;
  const gap = here.values.indexOf(null);
  here.shownAreas = here.values.map((/** @type {unknown} */ _, /** @type {number} */ area) => area !== gone && area !== gap);
  const ranking = rankingOf(here);
  const points = scatterOf(here, pack());
  const hidden = gap === -1 ? 1 : 2;
  assert.equal(ranking.hidden, hidden);
  assert.deepEqual(ranking.bars, all.bars.bars.slice(1));
  assert.ok(!ranking.gaps.flatMap((one) => one.names).includes(here.nameOf(here.section.areas[gap])));
  assert.equal(points.pairs.length, all.points.pairs.length - 1);
  assert.equal(points.pairs.length + points.left + points.hidden, here.values.length);
  assert.ok(scatterDrawing(points, manner).notes.includes(`filtered_out ${hidden}`));
  assert.ok(rankingDrawing(ranking, { ...manner, ...caption }).notes.includes(`filtered_out ${hidden}`));
});

test("areas of other boundaries are not paired, whatever their codes", () => {
  const other = pack();
  other.sections[1].boundarySet = "elsewhere";
  assert.equal(scatterOf(view(2), other).problem, "scatter_other_boundaries");
});

test("another indicator's date is the same, the same day's end, or the same year's last", () => {
  const other = pack();
  const wanted = { ...other.periods[2] };
  assert.equal(sameDate(other, wanted), 2);
  assert.equal(sameDate(other, { ...wanted, key: "year", kind: "year" }), 2);
  assert.equal(sameDate(other, { key: "none", kind: "day", start: "1900-01-01", end: "1900-01-01" }), null);
});

test("a picture has title and origin, and all bars instead of a window", () => {
  const drawing = rankingDrawing(rankingOf(view(2)), { ...manner, ...caption });
  const head = { title: "Titel", subtitle: "hier", source: "", released: "", boundaries: "", isInternal: true, file: "x" };
  const { option, height } = pictureOf(drawing, head, ["Quelle: wir"], "intern");
  const drawn = /** @type {any} */ (option);
  assert.equal(drawn.title.text, "Titel");
  assert.deepEqual(drawn.graphic.map((/** @type {any} */ part) => part.style.text), ["Quelle: wir", "intern"]);
  assert.deepEqual(drawn.dataZoom, []);
  assert.ok(height > 200);
  assert.equal(/** @type {any} */ (drawing.option).title, undefined);
});

test("long lines are wrapped at words", () => {
  assert.deepEqual(wrap("eins zwei drei", 9), ["eins zwei", "drei"]);
  assert.deepEqual(wrap("", 9), []);
});

test("a spreadsheet gets no formula, and numbers stay numbers", () => {
  assert.equal(csvCell("=1+1"), "'=1+1");
  assert.equal(csvCell("@cmd"), "'@cmd");
  assert.equal(csvCell("-5,2 %"), "-5,2 %");
  assert.equal(csvCell('a;"b"'), '"a;""b"""');
  assert.equal(csvText([["a", "b"]], [["Quelle", "wir"], ["leer", ""]]), "\ufeffa;b\r\n\r\nQuelle;wir\r\n");
});

test("the second indicator's numbers bear no sign, where the map shows a change", () => {
  const changed = view(2);
  changed.config = { ...changed.config, number: { ...number, signed: true } };
  const scatter = scatterOf(changed, pack());
  assert.ok(scatter.pairs.some((pair) => pair.x > 0));
  assert.ok(scatter.pairs.every((pair) => !pair.xText.startsWith("+")));
});
