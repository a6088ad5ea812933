// Filters and sorts the lists of vacancies and of roles. What is chosen stands in the address, so
// that a search can be kept and sent; nothing is stored. Of a long list the page holds the beginning,
// and the rest is fetched from the page that has all of it.
"use strict";

(() => {
  // How many entries stand on the page at once; more are shown on request.
  const STEP = 25;
  // How many entries are read without a break, so that no tap on the page has to wait long.
  const PART = 50;
  const DAY = 24 * 60 * 60 * 1000;
  const UNKNOWN = -1;

  // The day in London, as 2027-01-29; days that are written so can be compared as words.
  const londonDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" });

  const language = document.documentElement.lang || "en";
  const number = new Intl.NumberFormat(language);
  const plural = new Intl.PluralRules(language);

  // A message of the catalogue of words, which the page has for this script.
  const say = (message, values) => {
    const text = typeof message === "string" ? message : message[plural.select(values.count)] ?? message.other;
    const shown = (value) => (typeof value === "number" ? number.format(value) : value);
    return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  };

  const plainWords = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // What the script knows of an entry; its words are read when they are first looked for.
  const readEntry = (element, at) => {
    const { in: choices, pay, closes, opened } = element.dataset;
    return {
      element,
      at,
      choices: choices ? choices.split(" ").map(Number) : [],
      pay: pay ? Number(pay) : UNKNOWN,
      closes: closes ? Date.parse(closes) : Infinity,
      lastDay: closes ? closes.slice(0, 10) : "9999-12-31",
      opened: opened || "",
      words: null,
    };
  };

  const wordsOf = (entry) => (entry.words ??= plainWords(entry.element.textContent));

  const titleOf = (entry) => entry.element.querySelector("a").textContent;

  const ORDERS = {
    closing: (a, b) => a.at - b.at,
    newest: (a, b) => (a.opened < b.opened) - (a.opened > b.opened) || a.at - b.at,
    pay: (a, b) => b.pay - a.pay || a.at - b.at,
    title: (a, b) => titleOf(a).localeCompare(titleOf(b), "en-GB") || a.at - b.at,
  };

  class List {
    constructor(root) {
      this.messages = JSON.parse(root.dataset.words);
      this.form = root.querySelector(".rb-filters");
      this.all = root.querySelector(".rb-filters__all");
      this.list = root.querySelector(".rb-entries");
      this.matching = root.querySelector(".rb-matching");
      this.used = root.querySelector(".rb-filters__used");
      this.nothing = root.querySelector(".rb-nothing");
      this.more = root.querySelector(".rb-more");
      this.sorting = root.querySelector(".rb-sorting");
      this.sort = root.querySelector("#list-sort");
      this.boxes = [...this.form.querySelectorAll('input[type="checkbox"]')];
      this.counted = this.boxes.map((box) => ({
        element: box.closest("label").querySelector(".rb-count"),
        group: box.closest("details"),
        count: null,
      }));
      const names = [...new Set(this.boxes.map((box) => box.name))];
      // The group of each choice, by the place of the choice in the form.
      this.groups = this.boxes.map((box) => names.indexOf(box.name));
      this.groupCount = names.length;
      this.words = this.form.elements.words;
      this.pay = this.form.elements.pay;
      this.closing = this.form.elements.closing;
      // Options say how many match as well; these are their words without.
      this.optionWords = new Map();
      for (const select of [this.pay, this.closing]) {
        for (const option of select?.options ?? []) this.optionWords.set(option, option.text);
      }
      this.shown = [...this.list.children];
      this.entries = this.shown.map(readEntry);
      this.whole = root.dataset.whole && new URL(root.dataset.whole, location.href);
      this.orders = {};
      this.limit = STEP;
      this.writing = 0;
    }

    // Reads the entries that are not on the page, each of which is a line of the page that has all.
    async readRest() {
      const answer = await fetch(this.whole);
      if (!answer.ok) throw new Error(`${this.whole}: ${answer.status}`);
      const list = (await answer.text()).split('<ul class="rb-entries">')[1].split("</ul>")[0];
      const lines = list.split("\n").filter((line) => line.startsWith("<li"));
      for (let at = this.entries.length; at < lines.length; at += PART) {
        const part = document.createElement("template");
        part.innerHTML = lines.slice(at, at + PART).join("");
        for (const element of part.content.children) {
          this.entries.push(readEntry(element, this.entries.length));
        }
        await new Promise((go) => setTimeout(go));
      }
    }

    // Gives an entry as it stands on this page: links of the other page begin elsewhere.
    placed(element) {
      const link = element.querySelector('a[href^="../../"]');
      if (link && this.whole) link.href = new URL(link.getAttribute("href"), this.whole).href;
      return element;
    }

    listen(root) {
      const changed = () => {
        this.limit = STEP;
        this.update();
        // Browsers allow few changes of the address within a short time.
        clearTimeout(this.writing);
        this.writing = setTimeout(() => this.writeAddress(), 250);
      };
      this.form.addEventListener("input", changed);
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.sort?.addEventListener("change", changed);
      for (const button of root.querySelectorAll(".rb-clear")) {
        button.addEventListener("click", () => {
          this.clear();
          changed();
          // The button goes with the empty list; focus must not be lost with it.
          if (!button.checkVisibility?.()) this.matching.focus();
        });
      }
      this.more.firstElementChild.addEventListener("click", () => {
        const next = this.limit;
        this.limit += STEP;
        this.update();
        this.writeAddress();
        this.list.children[next]?.querySelector("a").focus();
      });
      root.querySelector(".rb-nothing__ways").addEventListener("click", (event) => {
        const way = this.ways?.[event.target.dataset.way];
        if (!way) return;
        way.loosen();
        changed();
        this.matching.focus();
      });
      addEventListener("popstate", () => {
        this.readAddress();
        this.update();
      });
      // A link to a place on this page is followed without what was chosen being lost.
      addEventListener("pagehide", () => {
        clearTimeout(this.writing);
        this.writeAddress();
      });
      // Counting goes on in what is opened; the event does not bubble.
      this.form.addEventListener(
        "toggle",
        () => this.found && this.count(this.found, Date.now()),
        true,
      );
      const wide = matchMedia("(min-width: 60em)");
      const fold = () => (this.all.open = wide.matches);
      wide.addEventListener("change", fold);
      fold();
    }

    start(root) {
      this.listen(root);
      this.matching.tabIndex = -1;
      this.readAddress();
      this.form.hidden = false;
      if (this.sorting) this.sorting.hidden = false;
      this.update();
      this.wait();
    }

    // The state of the list in the address

    readAddress() {
      this.limit = history.state?.shown ?? STEP;
      const asked = new URLSearchParams(location.search);
      const isChosen = (box) => asked.getAll(box.name).includes(box.value);
      for (const box of this.boxes) {
        box.checked = isChosen(box);
        if (box.checked) box.closest(".rb-filter").open = true;
      }
      this.words.value = asked.get("words") ?? "";
      for (const [select, key] of [[this.pay, "pay"], [this.closing, "closing"], [this.sort, "sort"]]) {
        if (!select) continue;
        const value = asked.get(key) ?? "";
        const known = [...select.options].some((option) => option.value === value);
        select.value = known ? value : select.options[0].value;
      }
    }

    writeAddress() {
      const state = new URLSearchParams();
      if (this.words.value.trim()) state.append("words", this.words.value.trim());
      for (const box of this.boxes) if (box.checked) state.append(box.name, box.value);
      if (this.pay?.value) state.append("pay", this.pay.value);
      if (this.closing?.value) state.append("closing", this.closing.value);
      if (this.sort && this.sort.selectedIndex > 0) state.append("sort", this.sort.value);
      const query = state.toString();
      const address = location.pathname + (query ? `?${query}` : "") + location.hash;
      // How many are shown is no part of the address: it belongs to this visit alone.
      const here = location.pathname + location.search + location.hash;
      if (address !== here || (history.state?.shown ?? STEP) !== this.limit) {
        history.replaceState({ ...history.state, shown: this.limit }, "", address);
      }
    }

    clear() {
      for (const box of this.boxes) box.checked = false;
      this.words.value = "";
      for (const select of [this.pay, this.closing]) if (select) select.value = "";
    }

    // What matches

    chosen() {
      return {
        words: plainWords(this.words.value).split(/\s+/).filter(Boolean),
        boxes: this.boxes.map((box) => box.checked),
        pay: Number(this.pay?.value ?? 0),
        days: Number(this.closing?.value ?? 0),
      };
    }

    // Gives the entries that match, and for each choice how many would, with the others as they are.
    find(chosen, now) {
      const { boxes, words, pay, days } = chosen;
      const groups = this.groups;
      const active = new Uint8Array(this.groupCount);
      boxes.forEach((isOn, at) => isOn && (active[groups[at]] = 1));
      const activeCount = active.reduce((sum, each) => sum + each, 0);
      const soon = days ? londonDay.format(now + days * DAY) : "9999-12-31";
      const met = new Uint8Array(this.groupCount);
      const counts = new Uint32Array(boxes.length);
      const found = { entries: [], counts, pays: [], lastDays: [], open: 0 };
      for (const entry of this.entries) {
        if (entry.closes <= now) continue;
        found.open += 1;
        if (words.length && !words.every((word) => wordsOf(entry).includes(word))) continue;
        const choices = entry.choices;
        let missing = activeCount;
        if (activeCount) {
          met.fill(0);
          for (let i = 0; i < choices.length; i += 1) {
            const group = groups[choices[i]];
            if (boxes[choices[i]] && !met[group]) {
              met[group] = 1;
              missing -= 1;
            }
          }
        }
        const payMet = !pay || entry.pay >= pay;
        const closingMet = entry.lastDay <= soon;
        if (!payMet) missing += 1;
        if (!closingMet) missing += 1;
        // One filter that is not met: the entry would match with another choice in that filter.
        if (missing > 1) continue;
        for (let i = 0; i < choices.length; i += 1) {
          const group = groups[choices[i]];
          if (missing === 0 || (active[group] && !met[group])) counts[choices[i]] += 1;
        }
        if (missing === 0 || !payMet) found.pays.push(entry.pay);
        if (missing === 0 || !closingMet) found.lastDays.push(entry.lastDay);
        if (missing === 0) found.entries.push(entry);
      }
      return found;
    }

    inOrder(entries) {
      const key = this.sort?.value ?? "closing";
      if (!this.sort || this.sort.selectedIndex === 0) return entries;
      if (!this.orders[key]) {
        const places = new Uint32Array(this.entries.length);
        [...this.entries].sort(ORDERS[key]).forEach((entry, place) => (places[entry.at] = place));
        this.orders[key] = places;
      }
      const places = this.orders[key];
      return [...entries].sort((a, b) => places[a.at] - places[b.at]);
    }

    update() {
      const now = Date.now();
      const chosen = this.chosen();
      const found = this.find(chosen, now);
      this.show(this.inOrder(found.entries));
      this.tell(found, this.inUse(chosen));
      this.count(found, now);
      this.advise(found, chosen, now);
    }

    // Keeps in the page only what is shown: the fewer elements there are, the quicker it answers.
    show(entries) {
      const wanted = entries.slice(0, this.limit).map((entry) => this.placed(entry.element));
      const same =
        wanted.length === this.shown.length && wanted.every((each, at) => each === this.shown[at]);
      if (!same) this.list.replaceChildren(...wanted);
      this.shown = wanted;
      this.list.hidden = wanted.length === 0;
      const rest = entries.length - wanted.length;
      this.more.hidden = rest === 0;
      const next = Math.min(rest, STEP);
      this.more.firstElementChild.textContent = say(this.messages.more, { next, all: this.inWords(entries.length) });
    }

    inWords(count) {
      return say(this.messages.count, { count });
    }

    tell(found, used) {
      const all = this.inWords(found.open);
      const words = used ? say(this.messages.matching, { count: found.entries.length, all }) : all;
      if (this.matching.textContent !== words) this.matching.textContent = words;
      this.used.textContent = used ? ` ${say(this.messages.in_use, { used })}` : "";
      this.form.classList.toggle("rb-filters--used", used > 0);
    }

    inUse(chosen) {
      const boxes = chosen.boxes.filter(Boolean).length;
      return boxes + (chosen.words.length > 0) + (chosen.pay > 0) + (chosen.days > 0);
    }

    count(found, now) {
      this.found = found;
      this.counted.forEach((choice, at) => {
        const count = found.counts[at];
        // What is folded away is counted when it is opened.
        if (choice.count === count || !choice.group.open) return;
        choice.element.textContent = `(${number.format(count)})`;
        if (count === 0 || !choice.count) {
          choice.element.parentElement.classList.toggle("rb-none-left", count === 0);
        }
        choice.count = count;
      });
      const putOptions = (select, countUpTo) => {
        for (const option of select?.options ?? []) {
          if (!option.value) continue;
          const count = countUpTo(Number(option.value));
          const words = `${this.optionWords.get(option)} (${number.format(count)})`;
          if (option.text !== words) option.text = words;
        }
      };
      putOptions(this.pay, (least) => found.pays.filter((pay) => pay >= least).length);
      putOptions(this.closing, (days) => {
        const soon = londonDay.format(now + days * DAY);
        return found.lastDays.filter((day) => day <= soon).length;
      });
    }

    // Where nothing matches: says which filter to loosen, and what would then match.
    advise(found, chosen, now) {
      const none = found.entries.length === 0;
      this.nothing.hidden = !none;
      if (!none) return;
      this.ways = this.possibleWays(chosen, now);
      const advice = this.nothing.querySelector(".rb-nothing__advice");
      advice.textContent = this.ways.length
        ? this.messages.loosen
        : this.messages.loosen_several;
      const items = this.ways.map((way, at) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "rb-button";
        button.dataset.way = at;
        button.textContent = `${way.words} (${this.inWords(way.count)})`;
        item.append(button);
        return item;
      });
      this.nothing.querySelector(".rb-nothing__ways").replaceChildren(...items);
    }

    possibleWays(chosen, now) {
      const ways = [];
      const consider = (words, loosened, loosen) => {
        const count = this.find({ ...chosen, ...loosened }, now).entries.length;
        if (count > 0) ways.push({ words, count, loosen });
      };
      if (chosen.words.length) {
        const words = say(this.messages.words, { words: this.words.value.trim() });
        consider(words, { words: [] }, () => (this.words.value = ""));
      }
      const names = new Set(this.boxes.filter((box) => box.checked).map((box) => box.name));
      for (const name of names) {
        const own = this.boxes.filter((box) => box.name === name && box.checked);
        const labels = own.map((box) => box.nextElementSibling.textContent).join(", ");
        const title = own[0].closest("fieldset").querySelector("legend").textContent;
        const boxes = chosen.boxes.map((isOn, at) => isOn && this.boxes[at].name !== name);
        consider(say(this.messages.way, { filter: title, choices: labels }), { boxes }, () => {
          for (const box of own) box.checked = false;
        });
      }
      for (const [select, key] of [[this.pay, "pay"], [this.closing, "days"]]) {
        if (!chosen[key]) continue;
        const title = select.labels[0].textContent;
        const words = say(this.messages.way, {
          filter: title,
          choices: this.optionWords.get(select.selectedOptions[0]).toLowerCase(),
        });
        consider(words, { [key]: 0 }, () => (select.value = ""));
      }
      return ways.sort((a, b) => b.count - a.count);
    }

    // A vacancy leaves the list at its minute, also on a page that stays open.
    wait() {
      const now = Date.now();
      let next = Infinity;
      for (const { closes } of this.entries) if (closes > now && closes < next) next = closes;
      if (next - now < DAY) {
        setTimeout(() => {
          this.update();
          this.wait();
        }, next - now);
      }
    }
  }

  for (const root of document.querySelectorAll(".rb-list")) {
    if (!root.querySelector(".rb-filters")) continue;
    const list = new List(root);
    if (!list.whole) list.start(root);
    // Where the rest of a long list does not come, the link to all of it is there.
    else list.readRest().then(() => list.start(root), (error) => console.warn(error));
  }
  const whole = document.querySelector(".rb-whole-list");
  if (whole) {
    for (const entry of whole.querySelectorAll("[data-closes]")) {
      if (Date.parse(entry.dataset.closes) <= Date.now()) entry.remove();
    }
    const told = whole.querySelector(".rb-matching");
    const messages = JSON.parse(told.dataset.words);
    told.textContent = say(messages.count, { count: whole.querySelectorAll(".rb-entries > li").length });
  }
})();
