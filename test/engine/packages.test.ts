/** Modules of Git repositories and of archives: installed where tofu does it, kept by a saved plan, refused like local ones. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { builtinProviderFactories as providers } from "../../engine/builtin/index.js";
import { apply, emptyState, loadPlan, plan, savePlan } from "../../engine/index.js";
import { createAuthority, createServerCertificate } from "../../simulator/platform/tls/certificates.js";
import { cleanEnvironment } from "../cli/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";
import { git, Repository } from "../vcs/git-server.js";

const root = mkdtempSync(join(tmpdir(), "packages-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const repository = new Repository(root, "network");
const url = `file://${repository.bare}`;
const saying = (text: string) => `output "x" {\n  value = "${text}"\n}\n`;
const first = repository.push({
  "main.tf": saying("one"),
  "sub/main.tf": 'module "beside" {\n  source = "../beside"\n}\noutput "x" {\n  value = module.beside.x\n}\n',
  "beside/main.tf": saying("beside"),
  "away/main.tf": 'module "away" {\n  source = "../../elsewhere"\n}\n',
  "again/main.tf": `module "again" {\n  source = "git::${url}//again"\n}\n`,
});
git(repository.work, "tag", "v1");
git(repository.work, "push", "--quiet", "origin", "v1");
const second = repository.push({ "main.tf": saying("two") });
repository.push({ "main.tf": saying("on a branch") }, "On a branch", "refs/heads/next");

/** A folder with a call of a module. */
function calling(source: string, more = ""): string {
  const dir = mkdtempSync(join(tmpdir(), "calling-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const output = 'output "x" {\n  value = module.m.x\n}\n';
  writeFileSync(
    join(dir, "main.tf"),
    `module "m" {\n  source = ${JSON.stringify(source)}\n${more}}\n${output}`,
  );
  return dir;
}

let env: NodeJS.ProcessEnv = cleanEnvironment();
const planned = (dir: string) => plan({ dir, env, providers, state: null });

async function outputOf(dir: string): Promise<string | undefined> {
  const { plan: made, diagnostics } = await planned(dir);
  expect(diagnostics).toEqual([]);
  const { outputs } = await apply(made!, { providers, env, currentState: emptyState() });
  return outputs.x?.value.asString();
}

async function faultsOf(dir: string): Promise<readonly string[]> {
  const { diagnostics } = await planned(dir);
  return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
}

const manifestOf = (dir: string) =>
  JSON.parse(readFileSync(join(dir, ".terraform/modules/modules.json"), "utf8")).Modules;

describe("a module of a Git repository", () => {
  it.each([
    ["", "two"],
    ["?ref=v1", "one"],
    ["?ref=next", "on a branch"],
    [`?ref=${first}`, "one"],
    [`?ref=${first.slice(0, 8)}`, "one"],
    ["//sub?ref=v1", "beside"],
  ])("is that of %j", async (end, value) => {
    const dir = calling(`git::${url}${end}`);
    expect(await outputOf(dir)).toBe(value);
    expect(manifestOf(dir)[1]).toEqual({
      Key: "m",
      Source: `git::${url}${end}`,
      Dir: `.terraform/modules/m${end.startsWith("//sub") ? "/sub" : ""}`,
    });
  });

  it("is fetched once, and again where another one is called", async () => {
    const dir = calling(`git::${url}?ref=v1`);
    expect(await outputOf(dir)).toBe("one");
    const file = join(dir, ".terraform/modules/m/main.tf");
    writeFileSync(file, saying("changed here"));
    expect(await outputOf(dir)).toBe("changed here");
    writeFileSync(join(dir, "main.tf"), readFileSync(join(dir, "main.tf"), "utf8").replace("?ref=v1", ""));
    expect(await outputOf(dir)).toBe("two");
  });

  it("is the same commit in a saved plan, whatever was pushed since", async () => {
    const moving = new Repository(root, "moving");
    moving.push({ "main.tf": saying("as planned") });
    const dir = calling(`git::file://${moving.bare}`);
    const saved = savePlan((await planned(dir)).plan!);
    moving.push({ "main.tf": saying("pushed since") });
    rmSync(join(dir, ".terraform"), { recursive: true });
    const options = { providers, env, currentState: emptyState() };
    const { outputs, diagnostics } = await apply(loadPlan(saved, { dir, providers }), options);
    expect(diagnostics).toEqual([]);
    expect(outputs.x?.value.asString()).toBe("as planned");
  });

  it("says what git says where it cannot be fetched, without a login", async () => {
    expect(await faultsOf(calling(`git::${url}?ref=nowhere`))).toEqual([
      expect.stringMatching(
        /^Module cannot be installed: .*network\.git\?ref=nowhere cannot be installed\. git says: .*nowhere/,
      ),
    ]);
    const [said] = await faultsOf(calling("git::http://me:s3cret@127.0.0.1:1/m.git"));
    expect(said).toMatch(/git:\/\/\*\*\*|http:\/\/\*\*\*@127\.0\.0\.1:1/);
    expect(said).not.toContain("s3cret");
    env = { ...env, PATH: "/nowhere" };
    expect(await faultsOf(calling(`git::${url}`))).toEqual([
      expect.stringContaining("git is not installed here"),
    ]);
    env = cleanEnvironment();
  });

  it("is refused as one beside the configuration is: without its folder, out of its package, in a circle", async () => {
    expect(await faultsOf(calling(`git::${url}//nothing`))).toEqual([
      expect.stringMatching(/^Unreadable module directory: .*has no folder nothing\./),
    ]);
    expect(await faultsOf(calling(`git::${url}//away`))).toEqual([
      expect.stringMatching(/^Local module path escapes module package: .*\.\.\/\.\.\/elsewhere/),
    ]);
    expect(await faultsOf(calling(`git::${url}//again`))).toEqual([
      expect.stringMatching(/^Module calls itself: .*"again" leads back to git::/),
    ]);
    expect(await faultsOf(calling(`git::${url}`, '  version = "1.0.0"\n'))).toEqual([
      expect.stringMatching(/^Invalid registry module source address: The argument "version" applies only/),
    ]);
  });

  it("leads out of its package by no link", async () => {
    const linked = new Repository(root, "linked");
    symlinkSync(root, join(linked.work, "out"));
    linked.push({ "main.tf": saying("linked") });
    expect(await faultsOf(calling(`git::file://${linked.bare}//out`))).toEqual([
      expect.stringContaining("has no folder out."),
    ]);
  });

  it("gets no repository of this machine as a submodule", async () => {
    const outer = new Repository(root, "outer");
    outer.push({
      "main.tf": saying("outer"),
      ".gitmodules": `[submodule "x"]\n  path = x\n  url = ${url}\n`,
    });
    mkdirSync(join(outer.work, "x"));
    git(outer.work, "update-index", "--add", "--cacheinfo", `160000,${second},x`);
    outer.push({});
    expect(await faultsOf(calling(`git::file://${outer.bare}`))).toEqual([
      expect.stringContaining("transport 'file' not allowed"),
    ]);
  });
});

describe("a module of an archive", () => {
  let base: string;
  let sum: string;
  beforeAll(async () => {
    const source = join(root, "archived");
    mkdirSync(join(source, "sub"), { recursive: true });
    writeFileSync(join(source, "main.tf"), saying("archived"));
    writeFileSync(join(source, "sub/main.tf"), saying("archived below"));
    await create({ cwd: source, file: join(root, "m.tar.gz"), gzip: true }, ["."]);
    const bytes = readFileSync(join(root, "m.tar.gz"));
    sum = createHash("sha256").update(bytes).digest("hex");
    const authority = await createAuthority(Date.now());
    const { certificate: cert, key } = await createServerCertificate(authority, ["localhost"], Date.now());
    const server = createServer({ cert, key }, ({ url: asked = "" }, response) => {
      if (asked.startsWith("/moved")) response.writeHead(302, { location: "/m.tar.gz" }).end();
      else if (asked.startsWith("/m.tar.gz")) response.end(bytes);
      else if (asked === "/lead?terraform-get=1")
        response.writeHead(200, { "x-terraform-get": "./m.tar.gz//sub" }).end();
      else if (asked === "/repository?terraform-get=1")
        response.writeHead(200, { "x-terraform-get": `git::${url}?ref=v1` }).end();
      else if (asked.startsWith("/zip"))
        response.writeHead(200, { "x-terraform-get": "https://x/m.zip" }).end();
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    afterAll(() => server.close());
    base = `https://localhost:${(server.address() as AddressInfo).port}`;
    writeFileSync(join(root, "ca.pem"), authority.certificate);
    env = { ...cleanEnvironment(), SSL_CERT_FILE: join(root, "ca.pem") };
  });

  it.each([
    ["/m.tar.gz", "archived"],
    ["/m.tar.gz//sub", "archived below"],
    ["/moved.tgz", "archived"],
    ["/lead", "archived below"],
    ["/repository", "one"],
  ])("is that of %s", async (path, value) => {
    const dir = calling(`${base}${path}`);
    expect(await outputOf(dir)).toBe(value);
    expect(manifestOf(dir)[1]).toMatchObject({ Key: "m", Source: `${base}${path}` });
  });

  it("is refused where it has another checksum", async () => {
    expect(await outputOf(calling(`${base}/m.tar.gz?checksum=sha256:${sum}`))).toBe("archived");
    const other = `sha256:${"0".repeat(64)}`;
    const dir = calling(`${base}/m.tar.gz?checksum=${other}`);
    expect(await faultsOf(dir)).toEqual([expect.stringContaining(`its sha256 is ${sum}, and not the 000`)]);
    expect(() => manifestOf(dir)).toThrow("ENOENT");
  });

  it("is refused where it is not there, or not an archive that can be unpacked", async () => {
    expect(await faultsOf(calling(`${base}/none.tar.gz`))).toEqual([
      expect.stringContaining("answered with 404"),
    ]);
    expect(await faultsOf(calling(`${base}/zip`))).toEqual([expect.stringContaining("https://x/m.zip")]);
    expect(await faultsOf(calling(`${base}/none`))).toEqual([expect.stringContaining("answered 404")]);
  });
});

describeWithTofu("between this engine and tofu", () => {
  it("what one installed the other uses", async () => {
    const run = (dir: string, ...args: string[]) =>
      execFileSync(tofu!, [`-chdir=${dir}`, ...args], { env: cleanEnvironment(), encoding: "utf8" });
    const source = `git::${url}//sub?ref=v1`;
    const ours = calling(source);
    expect(await outputOf(ours)).toBe("beside");
    const text = run(ours, "init", "-no-color");
    expect(text).not.toContain("Downloading");
    expect(run(ours, "plan", "-no-color")).toContain('+ x = "beside"');
    const theirs = calling(source);
    run(theirs, "init");
    const file = join(theirs, ".terraform/modules/m/beside/main.tf");
    writeFileSync(file, saying("as tofu left it"));
    expect(await outputOf(theirs)).toBe("as tofu left it");
    expect(manifestOf(theirs)).toHaveLength(3);
  });
});
