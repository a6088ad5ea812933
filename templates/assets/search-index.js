// Fetches the parts of the search's index that a question needs, and answers it.
"use strict";

import { LEAST_LETTERS, beginning, likeness, wordsOf } from "./words.js";

// The folder of the site, whatever its address is.
export const SITE = new URL("../../", import.meta.url);

// The address of a role's page, or of a heading on it, within the site's host.
export const roleAddress = (id, anchor = "") => {
  const page = new URL(`roles/${encodeURIComponent(id)}/`, SITE).pathname;
  return anchor ? `${page}#${anchor}` : page;
};

// What a word counts in the title, in the summary, and anywhere else.
const WORTH = { a: 8, b: 3 };
const WORTH_ELSEWHERE = 1;

// Files that were asked for; their names change with their content.
let held = new Map();

const fetched = (path, options) => {
  if (!held.has(path)) {
    const answer = fetch(new URL(path, SITE), options).then((response) => {
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    });
    answer.catch(() => held.delete(path));
    held.set(path, answer);
  }
  return held.get(path);
};

// What the files are called: the page of the search says it itself, which saves asking first.
let onPage = document.querySelector("[data-search-directory]")?.dataset.searchDirectory;

const directory = async () =>
  onPage ? JSON.parse(onPage) : fetched("search/index.json", { cache: "no-cache" });

// Where a new build has replaced files since the page was read, everything is read again once.
const withFreshFiles = async (ask) => {
  try {
    return await ask();
  } catch {
    held = new Map();
    onPage = undefined;
    return ask();
  }
};

const readRoles = async () => {
  const { organisations, statuses, closed, roles } = await fetched(`search/${(await directory()).roles}`);
  return roles.map(([id, title, organisation, place, status, closes]) => ({
    id,
    title,
    organisation: organisations[organisation],
    place,
    // A page that was built before a closing time is true after it as well.
    status: closes && Date.parse(closes) <= Date.now() ? closed : statuses[status],
  }));
};

// All roles in the order of their titles: id, title, organisation, place and status.
export const allRoles = () => withFreshFiles(readRoles);

// The parts of a role's page as [anchor, title, text]; the first is its title, the second its summary.
export const partsOf = (role) => fetched(`roles/${encodeURIComponent(role)}/search.json`);

// The files that hold words with this beginning; files are listed by their first word.
const filesFor = (start, files) =>
  files
    .filter(([first], index) => {
      const next = files[index + 1]?.[0];
      return (first <= start || first.startsWith(start)) && (next === undefined || next > start);
    })
    .map(([, name]) => name);

// Goes through "3ac2d": role 3 in its parts a and c, role 5 in its part d.
const A = 97;
const eachRole = (posting, tell) => {
  let role = 0;
  let at = 0;
  while (at < posting.length) {
    let step = 0;
    for (; posting.charCodeAt(at) < A; at += 1) step = step * 10 + posting.charCodeAt(at) - 48;
    role += step;
    const first = posting[at];
    let parts = 0;
    for (; posting.charCodeAt(at) >= A; at += 1) parts |= 1 << (posting.charCodeAt(at) - A);
    tell(role, first, parts);
  }
};

// For one word that was typed: what it is worth in each role, and in which parts (as bits).
const worthOf = async (typed, files, count) => {
  const worth = new Float32Array(count);
  const parts = new Uint32Array(count);
  const start = beginning(typed);
  // A short word is looked for as it stands, which is in one file.
  const names = filesFor(start, files).slice(0, typed.length < LEAST_LETTERS ? 1 : undefined);
  for (const postings of await Promise.all(names.map((name) => fetched(`search/${name}`)))) {
    for (const [word, posting] of Object.entries(postings)) {
      const like = word.startsWith(start) ? likeness(typed, word) : 0;
      if (like === 0) continue;
      eachRole(posting, (role, first, held) => {
        // Letters stand in their order, and the first part is worth the most.
        worth[role] = Math.max(worth[role], like * (WORTH[first] ?? WORTH_ELSEWHERE));
        parts[role] |= held;
      });
    }
  }
  return { worth, parts };
};

const scored = (answers, role) => {
  let score = 0;
  let held = 0;
  let together = -1;
  for (const { worth, parts } of answers) {
    score += worth[role];
    held += worth[role] > 0;
    together &= parts[role];
  }
  // Words that stand together in one part say more than the same words far apart.
  return { role, held, score: score + (answers.length > 1 && together !== 0 ? 1 : 0) };
};

const search = async (question) => {
  const { skipped, count, words: files } = await directory();
  const telling = [...new Set(wordsOf(question, new Set(skipped)))];
  // A word that is left out of texts may stand there in capitals: IT.
  const typed = telling.length > 0 ? telling : [...new Set(wordsOf(question))];
  const [roles, ...answers] = await Promise.all([
    readRoles(),
    ...typed.map((word) => worthOf(word, files, count)),
  ]);
  const missing = typed.filter((_, at) => answers[at].worth.every((worth) => worth === 0));
  const found = roles
    .map((_, role) => scored(answers, role))
    .filter(({ held }) => held > 0)
    .sort((a, b) => b.held - a.held || b.score - a.score || a.role - b.role);
  const whole = found.filter(({ held }) => held === typed.length);
  const told = whole.length > 0 ? whole : found;
  return { typed, missing, all: whole.length > 0, roles: told.map(({ role }) => roles[role]) };
};

// Answers a question: the words that were looked for, those that no role has, whether each role has
// all of them, and the roles, best first.
export const find = (question) => withFreshFiles(() => search(question));
