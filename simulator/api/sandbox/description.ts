/** The OpenAPI description of an operation. */
interface Described {
  readonly summary: string;
  /** Query parameters, with what each says. */
  readonly query?: Readonly<Record<string, string>>;
  /** The body that it takes; absent where it takes none. */
  readonly body?: Schema;
}

type Schema = Readonly<Record<string, unknown>>;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const texts = { type: "array", items: text, maxItems: 100 } as const;
const object = (properties: Schema, ...required: readonly string[]): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});
const oneOf = (...values: readonly string[]): Schema => ({ type: "string", enum: values });

const GENERATED = object(
  {
    from: oneOf("generator"),
    rate: { ...text, description: "Runs in an hour: a number or a schedule." },
    days: { type: "number", default: 7 },
    workspaces: { type: "integer", default: 100 },
    plan: { ...text, default: "lognormal:40s:0.8" },
    apply: { ...text, default: "lognormal:60s:0.8" },
    confirm: { ...text, description: "Without it plans apply by themselves." },
    dry: { type: "number", minimum: 0, maximum: 100, description: "Percentage of dry runs." },
    seed: { type: "integer", default: 1 },
  },
  "from",
  "rate",
);
const TRACE = object(
  { from: oneOf("trace"), name: text, text: { ...text, description: "CSV." } },
  "from",
  "text",
);
const HISTORY = object(
  { from: oneOf("history"), days: { type: "number", default: 7, maximum: 366 } },
  "from",
);

const ORDER = object(
  {
    runs: { oneOf: [GENERATED, TRACE, HISTORY] },
    world: { ...oneOf("sandbox", "none"), default: "sandbox" },
    agents: { ...texts, example: ["private=1..4"] },
    slots: texts,
    quota: text,
    leave: { ...oneOf("drain", "stop"), default: "drain" },
    target: { ...text, example: "95% within 30s" },
    price: { type: "number", minimum: 0 },
  },
  "runs",
);

const CHANGES = object(
  {
    changes: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: {
        oneOf: [
          object({ op: oneOf("update"), data: object({ type: text, id: text }, "type", "id") }, "op", "data"),
          object({ op: oneOf("remove"), ref: object({ type: text, id: text }, "type", "id") }, "op", "ref"),
        ],
      },
    },
  },
  "changes",
);

const WORLD = object({ file: text, text }, "file", "text");

/** Every operation, by its method and path. A test checks that none is missing. */
const DESCRIBED: Readonly<Record<string, Described>> = {
  "GET /health": { summary: "Whether changes are accepted" },
  "GET /https": { summary: "Where HTTPS is, and the authority to trust" },
  "GET /openapi.json": { summary: "This description" },
  "GET /clock": { summary: "The time, and what falls due next" },
  "POST /clock/advance": {
    summary: "Move the time forward",
    body: object({ by: { oneOf: [text, { type: "number" }] } }, "by"),
  },
  "GET /workspaces/:id/resolution": { summary: "Where a workspace's runs execute, and why" },
  "GET /workspaces/:id/provider-configurations": {
    summary: "Which provider configurations the runs of a workspace are given",
  },
  "GET /workspaces/:id/hooks": { summary: "Which hooks the runs of a workspace execute" },
  "GET /workspaces/:id/drift": { summary: "When a workspace is looked at for drift, and what was found" },
  "GET /environments/:id/drift": { summary: "Which workspaces are looked at for drift, and what was found" },
  "GET /environments/:id/hooks": { summary: "Which hooks of the registry runs of an environment execute" },
  "GET /resolutions": { summary: "Where the runs of every workspace execute" },
  "POST /what-if": { summary: "Whose runs changes would move, without making them", body: CHANGES },
  "GET /examples": { summary: "Worlds and workloads to begin with" },
  "GET /simulations": { summary: "Simulations of fleets that are kept" },
  "POST /simulations": { summary: "Start to simulate a fleet", body: ORDER },
  "GET /simulations/:id": { summary: "The progress and the results of a simulation" },
  "DELETE /simulations/:id": { summary: "End and forget a simulation" },
  "POST /simulations/:id/cancel": { summary: "Stop a simulation and keep its results so far" },
  "GET /agent-pools/:id/demand": { summary: "How many tasks need an agent of a pool" },
  "GET /runs/:id/waiting": { summary: "What a run waits for" },
  "POST /users/:id/sign-in": {
    summary: "Sign a user in, with a new token",
    body: object({
      description: text,
      "expires-in": { type: "integer", minimum: 1, description: "Minutes." },
    }),
  },
  "POST /login-codes": { summary: "Allow a program to act for you", body: object({}) },
  "GET /permissions": {
    summary: "What a user or service account may do, and why",
    query: { of: "A user or service account", at: "An environment or workspace" },
  },
  "GET /audit": {
    summary: "Who changed what",
    query: {
      type: "Types of objects",
      since: "ISO 8601",
      until: "ISO 8601",
      limit: "At most 1000",
      before: "A number",
    },
  },
  "GET /faults": { summary: "Injected faults" },
  "POST /faults": {
    summary: "Inject a fault",
    body: object({
      method: text,
      path: text,
      status: { type: "integer" },
      delay: text,
      count: { type: "integer" },
    }),
  },
  "DELETE /faults": { summary: "Clear all faults" },
  "DELETE /faults/:id": { summary: "Clear a fault" },
  "GET /deliveries": { summary: "Calls to the webhooks of serverless pools", query: { pool: "Of one pool" } },
  "GET /webhooks": { summary: "Who is told of events of runs, and whether the calls are accepted" },
  "GET /event-calls": {
    summary: "What webhooks, Slack and EventBridge were told, or would have been",
    query: { integration: "Of one integration" },
  },
  "POST /event-calls/:id/send-again": { summary: "Send the same once more" },
  "GET /vcs-tasks": {
    summary: "What agents of VCS pools do with Git servers",
    query: { provider: "Of one provider" },
  },
  "GET /vcs-providers/:id/branches": {
    summary: "Branches of a repository",
    query: { repository: "Such as acme/app" },
  },
  "GET /vcs-providers/:id/revision": {
    summary: "The commit that a ref is at",
    query: { repository: "Such as acme/app", ref: "Such as refs/heads/main" },
  },
  "GET /status": { summary: "Pools, agents, and every run that waits" },
  "GET /snapshots": { summary: "Snapshots that are kept" },
  "POST /snapshots": {
    summary: "Keep everything of this moment under a name",
    body: object({ name: text, description: text, replace: flag }, "name"),
  },
  "DELETE /snapshots/:id": { summary: "Delete a snapshot" },
  "POST /snapshots/:id/restore": { summary: "Go back to a snapshot" },
  "POST /reset": {
    summary: "Empty the sandbox, or go to a snapshot or a world",
    body: object({ snapshot: text, world: WORLD, "keep-agents": flag, "restart-clock": flag }),
  },
  "POST /stop": { summary: "Stop the sandbox" },
};

const FOR = {
  anybody: "Needs no token.",
  callers: "Open to every token of a user or service account.",
  operator: "For the operator.",
} as const;

/** The operations: methods by path, and who may call them. */
type Served = Readonly<Record<string, Readonly<Record<string, { readonly for?: "anybody" | "callers" }>>>>;

/** The OpenAPI operations of the sandbox's own API. Streams and files are described on its reference page only. */
export function sandboxDescription(served: Served) {
  const paths = Object.fromEntries(
    Object.entries(served).map(([path, methods]) => [
      path.replace(":id", "{id}"),
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method.toLowerCase(),
          describe(path, DESCRIBED[`${method} ${path}`], operation.for ?? "operator"),
        ]),
      ),
    ]),
  );
  return {
    openapi: "3.0.3",
    info: {
      title: "The sandbox's own API",
      version: "1",
      description: "Time, explanations, planning, and starting over.",
    },
    servers: [{ url: "/api/sandbox/v1" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}

function describe(path: string, described: Described | undefined, audience: keyof typeof FOR) {
  const { summary = path, query = {}, body } = described ?? {};
  const parameters = [
    ...(path.includes(":id") ? [{ name: "id", in: "path", required: true, schema: text }] : []),
    ...Object.entries(query).map(([name, description]) => ({ name, in: "query", description, schema: text })),
  ];
  const json = { "application/json": { schema: { type: "object" } } };
  return {
    summary,
    description: FOR[audience],
    ...(audience === "anybody" && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: {
      200: { description: "What was asked for, or done.", content: json },
      default: { description: "A refusal, with `errors` as in the scalr.io API.", content: json },
    },
  };
}
