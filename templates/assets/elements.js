// Makes elements, and fills in messages; text goes in as text and is never read as HTML.
"use strict";

export const create = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

const plural = new Intl.PluralRules(document.documentElement.lang || "en");

// The parts of a message of the catalogue of words, with a value in place of each {placeholder}.
export const parts = (message, values = {}) => {
  const text = typeof message === "string" ? message : message[plural.select(values.count)] ?? message.other;
  const each = text.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));
  return each.flat().filter((part) => part !== "");
};

// A message with a value in place of each {placeholder}.
export const say = (message, values = {}) => parts(message, values).join("");

// The messages that a page has for one of its scripts.
export const messagesOf = (script) =>
  JSON.parse(document.querySelector(`script[src$="/${script}"]`).dataset.words);
