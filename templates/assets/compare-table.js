// The tables of a comparison as elements, which look as those of prepared comparisons do.
"use strict";

import { criteriaGroups, factGroups } from "./compare-rows.js";
import { create, parts, say } from "./elements.js";
import { roleAddress } from "./search-index.js";

const hidden = (words) => create("span", { className: "rb-hidden" }, words);
const sign = (words) => create("span", { "aria-hidden": "true" }, words);

const scrolling = (caption, table, words) => {
  const label = say(words.say.region, { caption });
  return create("div", { className: "rb-scroll", role: "region", "aria-label": label, tabIndex: 0 }, table);
};

const sideways = (roles, words) => {
  if (roles.length < 2) return [];
  const told = say(words.say.sideways, { count: roles.length });
  return [create("p", { className: "rb-small rb-sideways" }, told)];
};

const differing = (words) => create("span", { className: "rb-mark" }, sign("≠"), ` ${words.say.differs}`);

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
  const mark = differs ? [" ", differing(words)] : [];
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
  if (groups.length === 0) return [create("p", {}, words.say.same_facts)];
  const table = create(
    "table",
    { className: "rb-side" },
    create("caption", { className: "rb-hidden" }, words.say.facts_caption),
    heading([words.say.fact], roles),
    ...groups.map(({ title, rows }) =>
      create("tbody", {}, groupRow(title, roles.length + 1), ...rows.map((row) => factRow(row, words))),
    ),
  );
  return [...sideways(roles, words), scrolling(words.say.facts_table, table, words)];
};

const demand = (asked, words) => {
  if (asked === "") {
    return create("span", { className: "rb-demand rb-demand--none" }, sign("–"), hidden(words.say.none));
  }
  const essential = asked !== "desirable";
  const extra = create("span", { className: "rb-demand__more" }, words.say.extra);
  const told = asked === "both" ? parts(words.say.essential_and_extra, { extra }) : [words.say[asked]];
  return create(
    "span",
    { className: `rb-demand rb-demand--${essential ? "essential" : "desirable"}` },
    sign(essential ? "●" : "○"),
    " ",
    ...told,
  );
};

// A role's own words for a criterion, where the row's name does not say them already.
const ownWords = (criterion, name) => {
  const { essential, desirable } = criterion ?? {};
  return [essential, desirable]
    .filter((words) => words && words !== name)
    .map((words) => create("span", { className: "rb-note-line" }, words));
};

const criteriaRow = ({ name, criteria, demands, words: told }, words) =>
  create(
    "tr",
    {},
    create("th", { scope: "row" }, name),
    create("td", { className: "rb-in-words" }, told),
    ...demands.map((asked, at) => create("td", {}, demand(asked, words), ...ownWords(criteria[at], name))),
  );

const criteria = (roles, words, onlyDifferences) => {
  const all = criteriaGroups(roles, words);
  if (all.length === 0) return [create("p", {}, words.say.no_criteria)];
  const groups = all
    .map((group) => ({
      ...group,
      rows: onlyDifferences ? group.rows.filter(({ demands }) => new Set(demands).size > 1) : group.rows,
    }))
    .filter(({ rows }) => rows.length > 0);
  if (groups.length === 0) return [create("p", {}, words.say.same_asked)];
  const columns = roles.length + 2;
  let part = "";
  const bodies = groups.map((group) => {
    const body = create("tbody", {});
    if (group.part !== part) {
      part = group.part;
      body.append(groupRow(part, columns, "colgroup", "rb-group rb-part"));
    }
    body.append(groupRow(group.title, columns), ...group.rows.map((row) => criteriaRow(row, words)));
    return body;
  });
  const table = create(
    "table",
    { className: "rb-matrix" },
    create(
      "caption",
      { className: "rb-hidden" },
      words.say.criteria_caption,
    ),
    heading([words.say.criterion, words.say.in_short], roles),
    ...bodies,
  );
  for (const [at, role] of roles.entries()) {
    if (role.criteria.length > 0) continue;
    table.tHead.rows[0].cells[at + 2].append(create("span", { className: "rb-note-line" }, words.say.role_without));
  }
  return [...sideways(roles, words), scrolling(words.say.matrix, table, words)];
};

// The whole comparison: facts, then criteria.
export const comparison = (roles, words, onlyDifferences) => [
  create("h2", { id: "facts" }, words.say.facts),
  create(
    "p",
    {},
    ...parts(words.say.differs_mark, { mark: differing(words) }),
  ),
  ...facts(roles, words, onlyDifferences),
  create("h2", { id: "criteria" }, words.say.criteria),
  create(
    "p",
    {},
    words.say.same_criteria,
  ),
  ...criteria(roles, words, onlyDifferences),
];
