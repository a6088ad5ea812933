// The page that compares roles somebody picks: the choice is kept in the address and nowhere else.
"use strict";

import { comparison } from "./compare-table.js";
import { create, parts, say } from "./elements.js";
import { SITE, allRoles } from "./search-index.js";
import { likeness, wordsOf } from "./words.js";

const page = document.querySelector("[data-compare]");
const words = JSON.parse(page.dataset.compare);
const part = (name) => page.querySelector(`[data-compare-${name}]`);
const [picker, field, matches, chosen, told, result, options, prompt] = [
  "picker", "field", "matches", "chosen", "told", "result", "options", "prompt",
].map(part);
const differences = options.querySelector("input");
// The address says what is chosen, not what a browser kept of the page before.
differences.autocomplete = "off";

// How many roles are offered at once.
const OFFERED = 8;
const title = document.title;

const idsIn = (parameters) => [...new Set((parameters.get("roles") ?? "").split(",").filter(Boolean))];

const read = () => {
  const parameters = new URLSearchParams(location.search);
  return { ids: idsIn(parameters), onlyDifferences: parameters.get("differences") === "yes" };
};

const addressOf = ({ ids, onlyDifferences }) => {
  const state = new URL(location.pathname, location.href);
  // Commas stay commas, so that the address can be read; ids hold nothing that needs a sign.
  const query = [];
  if (ids.length > 0) query.push(`roles=${ids.map(encodeURIComponent).join(",")}`);
  if (onlyDifferences) query.push("differences=yes");
  state.search = query.join("&");
  return state;
};

const recordOf = async (id) => {
  const response = await fetch(new URL(`roles/${encodeURIComponent(id)}/compare.json`, SITE));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${id}: ${response.status}`);
  return response.json();
};

let state = { ids: [], onlyDifferences: false };
let roles = [];

const go = (next, said = "", focus = null) => {
  history.pushState(null, "", addressOf(next));
  return show(said).then(() => focus?.()).catch(failed);
};

const add = (role) => {
  field.value = "";
  const next = { ...state, ids: [...state.ids, role.id] };
  go(next, `${say(words.say.added, { role: role.title })} `, () => (picker.hidden ? chosen.querySelector("button") : field).focus());
};

const remove = (role) => {
  const next = { ...state, ids: state.ids.filter((id) => id !== role.id) };
  go(next, `${say(words.say.removed, { role: role.title })} `, () => field.focus());
};

const offer = async () => {
  const typed = wordsOf(field.value);
  // Before anything is typed, roles are offered only as long as there is nothing to compare.
  if (typed.length === 0 && roles.length > 1) {
    matches.replaceChildren();
    prompt.textContent = "";
    return;
  }
  const all = await allRoles();
  const answers = (role) => {
    const known = wordsOf(`${role.title} ${role.organisation} ${role.place}`);
    return typed.every((one) => known.some((word) => word.startsWith(one) || likeness(one, word) > 0));
  };
  const found = all.filter((role) => !state.ids.includes(role.id) && answers(role));
  const shown = found.slice(0, OFFERED).map((role) => {
    const where = [role.organisation, role.place].filter(Boolean).join(" · ");
    const button = create(
      "button",
      { type: "button", className: "rb-choice" },
      ...parts(words.say.add, { role: create("span", { className: "rb-choice__title" }, role.title) }).map(
        (part) => (typeof part === "string" ? create("span", { className: "rb-hidden" }, part) : part),
      ),
      " ",
      create("span", { className: "rb-choice__where" }, where),
    );
    button.addEventListener("click", () => add(role));
    return create("li", {}, button);
  });
  matches.replaceChildren(...shown);
  if (found.length === 0) prompt.textContent = words.say.no_match;
  else if (found.length > OFFERED) prompt.textContent = say(words.say.more_to_choose, { all: found.length, shown: OFFERED });
  else prompt.textContent = say(words.say.to_choose, { count: found.length });
};

const showChosen = () => {
  const items = roles.map((role) => {
    const button = create(
      "button",
      { type: "button", className: "rb-chosen__remove" },
      ...parts(words.say.remove, { role: create("span", { className: "rb-hidden" }, role.title) }),
    );
    button.addEventListener("click", () => remove(role));
    return create("li", {}, create("span", {}, role.title), " ", button);
  });
  chosen.replaceChildren(...items);
};

const countWords = () => {
  if (roles.length === 0) return words.say.choose_two;
  if (roles.length === 1) return words.say.choose_one_more;
  return say(words.say.compared, { number: roles.length });
};

// Shows what the address says; `said` tells what was just done.
const show = async (said = "") => {
  const asked = read();
  const found = await Promise.all(asked.ids.slice(0, words.most).map(recordOf));
  roles = found.filter(Boolean);
  const notes = [said];
  if (asked.ids.length > words.most) {
    notes.push(`${say(words.say.too_many, { asked: asked.ids.length, most: words.most })} `);
  }
  if (roles.length < found.length) {
    notes.push(`${words.say.not_here} `);
  }
  state = { ids: roles.map(({ id }) => id), onlyDifferences: asked.onlyDifferences };
  picker.hidden = roles.length >= words.most;
  options.hidden = roles.length < 2;
  differences.checked = state.onlyDifferences;
  showChosen();
  result.replaceChildren(...(roles.length > 1 ? comparison(roles, words, state.onlyDifferences) : []));
  const full = roles.length >= words.most ? ` ${words.say.full}` : "";
  told.textContent = notes.join("") + countWords() + full;
  document.title = roles.length > 1 ? `${roles.map((role) => role.title).join(", ")} - ${title}` : title;
  await offer();
};

const failed = () => {
  told.textContent = words.say.failed;
};

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => offer().catch(failed), 80);
});

picker.addEventListener("submit", (event) => {
  event.preventDefault();
  matches.querySelector("button")?.focus();
});

differences.addEventListener("change", () => {
  const said = differences.checked ? words.say.same_left_out : words.say.all_shown;
  go({ ...state, onlyDifferences: differences.checked }, `${said} `);
});

part("print").addEventListener("click", () => print());
addEventListener("popstate", () => show().catch(failed));
show().catch(failed);
