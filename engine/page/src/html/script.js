(() => {
  "use strict";
  const all = (which, within = document) => [...within.querySelectorAll(which)];
  const make = (name, words) => Object.assign(document.createElement(name), { textContent: words });

  // Paper shows what is folded away, except cards by the hundred.
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = all("details:not([open])").filter((part) => !part.closest(".unprinted"));
    for (const part of shut) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of shut) part.open = false;
  });

  // A link into a part that is folded away opens it.
  const reveal = () => {
    const goal = location.hash && document.getElementById(location.hash.slice(1));
    if (!goal) return;
    let folded = false;
    for (let part = goal.closest("details"); part; part = part.parentElement.closest("details")) {
      folded ||= !part.open;
      part.open = true;
    }
    if (folded) goal.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  // Only what can be scrolled needs a stop of the keyboard.
  const measure = () => {
    const scrolls = all(".scroll").map((box) => [
      box,
      box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1,
    ]);
    for (const [box, needed] of scrolls) {
      if (needed) {
        box.setAttribute("role", "region");
        box.setAttribute("aria-labelledby", box.dataset.name);
        box.tabIndex = 0;
      } else if (box !== document.activeElement) {
        for (const name of ["role", "tabindex", "aria-labelledby"]) box.removeAttribute(name);
      }
    }
  };
  addEventListener("resize", measure);
  document.addEventListener("toggle", measure, true);

  const contents = document.querySelector("nav details");
  const roomy = matchMedia("(min-width: 68.75em)");
  const fold = () => contents && (contents.open = roomy.matches);
  roomy.addEventListener("change", fold);

  // A cell says its option, and what it is, where a narrow screen stacks the table.
  const label = (card) => {
    if (card.classList.contains("labelled")) return;
    card.classList.add("labelled");
    const heads = all("thead tr > *", card);
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    for (const part of all("table, table *:not(caption)", card)) {
      const role = roles[part.tagName] || (part.tagName === "TH" && (part.scope === "col" ? "columnheader" : "rowheader"));
      if (role) part.setAttribute("role", role);
    }
    for (const cell of all("tbody td", card)) cell.dataset.option = heads[cell.cellIndex].textContent;
  };
  const opened = ({ target }) => target.matches(".group") && all(".card", target).forEach(label);
  document.addEventListener("toggle", opened, true);

  const plain = (words) =>
    words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  // Two letters find nothing that one would look through.
  const LEAST = 2;
  const MOST = 12;
  for (const lookup of all(".lookup")) {
    const form = lookup.querySelector("form");
    const input = form.querySelector("input");
    const status = lookup.querySelector("[role=status]");
    const found = lookup.querySelector(".found");
    const cards = all(".card", lookup).map((card) => {
      const name = card.querySelector("caption").textContent;
      const within = card.closest(".group").querySelector("summary").textContent;
      return { card, name, within, words: plain(name + " " + within) };
    });

    // "B1 0:1AA1AB;12:2BD|B2 …": see postcodes.rs.
    const byPostcode = (typed) => {
      const code = typed.toUpperCase().replace(/\s/g, "");
      if (!/^[A-Z][A-Z0-9]{1,3}\d[A-Z]{2}$/.test(code)) return null;
      const outward = code.slice(0, -3) + " ";
      const district = lookup.dataset.postcodes.split("|").find((part) => part.startsWith(outward));
      const ends = (district || "").slice(outward.length).split(";").map((part) => part.split(":"));
      const hit = ends.find(([, list]) => (list || "").match(/.{3}/g)?.includes(code.slice(-3)));
      return hit ? [cards[hit[0]]] : [];
    };

    const show = (entry, move) => {
      const copy = entry.card.cloneNode(true);
      label(copy);
      copy.querySelector("caption").append(make("small", entry.within));
      copy.tabIndex = -1;
      found.replaceChildren(copy);
      status.textContent = `${entry.name}, ${entry.within}: shown below.`;
      if (move) copy.focus();
    };

    const look = () => {
      const typed = plain(input.value);
      found.replaceChildren();
      status.textContent = "";
      if (typed.length < LEAST) return;
      const postcode = lookup.dataset.postcodes ? byPostcode(input.value) : null;
      const hits = postcode || cards.filter(({ words }) => typed.split(" ").every((word) => words.includes(word)));
      const exact = hits.filter(({ name }) => plain(name) === typed);
      if (hits.length === 1 || exact.length === 1) return show(exact[0] || hits[0], false);
      if (!hits.length) {
        status.textContent = postcode ? "No place has this postcode." : "Nothing has this name.";
        return;
      }
      const more = hits.length > MOST ? ` The first ${MOST} are listed: type more to find yours.` : " Choose one.";
      status.textContent = `${hits.length} found.${more}`;
      const list = make("ul", "");
      for (const entry of hits.slice(0, MOST)) {
        const button = make("button", `${entry.name}, ${entry.within}`);
        button.type = "button";
        button.addEventListener("click", () => show(entry, true));
        const item = make("li", "");
        item.append(button);
        list.append(item);
      }
      found.append(list);
    };

    let wait = 0;
    input.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(look, 250);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(wait);
      look();
    });
    form.hidden = false;
  }

  fold();
  reveal();
  measure();
})();
