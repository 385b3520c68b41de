import assert from "node:assert/strict";
import { test } from "node:test";

import { fileAddress } from "../../static/js/downloads.js";

const shown = "?indicator=exi_u15&level=stadtteil&period=2020/21&palette=purple&areas=0102&area=0101&panel=table";
const start = "/demo/data/exi_u15";

/** @param {string} address */
const query = (address) => Object.fromEntries(new URLSearchParams(address.split("?")[1]));

test("figures of a date follow the date, and nothing else", () => {
  const address = fileAddress(`${start}.csv?level=stadtteil&period=2024-12-31`, "view", shown, "new");
  assert.deepEqual(query(address), { level: "stadtteil", period: "2020/21" });
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
