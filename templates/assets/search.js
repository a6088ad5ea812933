// The page of the search: finds while somebody types, and keeps the question in the address.
"use strict";

import { create, messagesOf, parts, say } from "./elements.js";
import { allRoles, find, partsOf, roleAddress } from "./search-index.js";
import { likeness, marked, wordsOf } from "./words.js";

const form = document.querySelector("form[data-search]");
const field = form.elements.q;
const told = document.querySelector("[data-search-told]");
const list = document.querySelector("[data-search-found]");
const help = document.querySelector("[data-search-help]");
const more = document.querySelector("[data-search-more]");

// How many roles are shown at first, and with each further step.
const STEP = 10;
// How many parts of a role are shown with an excerpt.
const EXCERPTS = 3;
// How many further parts are named.
const NAMED = 4;
// How long an excerpt is, in letters.
const EXCERPT = 200;
const PAUSE = 80;

const messages = messagesOf("search.js");

const quoted = (typed) => {
  const each = typed.map((word) => say(messages.quoted, { word }));
  if (each.length < 2) return each.join("");
  return say(messages.all_of, { others: each.slice(0, -1).join(", "), last: each.at(-1) });
};

// How many of the words that were typed a text holds.
const heldBy = (text, typed) => {
  const words = wordsOf(text);
  return typed.filter((one) => words.some((word) => likeness(one, word) > 0)).length;
};

// The line of a text that answers best, with how many of the words it holds.
const bestLine = (text, typed) =>
  text
    .split("\n")
    .map((line) => ({ line, held: heldBy(line, typed) }))
    .reduce((best, next) => (next.held > best.held ? next : best));

// A line with its answers marked, cut near the first of them.
const excerpt = (line, typed) => {
  const whole = marked(line, typed);
  if (line.length <= EXCERPT) return whole;
  const at = whole.querySelector("mark")?.previousSibling?.textContent.length ?? 0;
  const first = Math.max(0, Math.min(at - EXCERPT / 3, line.length - EXCERPT));
  const from = first === 0 ? 0 : line.indexOf(" ", first) + 1;
  const last = Math.min(line.length, from + EXCERPT);
  const to = last === line.length ? last : Math.max(line.lastIndexOf(" ", last), from + 1);
  const cut = marked(line.slice(from, to), typed);
  if (from > 0) cut.prepend("… ");
  if (to < line.length) cut.append(" …");
  return cut;
};

// Adds the parts of a role that answer, the best first, each with a link to its heading.
const showParts = async (role, typed, place) => {
  const [, summary, ...sections] = await partsOf(role.id);
  const answering = sections
    .map(([anchor, title, text]) => {
      const best = bestLine(text, typed);
      return { anchor, title, line: best.line, inLine: best.held, held: heldBy(`${title} ${text}`, typed) };
    })
    .filter(({ held }) => held > 0)
    .sort((a, b) => b.inLine - a.inLine || b.held - a.held);
  if (answering.length === 0) {
    place.replaceChildren(create("p", {}, excerpt(bestLine(summary[2], typed).line, typed)));
    return;
  }
  const link = ({ anchor, title }) =>
    create("a", { href: roleAddress(role.id, anchor) }, marked(title, typed));
  const shown = answering
    .slice(0, EXCERPTS)
    .map((part) => create("li", {}, link(part), create("p", {}, excerpt(part.line, typed))));
  place.replaceChildren(create("ul", {}, ...shown));
  const named = answering.slice(EXCERPTS, EXCERPTS + NAMED);
  if (named.length === 0) return;
  const rest = answering.length - EXCERPTS - named.length;
  const links = named.flatMap((part, at) => (at > 0 ? [", ", link(part)] : [link(part)]));
  const told = parts(rest > 0 ? messages.also_in_more : messages.also_in, { sections: links, count: rest });
  place.append(create("p", { className: "rb-found__rest" }, ...told));
};

const item = (role, typed) => {
  const found = create("div", { className: "rb-found__parts" });
  const where = [role.organisation, role.place, role.status].filter(Boolean).join(" · ");
  const shown = create(
    "li",
    { className: "rb-found" },
    create("h3", {}, create("a", { href: roleAddress(role.id) }, marked(role.title, typed))),
    create("p", { className: "rb-found__where" }, where),
    found,
  );
  // Without its parts, a result still leads to the role.
  showParts(role, typed, found).catch(() => found.remove());
  return shown;
};

const count = (number) => say(messages.roles, { count: number });

// Says what was found, in one or two sentences.
const words = ({ typed, missing, all, roles }) => {
  if (typed.length === 0) return "";
  const told = { roles: count(roles.length), words: quoted(typed) };
  if (roles.length === 0) return say(typed.length === 1 ? messages.none : messages.none_of_any, told);
  if (typed.length === 1) return say(messages.found_for, told);
  if (all) return say(messages.found_with_all, told);
  if (missing.length > 0) return say(messages.some_missing, { ...told, words: quoted(missing) });
  return say(messages.none_with_all, told);
};

let answer = { typed: [], roles: [] };
let asked = "";
let shown = 0;

const keepInAddress = () => {
  const state = new URL(location.href);
  const question = field.value.trim();
  if (question) state.searchParams.set("q", question);
  else state.searchParams.delete("q");
  if (shown > STEP) state.searchParams.set("show", String(shown));
  else state.searchParams.delete("show");
  history.replaceState(null, "", state);
  document.title = question ? `${question} - ${title}` : title;
};
const title = document.title;

const showMore = (upTo) => {
  const added = answer.roles.slice(shown, upTo).map((role) => item(role, answer.typed));
  list.append(...added);
  shown = Math.min(upTo, answer.roles.length);
  const left = Math.min(STEP, answer.roles.length - shown);
  more.hidden = left === 0;
  more.textContent = say(messages.more, { left });
  return added[0];
};

const ask = async (upTo = STEP) => {
  const question = field.value.trim();
  asked = question;
  const found = question === "" ? { typed: [], roles: [] } : await find(question);
  // Whoever types on has asked something else by now.
  if (asked !== question) return;
  answer = found;
  shown = 0;
  list.replaceChildren();
  told.textContent = question === "" ? "" : words(found) || messages.ask;
  help.hidden = found.roles.length > 0;
  showMore(upTo);
  keepInAddress();
};

const failed = () => {
  told.textContent = messages.failed;
};

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  // Whatever the word turns out to be, the list of roles is needed.
  allRoles().catch(() => {});
  waiting = setTimeout(() => ask().catch(failed), PAUSE);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask().catch(failed);
});

more.addEventListener("click", () => {
  showMore(shown + STEP)?.querySelector("a").focus();
  keepInAddress();
});

const start = new URLSearchParams(location.search);
if (start.get("q")) {
  field.value = start.get("q");
  ask(Math.max(STEP, Number(start.get("show")) || 0)).catch(failed);
} else {
  field.focus({ preventScroll: true });
}
