// Draws a lab: native labeled controls, a described picture, a sentence, marks and a table.

function shown(control, value) {
  const number = Number(value) * control.scale;
  const text = Math.abs(number).toLocaleString("en-US", {
    minimumFractionDigits: control.decimals,
    maximumFractionDigits: control.decimals,
  });
  const zero = Number(text.replace(/,/g, "")) === 0;
  const sign = zero ? "" : number < 0 ? "−" : control.signed ? "+" : "";
  const unit = control.unit.startsWith("%") ? control.unit : ` ${control.unit}`;
  return `${sign}${control.prefix}${text}${unit}`.trim();
}

function slider(control, id, change) {
  const number = element("output", { for: id, class: "mm-number", "aria-live": "off" });
  const input = element("input", {
    id, type: "range", min: control.low, max: control.high, step: control.step,
    "aria-describedby": control.help ? `${id}-help` : null,
  });
  const show = (value) => {
    if (Number(input.value) !== Number(value)) input.value = value;
    number.textContent = shown(control, value);
    input.setAttribute("aria-valuetext", number.textContent);
  };
  input.addEventListener("input", () => { show(input.value); change(Number(input.value)); });
  input.addEventListener("keydown", keepKeys);
  const head = element("div", { class: "mm-head" }, element("label", { for: id }, control.label), number);
  return [[head, input], show];
}

function tick(control, id, change) {
  const input = element("input", { id, type: "checkbox", "aria-describedby": control.help ? `${id}-help` : null });
  const show = (value) => { input.checked = Boolean(value); };
  input.addEventListener("change", () => change(input.checked));
  input.addEventListener("keydown", keepKeys);
  const number = element("span", { class: "mm-number" }, control.unit);
  return [[element("div", { class: "mm-head" }, element("label", { for: id }, input, ` ${control.label}`), number)], show];
}

function choice(control, id, change) {
  const input = element("select", { id, "aria-describedby": control.help ? `${id}-help` : null },
    ...control.options.map(([value, label]) => element("option", { value }, label)));
  const show = (value) => { input.value = value; };
  input.addEventListener("change", () => change(input.value));
  input.addEventListener("keydown", keepKeys);
  const label = control.unit ? `${control.label} (${control.unit})` : control.label;
  return [[element("div", { class: "mm-head" }, element("label", { for: id }, label)), input], show];
}

const KINDS = { slider, tick, choice };

// Shows a control's help in the pane while it is at hand; screen readers have it as the control's description.
function readIn(pane, box, control) {
  const read = () => pane.replaceChildren(element("strong", {}, control.label), ` ${control.help || "–"}`);
  box.addEventListener("focusin", read);
  box.addEventListener("pointerenter", read);
  if (!pane.hasChildNodes()) read();
}

function drawControls(model, root, pane) {
  const shows = {};
  for (const control of model.get("controls")) {
    const id = newId();
    const change = (value) => {
      model.set("values", { ...model.get("values"), [control.name]: value });
      model.save_changes();
    };
    const [parts, show] = KINDS[control.kind](control, id, change);
    const help = control.help ? [element("div", { id: `${id}-help`, class: "mm-help" }, control.help)] : [];
    const box = element("div", { class: "mm-control", "data-name": control.name }, ...parts, ...help);
    if (pane) readIn(pane, box, control);
    root.append(box);
    shows[control.name] = show;
  }
  follow(model, "values", () => {
    const values = model.get("values");
    for (const [name, show] of Object.entries(shows)) show(values[name]);
  });
}

function drawMarks(model, list) {
  follow(model, "marks", () => {
    list.replaceChildren(...model.get("marks").map(markItem));
    list.hidden = model.get("marks").length === 0;
  });
}

function drawTable(model, details) {
  const table = element("table");
  follow(model, "table", () => {
    const [head, ...rows] = model.get("table");
    details.hidden = !head;
    if (head) table.replaceChildren(...tableParts(head, rows));
  });
  details.append(table);
}

function render({ model, el }) {
  const title = newId();
  const mail = model.get("letters").length > 0;
  const controls = element("div", { class: mail ? "mm-controls mm-letters" : "mm-controls", role: "group", "aria-label": mail ? "Letters" : "Controls" });
  const image = element("img", { class: "mm-picture", draggable: "false" });
  const frame = element("div", { class: "mm-frame" }, image);
  const sentence = element("p", { class: "mm-sentence", role: "status" });
  const marks = element("ul", { class: "mm-marks" });
  const details = element("details", { class: "mm-table" }, element("summary", {}, "The numbers as a table"));
  const words = element("div", { class: "mm-words" }, ...(model.get("has_hints") ? [hintBox(model)] : []), marks);
  const letter = element("div", { class: "mm-mail" });
  const stage = element("div", { class: "mm-stage" }, element("div", { class: "mm-scroll" }, frame), sentence);
  const right = element("div", { class: "mm-right" }, ...(mail ? [letter] : []), stage, words);
  const pane = model.get("reads") && !mail ? element("div", { class: "mm-pane", "aria-hidden": "true" }) : null;
  const asks = model.get("prediction").question ? predictionBox(model) : [];
  const root = element("section", { class: `mm-lab${pane ? " mm-reads" : ""}${mail ? " mm-mailbox" : ""}`, "aria-labelledby": title },
    element("div", { id: title, class: "mm-title" }, model.get("title")),
    element("p", { class: "mm-question" }, model.get("question")),
    openedLine(model), ...asks,
    ...(pane ? [pane] : []),
    element("div", { class: "mm-body" }, controls, right));
  if (mail) drawMailbox(model, controls, letter);
  else drawControls(model, controls, pane);
  const release = drawPicture(model, image);
  veil(model, image);
  drawHandles(model, frame);
  follow(model, "sentence", () => { setText(sentence, model.get("sentence")); });
  drawMarks(model, marks);
  drawTable(model, details);
  if (model.get("keeps")) root.append(keepRow(model, model.get("keep_label"), model.get("asks_because")));
  root.append(details);
  el.append(root);
  restAfter(model, ["png", "sentence"]);
  const stop = tellPixelRatio(model, image);
  return () => { stop(); release(); };
}

export default { render };
