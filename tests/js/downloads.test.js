import assert from "node:assert/strict";
import { test } from "node:test";

import { fileAddress, holds } from "../../static/js/downloads.js";

const shown = "?indicator=exi_u15&level=stadtteil&period=2020/21&palette=purple&areas=0102&area=0101&panel=table";
const start = "/demo/data/exi_u15";

/** @param {string} address */
const query = (address) => Object.fromEntries(new URLSearchParams(address.split("?")[1]));

test("figures of a date follow the date, and nothing else", () => {
  const address = fileAddress(`${start}.csv?level=stadtteil&period=2024-12-31`, "view", shown, "new");
  assert.deepEqual(query(address), { level: "stadtteil", period: "2020/21" });
});

test("figures of a change, a threshold or a filter follow the view and its classes", () => {
  const view = `${shown}&since=2018/19&min=5&k=7&layers=kitas`;
  const address = fileAddress(`${start}.csv?level=stadtteil&period=2024-12-31`, "view", view, "new");
  assert.deepEqual(query(address), { level: "stadtteil", period: "2020/21", since: "2018/19", min: "5", k: "7" });
});

test("figures of a date forget the view that is over", () => {
  const address = fileAddress(`${start}.csv?level=stadtteil&period=2018&since=2016&min=5`, "view", shown, "new");
  assert.deepEqual(query(address), { level: "stadtteil", period: "2020/21" });
});

test("what files hold is said for the view that is shown", () => {
  assert.equal(holds("since", false, "?since=2018"), true);
  assert.equal(holds("since", false, "?period=2018"), false);
  assert.equal(holds("since min", true, "?min=5"), false);
  assert.equal(holds("since min", true, "?period=2018&min="), true);
});

test("pictures hold the layers of points and lines", () => {
  const address = fileAddress(`${start}.png?level=stadtteil`, "picture", `${shown}&layers=kitas,bus`, "new");
  assert.equal(query(address).layers, "kitas,bus");
});

test("pictures follow the looks too", () => {
  const address = fileAddress(`${start}.png?level=stadtteil&period=2024-12-31`, "picture", shown, "new");
  assert.deepEqual(query(address), { level: "stadtteil", period: "2020/21", palette: "purple", area: "0101" });
});

test("boundaries are those of the date", () => {
  const address = fileAddress("/demo/data/boundaries/old-2013.shp.zip", "boundaries", shown, "new-2020");
  assert.equal(address, "/demo/data/boundaries/new-2020.shp.zip");
});

test("figures of all dates stay as they are", () => {
  const href = `${start}.xlsx?level=stadtteil&table=wide`;
  assert.equal(fileAddress(href, "indicator", shown, "new"), href);
});
