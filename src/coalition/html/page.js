"use strict";
// Shows the pieces that were worked out for what is chosen, and hides the others.
const table = JSON.parse(document.getElementById("table").textContent);
const form = document.getElementById("choices");
const boxes = [...form.querySelectorAll("input")];
const selects = [...form.querySelectorAll("select")];
const exists = (slot) => document.getElementById(`${slot}-0`) !== null;
const slots = ["sentence", "picture", "positions", "more"].filter(exists);
let shown = [...document.querySelectorAll(".piece:not([hidden])")];

const chosen = (name) => form.elements[name]?.selectedIndex ?? 0;

function show() {
  const [topic, date, rule] = ["topic", "date", "rule"].map(chosen);
  const kept = boxes.reduce((mask, box, bit) => mask | (box.checked << bit), 0);
  const all = exists("overview") ? table.seen : [];
  const ids = all.map((views) => `overview-${views[date][kept]}`);
  for (const slot of slots) {
    ids.push(`${slot}-${table.seen[topic][date][kept]}`);
  }
  for (const proposal of table.asked[topic]) {
    const outcome = table.decided[rule][date][kept][proposal];
    if (outcome >= 0) ids.push(`proposal-${proposal}`, `outcome-${outcome}`);
  }
  if (table.governed.length) ids.push(`governed-${table.governed[rule][date][kept]}`);
  ids.push(...table.said[date][kept].map((said) => `said-${said}`));
  const pieces = new Set(ids.map((id) => document.getElementById(id)));
  shown.forEach((piece) => { piece.hidden = !pieces.has(piece); });
  pieces.forEach((piece) => { piece.hidden = false; });
  shown = [...pieces];
  for (const select of selects) tell(select.name, select.selectedOptions[0].text);
  for (const box of boxes) tell(box.name, box.checked ? "with" : "without");
}

function tell(name, text) {
  for (const place of document.querySelectorAll(`[data-tells=${name}]`)) place.textContent = text;
}

// The fragment of the address says what is chosen, so that a view can be linked.
function restore() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) {
    const found = [...select.options].find((option) => option.value === said.get(select.name));
    if (found) found.selected = true;
  }
  for (const box of boxes) {
    if (said.has(box.name)) box.checked = said.get(box.name) !== "no";
  }
  show();
}

function keep() {
  const said = new URLSearchParams(selects.map((select) => [select.name, select.value]));
  for (const box of boxes) said.set(box.name, box.checked ? "yes" : "no");
  try {
    history.replaceState(null, "", `#${said}`);
  } catch {
    // some embedded pages have no address of their own
  }
}

form.hidden = form.elements.length === 0;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", () => { show(); keep(); });
addEventListener("hashchange", restore);
restore();
