// The one script of the report. The page reads without it; its hash stands in the Content-Security-Policy.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const findings = all(".finding");
  const panel = one("#filters");
  if (!panel) return; // nothing was found: there is nothing to filter, to open or to copy
  const search = one("#search");
  const keys = one("#keys");
  const help = one("#help");
  const glance = one("#glance");
  const shown = () => findings.filter((item) => !item.hidden);

  function filter() {
    const severities = new Set(all("[name=severity]:checked", panel).map((box) => box.value));
    const family = one("#family").value, side = one("#side").value, state = one("#state").value;
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const item of findings) {
      const data = item.dataset, text = item.textContent.toLocaleLowerCase();
      item.hidden = !(severities.has(data.severity) && (!family || data.family === family) && (!side || data.sides.split(" ").includes(side)) &&
        (!state || data.state === state) && words.every((word) => text.includes(word)));
      for (const mark of all(`mark[data-finding="${data.id}"]`)) mark.classList.toggle("off", item.hidden);
    }
    for (const group of all(".group")) group.hidden = !all(".finding", group).some((item) => !item.hidden);
    const number = shown().length;
    const line = one("#shown");
    line.textContent = number === findings.length ? "" : line.dataset.said.replace("{shown}", number).replace("{all}", findings.length);
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement.closest(".finding"));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  async function copy(button) {
    const command = button.dataset.command;
    try {
      await navigator.clipboard.writeText(command);
    } catch {
      const area = document.createElement("textarea");
      area.value = command;
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const status = one("#status"), copied = status.dataset.copied, label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    button.textContent = copied;
    status.textContent = `${copied}: ${command}`;
    setTimeout(() => { button.textContent = label; }, 2000);
  }

  function look(id) {
    const item = document.getElementById(`finding-${id}`);
    if (!item) return false;
    const body = item.cloneNode(true);
    for (const part of all("[id]", body)) part.removeAttribute("id");
    const holder = one(".held", glance);
    holder.replaceChildren(...body.childNodes);
    holder.className = `held ${item.className}`;
    one("#to-list").href = `#finding-${id}`;
    if (!glance.open) glance.show();
    one("#close").focus();
    return true;
  }

  for (const part of all("[data-script]")) part.hidden = false;
  for (const box of all("input, select", panel)) box.addEventListener("input", filter);
  one("#reset").addEventListener("click", () => {
    for (const box of all("[name=severity]", panel)) box.checked = true;
    for (const box of all("select", panel)) box.value = "";
    search.value = "";
    filter();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-command]");
    if (button) return void copy(button);
    const chip = event.target.closest(".rows .chip, .rows mark[data-finding]");
    if (chip && !event.ctrlKey && !event.metaKey && !String(getSelection())) {
      const mark = chip.closest("mark");
      if (look(mark.dataset.finding)) {
        event.preventDefault();
        glance.dataset.from = mark.id;
      }
    }
  });
  one("#close").addEventListener("click", () => glance.close());
  one("#to-list").addEventListener("click", () => glance.close());
  one("#close-help").addEventListener("click", () => help.close());
  one("#show-help").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && glance.open) {
      glance.close();
      const mark = document.getElementById(glance.dataset.from);
      const chip = mark && one(".chip", mark);
      if (chip) chip.focus();
      return;
    }
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea") || help.open) return;
    const action = {
      j: () => step(1),
      k: () => step(-1),
      "/": () => search.focus(),
      f: () => one("input, select", panel).focus(),
      "?": () => help.showModal(),
      w: () => {
        const button = one("button[data-command]", document.activeElement.closest(".finding, dialog") || document.createElement("p"));
        if (button) copy(button);
      },
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  addEventListener("hashchange", () => {
    const item = location.hash.startsWith("#finding-") && document.getElementById(location.hash.slice(1));
    if (item && item.closest("[hidden]")) one("#reset").click();
    if (item) item.focus({ preventScroll: true });
  });
})();
