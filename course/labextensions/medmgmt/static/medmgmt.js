// What the course adds to JupyterLab itself, written as JupyterLab loads it, so that nothing has to be built:
// the glossary opens beside the text, and the start page shows what has been done since.
(() => {
  const START = "start.md";
  const GLOSSARY = "glossary.md";
  const SHARE = 0.36;  // of the width for the glossary: enough for its lines, and a lab keeps its place
  const PREVIEW = "Markdown Preview";
  const here = new URL(".", document.currentScript.src);

  function addStyle() {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("start.css", here).href;
    document.head.append(link);
  }

  const pathOf = (widget) => widget?.context?.path ?? "";
  const inMain = (app) => [...app.shell.widgets("main")];

  // ------------------------------------------------------------ the glossary, beside the text

  // Returns the term that a link in a notebook leads to, or null where it leads elsewhere.
  function termOf(link) {
    const address = link?.getAttribute("href") ?? "";
    const at = address.indexOf("#");
    if (at < 0 || !address.slice(0, at).split("?")[0].endsWith(`/${GLOSSARY}`)) return null;
    return decodeURIComponent(address.slice(at + 1));
  }

  // Gives the glossary its share of the width that the notebook and it have together.
  function share(notebook, glossary) {
    const dock = glossary.parent;
    const layout = dock?.saveLayout?.();
    const holds = (area, widget) => area.type === "tab-area" ? area.widgets.includes(widget) : area.children.some((a) => holds(a, widget));
    const size = (area) => {
      if (area?.type !== "split-area") return false;
      const [left, right] = [notebook, glossary].map((widget) => area.children.findIndex((a) => holds(a, widget)));
      if (area.orientation !== "horizontal" || left < 0 || right !== left + 1) return area.children.some(size);
      const both = area.sizes[left] + area.sizes[right];
      [area.sizes[left], area.sizes[right]] = [both * (1 - SHARE), both * SHARE];
      return true;
    };
    if (layout && size(layout.main)) dock.restoreLayout(layout);
  }

  // Shows a module's glossary to the right of a notebook, at a term; the notebook stays where it is.
  async function openBeside(app, notebook, term, link) {
    const path = [...pathOf(notebook).split("/").slice(0, -1), GLOSSARY].join("/");
    const beside = { mode: "split-right", ref: notebook.id, activate: false };
    let glossary = inMain(app).find((widget) => pathOf(widget) === path);
    if (!glossary?.isVisible) {
      if (glossary) app.shell.add(glossary, "main", beside);
      else glossary = await app.commands.execute("docmanager:open", { path, factory: PREVIEW, options: beside });
      share(notebook, glossary);
    }
    await glossary?.context?.ready;
    glossary?.setFragment?.(`#${term}`);
    setTimeout(() => link.scrollIntoView({ block: "nearest" }), 100);  // the lines above it have become narrower
  }

  function openGlossaryBeside(app) {
    document.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest?.(".jp-NotebookPanel a[href]");
      const term = termOf(link);
      const panel = link?.closest(".jp-NotebookPanel");
      const notebook = term === null ? null : inMain(app).find((widget) => widget.node === panel);
      if (!notebook) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      openBeside(app, notebook, term, link).catch(() => app.commands.execute("rendermime:handle-local-link", {
        path: [...pathOf(notebook).split("/").slice(0, -1), GLOSSARY].join("/"), id: `#${term}`,
      }));
    }, true);
  }

  // ------------------------------------------------------------ the start page, as of now

  // Reads the start page again where its file is newer than what is shown.
  async function refresh(app, widget) {
    if (pathOf(widget) !== START || !widget.isVisible || widget.context.model.dirty) return;
    const file = await app.serviceManager.contents.get(START, { content: false });
    const shown = widget.context.contentsModel?.last_modified;
    if (!shown || new Date(file.last_modified) > new Date(shown)) await widget.context.revert();
  }

  function keepStartPageFresh(app) {
    const look = () => {
      if (document.hidden) return;
      for (const widget of inMain(app)) refresh(app, widget).catch(() => {});  // a server that is gone says so itself
    };
    app.shell.currentChanged?.connect(() => setTimeout(look, 50));
    document.addEventListener("visibilitychange", look);
    setInterval(look, 2000);
  }

  const plugin = {
    id: "medmgmt:plugin",
    description: "Opens the glossary beside the text, and keeps the start page up to date.",
    autoStart: true,
    activate: (app) => {
      addStyle();
      openGlossaryBeside(app);
      app.restored.then(() => keepStartPageFresh(app));
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.medmgmt = { init: () => {}, get: async () => () => ({ __esModule: true, default: plugin }) };
})();
