// Pages in a real browser: every HTML file of the folder DOORSTEP_PAGES. Screenshots and a PDF of
// each go to DOORSTEP_SHOTS where that is set. Chromium is CHROMIUM or the first of the usual names.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.env.DOORSTEP_PAGES || join(here, "../../target/pages"));
const shots = process.env.DOORSTEP_SHOTS && resolve(process.env.DOORSTEP_SHOTS);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const files = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();

const LIGHT = { viewport: { width: 1280, height: 900 } };
const STATES = {
  light: LIGHT,
  dark: { ...LIGHT, colorScheme: "dark" },
  "320 wide": { viewport: { width: 320, height: 800 } },
  "320 wide and dark": { viewport: { width: 320, height: 800 }, colorScheme: "dark" },
  print: { viewport: { width: 688, height: 980 }, media: "print" },
  "forced colours": { ...LIGHT, forcedColors: "active" },
};

function found() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter(Boolean);
  for (const name of names) {
    try {
      return execFileSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" }).trim();
    } catch {
      // The next name.
    }
  }
  throw new Error(`no Chromium: looked for ${names.join(", ")}`);
}

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: found(), args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

/** Opens a page, does something with it, and then says that nothing happened which should not. */
async function within(file, { media, ...options }, action) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  const address = pathToFileURL(join(folder, file)).href;
  page.on("request", (request) => {
    const asked = request.url().split("#")[0];
    if (asked !== address && !asked.startsWith("data:image/")) wrong.push(`asked for ${asked.slice(0, 200)}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text().slice(0, 300)}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (wrong.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", () => wrong.push("a window opened"));
  try {
    if (media) await page.emulateMedia({ media });
    await page.goto(address);
    const result = await action(page);
    const ran = await page.evaluate(() => window.__ran || 0);
    if (ran) wrong.push(`${ran} scripts ran`);
    assert.deepEqual(wrong, []);
    return result;
  } finally {
    await context.close();
  }
}

const unfold = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));

async function violations(page) {
  await page.evaluate(axe);
  const { violations: all } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    TAGS,
  );
  return all.map(({ id, help, nodes }) => `${id} (${help}), ${nodes.length}: ${nodes[0].html.slice(0, 200)}`);
}

/** Text that is there but cannot be seen, once everything is unfolded. */
const unseen = (page, but) =>
  page.evaluate((but) => {
    const hidden = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest(but)) continue;
      const box = parent.getBoundingClientRect();
      const seen = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (!seen || (!box.width && !box.height)) hidden.push(`${parent.tagName}: ${node.data.slice(0, 80)}`);
    }
    return hidden.slice(0, 5);
  }, but);

const NEVER_SEEN = "script, svg title, svg desc, .hidden";

for (const file of files) {
  const name = basename(file, ".html");
  const large = statSync(join(folder, file)).size > 500_000;

  // Axe takes half a minute for a city's page: twice is enough, its small brother has the same parts.
  const states = large ? { light: LIGHT, "320 wide": STATES["320 wide"] } : STATES;
  for (const [state, options] of Object.entries(states)) {
    test(`${name}: axe finds nothing, ${state}`, () =>
      within(file, options, async (page) => assert.deepEqual(await violations(page), [])));
  }

  for (const [state, options] of Object.entries(large ? {} : states)) {
    test(`${name}: axe finds nothing with every part unfolded, ${state}`, () =>
      within(file, options, async (page) => {
        await unfold(page);
        assert.deepEqual(await violations(page), []);
      }));
  }

  for (const [width, height] of [[320, 800], [640, 450], [768, 1000], [1280, 900]]) {
    test(`${name}: the page is not scrolled sideways at ${width} pixels`, () =>
      within(file, { viewport: { width, height } }, async (page) => {
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok((await over()) <= 0, "folded");
        await unfold(page);
        assert.ok((await over()) <= 0, "unfolded");
      }));
  }

  test(`${name}: everything can be read without script`, () =>
    within(file, { ...LIGHT, javaScriptEnabled: false }, async (page) => {
      await unfold(page);
      assert.deepEqual(await unseen(page, `${NEVER_SEEN}, form, .printed, .skip`), []);
      assert.equal(await page.locator("form:visible").count(), 0);
    }));

  test(`${name}: paper shows what is folded away, and cuts nothing off`, () =>
    within(file, STATES.print, async (page) => {
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      assert.deepEqual(await unseen(page, `${NEVER_SEEN}, nav, form, .skip, .unprinted, [role=status]`), []);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("table, svg, p, td, th")]
          .filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1)
          .map((part) => part.outerHTML.slice(0, 100))
          .slice(0, 3),
      );
      assert.deepEqual(cut, []);
      const dark = await page.evaluate(() =>
        [...document.querySelectorAll("body *")]
          .filter((part) => part.checkVisibility())
          .map((part) => getComputedStyle(part).backgroundColor.match(/[\d.]+/g).map(Number))
          .filter(([red, green, blue, alpha = 1]) => alpha > 0 && red + green + blue < 600).length,
      );
      assert.equal(dark, 0, "dark grounds");
      await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      assert.equal(await page.locator("main details[open]").count(), 0);
    }));

  test(`${name}: tables have captions, and heads that say what they are heads of`, () =>
    within(file, LIGHT, async (page) => {
      const wrong = await page.evaluate(() =>
        [...document.querySelectorAll("table")].flatMap((table) => {
          const say = (what) => `${table.id}: ${what}`;
          return [
            table.caption?.textContent.trim() ? [] : say("no caption"),
            [...table.querySelectorAll("thead th")].every((head) => head.scope === "col") ? [] : say("a column's head"),
            [...table.querySelectorAll("tbody th")].every((head) => head.scope === "row") ? [] : say("a row's head"),
            [...table.rows].every((row) => row.cells.length === table.rows[0].cells.length) ? [] : say("ragged"),
          ].flat();
        }),
      );
      assert.deepEqual(wrong, []);
    }));

  for (const [state, options] of [["light", LIGHT], ["320 wide", STATES["320 wide"]]]) {
    test(`${name}: the keyboard reaches everything in order, and shows where it is, ${state}`, () =>
      within(file, options, async (page) => {
        const expected = await page.evaluate(() => {
          const all = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')];
          const seen = all.filter((part) => part.checkVisibility({ visibilityProperty: true }));
          seen.forEach((part, at) => (part.__at = at));
          return seen.length;
        });
        const walked = [];
        for (let step = 0; step < expected; step += 1) {
          await page.keyboard.press("Tab");
          walked.push(
            await page.evaluate(() => {
              const part = document.activeElement;
              const { outlineStyle, outlineWidth } = getComputedStyle(part);
              const box = part.getBoundingClientRect();
              const shown = box.bottom > 0 && box.top < window.innerHeight && box.right > 0;
              const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 3;
              return [part.__at ?? part.outerHTML.slice(0, 80), outlined && shown];
            }),
          );
        }
        assert.deepEqual(walked, walked.map((_, at) => [at, true]));
        await page.keyboard.press("Tab");
        const left = await page.evaluate(() => document.activeElement === document.body || !document.activeElement.__at);
        assert.ok(left, "the last of them lets the keyboard go");
      }));
  }

  test(`${name}: the first stop skips to the report, and folded parts open by Enter`, () =>
    within(file, LIGHT, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
      const parts = page.locator("main details > summary:visible");
      for (let at = 0; at < Math.min(4, await parts.count()); at += 1) {
        const open = () => parts.nth(at).evaluate((part) => part.parentElement.open);
        await parts.nth(at).focus();
        const first = await open();
        await page.keyboard.press("Enter");
        assert.equal(await open(), !first);
        await page.keyboard.press("Enter");
      }
    }));

  test(`${name}: a link into a folded part opens it`, () =>
    within(file, LIGHT, async (page) => {
      const id = await page.evaluate(() => document.querySelector("main details.more table[id]")?.id);
      if (!id) return;
      await page.evaluate((id) => (location.hash = id), id);
      await page.waitForTimeout(200);
      assert.ok(await page.evaluate((id) => document.getElementById(id).checkVisibility(), id));
    }));

  for (const [state, options] of [["light", LIGHT], ["320 wide", STATES["320 wide"]]]) {
    test(`${name}: a place is found by name and by postcode, by the keyboard alone, ${state}`, () =>
      within(file, options, async (page) => {
        const lookup = page.locator(".lookup").first();
        if (!(await lookup.count())) return;
        const [called, postcode, of] = await lookup.evaluate((part) => {
          const cards = [...part.querySelectorAll(".card")];
          const caption = (card) => card.querySelector("caption").textContent.trim();
          const [, outward, card, inward] = part.dataset.postcodes.match(/^(\w+) (\d+):(\w{3})/) || [];
          return [caption(cards[0]), outward && `${outward} ${inward}`.toLowerCase(), card && caption(cards[card])];
        });
        const input = lookup.locator("input");
        await input.focus();
        await page.keyboard.insertText(called);
        await page.keyboard.press("Enter");
        const status = lookup.locator("[role=status]");
        const found = lookup.locator(".found");
        if (/[a-z]{2}/i.test(called)) assert.notEqual(await status.textContent(), "");
        if (!large) assert.deepEqual(await violations(page), []);
        if (!postcode) return;
        assert.ok((await found.locator("caption").textContent()).startsWith(called));
        await input.fill(postcode);
        await page.waitForFunction((of) => document.querySelector(".found caption")?.textContent.startsWith(of), of);
        await input.fill(called.slice(0, 4));
        await page.waitForFunction(() => document.querySelectorAll(".found li button").length > 1);
        if (!large) assert.deepEqual(await violations(page), []);
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        assert.ok(await page.evaluate(() => document.activeElement.matches(".found .card")), "the card has the focus");
        await input.fill("zz99 9zz");
        await page.waitForFunction(() => document.querySelector("[role=status]").textContent.startsWith("No place"));
      }));
  }

  test(`${name}: nothing moves for those who ask for that`, () =>
    within(file, { ...LIGHT, reducedMotion: "reduce" }, async (page) => {
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
    }));

  if (shots) {
    test(`${name}: is shown`, async () => {
      mkdirSync(shots, { recursive: true });
      const wide = { "768 wide": { viewport: { width: 768, height: 1000 } } };
      for (const [state, options] of Object.entries({ ...STATES, ...wide })) {
        const path = join(shots, `${name}-${state.replaceAll(" ", "-")}.png`);
        await within(file, options, (page) => page.screenshot({ path, fullPage: !large }));
      }
      await within(file, LIGHT, (page) => page.pdf({ path: join(shots, `${name}.pdf`), preferCSSPageSize: true }));
    });
  }
}

test("there are pages to test", () => assert.ok(files.length > 0, `no page in ${folder}`));
