import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const root = join(import.meta.dirname, "..", "..");
const cli = join(root, "dist", "cli", "main.js");

/** Nothing that this shell says about scalr.io, OpenTofu or colours reaches what is measured. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SCALR_|TF_|NO_COLOR$|FORCE_COLOR$|VITEST|NODE_OPTIONS$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** Runs a program to its end; resolves with what it printed and how many milliseconds it took. Other exit codes than 0 are errors. */
export function run(program, args, { cwd, env = {} }) {
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const milliseconds = performance.now() - started;
      if (code === 0) resolve({ text, milliseconds });
      else reject(new Error(`${[program, ...args].join(" ")} ended with ${code}:\n${text}`));
    });
  });
}

export const sandbox = (args, options) => run(process.execPath, [cli, ...args], options);

/** A simulator of the benchmark's own, as a process. */
export async function startSimulator(https = ["--no-https"]) {
  const args = [cli, "up", "--memory", "--port", "0", ...https, "--json", "--exit-with-parent"];
  const child = spawn(process.execPath, args, {
    env: cleanEnvironment(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    ended.then((code) => Promise.reject(new Error(`The simulator ended with ${code} before it listened.`))),
  ]);
  const { url, token, httpsUrl } = JSON.parse(line);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { url, token, httpsUrl, stop };
}

/** A real agent, as a process of its own. Resolves when it has joined its pool. */
export async function startAgent({ url }, token, { name, dataDir, executor = "embedded" }) {
  const env = {
    ...cleanEnvironment(),
    SCALR_URL: url,
    SCALR_AGENT_TOKEN: token,
    SCALR_AGENT_NAME: name,
    SCALR_AGENT_DATA_DIR: dataDir,
    SCALR_AGENT_LOG_FORMAT: "json",
    SCALR_AGENT_EXECUTOR: executor,
  };
  const child = spawn(process.execPath, [join(root, "dist", "agent", "main.js")], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let last = "";
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      last = line;
      if (/joined/i.test(line)) resolve();
    });
    ended.then((code) => reject(new Error(`The agent ended with ${code} before it joined: ${last}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { pid: child.pid, stop };
}
