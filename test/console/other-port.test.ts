import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

/** A server on another port of this machine, which a signed-in browser visits: what it is sent must be worth nothing. */

const browser = await useBrowser();

/** A page that reads what it can, and tries to use the sign-in of the sandbox from its own origin. */
const PAGE = (sandbox: string) => `<!doctype html><title>elsewhere</title><script>
  const calls = [
    () => fetch("${sandbox}/api/iacp/v3/agent-pools", { credentials: "include" }),
    () => fetch("${sandbox}/api/sandbox/v1/session", { credentials: "include", headers: { "X-Sandbox-Console": "1" } }),
    () => fetch("${sandbox}/api/sandbox/v1/reset", {
      method: "POST", mode: "no-cors", credentials: "include", headers: { "Content-Type": "text/plain" }, body: "{}" }),
  ];
  Promise.all(calls.map((call) => call().then((answer) => answer.type, () => "blocked"))).then((answers) => {
    document.title = JSON.stringify({ answers, stored: { ...localStorage }, cookie: document.cookie });
  });
</script>`;

async function otherPort(sandbox: string) {
  const cookies: string[] = [];
  const http = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? "");
    response.setHeader("Content-Type", "text/html").end(PAGE(sandbox));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, cookies };
}

const READS = ["/api/iacp/v3/agent-pools", "/api/sandbox/v1/status", "/api/sandbox/v1/state"];

/** Every way in which a program could use secrets that it was sent. Returns the statuses of the answers. */
async function replayed(url: string, secrets: readonly string[]): Promise<readonly number[]> {
  const name = `scalr-sandbox-${new URL(url).port}`;
  const tries = secrets.flatMap((secret): Record<string, string>[] => [
    { Cookie: `${name}=${secret}` },
    { Authorization: `Bearer ${secret}` },
    { Authorization: `Bearer ${secret}`, Cookie: `${name}=${secret}` },
    ...["1", "none", "", secret, ...secrets].map((key) => ({
      Cookie: `${name}=${secret}`,
      "X-Sandbox-Console": key,
      "Sec-Fetch-Site": "same-origin",
      Origin: url,
    })),
  ]);
  const asked = tries.flatMap((headers) => READS.map((path) => fetch(url + path, { headers })));
  return (await Promise.all(asked)).map(({ status }) => status);
}

async function signedIn(): Promise<{ readonly sandbox: Sandbox; readonly page: Page }> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const context = await browser.context();
  const page = await context.newPage();
  await page.goto(sandbox.simulator.signInUrl());
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return { sandbox, page };
}

describe.skipIf(browser.missing)(
  "what a browser that is signed in sends to another port of this machine",
  () => {
    it("is worth nothing, however it is used", async () => {
      const { sandbox, page } = await signedIn();
      expect(page.url()).toBe(`${sandbox.url}/`);
      const own = await page.evaluate("({ ...localStorage })");
      expect(own).toMatchObject({ "scalr-sandbox-session": expect.stringMatching(/^[\w-]{43}$/) });
      const { url, cookies } = await otherPort(sandbox.url);
      const pool = await sandbox.pool("kept");
      await page.goto(`${url}/`);
      await page.waitForFunction("document.title !== 'elsewhere'");
      // The page got no answer, read nothing that the console stores, and changed nothing.
      expect(JSON.parse(await page.title())).toEqual({
        answers: ["blocked", "blocked", "opaque"],
        stored: {},
        cookie: "",
      });
      expect(sandbox.simulator.store.get("agent-pools", pool.id)).toBeDefined();
      // The console's cookie is for the paths of the API, and browsers send it to those of every port.
      await page.goto(`${url}/api/`);
      const sent = cookies.flatMap((text) => [...text.matchAll(/=([^;]+)/g)].map(([, secret]) => secret!));
      expect(sent).toHaveLength(1);
      expect(JSON.stringify(cookies)).not.toContain(sandbox.token);
      const statuses = await replayed(sandbox.url, sent);
      expect(statuses.length).toBeGreaterThan(20);
      expect([...new Set(statuses)].sort()).toEqual([401, 403]);
      // The browser is signed in as before.
      await page.goto(`${sandbox.url}/pools`);
      await page.getByRole("link", { name: "kept" }).first().waitFor();
    });

    it("signs nobody in after the sandbox has started again, even with all that the browser keeps", async () => {
      const dataDir = temporaryFolder();
      const first = await startSandbox({ dataDir });
      const context = await browser.context();
      const page = await context.newPage();
      await page.goto(first.simulator.signInUrl());
      await page.getByRole("navigation", { name: "Main" }).waitFor();
      const key = (await page.evaluate("localStorage.getItem('scalr-sandbox-session')")) as string;
      const [cookie] = await context.cookies(`${first.url}/api/`);
      const port = Number(new URL(first.url).port);
      const use = (url: string) =>
        fetch(`${url}/api/iacp/v3/agent-pools`, {
          headers: { Cookie: `${cookie!.name}=${cookie!.value}`, "X-Sandbox-Console": key },
        });
      expect((await use(first.url)).status).toBe(200);
      await first.close();
      const second = await startSandbox({ dataDir, port });
      onTestFinished(() => second.close());
      expect((await use(second.url)).status).toBe(401);
      await page.getByText("This browser is no longer signed in.").waitFor();
    });

    it("ends when it signs out, in every tab", async () => {
      const { sandbox, page } = await signedIn();
      const other = await page.context().newPage();
      await other.goto(`${sandbox.url}/pools`);
      await other.getByRole("heading", { level: 1 }).waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("Token").waitFor();
      await other.getByLabel("Token").waitFor();
      expect(await page.evaluate("localStorage.getItem('scalr-sandbox-session')")).toBeNull();
    });

    it("a link that was used says so, and signs nobody in", async () => {
      const sandbox = await startSandbox();
      onTestFinished(() => sandbox.close());
      const link = sandbox.simulator.signInUrl();
      const [first, second] = [await browser.context(), await browser.context()];
      const used = await first.newPage();
      await used.goto(link);
      await used.getByRole("navigation", { name: "Main" }).waitFor();
      const page = await second.newPage();
      await page.goto(link);
      await page.getByText("This link was already used").waitFor();
      expect(page.url()).toBe(`${sandbox.url}/`);
      expect(await second.cookies(`${sandbox.url}/api/`)).toEqual([]);
    });
  },
);
