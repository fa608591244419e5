/** A real PostgreSQL, for the tests of what is kept in one. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { describe } from "vitest";

const SERVER = join(import.meta.dirname, "postgres-server.mjs");

/** Where Debian's packages put the programs, the newest version first; they are not on the path. */
function debian(): string[] {
  const versions = "/usr/lib/postgresql";
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, "bin"));
}

const folders = () => [...debian(), ...(process.env.PATH ?? "").split(delimiter)];

/** The folder of its programs: where SCALR_SANDBOX_POSTGRES says, which makes it required, else where it is installed. */
export const postgres: string | null =
  process.env.SCALR_SANDBOX_POSTGRES ||
  (folders().find((each) => ["initdb", "postgres"].every((name) => existsSync(join(each, name)))) ?? null);

/** A suite that needs PostgreSQL. Without it, its name says what is missing. */
export function describeWithPostgres(name: string, tests: () => void): void {
  if (postgres) describe(name, tests);
  else describe.skip(`${name} (skipped: PostgreSQL is not installed; apt-get install postgresql)`, tests);
}

export interface PostgresServer {
  /** Of the database `postgres`, with user and password. */
  readonly url: string;
  readonly password: string;
  readonly pid: number;
  stop(): void;
}

/** Starts a server; it ends with `stop`, or with this process. */
export async function startPostgres(
  host = "127.0.0.1",
  network = "127.0.0.1/32",
  launcher: readonly string[] = [],
): Promise<PostgresServer> {
  const [program, ...before] = [...launcher, process.execPath];
  const args = [...before, SERVER, postgres!, host, network];
  const child = spawn(program!, args, { stdio: ["pipe", "pipe", "pipe"] });
  let problems = "";
  child.stderr.on("data", (text) => {
    problems += text;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    child.unref();
    for (const pipe of [child.stdin, child.stdout, child.stderr] as unknown as { unref?(): void }[])
      pipe.unref?.();
    const { url, pid } = JSON.parse(line);
    return { url, pid, password: new URL(url).password, stop: () => child.stdin.end() };
  }
  throw new Error(`PostgreSQL did not start: ${problems}`);
}

let shared: Promise<PostgresServer> | undefined;

/** The server that all tests of this process share. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres();
  return shared;
}

/** The URL of an empty store: a schema of its own on the shared server. */
export async function emptyDatabase(): Promise<string> {
  return `${(await sharedPostgres()).url}?schema=test_${randomBytes(6).toString("hex")}`;
}

/** What PostgreSQL's own clients find in the environment of somebody who uses a server of their own. */
export async function postgresShell(): Promise<Readonly<Record<string, string>>> {
  const { url, password } = await sharedPostgres();
  const { hostname: PGHOST, port: PGPORT, username: PGUSER } = new URL(url);
  return { PGHOST, PGPORT, PGUSER, PGPASSWORD: password, PGDATABASE: "postgres", PATH: postgres! };
}

/** Asks the shared server directly. */
export async function ask<R extends pg.QueryResultRow>(text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: (await sharedPostgres()).url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
