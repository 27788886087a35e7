// What every page script of the labs needs. Joined before each (assets.py), since a widget's script is one text.
// Each lab loads it anew, so ids are made unique by chance and not by counting alone.
const lot = Math.random().toString(36).slice(2, 8);
let count = 0;
const newId = () => `mm-${lot}-${++count}`;

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== "") node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// JupyterLab takes plain keys from a focused control unless they stop here; its own shortcuts still pass.
function keepKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return;
  event.stopPropagation();
}

function button(text, className, act) {
  const node = element("button", { type: "button", class: className }, text);
  node.addEventListener("click", act);
  node.addEventListener("keydown", keepKeys);
  return node;
}

// Does what follows from a trait now, and at each of its changes.
function follow(model, trait, refresh) {
  model.on(`change:${trait}`, refresh);
  refresh();
}

// Returns a condition that is met, not met, or not told yet (null), by a sign and a word and never by color alone.
function markItem([met, text]) {
  const [kind, sign] = met === null ? ["mm-untold", "? predict"] : met ? ["mm-met", "✓ kept"] : ["mm-unmet", "✗ not yet"];
  return element("li", { class: kind }, element("span", { class: "mm-sign" }, sign), ` ${text}`);
}

// Returns the head and the body of a table, each line headed by its first cell; a corner without words heads nothing.
function tableParts(head, rows) {
  const names = head.map((name) => (name === "" ? element("td") : element("th", { scope: "col" }, name)));
  return [element("thead", {}, element("tr", {}, ...names)),
    element("tbody", {}, ...rows.map(([first, ...rest]) =>
      element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell)))))];
}

// Returns the button that keeps a plan, with a line for the reason where one is asked for, and what came of it.
function keepRow(model, label, asksBecause) {
  const id = newId();
  const reason = element("input", { id, type: "text", maxlength: 400, autocomplete: "off" });
  reason.addEventListener("keydown", keepKeys);
  const keep = button(label, "mm-keep", () => model.send({ do: "keep", because: reason.value }));
  const status = element("span", { class: "mm-status", role: "status" });
  follow(model, "status", () => { status.textContent = model.get("status"); });
  const why = asksBecause ? [element("label", { for: id }, "Because (optional, 60 words at most)"), reason] : [];
  return element("div", { class: "mm-keeprow" }, ...why, keep, status);
}

// Tells the kernel that nothing has changed for a while, so that the notebook keeps what the lab shows now.
const REST_MS = 2000;
function restAfter(model, traits) {
  let timer = null;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => model.send({ do: "rest" }), REST_MS);
  };
  for (const trait of traits) model.on(`change:${trait}`, later);
}

// Returns the line that says that a lab opens on what was kept, with the way back to its first view.
function openedLine(model) {
  const words = element("span");
  const back = button("Back to the first view", "mm-quiet", () => model.send({ do: "start again" }));
  const line = element("p", { class: "mm-opened" }, words, " ", back);
  follow(model, "opened", () => {
    if (line.hidden === false && line.contains(document.activeElement) && !model.get("opened")) {
      line.closest(".mm-lab")?.querySelector("input, select")?.focus();
    }
    setText(words, model.get("opened"));
    line.hidden = !model.get("opened");
  });
  return line;
}
