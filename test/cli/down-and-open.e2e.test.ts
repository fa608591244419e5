import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { cleanEnvironment, cli, typed } from "./support.js";

const program = join(import.meta.dirname, "../../dist/cli/main.js");

/** `up --json` in a folder of its own, and the line that it prints. */
async function up(): Promise<{
  cwd: string;
  child: ChildProcess;
  info: { url: string; signInUrl: string; token: string };
}> {
  const cwd = temporaryFolder("scalr-sandbox-down-");
  const child = spawn(process.execPath, [program, "up", "--port", "0", "--no-https", "--json"], {
    cwd,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: child.stdout! }), "line");
  return { cwd, child, info: JSON.parse(line) };
}

/** What the console's page does with the link that opened it. */
async function follow(link: string) {
  const { origin, hash } = new URL(link);
  const answer = await fetch(`${origin}/api/sandbox/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sandbox-Console": "none", Origin: origin },
    body: JSON.stringify({ code: hash.replace("#sign-in=", "") }),
  });
  return { status: answer.status, cookie: answer.headers.get("set-cookie"), body: await answer.text() };
}

it("down stops the sandbox of the folder, whose process ends with 0", async () => {
  const { cwd, child, info } = await up();
  const ended = once(child, "exit");
  const stopped = await cli(["down"], { cwd });
  expect(stopped).toEqual({ code: 0, stdout: `The sandbox at ${info.url} has stopped.\n`, stderr: "" });
  expect(await ended).toEqual([0, null]);
  const again = await typed(["down"], { cwd });
  expect(again.code).toBe(5);
  expect(again.stderr).toContain("scalr-sandbox up");
});

it("the link of up signs a browser in, once", async () => {
  const { info } = await up();
  const signedIn = await follow(info.signInUrl);
  expect(signedIn).toMatchObject({ status: 200, cookie: expect.stringMatching(/HttpOnly; SameSite=Strict/) });
  expect(JSON.parse(signedIn.body)).toMatchObject({ operator: true });
  expect(signedIn.body + signedIn.cookie).not.toContain(info.token);
  expect(await follow(info.signInUrl)).toEqual({
    status: 410,
    cookie: null,
    body: expect.stringContaining("scalr-sandbox open"),
  });
});

it("open prints a link of its own each time", async () => {
  const { cwd } = await up();
  const links = await Promise.all([1, 2].map(() => typed(["open", "--print"], { cwd })));
  const [first, second] = links.map(({ stdout }) => stdout.trim());
  expect(first).not.toBe(second);
  for (const link of [first, second]) expect((await follow(link!)).status).toBe(200);
});

it("only the operator may ask for a link, or for the stop", async () => {
  const { cwd, info } = await up();
  const made = await fetch(`${info.url}/api/iacp/v3/users`, {
    method: "POST",
    headers: { Authorization: `Bearer ${info.token}`, "Content-Type": "application/vnd.api+json" },
    body: JSON.stringify({ data: { type: "users", attributes: { email: "ann@example.com" } } }),
  });
  expect(made.status).toBe(201);
  const { stdout } = await typed(["sign-in", "ann@example.com"], { cwd });
  for (const path of ["stop", "sign-in-links"]) {
    const ask = (headers: Readonly<Record<string, string>>) =>
      fetch(`${info.url}/api/sandbox/v1/${path}`, { method: "POST", headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ Authorization: `Bearer ${stdout.trim()}` })).status).toBe(403);
  }
});

it("up --detach returns when the sandbox listens, and says why it does not", async () => {
  const cwd = temporaryFolder("scalr-sandbox-detach-");
  const args = ["up", "--detach", "--port", "0", "--no-https"];
  const first = await cli([...args, "--json"], { cwd });
  expect(first.code).toBe(0);
  const { url, pid } = JSON.parse(first.stdout);
  onTestFinished(() => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has stopped, as it should.
    }
  });
  expect((await fetch(`${url}/api/sandbox/v1/health`)).status).toBe(200);
  const second = await cli(args, { cwd });
  expect(second.code).toBe(7);
  expect(second.stderr).toContain(`is in use by process ${pid}`);
  expect(second.stderr).toContain(
    `A sandbox runs from it at ${url}: use that one, or stop it with \`scalr-sandbox down\`.`,
  );
  expect((await cli(["down"], { cwd })).stdout).toBe(`The sandbox at ${url} has stopped.\n`);
});
