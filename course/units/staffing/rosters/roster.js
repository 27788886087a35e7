// Draws the roster lab: a grid of people and days that is edited by keyboard and mouse, its troubles in words,
// and the solver's search. Letters stand at once; what they break comes back from the kernel.
const OFF = ".";
const WEEK = 7;

// The roster as the page has it: the kernel's lines, and on top the letters whose echo has not come back.
class Lines {
  constructor(model) {
    this.model = model;
    this.sent = 0;
    this.lines = { ...model.get("state").lines };
  }

  letter(nurse, day) { return this.lines[nurse][day]; }

  put(nurse, day, shift) {
    const line = this.lines[nurse];
    this.lines[nurse] = line.slice(0, day) + shift + line.slice(day + 1);
    this.sent += 1;
    this.model.send({ do: "edit", nurse, day, shift, echo: [lot, this.sent] });
  }

  // Returns whether what the kernel says is about the roster as it stands here.
  hear() {
    const { lines, echo } = this.model.get("state");
    if (echo && echo[0] === lot && echo[1] < this.sent) return false;
    this.lines = { ...lines };
    return true;
  }
}

class Grid {
  constructor(model, id) {
    this.model = model;
    this.frame = model.get("frame");
    this.lines = new Lines(model);
    this.words = Object.fromEntries(this.frame.shifts.map(({ id, word }) => [id, word]));
    this.words[OFF] = "off";
    this.wishes = new Map(this.frame.wishes.map(([nurse, day, say, shift, wanted]) => [`${nurse} ${day}`, { say, shift, wanted }]));
    this.at = [0, 0];
    this.looking = false; // at the solver's roster, which is not to be edited
    this.info = element("p", { class: "mm-cellinfo", id: newId() });
    this.table = element("table", { role: "grid", class: "mm-roster", "aria-labelledby": id });
    this.build();
    this.table.addEventListener("keydown", (event) => this.key(event));
    this.table.addEventListener("mousedown", (event) => this.press(event));
    this.table.addEventListener("focusin", (event) => this.focused(event.target));
    this.refresh();
  }

  // ---------------------------------------------------------------- drawn once

  build() {
    const head = element("tr", { role: "row" }, element("th", { role: "columnheader", scope: "col" }, "Nurse"));
    this.frame.days.forEach(({ name, weekend }) => {
      const [weekday, number] = name.split(" ");
      head.append(element("th", { role: "columnheader", scope: "col", "aria-label": name, class: weekend ? "mm-weekend" : "" },
        element("span", { class: "mm-weekday" }, weekday[0]), number));
    });
    for (const [text, full] of [["h", "Hours"], ["we", "Weekends worked"]]) {
      head.append(element("th", { role: "columnheader", scope: "col", "aria-label": full, title: full, class: "mm-sum" }, text));
    }
    this.rows = this.frame.nurses.map((nurse, row) => this.row(nurse.name, row, nurse.about, 2));
    const people = this.frame.nurses.length;
    this.duty = this.frame.shifts.map(({ id, word }, i) => this.row(`${id} short`, people + i, `Missing on the ${word}`, 0));
    this.table.append(element("thead", { role: "rowgroup" }, head),
      element("tbody", { role: "rowgroup" }, ...this.rows.map(({ line }) => line)),
      element("tfoot", { role: "rowgroup" }, ...this.duty.map(({ line }) => line)));
    this.all = [...this.rows, ...this.duty];
    this.cell(0, 0).tabIndex = 0;
  }

  row(name, row, about, sums) {
    const head = element("th", { role: "rowheader", scope: "row", title: about }, name);
    const cells = this.frame.days.map(({ weekend }, day) =>
      element("td", { role: "gridcell", tabindex: -1, "data-row": row, "data-day": day, class: weekend ? "mm-weekend" : "" }));
    const totals = Array.from({ length: sums }, () => element("td", { role: "gridcell", class: "mm-sum" }));
    const rest = sums ? totals : [element("td", { role: "gridcell", colspan: 2, class: "mm-sum", "aria-label": "no sum" })];
    return { line: element("tr", { role: "row" }, head, ...cells, ...rest), head, cells, totals };
  }

  cell(row, day) { return this.all[row].cells[day]; }

  // ---------------------------------------------------------------- drawn at each change

  shownLetter(nurse, day) {
    return this.looking ? this.model.get("search").best[nurse][day] : this.lines.letter(nurse, day);
  }

  refresh() {
    const { broken, missing } = this.model.get("state");
    this.broken = new Map();
    for (const [nurse, day, say] of this.looking ? [] : broken) {
      const key = day === null ? nurse : `${nurse} ${day}`;
      this.broken.set(key, [...(this.broken.get(key) ?? []), say]);
    }
    this.missing = new Map();
    for (const [day, shift, short, say] of this.looking ? [] : missing) {
      const key = `${shift} ${day}`;
      this.missing.set(key, [...(this.missing.get(key) ?? []), [short, say]]);
    }
    this.frame.nurses.forEach((nurse, row) => this.refreshRow(nurse, row));
    this.frame.shifts.forEach((shift, i) => this.refreshDuty(shift, i));
    this.table.classList.toggle("mm-looking", this.looking);
    setAttribute(this.table, "aria-readonly", String(this.looking));
    this.tell();
  }

  refreshRow(nurse, row) {
    const { head, totals } = this.rows[row];
    const said = this.broken.get(nurse.name);
    const line = this.looking ? this.model.get("search").best[nurse.name] : this.lines.lines[nurse.name];
    const drawn = JSON.stringify([line, said, this.frame.days.map((_, day) => this.broken.get(`${nurse.name} ${day}`))]);
    if (this.rows[row].drawn === drawn) return; // one edit moves one line, rarely more
    this.rows[row].drawn = drawn;
    head.classList.toggle("mm-broken", Boolean(said));
    setText(head, said ? `! ${nurse.name}` : nurse.name);
    let minutes = 0;
    this.frame.days.forEach((_, day) => {
      minutes += this.frame.minutes[this.shownLetter(nurse.name, day)] ?? 0;
      this.refreshCell(nurse, row, day);
    });
    const weekends = this.frame.weekends.filter((days) => days.some((day) => this.shownLetter(nurse.name, day) !== OFF)).length;
    setText(totals[0], String(minutes / 60));
    setText(totals[1], String(weekends));
  }

  refreshCell(nurse, row, day) {
    const node = this.cell(row, day);
    const letter = this.shownLetter(nurse.name, day);
    const leave = nurse.leave.includes(day);
    setText(node, letter !== OFF ? letter : leave ? "L" : "·");
    const classes = { "mm-day": letter === "D", "mm-night": letter === "N", "mm-leave": leave,
      "mm-broken": this.broken.has(`${nurse.name} ${day}`),
      "mm-changed": letter !== this.frame.posted[nurse.name][day],
      "mm-lost": this.lost(nurse.name, day, letter) };
    for (const [name, on] of Object.entries(classes)) node.classList.toggle(name, on);
    setAttribute(node, "aria-label", this.label(nurse, day, letter));
  }

  lost(nurse, day, letter) {
    const wish = this.wishes.get(`${nurse} ${day}`);
    if (!wish) return false;
    return (wish.shift ? letter === wish.shift : letter !== OFF) !== wish.wanted;
  }

  label(nurse, day, letter) {
    const said = this.broken.get(`${nurse.name} ${day}`) ?? [];
    const leave = nurse.leave.includes(day) ? ", on leave" : "";
    const cell = `${this.frame.days[day].name}, ${nurse.name}: ${this.words[letter] ?? letter}${leave}`;
    return said.length ? `${cell}. ${said.join(" ")}` : cell;
  }

  refreshDuty({ id, word }, i) {
    this.frame.days.forEach(({ name }, day) => {
      const node = this.duty[i].cells[day];
      const gaps = this.missing.get(`${id} ${day}`) ?? [];
      setText(node, gaps.length ? gaps.map(([short]) => short).join("") : this.looking ? "" : "✓");
      node.classList.toggle("mm-broken", gaps.length > 0);
      setAttribute(node, "aria-label", gaps.length ? gaps.map(([, say]) => say).join(" ") : `${name}, ${word}: covered`);
    });
  }

  // ---------------------------------------------------------------- moving and editing

  focused(node) {
    if (node.dataset.day === undefined) return;
    this.cell(...this.at).tabIndex = -1;
    this.at = [Number(node.dataset.row), Number(node.dataset.day)];
    node.tabIndex = 0;
    this.tell();
  }

  go(row, day) {
    const inside = (place, length) => Math.min(Math.max(place, 0), length - 1);
    this.cell(inside(row, this.all.length), inside(day, this.frame.days.length)).focus();
  }

  // Goes to where a trouble is; one of a whole line is shown at its first day.
  goTo(nurse, day) {
    const row = this.frame.nurses.findIndex(({ name }) => name === nurse);
    this.go(row < 0 ? this.frame.nurses.length + this.frame.shifts.findIndex(({ id }) => id === nurse) : row, day ?? 0);
  }

  key(event) {
    keepKeys(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, day] = this.at;
    const last = this.frame.days.length - 1;
    const moves = { ArrowLeft: [row, day - 1], ArrowRight: [row, day + 1], ArrowUp: [row - 1, day], ArrowDown: [row + 1, day],
      Home: [row, 0], End: [row, last], PageUp: [row, day - WEEK], PageDown: [row, day + WEEK] };
    const shift = ["Delete", "Backspace", OFF].includes(event.key) ? OFF : event.key.toUpperCase();
    if (moves[event.key]) this.go(...moves[event.key]);
    else if (shift in this.words) this.put(shift);
    else if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
  }

  // A press on the cell at hand turns it to the next shift; on another one it only goes there.
  press(event) {
    const node = event.target.closest("td[data-day]");
    if (!node || event.button !== 0) return;
    event.preventDefault();
    if (node === document.activeElement) {
      const cycle = [OFF, ...this.frame.shifts.map(({ id }) => id)];
      const nurse = this.frame.nurses[this.at[0]];
      if (nurse) this.put(cycle[(cycle.indexOf(this.lines.letter(nurse.name, this.at[1])) + 1) % cycle.length]);
    } else node.focus();
  }

  put(shift) {
    const [row, day] = this.at;
    const nurse = this.frame.nurses[row];
    if (!nurse || this.looking) return;
    this.lines.put(nurse.name, day, shift);
    this.refreshRow(nurse, row);
    this.tell();
  }

  // Says beneath the grid what there is to know of the cell at hand.
  tell() {
    const [row, day] = this.at;
    const nurse = this.frame.nurses[row];
    if (!nurse) return setText(this.info, this.cell(row, day).getAttribute("aria-label"));
    const letter = this.shownLetter(nurse.name, day);
    const wish = this.wishes.get(`${nurse.name} ${day}`);
    const posted = this.frame.posted[nurse.name][day];
    const said = this.broken.get(`${nurse.name} ${day}`) ?? [];
    const parts = [`${this.frame.days[day].name}, ${nurse.name}: ${this.words[letter] ?? letter} (${nurse.about}).`, ...said];
    if (wish) parts.push(`${nurse.name} ${wish.say}: ${this.lost(nurse.name, day, letter) ? "not granted" : "granted"}.`);
    if (posted !== letter) parts.push(`Posted: ${this.words[posted]}.`);
    return setText(this.info, parts.concat(this.broken.get(nurse.name) ?? []).join(" "));
  }
}

function smallButton(text, act, kind = "") {
  return button(text, `mm-small ${kind}`.trim(), act);
}

function drawTools(model, grid) {
  const shifts = grid.frame.shifts.map(({ id, word }) => [id, `${id} · ${word}`]);
  const buttons = [...shifts, [OFF, "Del · off"]].map(([shift, text]) => {
    const node = smallButton(text, () => grid.put(shift));
    node.addEventListener("mousedown", (event) => event.preventDefault()); // the hand stays in the grid
    return node;
  });
  return element("div", { class: "mm-tools", role: "group", "aria-label": "Edit the cell at hand" }, ...buttons,
    smallButton("Undo", () => model.send({ do: "undo" })), smallButton("Back to the posted roster", () => model.send({ do: "start again" })),
    element("span", { class: "mm-legend" }, "Arrow keys move, a letter sets a shift, Delete clears it."));
}

function legend(grid) {
  const letters = grid.frame.shifts.map(({ id, word }) => `${id} ${word}`).join(" · ");
  return element("p", { class: "mm-legend" }, `${letters} · L leave · boxed: breaks a rule · corner: differs from what was posted · `
    + "underlined: a request lost · h hours · we weekends worked · beneath: −1 a person short, C nobody in charge, R too few RNs. "
    + "* of the nurses whose contract has both shifts; a range is most less least.");
}

function drawTroubles(model, grid, list) {
  follow(model, "state", () => {
    const { broken, missing } = model.get("state");
    const troubles = [...missing.map(([day, shift, , say]) => [shift, day, say]), ...broken];
    list.replaceChildren(...troubles.map(([who, day, say]) =>
      element("li", {}, smallButton(say, () => grid.goTo(who, day), "mm-link"))));
    if (!troubles.length) list.append(element("li", {}, "Nothing: every rule is kept and every shift is covered."));
  });
}

function drawMarks(model, list) {
  follow(model, "state", () => list.replaceChildren(...model.get("state").marks.map(markItem)));
}

function drawTable(model, table) {
  follow(model, "state", () => {
    const [[, ...head], ...rows] = model.get("state").table;
    table.replaceChildren(...tableParts(["", ...head], rows));
  });
}

function drawSearch(model, grid) {
  const said = element("p", { class: "mm-search" });
  const start = smallButton("Let the solver search", () => model.send({ do: model.get("search").running ? "stop" : "solve" }));
  const id = newId();
  const look = element("input", { id, type: "checkbox" });
  look.addEventListener("keydown", keepKeys);
  look.addEventListener("change", () => { grid.looking = look.checked; grid.refresh(); });
  const label = element("label", { for: id }, look, " look at its roster");
  follow(model, "search", () => {
    const { running, say, best } = model.get("search");
    setText(said, say);
    setText(start, running ? "Stop" : "Let the solver search");
    label.hidden = !best;
    if (!best && grid.looking) { look.checked = grid.looking = false; grid.refresh(); }
  });
  follow(model, "told", () => { start.disabled = !model.get("told"); });
  return [...predictionBox(model), element("div", { class: "mm-tools" }, start, label), said];
}

function render({ model, el }) {
  const title = newId();
  const grid = new Grid(model, title);
  const sentence = element("p", { class: "mm-sentence" });
  const news = element("p", { class: "mm-news", role: "status", "aria-live": "polite" });
  const troubles = element("ul", { class: "mm-troubles", "aria-label": "What is not kept" });
  const marks = element("ul", { class: "mm-marks" });
  const figures = element("table", { class: "mm-figures" });
  const right = element("div", { class: "mm-right" }, marks, troubles, figures, ...drawSearch(model, grid));
  const left = element("div", { class: "mm-left" }, grid.table, grid.info, news);
  const root = element("section", { class: "mm-lab mm-rosterlab", "aria-labelledby": title },
    element("div", { id: title, class: "mm-title" }, model.get("title")),
    element("p", { class: "mm-question" }, model.get("question")), openedLine(model), drawTools(model, grid),
    element("div", { class: "mm-rosterbody" }, left, right), sentence, hintBox(model, false), legend(grid));
  follow(model, "state", () => {
    const { news: words, echo } = model.get("state");
    if (grid.lines.hear()) grid.refresh();
    if (!echo || echo[0] === lot) setText(news, words);
    setText(sentence, model.get("state").sentence);
  });
  drawTroubles(model, grid, troubles);
  drawMarks(model, marks);
  drawTable(model, figures);
  root.append(keepRow(model, "Keep this plan", true));
  el.append(root);
  restAfter(model, ["state"]);
}

export default { render };
