// The one script of the campaign's page. The page reads without it; its hash stands in the Content-Security-Policy.
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const rows = [...document.querySelectorAll("tbody tr")];
  const verdict = one("#verdict"), search = one("#search"), line = one("#shown");

  function filter() {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLocaleLowerCase();
      row.hidden = !((!verdict.value || row.dataset.states.split(" ").includes(verdict.value)) && words.every((word) => text.includes(word)));
      shown += row.hidden ? 0 : 1;
    }
    line.textContent = shown === rows.length ? "" : line.dataset.said.replace("{shown}", shown).replace("{all}", rows.length);
  }

  function sort(button) {
    const head = button.closest("th"), column = Number(button.dataset.column);
    // Names begin at A, verdicts at the gravest; the same button again turns the order round.
    const turned = head.getAttribute("aria-sort") === (column < 0 ? "ascending" : "descending");
    for (const other of document.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", (column < 0) !== turned ? "ascending" : "descending");
    const rank = (row) => Number(row.dataset.ranks.split(" ")[column]);
    const order = (one, other) => column < 0 ? 0 : rank(other) - rank(one);
    const sorted = [...rows].sort((one, other) => (order(one, other) || rows.indexOf(one) - rows.indexOf(other)) * (turned ? -1 : 1));
    one("tbody").append(...sorted);
  }

  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
  for (const button of document.querySelectorAll("thead button")) button.addEventListener("click", () => sort(button));
  verdict.addEventListener("change", filter);
  search.addEventListener("input", filter);
})();
