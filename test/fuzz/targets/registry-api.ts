import { scalrProviderRelease } from "../../../provider/plugin/release.js";
import { REGISTRY_ROUTES } from "../../../simulator/api/registry/index.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";
import type { Chance } from "../chance.js";
import { judge, Wire } from "../exchange.js";
import type { Target, TargetKind } from "../target.js";

const PATTERNS = Object.keys(REGISTRY_ROUTES).map((pattern) => `/api/registry/v1/${pattern}`);

/** What else programs in a terminal ask for: how to log in, and the pages that they print the addresses of. */
const OTHERS = [
  "/.well-known/terraform.json",
  "/api/login/v1/authorize",
  "/api/login/v1/token",
  "/api/login/v1/*",
  "/app/*/*/runs/*",
  "/app/*",
];

const LOGIN = ["grant_type", "code", "code_verifier", "client_id", "redirect_uri", "state", "code_challenge"];
const VALUES = ["authorization_code", "terraform-cli", "http://localhost:10000/login", "S256", ""];

const LIFE = 500;

/** What no tofu and no terraform would ask the registries, the login and the links for. */
class RegistryApi implements Target {
  private left = 0;
  private wire!: Wire;
  private sandbox!: Sandbox;
  private names: string[] = [];
  private links: string[] = [];

  async run(chance: Chance, note: (what: string) => void): Promise<void> {
    if (this.left-- <= 0) await this.renew();
    const { method, path, body } = this.draw(chance);
    const headers = {
      ...(chance.happens(0.8) && { Authorization: `Bearer ${this.sandbox.simulator.token}` }),
      ...(chance.happens(0.2) && { Range: chance.pick(["bytes=0-", "bytes=9-", "bytes=-1", chance.text()]) }),
      ...(body !== undefined && { "Content-Type": "application/x-www-form-urlencoded" }),
    };
    for (const [name, value] of Object.entries(headers))
      if (!/^[\x20-\x7e]*$/.test(String(value))) delete headers[name as keyof typeof headers];
    note(`${method} ${path} ${JSON.stringify(headers)} ${String(body)}`);
    const answer = await this.wire.send(method, path, headers, body);
    judge(answer);
  }

  private draw(chance: Chance) {
    if (chance.happens(0.15)) {
      const link = chance.pick(this.links);
      const path = chance.happens(0.5) ? link : link.slice(0, chance.below(link.length) + 1);
      return { method: "GET", path: path.startsWith("/") ? path : "/", body: undefined };
    }
    const part = () => encode(chance.happens(0.85) ? chance.pick(this.names) : chance.text() || "x");
    const pattern = chance.happens(0.7) ? chance.pick(PATTERNS) : chance.pick(OTHERS);
    const fields = chance.times(
      4,
      () =>
        `${encode(chance.pick(LOGIN))}=${encode(chance.happens(0.7) ? chance.pick(VALUES) : chance.text())}`,
    );
    const path = `${pattern.replace(/\*/g, part)}${chance.happens(0.3) ? `?${fields.join("&")}` : ""}`;
    const method = chance.happens(0.8) ? "GET" : chance.pick(["POST", "PUT", "DELETE", "PATCH", "HEAD"]);
    const post = pattern.endsWith("/token") && chance.happens(0.8);
    if (post)
      return { method: "POST", path, body: chance.happens(0.9) ? fields.join("&") : chance.bytes(60) };
    return { method, path, body: undefined };
  }

  private async renew(): Promise<void> {
    await this.close();
    this.sandbox = await startSandbox({ logLevel: "silent", provider: scalrProviderRelease() });
    const { url, token, store } = this.sandbox.simulator;
    this.wire = new Wire(url);
    const provider = await this.sandbox.create("vcs-providers", {
      name: "git",
      "vcs-type": "github",
      token: "t",
    });
    const module = await this.sandbox.create(
      "modules",
      { "vcs-repo": { identifier: "acme/terraform-null-it", path: "a b/c" } as never },
      { "vcs-provider": provider.id },
    );
    const id = "modver-fuzzed";
    await store.blobs.put(`modules/${id}`, "archive");
    store.transact((tx) =>
      tx.insert<"module-versions">({
        type: "module-versions",
        id,
        name: undefined,
        module: module.id,
        version: "1.0.0",
        status: "ok",
        isStored: true,
        createdAt: 0,
      }),
    );
    const source = (module.attributes.source as string).split("/");
    const headers = { Authorization: `Bearer ${token}` };
    const at = `${url}/api/registry/v1/modules/${source.join("/")}`;
    const download = await fetch(`${at}/1.0.0/download`, { headers });
    const link = new URL(download.headers.get("X-Terraform-Get")!).pathname;
    this.links = [link.split("//")[0]!, link];
    const { version } = scalrProviderRelease();
    this.names = [...source, "1.0.0", id, "scalr", version, "linux", "amd64", "download", "versions"];
    this.left = LIFE;
  }

  async close(): Promise<void> {
    this.wire?.close();
    await this.sandbox?.close();
  }
}

export const registryApi: TargetKind = {
  name: "registry-api",
  share: 5,
  limit: 30_000,
  start: () => new RegistryApi(),
};

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return "%EF%BF%BD";
  }
}
