// Puts a box "Compare" on every entry of a list of roles, and a link to the comparison of those
// ticked. The choice lasts as long as the page; nothing is stored.
"use strict";

import { create, messagesOf, parts, say } from "./elements.js";

const COMPARISON = new URL("../../compare/any/", import.meta.url);
const MOST = 4;
const words = messagesOf("compare-pick.js");

const chosen = new Map();
const link = create("a", { className: "rb-picked__link" });
const told = create("p", { className: "rb-picked__told", role: "status" });
const bar = create("div", { className: "rb-picked", role: "region", "aria-label": words.region, hidden: true }, told, link);

const boxesOf = (role) => document.querySelectorAll(`.rb-pick input[value="${CSS.escape(role)}"]`);

const showBar = (said = "") => {
  const many = chosen.size;
  bar.hidden = many === 0;
  const address = new URL(COMPARISON);
  address.search = `roles=${[...chosen.keys()].map(encodeURIComponent).join(",")}`;
  link.href = address.href;
  link.textContent = many === 1 ? words.choose : say(words.compare_these, { number: many });
  told.textContent = said || [...chosen.values()].join("; ");
};

const change = ({ target }) => {
  const role = target.value;
  let said = "";
  if (!target.checked) chosen.delete(role);
  else if (chosen.size < MOST) chosen.set(role, target.dataset.title);
  else said = words.too_many;
  for (const box of boxesOf(role)) box.checked = chosen.has(role);
  showBar(said);
};

// An entry names its role, or leads to the page of it.
const ENTRIES = "[data-role], .rb-entries > li";
const roleOf = (entry) =>
  entry.dataset.role ?? entry.querySelector("a[href]")?.href.match(/\/roles\/([^/]+)\//)?.[1];

const addBox = (entry) => {
  const role = roleOf(entry);
  if (!role || entry.querySelector(".rb-pick")) return;
  const title = entry.dataset.title ?? entry.querySelector("h2 a, h3 a, h4 a, a")?.textContent.trim() ?? "";
  const box = create("input", { type: "checkbox", value: role, autocomplete: "off", checked: chosen.has(role) });
  box.dataset.title = title;
  box.addEventListener("change", change);
  const name = create("span", { className: "rb-hidden" }, title);
  entry.append(create("p", { className: "rb-pick" }, create("label", {}, box, " ", ...parts(words.compare, { role: name }))));
};

// A list may have thousands of entries: each gets its box before it comes into sight.
const nearing = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      nearing.unobserve(target);
      addBox(target);
    }
  },
  { rootMargin: "600px" },
);
const watchEntries = () => {
  for (const entry of document.querySelectorAll(ENTRIES)) nearing.observe(entry);
};
watchEntries();
// Filters, orders and "Show more" put other entries on the page.
const shown = new MutationObserver(watchEntries);
for (const list of document.querySelectorAll(".rb-entries")) shown.observe(list, { childList: true });

(document.querySelector("article") ?? document.body).append(bar);
