// What a lab asks and what it is asked: a prediction before it tells, and hints.

// Asks for a prediction, and afterwards tells it beside what is so.
function predictionBox(model) {
  const { question, options } = model.get("prediction");
  const name = newId();
  const radios = options.map(([value, label]) => {
    const input = element("input", { type: "radio", name, value });
    input.addEventListener("keydown", keepKeys);
    input.addEventListener("change", () => { keep.disabled = false; });
    return element("label", { class: "mm-option" }, input, ` ${label}`);
  });
  const keep = button("Keep my prediction", "mm-keep", () => {
    const chosen = form.querySelector("input:checked");
    if (chosen) model.send({ do: "predict", value: chosen.value });
  });
  keep.disabled = true;
  const form = element("fieldset", { class: "mm-predict" },
    element("legend", {}, `Predict first: ${question}`), element("div", { class: "mm-options" }, ...radios), keep);
  const said = element("p", { class: "mm-predicted", role: "status" });
  follow(model, "told", () => {
    const hadFocus = form.contains(document.activeElement);
    form.hidden = model.get("told");
    if (hadFocus && form.hidden) form.closest(".mm-lab")?.querySelector(".mm-controls :is(input, select)")?.focus();
  });
  follow(model, "predicted", () => { setText(said, model.get("predicted")); said.hidden = !model.get("predicted"); });
  return [form, said];
}

// Hints come one at a time, and only when they are asked for.
function hintBox(model, waits = true) {
  const list = element("ol", { class: "mm-hints", "aria-live": "polite", "aria-label": "Hints" });
  const ask = button("Hint", "mm-quiet", () => model.send({ do: "hint" }));
  follow(model, "hints", () => {
    list.replaceChildren(...model.get("hints").map(([rung, words]) =>
      element("li", {}, ...(rung ? [element("strong", {}, `${rung}: `)] : []), words)));
    setText(ask, model.get("hints").length ? "Next hint" : "Hint");
  });
  const box = element("div", { class: "mm-hintbox" }, ask, list);
  if (waits) follow(model, "told", () => { box.hidden = !model.get("told"); });
  return box;
}
