// A button that saves the notebook it stands in, and a table of what the check said.
function save(node) {
  const panel = node.closest(".jp-NotebookPanel");
  panel?.querySelector('[data-command="docmanager:save"], .jp-ToolbarButtonComponent[title^="Save"]')?.click();
}

// Shows the cell that asks an exercise, and selects it.
function goTo(node, place) {
  const cell = node.closest(".jp-Notebook")?.querySelector(`.jp-Cell[data-windowed-list-index="${place}"]`);
  if (!cell) return;
  cell.scrollIntoView({ block: "start" });
  cell.focus({ preventScroll: true });
}

function nameOf(row, place, el) {
  const [name, ...rest] = row;
  return place === null || place === undefined ? row : [button(name, "mm-link", () => goTo(el, place)), ...rest];
}

function render({ model, el }) {
  const status = element("p", { class: "mm-status", role: "status" });
  const table = element("table");
  const check = button("Check my work", "mm-keep", () => {
    status.textContent = "Saving and running your notebook; this takes some ten seconds …";
    model.send({ do: "pressed" });
    setTimeout(() => { save(el); model.send({ do: "check" }); }, 150);
  });
  follow(model, "status", () => { if (model.get("status")) status.textContent = model.get("status"); });
  follow(model, "rows", () => {
    const rows = model.get("rows").map((row, at) => nameOf(row, model.get("places")[at], el));
    table.replaceChildren(...(rows.length ? tableParts(["Exercise", "Points", "What to do"], rows) : []));
  });
  el.append(element("section", { class: "mm-lab mm-check", "aria-label": "Check my work" },
    check, status, element("div", { class: "mm-table" }, table)));
}

export default { render };
