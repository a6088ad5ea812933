// Puts a box "Compare" on every element with data-role, and a link to the comparison of those
// ticked. The choice lasts as long as the page; nothing is stored.
"use strict";

import { create } from "./elements.js";

const COMPARISON = new URL("../../compare/any/", import.meta.url);
const MOST = 4;
const TITLES = "h2, h3, h4, a";

const chosen = new Map();
const link = create("a", { className: "rb-picked__link" });
const told = create("p", { className: "rb-picked__told", role: "status" });
const bar = create("div", { className: "rb-picked", role: "region", "aria-label": "Roles to compare", hidden: true }, told, link);

const boxesOf = (role) => document.querySelectorAll(`.rb-pick input[value="${CSS.escape(role)}"]`);

const showBar = (said = "") => {
  const many = chosen.size;
  bar.hidden = many === 0;
  const address = new URL(COMPARISON);
  address.search = `roles=${[...chosen.keys()].map(encodeURIComponent).join(",")}`;
  link.href = address.href;
  link.textContent = many === 1 ? "Choose roles to compare it with" : `Compare these ${many} roles`;
  told.textContent = said || [...chosen.values()].join("; ");
};

const change = ({ target }) => {
  const role = target.value;
  let said = "";
  if (!target.checked) chosen.delete(role);
  else if (chosen.size < MOST) chosen.set(role, target.dataset.title);
  else said = "Four roles are the most that fit side by side. Untick one to choose another.";
  for (const box of boxesOf(role)) box.checked = chosen.has(role);
  showBar(said);
};

// Gives each element with data-role below `root` its box, where it has none yet.
export const offerComparison = (root = document) => {
  for (const element of root.querySelectorAll("[data-role]")) {
    if (element.querySelector(".rb-pick")) continue;
    const title = element.dataset.title ?? element.querySelector(TITLES)?.textContent.trim() ?? "";
    const role = element.dataset.role;
    const box = create("input", { type: "checkbox", value: role, autocomplete: "off", checked: chosen.has(role) });
    box.dataset.title = title;
    box.addEventListener("change", change);
    const name = create("span", { className: "rb-hidden" }, ` ${title}`);
    element.append(create("p", { className: "rb-pick" }, create("label", {}, box, " Compare", name)));
  }
};

offerComparison();
(document.querySelector("article") ?? document.body).append(bar);
