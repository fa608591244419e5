/** Every route of the registries, of the login and of the links that terminals print, walked by whoever may not. */
import { beforeAll, describe, expect, it } from "vitest";
import { scalrProviderRelease } from "../../provider/plugin/release.js";
import { REGISTRY_ROUTES } from "../../simulator/api/registry/index.js";
import { callerWith } from "../access/people.js";
import { createModule } from "../modules/stage.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox({ provider: scalrProviderRelease() });
const BASE = "/api/registry/v1";
const ROUTES = Object.entries(REGISTRY_ROUTES).flatMap(([pattern, methods]) =>
  Object.entries(methods).map(([method, { permission }]) => ({ pattern, method, permission })),
);

let source: string;
let environment: string;
let links: { module: string; file: string };

async function send(path: string, token: string | null = box.sandbox.simulator.token, method = "GET") {
  const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(`${box.sandbox.simulator.url}${path}`, {
    method,
    headers,
    redirect: "manual",
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const pathOf = (pattern: string): string => {
  const { version } = scalrProviderRelease();
  const values: Readonly<Record<string, string>> = {
    "modules/*/*/*/versions": `modules/${source}/versions`,
    "modules/*/*/*/*/download": `modules/${source}/1.0.0/download`,
    "archives/*/*/*": "archives/modver-walked/at-none/x",
    "providers/*/*/versions": "providers/scalr/scalr/versions",
    "providers/*/*/*/download/*/*": `providers/scalr/scalr/${version}/download/linux/amd64`,
    "packages/*/*/*": "packages/some.zip/at-none/x",
  };
  return `${BASE}/${values[pattern]}`;
};

beforeAll(async () => {
  const { sandbox } = box;
  environment = (await sandbox.environment("walked")).id;
  const provider = await sandbox.create("vcs-providers", { name: "git", "vcs-type": "github", token: "t" });
  const repo = { identifier: "acme/terraform-null-it" };
  const module = await createModule(sandbox, provider.id, repo, { environment });
  source = module.attributes.source as string;
  const { store } = sandbox.simulator;
  await store.blobs.put("modules/modver-walked", "archive");
  store.transact((tx) =>
    tx.insert<"module-versions">({
      type: "module-versions",
      id: "modver-walked",
      name: undefined,
      module: module.id,
      version: "1.0.0",
      status: "ok",
      isStored: true,
      createdAt: 0,
    }),
  );
  const { headers } = await send(pathOf("modules/*/*/*/*/download"));
  const release = JSON.parse((await send(pathOf("providers/*/*/*/download/*/*"))).text);
  links = {
    module: new URL(headers.get("X-Terraform-Get")!).pathname,
    file: new URL(release.download_url).pathname,
  };
});

describe("the registries", () => {
  it.each(ROUTES)("open $method $pattern to nobody without a token", async ({ pattern }) => {
    expect((await send(pathOf(pattern), null)).status).toBe(401);
    expect((await send(pathOf(pattern), "nobody's")).status).toBe(401);
  });

  it("hide a module from who may read none, and from who may in another environment only", async () => {
    const { sandbox } = box;
    const nothing = await callerWith(sandbox, ["runs:read"]);
    const elsewhere = await sandbox.environment("elsewhere");
    const other = await callerWith(sandbox, ["modules:read"], elsewhere.id);
    const own = await callerWith(sandbox, ["modules:read"], environment);
    for (const pattern of ["modules/*/*/*/versions", "modules/*/*/*/*/download"]) {
      for (const { token } of [nothing, other]) expect((await send(pathOf(pattern), token)).status).toBe(404);
      expect((await send(pathOf(pattern), own.token)).status).toBeLessThan(300);
    }
    // Anybody with a token may install the provider.
    for (const pattern of ["providers/*/*/versions", "providers/*/*/*/download/*/*"])
      expect((await send(pathOf(pattern), nothing.token)).status).toBe(200);
  });

  it("give files by their links alone, which end with the token and the permission that they were made by", async () => {
    const { sandbox } = box;
    expect((await send(links.module, null)).text).toBe("archive");
    expect((await send(links.file, null)).status).toBe(200);
    for (const link of Object.values(links)) {
      expect((await send(`${link.slice(0, -4)}AAAA`, null)).status).toBe(403);
      const [, id] = /\/([^/]+)\/at-/.exec(link)!;
      expect((await send(link.replace(id!, "other"), null)).status).toBe(403);
    }
    const caller = await callerWith(sandbox, ["modules:read"], environment);
    const { headers } = await send(pathOf("modules/*/*/*/*/download"), caller.token);
    const own = new URL(headers.get("X-Terraform-Get")!).pathname;
    expect((await send(own, null)).status).toBe(200);
    const { store } = sandbox.simulator;
    const [policy] = [...store.all("access-policies")].slice(-1);
    await sandbox.send("DELETE", `access-policies/${policy!.id}`);
    expect((await send(own, null)).status).toBe(403);
    const [token] = store.find("access-tokens", "owner", policy!.serviceAccount!);
    await sandbox.send("DELETE", `access-tokens/${token!.id}`);
    expect((await send(own, null)).status).toBe(401);
  });

  it.each([
    ["modules/a/b/c/versions", "There is no module 'a/b/c'"],
    ["modules/a/b/c/1.0.0/download", "There is no module 'a/b/c'"],
    ["providers/a/b/versions", "This registry has no provider 'a/b'."],
    ["providers/scalr/scalr/9.9.9/download/linux/amd64", "This registry has version"],
    [
      `providers/scalr/scalr/${scalrProviderRelease().version}/download/plan9/amd64`,
      "The provider is there for",
    ],
  ])("say what is wrong with %s", async (path, detail) => {
    const { status, text } = await send(`${BASE}/${path}`);
    expect(status).toBe(404);
    expect(JSON.parse(text).errors[0].detail).toContain(detail);
  });

  it.each(ROUTES)("never fail on what $pattern is asked with", async ({ pattern }) => {
    for (const strange of ["%zz", "%00", "__proto__", "..%2f..", "x".repeat(3_000)])
      for (const method of ["GET", "POST", "DELETE"]) {
        const { status } = await send(`${BASE}/${pattern.replaceAll("*", strange)}`, undefined, method);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
  });
});

describe("the login and the links that terminals print", () => {
  it("lead to the console's own pages, whatever they have", async () => {
    for (const path of [
      "/app/a/b/runs/run-x",
      "/app/",
      "/app/%zz/b",
      "/app/..%2f..",
      `/app/${"x".repeat(3_000)}`,
    ]) {
      const { status, headers } = await send(path, null);
      expect(status).toBe(302);
      expect(headers.get("location")).toMatch(/^\/(runs\/[\w-]+|workspaces)$/);
    }
    const { status, headers } = await send(
      "/api/login/v1/authorize?client_id=x&redirect_uri=http://evil/",
      null,
    );
    expect(status).toBe(302);
    expect(headers.get("location")).toMatch(/^\/authorize\?/);
  });

  it("give no token for anything but a code", async () => {
    for (const body of ["", "grant_type=authorization_code", "code=%zz&code=%00", "x".repeat(40_000), "{}"]) {
      const response = await fetch(`${box.sandbox.url}/api/login/v1/token`, { method: "POST", body });
      expect(response.status).toBe(400);
      expect(JSON.parse(await response.text()).error).toBe("invalid_grant");
    }
    for (const method of ["GET", "DELETE", "PUT"])
      expect((await send("/api/login/v1/token", undefined, method)).status).toBe(405);
    expect((await send("/api/login/v1/other")).status).toBe(404);
  });
});
