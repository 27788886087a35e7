// The rubric as choices, one for each criterion, with what the samples earned on it.
function drawCriterion(model, [name, levels], place) {
  const group = newId();
  const inputs = levels.map((text, level) => {
    const input = element("input", { type: "radio", name: group, value: String(level) });
    input.addEventListener("change", () => {
      model.set("chosen", { ...model.get("chosen"), [name]: level });
      model.save_changes();
    });
    input.addEventListener("keydown", keepKeys);
    return element("label", { class: "mm-level" }, input, element("b", {}, String(level)), ` ${text}`);
  });
  follow(model, "chosen", () => inputs.forEach((label, level) => {
    label.firstChild.checked = model.get("chosen")[name] === level;
  }));
  const earned = model.get("samples").map((sample) => {
    const [points, why] = sample.marks[place];
    return element("p", { class: "mm-help" }, element("b", {}, `${sample.title}: ${points}.`), ` ${why}`);
  });
  return element("fieldset", { class: "mm-criterion" }, element("legend", {}, name), ...inputs, ...earned);
}

function render({ model, el }) {
  const title = newId();
  const sentence = element("p", { class: "mm-sentence", role: "status" });
  follow(model, "sentence", () => { sentence.textContent = model.get("sentence"); });
  const samples = model.get("samples").map((sample) => element("details", { class: "mm-sample" },
    element("summary", {}, `Read ${sample.title.toLowerCase().replace(/.$/, (letter) => letter.toUpperCase())}`), element("p", {}, sample.text)));
  el.append(element("section", { class: "mm-lab mm-own", "aria-labelledby": title },
    element("div", { id: title, class: "mm-title" }, "Mark your own text"),
    element("p", { class: "mm-question" },
      "Read what you wrote once more, as the person who gets it. Which level does it reach? The mark is for you alone."),
    element("div", { class: "mm-samples" }, ...samples),
    element("div", { class: "mm-criteria" }, ...model.get("criteria").map((one, place) => drawCriterion(model, one, place))),
    sentence, keepRow(model, "Keep my mark", false)));
}

export default { render };
