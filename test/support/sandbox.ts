import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";
import { afterAll, beforeAll, expect } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";
import type { Entities, EntityType } from "../../simulator/core/entities.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/server.js";
import { Api, type Resource } from "../api/support.js";

/**
 * A simulator of a test's own, in memory, on a free port, with a clock that stands still. All requests go over HTTP;
 * `simulator.store` is there to wait for commits, and to look.
 */
export class Sandbox extends Api {
  constructor(readonly simulator: Simulator) {
    super(simulator.url, simulator.token, simulator.accountId);
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  /** Calls the sandbox's own API and returns what it answers; fails on anything but 200. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  async sandbox(method: string, path: string, body?: unknown): Promise<any> {
    const reply = await this.send(method, `/api/sandbox/v1/${path}`, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    return reply.body;
  }

  /** Moves the clock forward by `4h` or milliseconds; returns what fell due. */
  async advance(
    by: string | number,
  ): Promise<{ at: string; name: string; rule: string; object: { id: string } }[]> {
    return (await this.sandbox("POST", "clock/advance", { by })).fired;
  }

  /** R4 */
  explain = (workspace: string) => this.sandbox("GET", `workspaces/${workspace}/resolution`);

  /** R12: what a run waits for, or null. */
  waitingFor = async (run: string) => (await this.sandbox("GET", `runs/${run}/waiting`)).waitingFor;

  /** Waits until an entity passes the test, looking at each commit; undefined is one that is not there. */
  until<T extends EntityType>(
    type: T,
    id: string,
    test: (entity: Entities[T] | undefined) => boolean,
    milliseconds = 110_000,
  ): Promise<Entities[T]> {
    const { store } = this.simulator;
    const current = () => store.get(type, id) as Entities[T] | undefined;
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!test(current())) return;
        clearTimeout(timer);
        stop();
        resolve(current() as Entities[T]);
      };
      const stop = store.onCommit(look);
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Waited ${milliseconds} ms for ${test} of ${id}: ${JSON.stringify(current())}`));
      }, milliseconds);
      look();
    });
  }

  /** A pool, shared with all environments unless some are given (R3). */
  pool = (name: string, environments: readonly string[] = []) =>
    this.create("agent-pools", { name }, environments.length > 0 ? { environments } : {});

  environment = (name: string, links: { "default-workspace-agent-pool"?: string } = {}) =>
    this.create("environments", { name }, links);

  workspace = (name: string, environment: string, attributes: object = {}, pool?: string) =>
    this.create("workspaces", { name, ...attributes }, { environment, ...(pool && { "agent-pool": pool }) });

  /** The secret of a new token of the pool. */
  async poolToken(pool: string): Promise<string> {
    return (await this.create(`agent-pools/${pool}/access-tokens`)).attributes.token;
  }

  /** Uploads files as a configuration version of the workspace and returns its id. Queues no run. */
  async upload(workspace: string, files: Readonly<Record<string, string>>): Promise<string> {
    const version = await this.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
    const response = await fetch(version.links.upload!, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream" },
      body: await archive(files),
    });
    expect(response.status, await response.text()).toBe(200);
    return version.id;
  }

  /** Queues a run of the configuration version, or of the newest one. */
  run = (workspace: string, configurationVersion?: string, attributes: object = {}): Promise<Resource> =>
    this.create("runs", attributes as never, {
      workspace,
      ...(configurationVersion && { "configuration-version": configurationVersion }),
    });
}

/** Starts a sandbox, which the caller closes. */
export async function startSandbox(options: SimulatorOptions = {}): Promise<Sandbox> {
  return new Sandbox(
    await startSimulator({ clock: "virtual", runners: false, logLevel: "error", ...options }),
  );
}

/** A sandbox for all tests of the file or `describe` that it is called in. */
export function useSandbox(options: SimulatorOptions = {}): { readonly sandbox: Sandbox } {
  let started: Sandbox | undefined;
  beforeAll(async () => {
    started = await startSandbox(options);
  });
  afterAll(() => started?.close());
  return {
    get sandbox() {
      return started!;
    },
  };
}

/** A tar.gz of files by path. */
export async function archive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "configuration-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of create({ gzip: true, cwd: folder, portable: true }, ["."]))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } finally {
    removeFolder(folder);
  }
}
