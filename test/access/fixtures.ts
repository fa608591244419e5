import type { DataSpec } from "../../simulator/core/kept-types/spec.js";
import { DATA_TYPES } from "../../simulator/core/kept-types/table.js";
import { RESOURCES as CONTRACT } from "../../simulator/platform/contract/tables.js";
import { call, REGISTRATION } from "../dispatch/protocol-agent.js";
import type { Sandbox } from "../support/sandbox.js";
import { grant, roleOf, serviceAccount, tokenFor, user } from "./people.js";

let count = 0;
const name = (prefix: string) => `${prefix}_${++count}`;

const typeOfModel = new Map(Object.entries(CONTRACT).map(([type, { model }]) => [model, type]));

/** A value that an attribute of the contract takes. */
function sample(attribute: string, type: unknown): unknown {
  if (attribute === "vcs-repo") return { identifier: "org/repo", branch: "main", path: "" };
  if (/url$/.test(attribute)) return "https://sandbox.invalid/";
  if (attribute === "claim-conditions") return [{ claim: "sub", value: "x", operator: "eq" }];
  if (typeof type === "object" && type !== null) {
    if ("enum" in type) return (type.enum as string[])[0];
    if ("array" in type) return [sample(attribute, type.array)];
    return {};
  }
  if (attribute === "schedule") return "0 4 * * *";
  if (type === "boolean") return false;
  if (type === "number") return 1;
  return type === "object" ? {} : name(attribute);
}

/** Makes objects of every type, in environment `environment` and workspace `workspace` where they belong to one. */
export class Fixtures {
  environment = "";
  otherEnvironment = "";
  workspace = "";
  neighbour = "";
  otherWorkspace = "";
  pool = "";
  agentSession = "";
  poolToken = "";
  private readonly known = new Map<string, string>();

  constructor(readonly sandbox: Sandbox) {}

  async prepare(): Promise<void> {
    const { sandbox } = this;
    this.environment = (await sandbox.environment(name("env"))).id;
    this.otherEnvironment = (await sandbox.environment(name("env"))).id;
    this.workspace = (await sandbox.workspace(name("ws"), this.environment)).id;
    this.neighbour = (await sandbox.workspace(name("ws"), this.environment)).id;
    this.otherWorkspace = (await sandbox.workspace(name("ws"), this.otherEnvironment)).id;
    this.pool = (await sandbox.pool(name("pool"))).id;
    const token = await sandbox.create(`agent-pools/${this.pool}/access-tokens`);
    this.poolToken = token.attributes.token;
    const joined = await call(sandbox.url, "POST", "register", this.poolToken, REGISTRATION);
    this.agentSession = joined.body.sessionToken;
    const run = await sandbox.run(this.workspace, await sandbox.upload(this.workspace, { "main.tf": "" }));
    const version = run.relationships["configuration-version"]!.data.id;
    for (const [type, id] of Object.entries({
      accounts: sandbox.accountId,
      agents: joined.body.agent.id,
      "agent-pools": this.pool,
      "access-tokens": token.id,
      environments: this.environment,
      workspaces: this.workspace,
      runs: run.id,
      plans: run.relationships.plan!.data.id,
      applies: run.relationships.apply!.data.id,
      "configuration-versions": version,
      "event-definitions": "run:completed",
      "software-versions": "swv-opentofu-1.10.0",
      permissions: "agent-pools:read",
      "state-versions": this.insert("state-versions", {
        workspace: this.workspace,
        run: run.id,
        createdAt: 0,
        serial: 1,
        lineage: "l",
        md5: "m",
        size: 2,
        summary: {
          outputs: [],
          resources: [
            {
              address: "null_resource.a",
              type: "null_resource",
              name: "a",
              module: null,
              provider: "null",
              mode: "managed",
              count: 1,
            },
          ],
        },
      }),
      "vcs-revisions": this.insert("vcs-revisions", {
        configurationVersion: version,
        branch: "main",
        cloneUrl: "https://example.com/a/b.git",
        commitMessage: null,
        commitSha: null,
        commitUrl: null,
        repositoryId: "a/b",
        senderUsername: null,
      }),
      "policy-checks": this.insert("policy-checks", {
        run: run.id,
        stage: "policy_check",
        status: "passed",
        statusTimestamps: {},
        policies: [],
        input: {},
        overriddenBy: null,
      }),
      "cost-estimates": this.insert("cost-estimates", {
        run: run.id,
        status: "finished",
        statusTimestamps: {},
        errorMessage: null,
        prior: "0.0",
        proposed: "1.5",
        delta: "1.5",
        resources: 1,
        matched: 1,
        unmatched: 0,
      }),
      "module-versions": this.insertData("module-versions"),
      policies: this.insertData("policies"),
      "webhook-integration-deliveries": this.insertData("webhook-integration-deliveries"),
    }))
      this.known.set(type, id);
    // What has resources and is protected cannot be deleted, nor can its environment: the walk may try to.
    sandbox.simulator.store.transact((tx) =>
      tx.update("workspaces", this.workspace, {
        currentStateVersion: this.known.get("state-versions")!,
        deletionProtectionEnabled: true,
      }),
    );
  }

  /** The one object of a type that the walk looks at. */
  async of(type: string): Promise<string> {
    const known = this.known.get(type);
    if (known !== undefined) return known;
    const id = await this.make(type);
    this.known.set(type, id);
    return id;
  }

  /** A new object of a type. */
  async make(type: string): Promise<string> {
    const { sandbox } = this;
    switch (type) {
      case "tags":
        return (await sandbox.create("tags", { name: name("tag") })).id;
      case "teams":
        return (await sandbox.create("teams", { name: name("team") })).id;
      case "users":
        return user(sandbox);
      case "roles":
        return roleOf(sandbox, ["tags:read"]);
      case "service-accounts":
        return serviceAccount(sandbox);
      case "access-tokens":
        return (await sandbox.create(`agent-pools/${this.pool}/access-tokens`)).id;
      case "access-policies":
        return grant(sandbox, await user(sandbox), this.workspace, ["role-user"]);
      case "agent-pools":
        return (await sandbox.pool(name("pool"))).id;
      case "vcs-providers":
        return (
          await sandbox.create("vcs-providers", { name: name("vcs"), "vcs-type": "github", token: "t" })
        ).id;
      case "vars":
        return (
          await sandbox.create(
            "vars",
            { key: name("key"), value: "v", category: "shell" },
            { workspace: this.workspace },
          )
        ).id;
      case "agents":
      case "environments":
      case "workspaces":
        return this.of(type);
      default:
        return this.makeData(type);
    }
  }

  private async newNeighbour(): Promise<string> {
    return (await this.sandbox.workspace(name("ws"), this.environment)).id;
  }

  /** E11: a workspace has one schedule rule of each mode. Rules that the walk made before and is done with go. */
  private async freeMode(): Promise<string> {
    const rules = await this.sandbox.list(`run-schedule-rules?filter[workspace]=${this.workspace}`);
    const kept = rules.filter(({ id }) => id === this.known.get("run-schedule-rules"));
    for (const rule of rules)
      if (!kept.includes(rule)) await this.sandbox.delete("run-schedule-rules", rule.id);
    return ["apply", "destroy"].find((mode) =>
      kept.every(({ attributes }) => attributes["schedule-mode"] !== mode),
    )!;
  }

  private async targetOf(type: string, member: string, target: string): Promise<string> {
    // A pair of workspaces has one trigger.
    if (member === "upstream") return this.newNeighbour();
    // E9: what is linked to a workspace is available in its environment.
    if (type === "provider-configuration-links" && member === "provider-configuration") {
      const attributes = { name: name("pcfg"), "provider-name": name("custom"), "is-custom": true };
      const environments = [this.environment];
      return (await this.sandbox.create("provider-configurations", attributes, { environments })).id;
    }
    return this.of(target);
  }

  private async makeData(type: string): Promise<string> {
    const spec = (DATA_TYPES as Readonly<Record<string, DataSpec>>)[type];
    const contract = CONTRACT[type];
    if (!spec || !contract) throw new Error(`The walk has no fixture for '${type}'.`);
    const attributes: Record<string, unknown> = {};
    const relationships: Record<string, unknown> = {};
    for (const member of spec.required ?? []) {
      const attribute = contract.attributes[member];
      if (attribute) attributes[member] = sample(member, spec.types?.[member] ?? attribute.type);
      else {
        const target = typeOfModel.get(contract.relationships[member]!.target)!;
        const id = await this.targetOf(type, member, target);
        relationships[member] = { data: { type: target, id } };
      }
    }
    const path = spec.under
      ? spec.under.path.replace("*", await this.of(spec.under.type))
      : (spec.path ?? type);
    if (type === "run-schedule-rules") attributes["schedule-mode"] = await this.freeMode();
    const reply = await this.sandbox.send("POST", path, { data: { type, attributes, relationships } });
    if (reply.status !== 201)
      throw new Error(`POST ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    return reply.body.data.id;
  }

  /** What only agents or the future make is put into the store. */
  private insert(type: string, fields: object): string {
    const id = `${type}-1`;
    this.sandbox.simulator.store.transact((tx) => tx.insert({ type, id, ...fields } as never));
    return id;
  }

  private insertData(type: string): string {
    const camel = (text: string) => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const { attributes, relationships } = CONTRACT[type]!;
    return this.insert(type, {
      ...Object.fromEntries(
        Object.entries(attributes).map(([each, { type: value, nullable }]) => [
          camel(each),
          nullable ? null : value === "date-time" ? 0 : sample(each, value),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(relationships).map(([each, { kind }]) => [camel(each), kind === "to-one" ? null : []]),
      ),
    });
  }

  /** A token of a service account that nothing was granted to. */
  token = async (attributes: object = {}) =>
    tokenFor(this.sandbox, await serviceAccount(this.sandbox), attributes);
}
