// The rows of a comparison, made as hooks/rolebook/enrich/site/comparison.py makes the prepared ones.
"use strict";

import { say } from "./elements.js";

// The labels of facts by their keys; each role's order is kept.
const labelsOf = (roles) => {
  const order = [];
  for (const { facts } of roles) {
    let at = 0;
    for (const [key, label] of facts) {
      const found = order.findIndex(([known]) => known === key);
      if (found < 0) order.splice(at, 0, [key, label]);
      at = (found < 0 ? at : found) + 1;
    }
  }
  return new Map(order);
};

// Whether all state the same, two of them state different things, or some state nothing ("").
const agreementOf = (values, words) => {
  const stated = new Set(values.filter((value) => value !== words.notStated));
  if (stated.size > 1) return "differs";
  return values.includes(words.notStated) ? "" : "same";
};

// Rows of facts in groups: what several roles state stands before what only one does.
export const factGroups = (roles, words) => {
  const labels = labelsOf(roles);
  const keys = new Set([...words.first.filter((key) => labels.has(key)), ...labels.keys()]);
  const rows = [...keys].map((key) => {
    const absent = key === "closes" ? words.notOpen : words.notStated;
    const values = roles.map(({ facts }) => facts.find(([known]) => known === key)?.[2] ?? absent);
    return { label: labels.get(key), values, agreement: agreementOf(values, words) };
  });
  const stating = ({ values }) =>
    values.filter((value) => value !== words.notStated && value !== words.notOpen).length;
  return [
    { title: words.statedBySeveral, rows: rows.filter((row) => stating(row) > 1) },
    { title: words.statedByOne, rows: rows.filter((row) => stating(row) <= 1) },
  ].filter((group) => group.rows.length > 0);
};

// Titles up to their first comma or bracket, where that still tells them apart.
const shortTitles = (titles) => {
  const short = titles.map((title) => title.split(/,| \(/)[0]);
  return new Set(short).size === titles.length ? short : titles;
};

// What a row of criteria comes to, in words: by name for two roles, by number for more.
export const inWords = (demands, titles, words) => {
  const names = shortTitles(titles);
  const asking = names.filter((_, at) => demands[at] !== "");
  if (asking.length === 1) return say(words.only, { role: asking[0] });
  if (new Set(demands).size === 1) return words.same_for_all;
  const isEssential = (demand) => demand === "essential" || demand === "both";
  const essential = demands.filter(isEssential).length;
  const extra = demands.filter((demand) => demand === "both").length;
  if (names.length === 2) {
    if (essential === 2) return say(words.essential_for_both, { role: names[demands.indexOf("both")] });
    const at = demands.findIndex(isEssential);
    return say(words.essential_for_one, { role: names[at], other: names[1 - at] });
  }
  const desirable = demands.filter((demand) => demand === "desirable").length;
  const told = [];
  if (essential > 0) {
    const key = essential === names.length ? "essential_for_all" : "essential_for_some";
    told.push(say(words[extra > 0 ? `${key}_with_extra` : key], { number: essential, extra }));
  }
  if (desirable > 0) told.push(say(words.desirable_for, { number: desirable }));
  const without = names.length - essential - desirable;
  if (without > 0) told.push(say(words.not_asked_by, { number: without }));
  const whole = told.join(", ");
  return whole[0].toUpperCase() + whole.slice(1);
};

// Rows of criteria in groups by who asks and by category, matched by their keys.
export const criteriaGroups = (roles, words) => {
  const held = roles.map(
    ({ criteria }) =>
      new Map(
        criteria.map(([key, name, category, demand, essential, desirable]) => [
          key,
          { name, category, demand, essential, desirable },
        ]),
      ),
  );
  const keys = [...new Set(held.flatMap((criteria) => [...criteria.keys()]))];
  const asking = (key) => held.filter((criteria) => criteria.has(key)).length;
  const titles = roles.map(({ title }) => title);
  const row = (key) => {
    const criteria = held.map((known) => known.get(key));
    const { name, category } = criteria.find(Boolean);
    const demands = criteria.map((criterion) => criterion?.demand ?? "");
    return { name, category, criteria, demands, words: inWords(demands, titles, words.say) };
  };
  const parts = [
    [words.askedBySeveral, keys.filter((key) => asking(key) > 1)],
    [words.askedByOne, keys.filter((key) => asking(key) === 1)],
  ];
  return parts.flatMap(([part, chosen]) => {
    const rows = chosen.map(row);
    return words.categories
      .map((title) => ({ part, title, rows: rows.filter(({ category }) => category === title) }))
      .filter((group) => group.rows.length > 0);
  });
};
