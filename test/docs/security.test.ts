import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const box = useSandbox();

const TITLE = /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(["`])((?:(?!\1)[^\\]|\\.)*)\1\s*,/g;
/** What a file of the tests that is not a test itself says of what it does: a whole comment, or a whole text. */
const WORDS = /\/\*\* (?<comment>[^*]+) \*\/|(["`])(?<text>(?:(?!\2).)+)\2/g;

/** The names by which the tests of a file can be called, each in full; none where there is no such file. */
function namesIn(file: string): string[] {
  if (!existsSync(join(root, file))) return [];
  if (!file.endsWith(".test.ts"))
    return [...read(file).matchAll(WORDS)].map(({ groups }) => (groups!.comment ?? groups!.text)!);
  // What only says where a test is skipped, or for which row of a table it runs, is not part of the name.
  return [...read(file).matchAll(TITLE)].map(([, , title]) => title!.replace(/\$\{\w+\}$| \(%s\)$/, ""));
}

describe.each(["docs/security.md", "docs/reliability.md"])("%s", (page) => {
  const named = [...read(page).matchAll(/\]\(\.\.\/(test\/[^)]+)\): "([^"]+)"/g)].map(([, file, name]) => ({
    file: file!,
    name: name!,
  }));

  it("names a test for its claims, and each of them exists", () => {
    expect(named.length).toBeGreaterThan(5);
    const missing = named.filter(({ file, name }) => !namesIn(file).includes(name));
    expect(missing).toEqual([]);
  });

  it("gives every claim that is not called weak its test", () => {
    // A list item, with the lines that belong to it.
    const claims = read(page).match(/^- .*(?:\n {2}.*)*/gm) ?? [];
    const bare = claims.filter(
      (claim) => !/^- (Weak|Advisories)/.test(claim) && !claim.includes("](../test/"),
    );
    expect(bare).toEqual([]);
  });
});

it("docs/security.md names a test for each row of its table of threats", () => {
  const table = /\| Who \|.*\n\|[-|]+\n((?:\|.*\n)+)/.exec(read("docs/security.md"))![1]!;
  const rows = table.trim().split("\n");
  expect(rows.length).toBeGreaterThanOrEqual(6);
  expect(rows.filter((row) => !/\]\(\.\.\/test\/[^)]+\): "[^"]+" ?[^|]*\|$/.test(row))).toEqual([]);
});

it("the commands of docs/reliability.md are there, with the flags that it shows", () => {
  const commands = [...read("docs/reliability.md").matchAll(/^npm run (\w+)(?: -- (--\w+) \d+)?$/gm)];
  expect(commands.map(([, name]) => name)).toEqual(["crash", "model", "fuzz", "mutation", "soak"]);
  const { scripts } = JSON.parse(read("package.json"));
  expect(scripts.mutation).toBe("node scripts/mutation.mjs");
  for (const [, name, flag] of commands.filter(([, each]) => each !== "mutation")) {
    expect(scripts[name!]).toContain(`scripts/long.mjs ${name}`);
    const help = execFileSync(process.execPath, ["scripts/long.mjs", name!, "--help"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(help).toContain(flag ?? `npm run ${name}`);
  }
});

const addresses = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4")
  .map(({ address }) => address);

it("listens on this machine's loopback alone", async () => {
  const { url, port } = box.sandbox.simulator;
  expect(new URL(url).hostname).toBe("127.0.0.1");
  for (const address of addresses) {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, address, () => resolve("connected"));
      socket.setTimeout(5_000, () => resolve("no answer"));
      socket.on("error", ({ message }) => resolve(message));
      socket.on("connect", () => socket.destroy());
    });
    expect(answer, address).not.toBe("connected");
  }
});

it("lets no other page read an answer, under whatever name it is asked for", async () => {
  const { sandbox } = box;
  for (const path of ["workspaces", "/api/sandbox/v1/status", "/api/agents/v1/tasks"]) {
    for (const method of ["GET", "OPTIONS", "POST"]) {
      const address = path.startsWith("/") ? `${sandbox.url}${path}` : `${sandbox.url}/api/iacp/v3/${path}`;
      const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" };
      const answer = await fetch(address, { method, headers });
      await answer.arrayBuffer();
      expect(answer.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      for (const name of answer.headers.keys()) expect(name).not.toMatch(/^access-control-/);
    }
  }
});

describe("what is installed", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<
      string,
      {
        resolved?: string;
        integrity?: string;
        os?: readonly string[];
        hasInstallScript?: boolean;
        link?: boolean;
        inBundle?: boolean;
      }
    >;
  };
  const installed = Object.entries(packages).filter(
    ([path, { link, inBundle }]) => path !== "" && !link && !inBundle,
  );

  it("comes from the registry, checked by its sum, and no install script is new", () => {
    expect(installed.length).toBeGreaterThan(100);
    for (const [path, { resolved, integrity, os }] of installed) {
      if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      // What is for other systems alone may lack it, and is then installed nowhere that it was checked for.
      if (os === undefined) expect(integrity, path).toMatch(/^sha512-/);
    }
    const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    expect(scripts).toEqual(["node_modules/protobufjs"]);
  });

  it("gives a reason for each", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const page = read("docs/dependencies.md");
    // A reason is a row of the table, which may name several packages, or a name in code with what it does after it.
    const rows = [...page.matchAll(/^\| ([^|]+) \| [^|]+ \| [^|]{10,} \|$/gm)].flatMap(([, names]) =>
      names!.split(", "),
    );
    const reasons = new Set([...rows, ...[...page.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)]);
    const named = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith("@types/"),
    );
    expect(named.filter((name) => !reasons.has(name))).toEqual([]);
  });
});
