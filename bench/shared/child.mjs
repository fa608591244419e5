import { fork } from "node:child_process";

/** Nothing that this shell says about scalr.io reaches what is measured. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(SCALR_|VITEST|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

/** A process that is measured, or that prepares what is: `call` runs one of the functions that it `serve`s. */
export class Child {
  #process;
  #calls = new Map();
  #next = 0;
  #ended;

  constructor(file) {
    this.#process = fork(file, { serialization: "advanced", env: environment() });
    this.#ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.on("message", ({ id, result, error }) => {
      const { resolve, reject } = this.#calls.get(id);
      this.#calls.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
    this.#process.once("exit", (code) => {
      for (const { reject } of this.#calls.values())
        reject(new Error(`${file} ended with ${code} before it answered.`));
      this.#calls.clear();
    });
  }

  call(name, argument = {}) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#process.send({ id, name, argument });
    });
  }

  /** Lets it close what it has open, and end. */
  async stop() {
    await this.call("close");
    this.#process.disconnect();
    await this.#ended;
  }

  /** Ends it, in whatever state it is. */
  async kill() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill("SIGKILL");
    await this.#ended;
  }
}

/** Bytes, and microseconds of processor time since the start, of the process that asks. */
function usage() {
  const { user, system } = process.cpuUsage();
  return { rss: process.memoryUsage.rss(), cpu: user + system };
}

/** The other side, in the child. `close` is one of the functions, `usage` comes along. It ends with its parent. */
export function serve(given) {
  const functions = { usage, ...given };
  process.on("message", async ({ id, name, argument }) => {
    try {
      process.send({ id, result: await functions[name](argument) });
    } catch (error) {
      process.send({ id, error: error.stack });
    }
  });
  process.once("disconnect", () => process.exit());
}

/** Children that end together, however the work ends. */
export async function withChildren(work) {
  const children = [];
  const start = (file) => {
    const child = new Child(file);
    children.push(child);
    return child;
  };
  try {
    return await work(start);
  } finally {
    for (const child of children) await child.kill();
  }
}
