// Keeps a role's page true after it was built: how long is left, and that it has closed; so does it
// with the roles of a career path. Counts the ticks of the reader's own check list. Nothing is stored
// or sent.
"use strict";

(() => {
  const page = document.querySelector(".rb-role");
  if (!page) return;

  const words = JSON.parse(document.currentScript.dataset.words);
  // The words of this script, which the page has from the catalogue of words.
  const plural = new Intl.PluralRules(document.documentElement.lang || "en");
  const say = (message, values = {}) => {
    const text = typeof message === "string" ? message : message[plural.select(values.count)] ?? message.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const london = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit",
  });

  // Days on the calendar of London, as people count them: tonight is today, whatever the hour.
  const dayNumber = (moment) => {
    const part = Object.fromEntries(london.formatToParts(moment).map(({ type, value }) => [type, value]));
    return Date.UTC(part.year, part.month - 1, part.day) / DAY;
  };

  const leftWords = (closes, now) => {
    const days = dayNumber(closes) - dayNumber(now);
    if (days < 1) return ` ${words.today}`;
    return ` ${days === 1 ? words.tomorrow : say(words.in_days, { count: days })}`;
  };

  // The way to apply gives place to the words that a page built now would say.
  const closeSection = (section, closed) => {
    for (const part of section.children) part.hidden = !/^H\d$/.test(part.tagName);
    const note = document.createElement("p");
    note.textContent = closed;
    section.append(note);
  };

  const closePage = () => {
    const badge = page.querySelector(".rb-status .rb-badge");
    badge.textContent = page.dataset.closed;
    badge.classList.remove("rb-badge--open", "rb-badge--example");
    for (const part of page.querySelectorAll(".rb-apply, .rb-apply-bar, .rb-calendar")) part.remove();
    const robots = document.createElement("meta");
    robots.name = "robots";
    robots.content = "noindex";
    document.head.append(robots);
  };

  const momentOf = (element) => Date.parse(element.dataset.closes);

  // Of several vacancies, those that have closed are told no more; when all have, only the last is.
  const closeLines = (over, open) => {
    over.sort((a, b) => momentOf(b) - momentOf(a));
    for (const [at, line] of over.entries()) {
      const { anchor, closed } = line.dataset;
      closeSection(document.getElementById(anchor).parentElement, closed);
      if (open.length || at > 0) line.remove();
      else line.textContent = closed;
    }
    if (open.length === 1) {
      for (const part of open[0].querySelectorAll("[data-alone]")) part.textContent = part.dataset.alone;
    }
    if (open.length === 0) closePage();
  };

  let lines = [...page.querySelectorAll(".rb-deadline")];
  let badges = [...page.querySelectorAll(".rb-path [data-closes]")];

  const refresh = () => {
    const now = Date.now();
    const isOver = (element) => momentOf(element) <= now;
    const over = lines.filter(isOver);
    lines = lines.filter((line) => !isOver(line));
    if (over.length) closeLines(over, lines);
    for (const badge of badges.filter(isOver)) badge.remove();
    badges = badges.filter((badge) => !isOver(badge));
    const waiting = [...lines, ...badges].filter((element) => element.dataset.closes);
    for (const line of lines) {
      if (line.dataset.closes) line.querySelector(".rb-left").textContent = leftWords(momentOf(line), now);
    }
    if (waiting.length) {
      const next = Math.min(...waiting.map((element) => momentOf(element) - now));
      setTimeout(refresh, Math.min(next, MINUTE));
    }
  };

  refresh();

  const list = page.querySelector(".rb-check");
  if (list) {
    const boxes = [...list.querySelectorAll("input")];
    const count = list.querySelector(".rb-check__count");
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      count.textContent = say(words.ticked, { ticked, all: boxes.length });
    };
    // Browsers would keep the ticks of a page that is loaded again.
    for (const box of boxes) box.autocomplete = "off";
    list.addEventListener("change", tell);
    tell();
  }

  // Narrow screens show each row as a block, which takes a table's meaning away in some browsers;
  // roles keep it. In the page itself they would say twice what its elements say.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const roleOf = ({ tagName, scope }) => ROLES[tagName] ?? (scope === "col" ? "columnheader" : "rowheader");
  for (const table of page.querySelectorAll(".rb-criteria")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      part.setAttribute("role", roleOf(part));
    }
  }

  // Marks the section that is being read in the list beside it.
  const links = new Map(
    [...document.querySelectorAll(".md-nav--secondary .md-nav__link")].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...page.querySelectorAll("h2[id], h3[id]")].filter(({ id }) => links.has(id));
  if (headings.length && "IntersectionObserver" in window) {
    let current = null;
    const frame = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
    const mark = () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
      const link = links.get(passed.at(-1)?.id);
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      if (link) frame.scrollTop = link.offsetTop - frame.clientHeight / 2;
      current = link;
    };
    const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -75% 0px" });
    headings.forEach((heading) => watch.observe(heading));
  }
})();
