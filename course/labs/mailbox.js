// A mailbox instead of a list of controls: letters at the left, the one at hand to be read, and its decision beside it.
// Each letter has a control of its own (who sees to it), and a few places that are given to letters (with which to begin).

function letterItem(letter, open) {
  const where = element("span", { class: "mm-where" });
  const item = element("button", { type: "button", class: "mm-letter", "data-name": letter.key, tabindex: -1 },
    element("span", { class: "mm-from" }, letter.sender), element("span", { class: "mm-time" }, letter.time),
    element("span", { class: "mm-subject" }, letter.subject), where);
  item.addEventListener("click", () => open(letter.key, false));
  return { item, where };
}

// Gives a place to a letter; one that stood there takes the place that the letter leaves, if it leaves one.
function placed(values, places, place, key) {
  const left = places.find((other) => values[other] === key);
  const swapped = left && left !== place ? { [left]: values[place] } : {};
  return { ...values, ...swapped, [place]: key };
}

function decisionBox(model, letters, at) {
  const controls = Object.fromEntries(model.get("controls").map((control) => [control.name, control]));
  const places = model.get("controls").map(({ name }) => name).filter((name) => !letters.some(({ key }) => key === name));
  const change = (values) => { model.set("values", values); model.save_changes(); };
  const id = newId();
  const select = element("select", { id },
    ...controls[letters[0].key].options.map(([value, label]) => element("option", { value }, label)));
  select.addEventListener("change", () => change({ ...model.get("values"), [at()]: select.value }));
  select.addEventListener("keydown", keepKeys);
  const begins = places.map((place) => {
    const node = button(controls[place].label, "mm-quiet mm-begin",
      () => change(placed(model.get("values"), places, place, at())));
    return [place, node];
  });
  const show = () => {
    const values = model.get("values");
    select.value = values[at()];
    for (const [place, node] of begins) setAttribute(node, "aria-pressed", String(values[place] === at()));
  };
  const box = element("div", { class: "mm-decision" },
    element("label", { for: id }, "Who sees to it?"), select,
    element("div", { class: "mm-begins", role: "group", "aria-label": "When you begin with it" }, ...begins.map(([, node]) => node)));
  return { box, select, show, places };
}

function drawMailbox(model, list, pane) {
  const letters = model.get("letters");
  let current = letters[0].key;
  const heading = element("div", { class: "mm-letterhead" });
  const body = element("p", { class: "mm-letterbody", id: newId() });
  const decision = decisionBox(model, letters, () => current);
  setAttribute(decision.select, "aria-describedby", body.id);
  const nodes = new Map(letters.map((letter) => [letter.key, letterItem(letter, open)]));

  function open(key, focuses) {
    current = key;
    const letter = letters.find((each) => each.key === key);
    heading.replaceChildren(element("strong", {}, letter.subject), element("span", {}, `${letter.sender}, ${letter.time}`));
    setText(body, letter.text);
    for (const [name, { item }] of nodes) {
      setAttribute(item, "aria-current", String(name === key));
      item.tabIndex = name === key ? 0 : -1;
    }
    if (focuses) nodes.get(key).item.focus();
    decision.show();
  }

  function refresh() {
    const values = model.get("values");
    for (const { key } of letters) {
      const place = decision.places.find((name) => values[name] === key);
      const said = model.get("hands")[values[key]];
      const { item, where } = nodes.get(key);
      setText(where, `${place ? `${place}: ` : ""}${said}`);
      item.classList.toggle("mm-first", Boolean(place));
    }
    decision.show();
  }

  list.append(...[...nodes.values()].map(({ item }) => item));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -letters.length, End: letters.length }[event.key];
    keepKeys(event);
    if (step === undefined) return;
    event.preventDefault();
    const from = letters.findIndex(({ key }) => key === current);
    open(letters[Math.min(letters.length - 1, Math.max(0, from + step))].key, true);
  });
  pane.append(element("article", { class: "mm-letterpane", "aria-live": "polite" }, heading, body), decision.box);
  follow(model, "values", refresh);
  open(current, false);
}
