// Lets readers sort tables marked data-sortable by a click on a column's heading.
"use strict";

(() => {
  // What a cell counts as: data-value where it has one, which may be empty; else its words.
  const valueOf = (cell, byNumber) => {
    const value = cell.dataset.value ?? cell.textContent.trim();
    return byNumber && value !== "" ? Number(value) : value;
  };

  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en-GB"));

  // What is not known comes last, whichever way the table is sorted.
  const inOrder = (a, b, falling) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    return falling ? compare(b, a) : compare(a, b);
  };

  const sortBy = (table, heading, column) => {
    const body = table.tBodies[0];
    const byNumber = heading.dataset.sort === "number";
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const rows = [...body.rows].map((row) => [valueOf(row.cells[column], byNumber), row]);
    rows.sort(([first], [second]) => inOrder(first, second, falling));
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...rows.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "rb-sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, heading, column));
      heading.append(button);
    });
  }
})();
