"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const data = JSON.parse(find("#data").textContent);
  const frame = find("iframe");
  const said = find("#said");
  const list = find("#text [role=listbox]");
  const drops = new Map(data.drops.map(([block, filter, why]) => [block, { filter, why: data.evidence[why] }]));
  const vetoes = new Map(data.vetoes.map(([block, what, reason]) => [block, { what, reason }]));
  const off = new Set();
  let page, parts, order, current = -1, pointed = null, started = false;

  const start = () => {
    if (started || !frame.contentDocument?.body?.querySelector) return;
    started = true;
    page = frame.contentDocument;
    parts = new Map();
    for (const part of page.querySelectorAll("[b]")) {
      const block = Number(part.getAttribute("b"));
      if (parts.has(block)) parts.get(block).push(part);
      else parts.set(block, [part]);
    }
    order = data.drops.map(([block]) => block).filter((block) => parts.has(block));
    for (const each of document.querySelectorAll("fieldset input:not(:checked)")) off.add(Number(each.value));
    page.documentElement.setAttribute("x-off", [...off].join(" "));
    settle();
    listTexts();
    listVetoes();
    listen();
    showPlace();
    document.documentElement.dataset.ready = "";
  };

  // What scripts would have moved or closed: banners over the page lie in their place, controls take no focus.
  const settle = () => {
    const view = page.defaultView;
    const loose = [];
    for (const each of page.body.querySelectorAll("*")) {
      const position = view.getComputedStyle(each).position;
      if (position === "fixed" || position === "sticky") loose.push(each);
    }
    for (const each of loose) each.toggleAttribute("x-static", true);
    for (const each of [page.documentElement, page.body]) if (!isSeen(each)) each.toggleAttribute("x-root", true);
    for (const each of page.querySelectorAll("button, input, select, textarea, summary")) each.tabIndex = -1;
  };

  // A block's text, read off the page; white space is folded as the cleaner does it, code keeps its own.
  const textOf = (block, isCode) => {
    if (block in data.texts) return data.texts[block];
    const lines = [""];
    for (const part of parts.get(block) ?? []) {
      const walker = page.createTreeWalker(part, NodeFilter.SHOW_ALL, (node) =>
        node.nodeName === "svg" || node.nodeName === "STYLE" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data;
        else if (node.nodeName === "BR") lines.push("");
      }
    }
    if (isCode) return lines.flatMap((line) => line.split("\n")).map((line) => line.trimEnd()).join("\n").replace(/^\n+|\n+$/g, "");
    return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
  };

  const listTexts = () => {
    const made = document.createDocumentFragment();
    for (const [block, isCode, level] of data.kept) {
      const option = document.createElement("div");
      option.role = "option";
      option.dataset.b = block;
      option.tabIndex = -1;
      option.ariaSelected = "false";
      option.className = isCode ? "code" : level ? "head" : "";
      option.textContent = textOf(block, isCode);
      made.append(option);
    }
    list.append(made);
    if (list.firstChild) list.firstChild.tabIndex = 0;
  };

  const listVetoes = () => {
    if (!vetoes.size) return;
    const details = find("#vetoes");
    details.hidden = false;
    details.querySelector("summary").textContent = `Kept against a filter: ${vetoes.size}`;
    for (const [block, { what, reason }] of vetoes) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${what}: ${reason}`;
      button.addEventListener("click", () => show(block));
      details.querySelector("ul").appendChild(document.createElement("li")).append(button);
    }
  };

  const describe = (block) => {
    const drop = drops.get(block);
    if (drop) return `${data.filters[drop.filter]} — ${drop.why}`;
    const veto = vetoes.get(block);
    return veto ? `kept — ${veto.what}, refused: ${veto.reason}` : "";
  };

  const blockAt = (node) => {
    const part = node?.closest?.("[b]");
    return part ? Number(part.getAttribute("b")) : -1;
  };

  const say = (block, part) => {
    const text = describe(block);
    said.hidden = !text;
    pointed = text ? part : null;
    if (!text) return;
    said.textContent = text;
    place();
  };

  const place = () => {
    if (!pointed) return;
    const box = pointed.getBoundingClientRect();
    const room = frame.clientHeight - said.offsetHeight - 4;
    const below = box.bottom + 6 <= room ? box.bottom + 6 : box.top - said.offsetHeight - 6;
    said.style.top = `${Math.min(Math.max(below, 4), room)}px`;
    said.style.left = `${Math.min(Math.max(box.left, 8), Math.max(frame.clientWidth - said.offsetWidth - 8, 8))}px`;
  };

  // Bring a block of the page into view, with what hides it opened, and the focus on it.
  const show = (block) => {
    const own = parts.get(block)?.[0];
    if (!own) return;
    const part = own.closest("select") ?? own;
    if (!find("#unhide").checked) {
      conceal();
      reveal([part]);
    }
    for (const each of page.querySelectorAll("[x-chosen], [tabindex='0']")) {
      each.removeAttribute("x-chosen");
      each.tabIndex = -1;
    }
    if (matchMedia("(max-width: 900px)").matches) frame.scrollIntoView({ block: "nearest" });
    part.scrollIntoView({ block: "center" });
    part.tabIndex = 0;
    frame.focus();
    part.focus({ preventScroll: true });
    for (const each of parts.get(block)) each.toggleAttribute("x-chosen", true);
    if (drops.has(block)) current = order.indexOf(block);
    showPlace();
    say(block, part);
  };

  const choose = (option, isFocused) => {
    for (const each of list.querySelectorAll("[tabindex='0'], [aria-selected=true]")) {
      each.tabIndex = -1;
      each.ariaSelected = "false";
    }
    option.tabIndex = 0;
    option.ariaSelected = "true";
    option.scrollIntoView({ block: "nearest" });
    if (isFocused) option.focus();
  };

  const optionOf = (block) => list.querySelector(`[data-b="${block}"]`);

  const move = (step) => {
    const on = switchedOn();
    if (!on.length) return;
    const here = order[current];
    let at = on.indexOf(here);
    if (at < 0) at = step > 0 ? on.findIndex((block) => block > (here ?? -1)) - 1 : on.findIndex((block) => block >= (here ?? 0));
    show(on[(at + step + on.length) % on.length]);
  };

  const switchedOn = () => order.filter((block) => !off.has(drops.get(block).filter));

  const showPlace = () => {
    const on = switchedOn();
    find("#place").textContent = on.length ? `${on.indexOf(order[current]) + 1} of ${on.length}` : "nothing to show";
  };

  const isSeen = (part) => {
    const style = page.defaultView.getComputedStyle(part);
    return style.display !== "none" && style.visibility === "visible" && style.opacity !== "0"
      && style.contentVisibility !== "hidden" && part.offsetWidth !== 1 && !style.transform.startsWith("matrix(0, 0");
  };

  // All is looked at before anything is changed: else each change would lay the page out anew.
  const reveal = (some) => {
    const visited = new Set();
    const unseen = [];
    for (const part of some) {
      for (let each = part; each && each !== page.body && !visited.has(each); each = each.parentElement) {
        visited.add(each);
        if (!isSeen(each)) unseen.push(each);
        if (each.localName === "details") each.open = true;
      }
    }
    for (const each of unseen) each.toggleAttribute("x-shown", true);
  };

  const conceal = () => {
    for (const each of page.querySelectorAll("[x-shown]")) each.removeAttribute("x-shown");
  };

  const unhide = () => {
    conceal();
    if (find("#unhide").checked) reveal([...parts.values()].flat());
  };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") move(1);
    else if (event.key === "p") move(-1);
    else if (event.key === "Escape") find("#next").focus();
    else return;
    event.preventDefault();
  };

  const onPageKey = (event) => {
    const option = optionOf(blockAt(event.target));
    if (event.key === "Enter" && option) {
      event.preventDefault();
      choose(option, true);
    } else onKey(event);
  };

  const onListKey = (event) => {
    const option = event.target.closest("[role=option]");
    const steps = { ArrowDown: option?.nextElementSibling, ArrowUp: option?.previousElementSibling, Home: list.firstChild, End: list.lastChild };
    if (option && (event.key === "Enter" || event.key === " ")) show(Number(option.dataset.b));
    else if (event.key in steps) steps[event.key] && choose(steps[event.key], true);
    else return;
    event.preventDefault();
  };

  const listen = () => {
    page.addEventListener("mouseover", (event) => say(blockAt(event.target), event.target.closest?.("[b]")));
    page.addEventListener("mouseleave", () => { said.hidden = true; pointed = null; });
    page.addEventListener("scroll", place, { passive: true, capture: true });
    page.addEventListener("focusin", (event) => say(blockAt(event.target), event.target));
    page.addEventListener("keydown", onPageKey);
    page.addEventListener("click", (event) => {
      const option = optionOf(blockAt(event.target));
      say(blockAt(event.target), event.target.closest?.("[b]"));
      if (option) choose(option, false);
    });
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option || String(getSelection())) return;
      choose(option, false);
      show(Number(option.dataset.b));
    });
    list.addEventListener("keydown", onListKey);
    document.addEventListener("keydown", onKey);
    find("#next").addEventListener("click", () => move(1));
    find("#previous").addEventListener("click", () => move(-1));
    find("#unhide").addEventListener("change", unhide);
    find("fieldset").addEventListener("change", ({ target }) => {
      off[target.checked ? "delete" : "add"](Number(target.value));
      page.documentElement.setAttribute("x-off", [...off].join(" "));
      showPlace();
    });
  };

  frame.addEventListener("load", start);
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL === "about:srcdoc") start();
})();
