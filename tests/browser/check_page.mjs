// Opens a status page in Chromium as a person would: node check_page.mjs page.html out_folder
// Says in plain words what does not hold and exits 1. Leaves screenshots and the printed page in the folder.
// CHROMIUM names another browser than Debian's.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, folder] = process.argv.slice(2);
if (!file || !folder) {
  console.error("Usage: node check_page.mjs page.html out_folder");
  process.exit(2);
}
const page_address = pathToFileURL(resolve(file)).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wrong = [];
const hold = (holds, words) => { if (!holds) wrong.push(words); };
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run"],
});

async function open(settings) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...settings });
  context.setDefaultTimeout(20000);
  const page = await context.newPage();
  page.on("request", (request) => hold(request.url().split("#")[0] === page_address, `asks for ${request.url()}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`the browser complains: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`the script fails: ${error.message}`));
  await page.goto(page_address);
  return page;
}

async function check_access(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
  for (const { id, help, nodes } of violations) {
    wrong.push(`axe, ${where}: ${help} (${id}), ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`);
  }
}

const shown = (page) => page.locator("#documents-table > tbody > tr:visible").count();
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return { name: (element.labels?.[0] ?? element).textContent.trim(), seen };
});

async function check_table(page) {
  const rows = page.locator("#documents-table > tbody > tr");
  const all = await rows.count();
  hold(await shown(page) === all, `shows ${await shown(page)} of ${all} documents before anybody has filtered`);

  for (const state of await page.locator("#filter-state option").evaluateAll((options) => options.map((o) => o.value))) {
    const fits = state === "" ? all : await page.locator(
      `#documents-table > tbody > tr${state === "red" ? "[data-red]" : `[data-state="${state}"]`}`).count();
    await page.selectOption("#filter-state", state);
    hold(await shown(page) === fits, `filtered by "${state}" shows ${await shown(page)} rows, not ${fits}`);
    const told = (await page.textContent("#counted")).trim();
    const words = fits === all ? `All ${all} documents shown.` : `${fits} of ${all} documents shown.`;
    hold(told.startsWith(words), `filtered by "${state}" announces "${told}", not "${words}"`);
  }
  await page.selectOption("#filter-owner", { index: 1 });
  await page.selectOption("#filter-area", { index: 1 });
  await page.click("text=Show all");
  await page.evaluate(() => new Promise((done) => setTimeout(done))); // the page counts after the form is emptied
  hold(await shown(page) === all, `shows ${await shown(page)} of ${all} documents after Show all`);

  const buttons = page.locator("#documents-table thead button");
  const collator = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  for (const button of await buttons.all()) {
    const name = await button.textContent();
    const heading = button.locator("xpath=..");
    const column = await heading.evaluate((th) => th.cellIndex);
    for (const [order, way] of [["ascending", 1], ["descending", -1]]) {
      await button.click();
      hold(await heading.getAttribute("aria-sort") === order, `sorting by ${name} does not say ${order}`);
      const values = await rows.evaluateAll((its, at) => its.map(
        (row) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim()), column);
      const filled = values.filter(Boolean);
      const sorted = [...filled].sort((one, two) => way * collator.compare(one, two));
      const expected = [...sorted, ...values.filter((value) => !value)];
      hold(expected.every((value, at) => collator.compare(value, values[at]) === 0), `${name} is not sorted ${order}`);
    }
  }
  return buttons.allTextContents();
}

async function check_keyboard(page, sortable) {
  await page.reload();
  const links = await page.locator("nav a").allTextContents();
  const filters = ["State", "Judgement area", "Owner", "Show all"];
  const owners = await page.locator(".owners a").allTextContents();
  const expected = ["Skip to the answer", ...links, ...owners, ...(sortable ? [...filters, ...sortable] : [])];
  for (const name of expected) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now.name !== name) {
      wrong.push(`the Tab key comes to "${now.name.slice(0, 60)}" and not to "${name}"`);
      return;
    }
    hold(now.seen, `nobody can see that "${name}" has the focus`);
  }
  if (sortable) {
    await page.keyboard.press("Enter");
    hold(await page.locator("#documents-table [aria-sort=ascending]").count() === 1, "the Enter key does not sort");
  }
}

async function check_sizes(page, where) {
  const small = await page.locator("button:visible, select:visible, nav a:visible, .owners a:visible").evaluateAll((controls) => controls
    .map((control) => [control.textContent.trim().slice(0, 40), control.getBoundingClientRect()])
    .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name));
  hold(!small.length, `${where}, smaller than 24 px: ${small.join(", ")}`);
}

// A link to somebody shows that person's documents, and what needs them, as soon as the page opens.
async function check_owners(page) {
  for (const link of await page.locator(".owners a").all()) {
    const address = await link.getAttribute("href");
    const owner = await page.locator(address.replace("#", "[id='") + "']").getAttribute("data-owner");
    await page.goto(page_address);
    await page.goto(page_address + address);
    const theirs = await page.locator("#documents-table > tbody > tr").evaluateAll(
      (rows, name) => rows.filter((row) => row.dataset.owner === name).length, owner);
    const known = await page.locator("#filter-owner option").evaluateAll(
      (options, value) => options.some((option) => option.value === value), `=${owner}`);
    if (known) hold(await shown(page) === theirs, `${address} shows ${await shown(page)} documents, not ${theirs}`);
    hold(await page.locator(".of-owner:target").count() === 1, `${address} leads nowhere`);
  }
  await page.goto(page_address);
}

// What comes first on a phone: the verdict on the first screen, and what needs somebody before any table.
async function check_phone(scheme) {
  const phone = await open({ viewport: { width: 390, height: 844 }, colorScheme: scheme });
  await phone.screenshot({ path: join(folder, `page_390_${scheme}.png`) });
  const at = async (part) => (await phone.locator(part).first().boundingBox())?.y ?? Infinity;
  hold(await at(".answer .word") < 844, "on a phone the answer is not on the first screen");
  const first_table = await at("table");
  if (await phone.locator(".of-owner").count()) {
    hold(await at(".owners") < 844, "on a phone the owners are not on the first screen");
    hold(await at(".of-owner") < first_table, "on a phone a table comes before what needs somebody");
  }
  await check_access(phone, `390 px wide, ${scheme}`);
  const over = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  hold(over <= 0, `at 390 px is ${over} px too wide`);
}

let pages = 0;
async function check() {
  const wide = await open({ viewport: { width: 1280, height: 900 } });
  const has_table = await wide.locator("#documents-table").count() > 0;
  await wide.screenshot({ path: join(folder, "page_1280_first_screen.png") });
  await wide.screenshot({ path: join(folder, "page_1280.png"), fullPage: true });
  await check_access(wide, "1280 px wide");
  await check_sizes(wide, "1280 px wide");
  if (has_table) await check_owners(wide);
  const sortable = has_table ? await check_table(wide) : null;
  await check_keyboard(wide, sortable);

  // Print with a filter set: paper has every document asked for all the same, by its state and not as a table.
  if (has_table) await wide.selectOption("#filter-state", { index: 2 });
  const printed = await wide.pdf({ path: join(folder, "page.pdf"), format: "A4", preferCSSPageSize: true });
  pages = (printed.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  hold(pages === 1 || pages === 2, `prints ${pages} pages, not two at the most`);
  await wide.emulateMedia({ media: "print" });
  if (has_table) {
    const asked = await wide.locator("#documents-table > tbody > tr").evaluateAll(
      (rows) => rows.filter((row) => !row.textContent.includes("Not asked for")).length);
    const listed = await wide.locator(".states li:visible").count();
    hold(listed === asked, `prints ${listed} of ${asked} documents when filtered`);
    hold(await wide.locator("#documents-table:visible").count() === 0, "prints every detail of the documents");
  }
  hold(await wide.locator("nav:visible, form:visible").count() === 0, "prints its controls");

  await check_phone("light");
  await check_phone("dark");
  const dark = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
  await dark.screenshot({ path: join(folder, "page_1280_dark.png"), fullPage: true });
  const paper = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
  hold(Math.max(...paper.match(/\d+/g).slice(0, 3).map(Number)) < 64, `is not dark in a dark scheme, but ${paper}`);
  await check_access(dark, "1280 px wide, dark");

  // 320 px is also what 400% zoom leaves of 1280 px.
  const narrow = await open({ viewport: { width: 320, height: 640 } });
  await narrow.screenshot({ path: join(folder, "page_320.png"), fullPage: true });
  await check_access(narrow, "320 px wide");
  await check_sizes(narrow, "320 px wide");
  const over = await narrow.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  hold(over <= 0, `at 320 px is ${over} px too wide`);
  const cells = await narrow.locator("td").evaluateAll((its) => its.filter(
    (cell) => cell.textContent.trim() && !cell.getClientRects().length).length);
  hold(cells === 0, `at 320 px loses ${cells} cells`);

  const plain = await open({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  hold(await plain.locator("form:visible").count() === 0, "without script shows filters that do nothing");
  hold(await plain.locator("tbody tr:visible").count() === await plain.locator("tbody tr").count(),
    "without script hides rows");
}

try {
  await check();
} catch (error) {
  wrong.push(`cannot be checked to the end: ${error.message.split("\n")[0]}`);
} finally {
  await browser.close();
}
for (const words of new Set(wrong)) console.error(`${file}: ${words.replace(/\.+$/, "")}.`);
if (wrong.length) process.exit(1);
console.log(`${file}: reads well at 1280, 390 and 320 px, light and dark, by keyboard, without script and on ${pages} pages of A4.`);
