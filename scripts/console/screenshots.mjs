// `npm run screenshots`: the pictures in docs/images/console, from a real simulator with real agents and runs. Takes about
// two minutes; what is given (`overview runs`) names the pictures to take, otherwise all.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { showcase } from "./showcase.mjs";
import { smallPng } from "./small-png.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../docs/images/console");

/** Each picture, by its name: the address, what to do there first, and how large. */
const PICTURES = {
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
const world = await showcase({ say });
const browser = await launch();
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
    for (const [name, picture] of pictures) {
      await page.setViewportSize({ width: picture.width ?? 1280, height: picture.height ?? 820 });
      await page.goto(world.url + picture.path.replace(":planned", planned).replace(":applied", applied));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await picture.first?.(page);
      await take(page, name, scheme, picture);
    }
    await context.close();
  }
} finally {
  await browser.close();
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
