// A lab's picture: its bytes, its words, its sharpness, its veil, and the handles by which it can be worked itself.

function drawPicture(model, image) {
  let url = null;
  follow(model, "png", () => {
    const bytes = model.get("png");
    if (!bytes || !bytes.byteLength) return;
    const old = url;
    url = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    image.onload = () => { if (old) URL.revokeObjectURL(old); };
    image.src = url;
  });
  return () => { if (url) URL.revokeObjectURL(url); };
}

// Tells the kernel how many of the screen's pixels one of the picture's takes, so that it is drawn crisp.
const SETTLED_MS = 150;
function tellPixelRatio(model, image) {
  let width = 0; // of the picture as drawn at ratio 1
  let timer = null;
  const tell = () => {
    if (!image.clientWidth || !width) return;
    const ratio = Math.ceil((1e4 * window.devicePixelRatio * image.clientWidth) / width) / 1e4;
    if (Math.abs(ratio - model.get("pixel_ratio")) * width < 1) return;
    model.set("pixel_ratio", ratio);
    model.save_changes();
  };
  image.addEventListener("load", () => {
    if (width) return;
    width = Math.round(image.naturalWidth / model.get("pixel_ratio"));
    tell();
  });
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, SETTLED_MS); };
  const sizes = new ResizeObserver(later);
  sizes.observe(image);
  return () => { clearTimeout(timer); sizes.disconnect(); };
}

// A picture that would give a prediction away is veiled until one is kept, for eyes and for screen readers.
function veil(model, image) {
  const refresh = () => {
    const veiled = !model.get("told") && model.get("prediction").veils;
    image.classList.toggle("mm-veiled", Boolean(veiled));
    image.setAttribute("alt", veiled ? "The picture appears as soon as you have kept a prediction." : model.get("alt"));
  };
  follow(model, "told", refresh);
  follow(model, "alt", refresh);
}

function withinBounds(control, value) {
  const steps = Math.round((value - control.low) / control.step);
  return Math.min(control.high, Math.max(control.low, control.low + steps * control.step));
}

// Lays the handles over the picture. They are for pointers alone: keyboards and screen readers have the controls.
function drawHandles(model, frame) {
  const layer = element("div", { class: "mm-handles", "aria-hidden": "true" });
  const nodes = new Map();
  const controls = Object.fromEntries(model.get("controls").map((control) => [control.name, control]));
  const set = (name, value) => {
    if (model.get("values")[name] === value) return;
    model.set("values", { ...model.get("values"), [name]: value });
    model.save_changes();
  };

  function add(handle, key) {
    const node = element("div", { class: `mm-handle mm-${handle.way}`, title: `${handle.way === "press" ? "Click" : "Drag"}: ${controls[handle.control].label}` });
    let start = null;
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      const { control, way, per } = nodes.get(key).handle;
      if (way === "press") return set(control, !model.get("values")[control]);
      node.setPointerCapture(event.pointerId);
      node.classList.add("mm-held");
      start = { at: way === "x" ? event.clientX : event.clientY, value: model.get("values")[control], control, way, per };
    });
    node.addEventListener("pointermove", (event) => {
      if (!start) return;
      const { width, height } = frame.getBoundingClientRect();
      const share = start.way === "x" ? (event.clientX - start.at) / width : (start.at - event.clientY) / height;
      set(start.control, withinBounds(controls[start.control], start.value + share * start.per));
    });
    const end = () => { start = null; node.classList.remove("mm-held"); };
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) node.addEventListener(name, end);
    layer.append(node);
    return node;
  }

  function refresh() {
    model.get("handles").forEach((handle, place) => {
      const key = `${place} ${handle.control}`;
      if (!nodes.has(key)) nodes.set(key, { node: add(handle, key), handle });
      const kept = nodes.get(key);
      kept.handle = handle;
      for (const side of ["left", "top", "width", "height"]) kept.node.style[side] = `${100 * handle[side]}%`;
    });
    layer.hidden = !model.get("told") && Boolean(model.get("prediction").veils);
  }
  follow(model, "handles", refresh);
  follow(model, "told", refresh);
  frame.append(layer);
}
