// `npm run screenshots`: the pictures in docs/images/console, from a real simulator with real agents and runs. Takes about
// two minutes; what is given (`overview runs`) names the pictures to take, otherwise all.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSimulator } from "../../dist/simulator/server.js";
import { launch } from "./chromium.mjs";
import { reportPage } from "./report-page.mjs";
import { showcase } from "./showcase.mjs";
import { smallPng } from "./small-png.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../docs/images/console");

const asked = (changes) => `/what-if?changes=${encodeURIComponent(JSON.stringify(changes))}`;

/** Each picture, by its name: the address, what to do there first, and how large. Those of `empty` are of a sandbox with nothing in it. */
const PICTURES = {
  "first-steps": { path: "/", of: "empty", height: 900 },
  "what-if": {
    path: asked([
      { kind: "account-default", pool: "apool-build" },
      { kind: "access", pool: "apool-production", environments: ["env-staging"] },
      { kind: "delete-pool", pool: "apool-gpu" },
    ]),
    height: 1180,
    first: (page) => page.getByText(/^Runs of/).waitFor(),
  },
  "make-default": {
    path: "/pools/apool-build",
    async first(page) {
      await page.getByRole("button", { name: "Make default build" }).click();
      await page
        .getByRole("dialog")
        .getByText(/^Runs of \d+ workspaces would move/)
        .waitFor();
    },
  },
  capacity: {
    path: "/capacity",
    height: 1900,
    async first(page) {
      await page.getByLabel("Pool", { exact: true }).fill("private");
      await page.getByLabel("Price of an agent for an hour").fill("0.12");
      await page.getByRole("button", { name: "Simulate", exact: true }).click();
      await page.getByRole("heading", { name: "Simulated", exact: true }).waitFor({ timeout: 180_000 });
    },
  },
  "simulate-report": { of: "report", height: 1320, width: 1360 },
  overview: { path: "/", height: 1160 },
  pools: { path: "/pools" },
  pool: { path: "/pools/apool-build/agents" },
  "pool-workspaces": { path: "/pools/apool-build/workspaces" },
  "create-a-pool": {
    path: "/pools",
    first: (page) => page.getByRole("button", { name: "Create agent pool" }).click(),
  },
  "register-an-agent": {
    path: "/pools/apool-build/register",
    height: 1420,
    async first(page) {
      await page.getByLabel("Name", { exact: true }).fill("build-4");
      await page.getByRole("button", { name: "Create token and show the command" }).click();
      await page.getByRole("figure", { name: "Shell command" }).waitFor();
    },
  },
  runs: { path: "/runs", height: 1000 },
  run: { path: "/runs/:planned/changes", first: (page) => page.locator("summary").first().click() },
  "run-log": {
    path: "/runs/:applied/apply",
    first: (page) => page.getByText("Apply complete").first().waitFor(),
  },
  environments: { path: "/environments" },
  environment: { path: "/environments/env-production" },
  workspaces: { path: "/workspaces" },
  workspace: { path: "/workspaces/ws-web" },
  "workspace-resolution": { path: "/workspaces/ws-web/where" },
  "workspace-settings": { path: "/workspaces/ws-web/settings", height: 1000 },
  integrations: { path: "/integrations" },
  integration: { path: "/integrations/vcs-ghe" },
  access: { path: "/access" },
  sandbox: { path: "/sandbox" },
  "sandbox-audit": { path: "/sandbox/audit" },
  phone: { path: "/", width: 390, height: 844 },
};

const wanted = process.argv.slice(2);
const pictures = Object.entries(PICTURES).filter(([name]) => wanted.length === 0 || wanted.includes(name));

const runsWith = async (api, status) =>
  (await api("GET", `iacp/v3/runs?filter[status]=${status}&sort=-created-at`)).data;

const say = (what) => console.log(`${what} ...`);
// First: while it is simulated nothing else is done here, and connections that are kept would be closed meanwhile.
const report = wanted.length === 0 || wanted.includes("simulate-report") ? reportPage() : "";
const world = await showcase({ say });
const browser = await launch();
const empty = await startSimulator({ runners: false, token: world.token, logLevel: "error" });
const urls = { empty: empty.url, showcase: world.url };
try {
  mkdirSync(folder, { recursive: true });
  const planned = (await runsWith(world.api, "planned"))[0].id;
  const applied = (await runsWith(world.api, "applied")).find(
    ({ attributes }) => attributes.message === "Release 4.1",
  ).id;
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme: scheme, reducedMotion: "reduce", locale: "en" });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(world.url);
    await page.getByLabel("Token").waitFor();
    if (wanted.length === 0 || wanted.includes("sign-in")) await take(page, "sign-in", scheme, {});
    await page.getByLabel("Token").fill(world.token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    // The sign-in of the one does not count for the other.
    await page.goto(empty.signInUrl());
    await page.getByRole("navigation", { name: "Main" }).waitFor();
    for (const [name, picture] of pictures) {
      await page.setViewportSize({ width: picture.width ?? 1280, height: picture.height ?? 820 });
      if (picture.of === "report") await page.goto(report);
      else {
        const path = picture.path.replace(":planned", planned).replace(":applied", applied);
        await page.goto(urls[picture.of ?? "showcase"] + path);
      }
      await page.getByRole("heading", { level: 1 }).waitFor();
      await picture.first?.(page);
      await take(page, name, scheme, picture);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await empty.close();
  await world.close();
}

async function take(page, name, scheme, { width = 1280, height = 820 }) {
  await page.setViewportSize({ width, height });
  // What is asked for besides the stream has come by then.
  await page.waitForTimeout(700);
  const png = smallPng(await page.screenshot());
  writeFileSync(join(folder, `${name}-${scheme}.png`), png);
  console.log(`${name}-${scheme}.png ${Math.round(png.length / 1024)} KiB`);
}
