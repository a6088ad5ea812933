// The words of a text, and which of them a search means; hooks/rolebook/render/search/words.py
// makes the index of the same words.
"use strict";

const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", þ: "th", ð: "d" };
const LETTER = /[ßæœøđłıþð]/g;

// A word finds what begins with it from this many letters on: fewer would find almost everything.
export const LEAST_LETTERS = 3;

const folded = (piece) =>
  piece
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter])
    .replaceAll("iz", "is");

// Words as runs of letters and digits; those in `skipped` are left out unless they are in capitals.
export const wordsOf = (text, skipped = new Set()) => {
  const plain = text.normalize("NFKD").replace(/['’ʼ\p{M}]/gu, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((piece) => {
    const word = folded(piece);
    const capitals = piece.length > 1 && piece === piece.toUpperCase() && piece !== piece.toLowerCase();
    return skipped.has(word) && !capitals ? [] : [word];
  });
};

// What the forms of a word have in common: studies and studied, planning and plans, manages and
// managing, practice and practise.
export const stem = (word) => {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.startsWith("children")) return "child";
  let root = word
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^siu])s$/, "$1")
    .replace(/(..)(?:ie|ied)$/, "$1y");
  const rest = root.replace(/ing$/, "").replace(/([^e])ed$/, "$1");
  if (rest.length > 2 && /[aeiouy]/.test(rest)) root = rest;
  if (root.length > 3) root = root.replace(/e$/, "");
  return root.replace(/([^aeiouy])\1$/, "$1").replace(/(practi|licen)s$/, "$1c");
};

// How all forms of a word begin; endings that change (y to ie, c to s) are no part of it.
export const beginning = (word) => {
  const root = stem(word);
  const most = root.length - (/[yc]$/.test(root) && root.length > 3 ? 1 : 0);
  let shared = 0;
  while (shared < most && root[shared] === word[shared]) shared += 1;
  return word.slice(0, shared);
};

// How well a word of a text answers the word that was typed, from 0 (not at all) to 1.
export const likeness = (typed, word) => {
  if (word === typed) return 1;
  if (word[0] !== typed[0]) return 0;
  if (stem(word) === stem(typed)) return 0.9;
  return typed.length >= LEAST_LETTERS && word.startsWith(typed) ? 0.5 : 0;
};

// Gives the text as nodes, with the words that answer any of those typed marked.
export const marked = (text, typed) => {
  const nodes = document.createDocumentFragment();
  let at = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}'’ʼ]+/gu)) {
    if (!wordsOf(found[0]).some((word) => typed.some((one) => likeness(one, word) > 0))) continue;
    const mark = document.createElement("mark");
    mark.textContent = found[0];
    nodes.append(text.slice(at, found.index), mark);
    at = found.index + found[0].length;
  }
  nodes.append(text.slice(at));
  return nodes;
};
