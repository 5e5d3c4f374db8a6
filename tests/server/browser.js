// SPDX-License-Identifier: GPL-3.0-or-later
// As much of a browser as the page of an invitation needs. browser.js URL CODE <PAGE; prints what it shows then, by
// the ids of the elements.
"use strict";
const html = require("fs").readFileSync(0, "utf8");
const [base, code] = process.argv.slice(2);
const elements = {};
for (const [, id, rest] of html.matchAll(/ id="(\w+)"([^>]*)>/g)) {
  const dataset = Object.fromEntries([...rest.matchAll(/ data-(\w+)="([^"]*)"/g)].map((m) => m.slice(1)));
  elements[id] = { hidden: rest.includes("hidden"), untouched: true, dataset, lastElementChild: { textContent: "" } };
  elements[id] = new Proxy(elements[id], { set: (o, k, v) => ((o[k] = v), (o.untouched = false), true) });
}
globalThis.location = { hash: code === "" ? "" : `#${code}` };
globalThis.document = {
  documentElement: { lang: html.match(/<html lang="(\w+)"/)[1] },
  getElementById: (id) => elements[id],
};
const fetchFrom = globalThis.fetch;
globalThis.fetch = (path, options) => fetchFrom(new URL(path, base), options);
process.on("exit", () => {
  const shown = Object.entries(elements).filter(([, e]) => !e.untouched && !e.hidden);
  console.log(JSON.stringify(Object.fromEntries(shown.map(([id, e]) => [id, e.lastElementChild.textContent]))));
});
eval(html.match(/<script>([^]*?)<\/script>/)[1]);
