// Shows and hides questions as the answers on the page change, and works out calculated ones. The conditions are the
// server's own, as trees; the server decides again with the same rules, so this only spares the reader a round trip.
(function () {
  "use strict";
  const text = (value) => typeof value === "string";
  const number = (value) => typeof value === "number" && isFinite(value);
  const same = (a, b) => (a === undefined ? null : a) === (b === undefined ? null : b);
  const truth = (value) => Boolean(Array.isArray(value) ? value.length : value);
  const comparable = (a, b) => (number(a) && number(b)) || (text(a) && text(b));
  const present = (args) => (args.length === 1 && Array.isArray(args[0]) ? args[0] : args).filter((item) => item !== null && item !== undefined);
  const alike = (args) => (present(args).every((item, _, items) => comparable(item, items[0])) ? present(args) : []);
  const exact = (value) => Math.round(value * 1e9) / 1e9;

  function step(value, name) {
    if (Array.isArray(value)) return value.flatMap((item) => { const below = step(item, name); return below === null ? [] : below; });
    return value && typeof value === "object" && name in value ? value[name] : null;
  }
  function date(value, partial) {
    const match = text(value) && /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
    return match && (match[3] || partial) ? [Number(match[1]), Number(match[2] || 1), Number(match[3] || 1)] : null;
  }
  const day = (parts) => Date.UTC(parts[0], parts[1] - 1, parts[2]) / 86400000;
  const functions = {
    len: (args) => (args[0] === null || args[0] === undefined ? 0 : args[0].length),
    sum: (args) => (present(args).every(number) ? exact(present(args).reduce((total, item) => total + item, 0)) : null),
    min: (args) => alike(args).reduce((least, item) => (least === null || item < least ? item : least), null),
    max: (args) => alike(args).reduce((most, item) => (most === null || item > most ? item : most), null),
    round: (args) => {
      if (!number(args[0])) return null;
      const scale = Math.pow(10, args[1] || 0);
      return (Math.sign(args[0]) * Math.round(exact(Math.abs(args[0]) * scale))) / scale;
    },
    age: (args) => {
      const born = date(args[0], true), on = date(args[1], false);
      if (!born || !on || day(born) > day(on)) return null;
      return on[0] - born[0] - (on[1] < born[1] || (on[1] === born[1] && on[2] < born[2]) ? 1 : 0);
    },
    days_between: (args) => {
      const first = date(args[0], false), last = date(args[1], false);
      return first && last ? day(last) - day(first) : null;
    },
  };
  const arithmetic = {
    "+": (a, b) => (text(a) && text(b) ? a + b : number(a) && number(b) ? exact(a + b) : null),
    "-": (a, b) => (number(a) && number(b) ? exact(a - b) : null),
    "*": (a, b) => (number(a) && number(b) ? exact(a * b) : null),
    "/": (a, b) => (number(a) && number(b) && b !== 0 ? a / b : null),
    "==": same,
    "!=": (a, b) => !same(a, b),
    "<": (a, b) => comparable(a, b) && a < b,
    "<=": (a, b) => comparable(a, b) && a <= b,
    ">": (a, b) => comparable(a, b) && a > b,
    ">=": (a, b) => comparable(a, b) && a >= b,
    in: (a, b) => Array.isArray(b) && b.some((item) => same(a, item)),
    "not in": (a, b) => !(Array.isArray(b) && b.some((item) => same(a, item))),
  };

  function evaluate(tree, names) {
    const [sign, ...rest] = tree;
    const value = (at) => evaluate(rest[at], names);
    switch (sign) {
      case "is": return rest[0];
      case "name": return rest[0].split(".").reduce(step, names);
      case "list": return rest.map((item) => evaluate(item, names));
      case "not": return !truth(value(0));
      case "minus": return number(value(0)) ? -value(0) : null;
      case "and": return truth(value(0)) && truth(value(1));
      case "or": return truth(value(0)) || truth(value(1));
      case "call": return functions[rest[0]](rest.slice(1).map((item) => evaluate(item, names)));
      default: return arithmetic[sign](value(0), value(1));
    }
  }

  // What stands on the page, in the writing that answers are kept in.
  const two = (part) => part.padStart(2, "0");
  // A number as the server reads it (rules/writing.py): sums of money are whole; elsewhere a single comma is a decimal's.
  function whole(typed) {
    const text = typed.replace(/\s*(?:đồng|đ|₫|vnđ|vnd)\s*\.?$/iu, "");
    const bare = text.replace(/^[-−]+/, "").trim();
    const digits = /^\d{1,3}([., \n\u00a0])\d{3}(\1\d{3})*$/.test(bare) ? bare.replace(/\D/g, "") : bare;
    return /^\d{1,15}$/.test(digits) ? signed(text, digits) : null;
  }
  function decimal(typed) {
    const bare = typed.replace(/^[-−]+/, "").trim();
    const match = /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(bare) || /^(\d+)[.,](\d+)$/.exec(bare);
    return match && bare.length <= 18 ? signed(typed, match[1].replace(/\./g, "") + "." + match[2]) : null;
  }
  const signed = (text, digits) => (/^[-−]/.test(text) ? 0 - Number(digits) : Number(digits));
  function figure(box, widget) {
    const typed = box.normalize("NFC").replace(/[^\S\n]/g, " ").replace(/(?!\n)\p{Cc}/gu, "").trim();
    const read = widget !== "money" && typed.split(",").length === 2 ? null : whole(typed);
    if (read !== null) return read;
    const part = widget === "money" ? null : decimal(typed);
    return part === null ? typed || null : part;
  }
  function dateOf(host, name) {
    const [d, m, y] = ["day", "month", "year"].map((part) => host.querySelector(`[name="${name}-${part}"]`).value.trim());
    if (!y) return null;
    return [y, m && two(m), d && two(d)].filter(Boolean).join("-");
  }
  function read(host) {
    const name = host.dataset.name, inputs = [...host.querySelectorAll(`[name="${name}"]`)];
    switch (host.dataset.widget) {
      case "radio": { const one = inputs.find((input) => input.checked); return one ? plain(one.value) : null; }
      case "select": return inputs[0].value ? plain(inputs[0].value) : null;
      case "checkbox": return inputs.some((input) => input.checked);
      case "checkboxes": return inputs.filter((input) => input.checked).map((input) => input.value);
      case "date": case "partial_date": return dateOf(host, name);
      case "money": case "number": return figure(inputs[0].value, host.dataset.widget);
      default: return inputs.length ? inputs[0].value.trim() || null : null;
    }
  }
  const plain = (value) => (value === "true" ? true : value === "false" ? false : value);
  function put(answers, name, value) {
    const parts = name.split("."), last = parts.pop();
    let place = answers;
    parts.forEach((part, at) => {
      if (place[part] === null || typeof place[part] !== "object") place[part] = /^\d+$/.test(parts[at + 1] || last) ? [] : {};
      place = place[part];
    });
    place[last] = value;
  }

  // All pages that stand on one screen answer together: at the counter a question may depend on another page's.
  function refresh(pages) {
    const answers = JSON.parse(pages[0].dataset.answers);
    const names = Object.assign(answers, { today: pages[0].dataset.today, channel: pages[0].dataset.channel || null });
    const within = (selector) => pages.flatMap((page) => [...page.querySelectorAll(selector)]);
    within("[data-name]").forEach((host) => { if (!host.querySelector("[data-output]")) put(answers, host.dataset.name, read(host)); });
    within("[data-when], [data-formula]").forEach((part) => {
      if (part.dataset.formula) {
        const worked = evaluate(JSON.parse(part.dataset.formula).when, names);
        put(answers, part.dataset.name, worked);
        part.querySelector("[data-output]").textContent = number(worked) ? worked.toLocaleString("vi-VN") : worked === null ? "–" : worked;
      }
      if (!part.dataset.when) return;
      const { when, item } = JSON.parse(part.dataset.when);
      const holds = truth(evaluate(when, Object.assign({}, names, { item: item ? item.split(".").reduce((at, key) => (at ? at[key] : null), names) : null })));
      part.toggleAttribute("data-off", !holds);
      // A hidden question has no answer; the ones after it must not see what still stands in its box.
      if (!holds) [part, ...part.querySelectorAll("[data-name]")].forEach((host) => { if (host.dataset.name) put(answers, host.dataset.name, null); });
    });
  }

  function begin(root) {
    root.querySelectorAll("[data-form]").forEach((page) => {
      const screen = page.closest("form") || page.parentNode;
      const later = () => refresh([...screen.querySelectorAll("[data-form]")]);
      page.addEventListener("change", later);
      page.addEventListener("input", later);
      window.addEventListener("pageshow", later);
      later();
    });
  }
  // Tests hold this script's evaluator and reading of numbers against the server's.
  window.hlForm = Object.freeze({ evaluate, figure });
  begin(document);
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) begin(event.detail.elt.parentNode || document); });
})();
