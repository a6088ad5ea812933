// Lets readers sort tables marked data-sortable by a click on a column's heading.
"use strict";

(() => {
  const valueOf = (cell, byNumber) =>
    byNumber ? Number(cell.dataset.value) : cell.textContent.trim();

  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en-GB"));

  const sortBy = (table, heading, column) => {
    const body = table.tBodies[0];
    const byNumber = heading.dataset.sort === "number";
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const rows = [...body.rows];
    rows.sort((first, second) => {
      const order = compare(
        valueOf(first.cells[column], byNumber),
        valueOf(second.cells[column], byNumber),
      );
      return falling ? -order : order;
    });
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    body.append(...rows);
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
