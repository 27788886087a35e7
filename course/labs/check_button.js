// A button that saves the notebook it stands in, and a table of what the check said.
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function save(node) {
  const panel = node.closest(".jp-NotebookPanel");
  const button = panel?.querySelector('[data-command="docmanager:save"], .jp-ToolbarButtonComponent[title^="Save"]');
  button?.click();
}

function render({ model, el }) {
  const button = element("button", { type: "button", class: "mm-keep" }, "Check my work");
  const status = element("p", { class: "mm-status", role: "status" });
  const table = element("table", {});
  const root = element("section", { class: "mm-lab mm-check", "aria-label": "Check my work" },
    button, status, element("div", { class: "mm-table" }, table));
  button.addEventListener("click", () => {
    status.textContent = "Saving and running your notebook; this takes some ten seconds …";
    model.send({ do: "pressed" });
    setTimeout(() => { save(el); model.send({ do: "check" }); }, 150);
  });
  const say = () => { if (model.get("status")) status.textContent = model.get("status"); };
  const fill = () => {
    const rows = model.get("rows");
    if (!rows.length) return table.replaceChildren();
    const head = ["Exercise", "Points", "What to do"].map((h) => element("th", { scope: "col" }, h));
    const body = rows.map(([name, points, advice]) => element("tr", {},
      element("th", { scope: "row" }, name), element("td", {}, points), element("td", { class: "mm-advice" }, advice)));
    table.replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
  };
  model.on("change:status", say);
  model.on("change:rows", fill);
  say();
  fill();
  el.append(root);
}

export default { render };
