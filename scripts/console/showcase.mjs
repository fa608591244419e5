// The world of the pictures, and what happens in it: a simulator, real agents, real runs. `node scripts/console/showcase.mjs`
// keeps it open to be looked at; `npm run screenshots` takes its pictures and ends it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const main = join(root, "dist/cli/main.js");
const TOKEN = "showcase-admin-token";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Starts everything; `close` ends it. `port` 0 is a free one. */
export async function showcase({ port = 0, say = () => {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-showcase-"));
  const children = new Set();
  const start = (args, env = {}) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdio: ["pipe", "pipe", "ignore"],
    });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };
  const seed = join(root, "scripts/console/showcase.yaml");
  const up = start([
    "up",
    "--memory",
    "--port",
    String(port),
    "--no-https",
    "--token",
    TOKEN,
    "--seed",
    seed,
    "--json",
  ]);
  const lines = createInterface({ input: up.stdout });
  const [line] = await once(lines, "line");
  const { url } = JSON.parse(line);

  const api = async (method, path, body) => {
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/vnd.api+json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const agent = (name, pool, concurrency = 5) =>
    start(["agent", "--exit-with-parent"], {
      SCALR_URL: url,
      SCALR_AGENT_TOKEN: `showcase-token-of-${pool}`,
      SCALR_AGENT_NAME: name,
      SCALR_AGENT_CONCURRENCY: String(concurrency),
      // What still runs when the pictures are taken is not waited for.
      SCALR_AGENT_WORKER_ON_STOP_ACTION: "force-shutdown",
    });
  const run = async (workspace, workload, message, ...more) => {
    const child = start(
      [
        "run",
        join(root, "examples/workloads", workload),
        "--workspace",
        workspace,
        "--message",
        message,
        "--detach",
        ...more,
      ],
      { SCALR_HOSTNAME: url, SCALR_TOKEN: TOKEN },
    );
    child.stdout.resume();
    await once(child, "exit");
  };
  const status = () => api("GET", "sandbox/v1/status");
  const until = async (what, test) => {
    for (let i = 0; i < 600; i += 1) {
      if (await test()) return;
      await pause(100);
    }
    throw new Error(`Waited in vain for ${what}.`);
  };
  const advance = (by) => api("POST", "sandbox/v1/clock/advance", { by });

  try {
    say("agents");
    const lost = agent("build-3", "build", 2);
    agent("build-1", "build");
    agent("build-2", "build", 3);
    agent("production-1", "production", 2);
    agent("git-1", "git", 1);
    await until("the agents", async () => (await status()).pools.flatMap(({ agents }) => agents).length >= 5);
    lost.kill("SIGKILL");

    say("runs");
    const first = [
      ["development/playground", "build-pipeline", "Try the new builder image"],
      ["staging/api", "dependency-graph", "Second database"],
      ["staging/web", "build-pipeline", "Release 4.2 candidate"],
      ["production/network", "one-task", "Peer with the data centre"],
      ["data-platform/lake", "build-pipeline", "Compact the tables"],
      ["production/dns", "no-changes", "Check for drift"],
      ["development/feature-login", "fails-on-purpose", "Passkeys"],
    ];
    // Time runs faster than it does, so that a minute of work fills an hour's picture.
    let isOver = false;
    const hurry = (async () => {
      while (!isOver) {
        await advance("45s");
        await pause(700);
      }
    })();
    const longer = ["--var", "seconds=3"];
    await Promise.all(first.map((each) => run(...each, ...(each[1] === "build-pipeline" ? longer : []))));
    await until("the first runs", async () => {
      const { queue, pools } = await status();
      return queue.length === 0 && pools.every(({ running }) => running === 0);
    });
    const second = [
      ["staging/search", "build-pipeline", "Index in shards"],
      ["staging/web", "dependency-graph", "Release 4.2"],
      ["development/feature-checkout", "build-pipeline", "Apple Pay"],
      ["production/web", "build-pipeline", "Release 4.1"],
      ["production/network", "build-pipeline", "Third zone"],
      ["development/playground", "one-task", "Clean up"],
      ["data-platform/lake", "dependency-graph", "A second warehouse"],
    ];
    await Promise.all(second.map((each) => run(...each, ...(each[1] === "build-pipeline" ? longer : []))));
    await until("the second runs", async () => (await status()).pools.every(({ running }) => running === 0));
    isOver = true;
    await hurry;
    await run("production/api", "build-pipeline", "Release 4.2");
    await until(
      "the confirmation",
      async () => (await api("GET", "iacp/v3/runs?filter[status]=planned")).data.length > 0,
    );

    say("what runs and waits while the pictures are taken");
    const slow = ["--var", "seconds=240"];
    for (const each of [
      ["production/web", "one-task", "Release 4.2", ...slow],
      ["production/network", "one-task", "Second region", ...slow],
      ["production/web", "one-task", "Warm the caches"],
      ["staging/api", "one-task", "Nightly", ...slow],
      ["staging/search", "one-task", "Reindex", ...slow],
      ["development/playground", "one-task", "Load test", ...slow],
      ["development/feature-checkout", "one-task", "Preview", ...slow],
      ["data-platform/training", "one-task", "Train on the new corpus"],
      ["data-platform/lake", "build-pipeline", "Nightly compaction", ...slow],
    ])
      await run(...each);
    await until(
      "the runs to execute",
      async () => (await status()).pools.reduce((sum, { running }) => sum + running, 0) >= 5,
    );
    await pause(1_500);
  } catch (error) {
    await close();
    throw error;
  }
  async function close() {
    for (const child of children) child.kill("SIGTERM");
    await Promise.all([...children].map((child) => once(child, "exit")));
    rmSync(folder, { recursive: true, force: true });
  }
  return { url, token: TOKEN, api, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url, token, close } = await showcase({
    port: Number(process.argv[2] ?? 7878),
    say: (what) => console.log(what),
  });
  console.log(`${url}, token ${token}; Ctrl-C ends it`);
  process.once("SIGINT", close);
  process.once("SIGTERM", close);
}
