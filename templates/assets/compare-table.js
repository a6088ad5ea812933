// The tables of a comparison as elements, which look as those of prepared comparisons do.
"use strict";

import { criteriaGroups, factGroups } from "./compare-rows.js";
import { create } from "./elements.js";
import { roleAddress } from "./search-index.js";

const hidden = (words) => create("span", { className: "rb-hidden" }, words);
const sign = (words) => create("span", { "aria-hidden": "true" }, words);

const scrolling = (label, table) =>
  create("div", { className: "rb-scroll", role: "region", "aria-label": `Table: ${label}`, tabIndex: 0 }, table);

const sideways = (roles) => {
  if (roles.length < 2) return [];
  const words = `${roles.length} roles side by side: scroll the table sideways to see them all.`;
  return [create("p", { className: "rb-small rb-sideways" }, words)];
};

const heading = (first, roles) =>
  create(
    "thead",
    {},
    create(
      "tr",
      {},
      ...first.map((words) => create("th", { scope: "col" }, words)),
      ...roles.map((role) =>
        create("th", { scope: "col" }, create("a", { href: roleAddress(role.id) }, role.title)),
      ),
    ),
  );

const groupRow = (title, columns, scope = "rowgroup", name = "rb-group") =>
  create(
    "tr",
    { className: name },
    create("th", { scope, colSpan: columns }, create("span", { className: "rb-stay" }, title)),
  );

const factRow = ({ label, values, agreement }, words) => {
  const differs = agreement === "differs";
  const mark = differs ? [" ", create("span", { className: "rb-mark" }, sign("≠"), " differs")] : [];
  return create(
    "tr",
    { className: differs ? "rb-differs" : "" },
    create("th", { scope: "row" }, label, ...mark),
    ...values.map((value) => create("td", { className: value === words.notStated ? "rb-none" : "" }, value)),
  );
};

const facts = (roles, words, onlyDifferences) => {
  const groups = factGroups(roles, words)
    .map(({ title, rows }) => ({
      title,
      rows: onlyDifferences ? rows.filter(({ agreement }) => agreement !== "same") : rows,
    }))
    .filter(({ rows }) => rows.length > 0);
  if (groups.length === 0) return [create("p", {}, "These roles state the same in every fact.")];
  const table = create(
    "table",
    { className: "rb-side" },
    create("caption", { className: "rb-hidden" }, "Facts of each role side by side"),
    heading(["Fact"], roles),
    ...groups.map(({ title, rows }) =>
      create("tbody", {}, groupRow(title, roles.length + 1), ...rows.map((row) => factRow(row, words))),
    ),
  );
  return [...sideways(roles), scrolling("Facts side by side", table)];
};

const demand = (words) => {
  if (words === "") {
    return create("span", { className: "rb-demand rb-demand--none" }, sign("–"), hidden("Not asked for"));
  }
  const essential = words !== "Desirable";
  const shown = create(
    "span",
    { className: `rb-demand rb-demand--${essential ? "essential" : "desirable"}` },
    sign(essential ? "●" : "○"),
    " ",
  );
  const [first, more] = words.split(", ");
  shown.append(more ? `${first}, ` : first);
  if (more) shown.append(create("span", { className: "rb-demand__more" }, more));
  return shown;
};

// A role's own words for a criterion, where the row's name does not say them already.
const ownWords = (criterion, name) => {
  const { essential, desirable } = criterion ?? {};
  return [essential, desirable]
    .filter((words) => words && words !== name)
    .map((words) => create("span", { className: "rb-note-line" }, words));
};

const criteriaRow = ({ name, criteria, demands, words }) =>
  create(
    "tr",
    {},
    create("th", { scope: "row" }, name),
    create("td", { className: "rb-in-words" }, words),
    ...demands.map((word, at) => create("td", {}, demand(word), ...ownWords(criteria[at], name))),
  );

const criteria = (roles, words, onlyDifferences) => {
  const all = criteriaGroups(roles, words);
  if (all.length === 0) return [create("p", {}, "None of these roles lists criteria.")];
  const groups = all
    .map((group) => ({
      ...group,
      rows: onlyDifferences ? group.rows.filter(({ demands }) => new Set(demands).size > 1) : group.rows,
    }))
    .filter(({ rows }) => rows.length > 0);
  if (groups.length === 0) return [create("p", {}, "These roles ask for the same criteria.")];
  const columns = roles.length + 2;
  let part = "";
  const bodies = groups.map((group) => {
    const body = create("tbody", {});
    if (group.part !== part) {
      part = group.part;
      body.append(groupRow(part, columns, "colgroup", "rb-group rb-part"));
    }
    body.append(groupRow(group.title, columns), ...group.rows.map(criteriaRow));
    return body;
  });
  const table = create(
    "table",
    { className: "rb-matrix" },
    create(
      "caption",
      { className: "rb-hidden" },
      "For each criterion, how the roles compare, and whether each asks for it as essential or desirable",
    ),
    heading(["Criterion", "In short"], roles),
    ...bodies,
  );
  for (const [at, role] of roles.entries()) {
    if (role.criteria.length > 0) continue;
    table.tHead.rows[0].cells[at + 2].append(create("span", { className: "rb-note-line" }, "Lists no criteria"));
  }
  return [...sideways(roles), scrolling("Criteria by role", table)];
};

// The whole comparison: facts, then criteria.
export const comparison = (roles, words, onlyDifferences) => [
  create("h2", { id: "facts" }, "Facts"),
  create(
    "p",
    {},
    "Rows in which roles state different things are marked ",
    create("span", { className: "rb-mark" }, sign("≠"), " differs"),
    ".",
  ),
  ...facts(roles, words, onlyDifferences),
  create("h2", { id: "criteria" }, "Criteria"),
  create(
    "p",
    {},
    "Criteria are the same only where roles refer to the same shared criterion; wording may differ a little from role to role.",
  ),
  ...criteria(roles, words, onlyDifferences),
];
