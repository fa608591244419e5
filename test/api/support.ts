import { expect } from "vitest";
import type { SimulatorOptions } from "../../simulator/platform/start/options.js";
import { startSimulator } from "../../simulator/server.js";
import { faultOfAnswer } from "../support/conformity.js";
import type { AtEnd } from "../support/process.js";
import { request } from "../support/request.js";

/** A resource object as it came over the wire. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  readonly attributes: Record<string, any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly relationships: Record<string, { readonly data: any }>;
  readonly links: Record<string, string>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Pick<Headers, "get">;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly body: any;
}

export type Links = Readonly<Record<string, string | readonly string[] | null>>;
type Attributes = Readonly<Record<string, unknown>>;

export interface Refusal {
  readonly status: number;
  readonly title?: string;
  readonly detail?: string | RegExp;
  readonly pointer?: string;
  readonly parameter?: string;
}

const TYPES: Readonly<Record<string, string>> = {
  acc: "accounts",
  ap: "access-policies",
  agent: "agents",
  apool: "agent-pools",
  cv: "configuration-versions",
  env: "environments",
  role: "roles",
  run: "runs",
  sa: "service-accounts",
  tag: "tags",
  team: "teams",
  user: "users",
  hook: "hooks",
  mns: "module-namespaces",
  modver: "module-versions",
  pcfg: "provider-configurations",
  ssh: "account-ssh-keys",
  varset: "var-sets",
  vcs: "vcs-providers",
  ws: "workspaces",
};

const typeOf = (id: string) => {
  if (id.startsWith("run:")) return "event-definitions";
  return id.includes(":") ? "permissions" : (TYPES[id.split("-")[0]!] ?? "unknown");
};

const identifier = (id: string) => ({ type: typeOf(id), id });

const linkage = (value: string | readonly string[] | null) => {
  if (value === null) return null;
  return typeof value === "string" ? identifier(value) : value.map(identifier);
};

/** The JSON:API document of a resource object. */
export const document = (type: string, attributes: Attributes = {}, links: Links = {}, id?: string) => ({
  data: {
    type,
    ...(id !== undefined && { id }),
    attributes,
    relationships: Object.fromEntries(
      Object.entries(links).map(([name, value]) => [name, { data: linkage(value) }]),
    ),
  },
});

/** The identifiers of a relationship endpoint's body. */
export const identifiers = (ids: readonly string[]) => ({ data: ids.map(identifier) });

/** A client of the simulator's API that does nothing but send what it is told. */
export class Api {
  constructor(
    readonly url: string,
    readonly token: string,
    readonly accountId: string,
  ) {}

  as(token: string): Api {
    return new Api(this.url, token, this.accountId);
  }

  /** `path` is below the API's base; a body that is not a string is sent as JSON. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const url = new URL(path.startsWith("/api/") ? `${this.url}${path}` : `${this.url}/api/iacp/v3/${path}`);
    const { text, ...answer } = await request(
      url,
      method,
      {
        Authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { "Content-Type": "application/vnd.api+json" }),
        ...headers,
      },
      typeof body === "string" ? body : JSON.stringify(body),
    );
    const { status } = answer;
    const contentType = answer.headers.get("content-type");
    const reply = {
      ...answer,
      body: contentType?.includes("json") && text !== "" ? JSON.parse(text) : text,
    };
    const fault = faultOfAnswer({
      method,
      path: url.pathname,
      status,
      contentType,
      body: reply.body,
    });
    expect(fault, `${method} ${path} is answered otherwise than described: ${text.slice(0, 500)}`).toBeNull();
    return reply;
  }

  get = (path: string) => this.send("GET", path);

  async create(type: string, attributes: Attributes = {}, links: Links = {}): Promise<Resource> {
    return data(await this.tryCreate(type, attributes, links), 201);
  }

  tryCreate = (type: string, attributes: Attributes = {}, links: Links = {}) =>
    this.send("POST", type, document(type.split("/").at(-1)!, attributes, links));

  async read(type: string, id: string, query = ""): Promise<Resource> {
    return data(await this.get(`${type}/${id}${query}`), 200);
  }

  async update(type: string, id: string, attributes: Attributes = {}, links: Links = {}): Promise<Resource> {
    return data(await this.tryUpdate(type, id, attributes, links), 200);
  }

  tryUpdate = (type: string, id: string, attributes: Attributes = {}, links: Links = {}) =>
    this.send("PATCH", `${type}/${id}`, document(type, attributes, links, id));

  async list(path: string): Promise<Resource[]> {
    const reply = await this.get(path);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    return reply.body.data;
  }

  delete = (type: string, id: string) => this.send("DELETE", `${type}/${id}`);
}

function data(reply: Reply, status: number): Resource {
  expect(reply.status, JSON.stringify(reply.body)).toBe(status);
  return reply.body.data;
}

/** The one error of a refused request. */
export function expectRefusal(reply: Reply, { status, title, detail, pointer, parameter }: Refusal): void {
  expect({ status: reply.status, errors: reply.body.errors }).toMatchObject({
    status,
    errors: [{ status: String(status) }],
  });
  const [error] = reply.body.errors;
  // E1: what the path names and is not there is said in the title alone.
  const text = error.detail ?? error.title;
  if (error.detail === undefined) expect(text).toMatch(/^\w+ with ID '.*' not found or user unauthorized\.$/);
  expect(text).toMatch(/\S/);
  if (title !== undefined) expect(error.title).toBe(title);
  if (typeof detail === "string") expect(text).toBe(detail);
  else if (detail) expect(text).toMatch(detail);
  if (pointer !== undefined) expect(error.source?.pointer).toBe(pointer);
  if (parameter !== undefined) expect(error.source?.parameter).toBe(parameter);
}

let names = 0;
/** A name that nothing else in this process has. */
export const unique = (prefix: string) => `${prefix}-${++names}`;

/** Starts a simulator in memory, which `atEnd` stops. */
export async function startApi(atEnd: AtEnd, options: SimulatorOptions = {}): Promise<Api> {
  const simulator = await startSimulator({ runners: false, logLevel: "error", ...options });
  atEnd(() => simulator.close());
  return new Api(simulator.url, simulator.token, simulator.accountId);
}
