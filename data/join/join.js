// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind # in the address reaches no server by itself. Asked in the body of a request, it is in no log.
(async () => {
  const code = location.hash.slice(1);
  if (code === "") return;
  const answer = await fetch("v1/invitation", { method: "POST", body: JSON.stringify({ code }) });
  if (answer.status === 404) document.getElementById("gone").hidden = false;
  if (!answer.ok) return;
  const gift = await answer.json();
  const show = (name, text) => {
    const line = document.getElementById(name);
    line.hidden = !text;
    line.lastElementChild.textContent = text;
  };
  const day = { day: "numeric", month: "long", year: "numeric" };
  show("organisation", gift.organisation);
  show("by", gift.by);
  show("name", gift.name);
  show("role", document.getElementById("role").dataset[gift.role]);
  show("places", gift.places.map((p) => (p.community ? `${p.community} (${p.kommune})` : p.kommune)).join(", "));
  show("until", new Date(gift.expires / 1000).toLocaleDateString(document.documentElement.lang, day));
  document.getElementById("gift").hidden = false;
})().catch(() => {});
