/** What the official provider wrote, and the sandbox that it wrote it for; README.md says where they are from. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { readState, uploadState } from "../../cli/client/state-transfer.js";
import { type Sandbox, startSandbox } from "../../cli/testing/index.js";
import type { StateFile } from "../../engine/index.js";
import { typed } from "../cli/support.js";

const here = import.meta.dirname;

/** The account that everything in this folder belongs to. */
const ACCOUNT = { accountId: "acc-fixture", accountName: "fixture" };

export const officialState = (): StateFile =>
  JSON.parse(readFileSync(join(here, "terraform.tfstate"), "utf8"));

/** An empty sandbox of that account; it ends with the test. */
export async function emptySandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox(ACCOUNT);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The sandbox to which the official provider applied the configuration. */
export async function officialSandbox(): Promise<Sandbox> {
  const sandbox = await emptySandbox();
  await uploadState(sandbox.client, await readState(join(here, "world.sandbox.gz")));
  return sandbox;
}

/** A folder with the configuration, for the embedded engine. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "official-"));

  /** `state`: what is there already. */
  constructor(
    private readonly sandbox: Sandbox,
    state?: StateFile,
  ) {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
    cpSync(join(here, "main.tf"), join(this.path, "main.tf"));
    if (state) this.keep(state);
  }

  get configuration(): string {
    return readFileSync(join(this.path, "main.tf"), "utf8");
  }

  configure(text: string): void {
    writeFileSync(join(this.path, "main.tf"), text);
  }

  get state(): StateFile {
    return JSON.parse(readFileSync(join(this.path, "terraform.tfstate"), "utf8"));
  }

  keep(state: StateFile): void {
    writeFileSync(join(this.path, "terraform.tfstate"), JSON.stringify(state));
  }

  /** What a plan of the embedded engine would do, by address, without what stays as it is. */
  async plan(...flags: string[]): Promise<Record<string, string>> {
    const { stdout, stderr } = await this.run("plan", "--json", ...flags);
    expect(stderr).toBe("");
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    // Whose runs would move is told after the plan.
    return changesIn(lines.findLast(({ plan }) => plan !== undefined)!.plan);
  }

  async apply(): Promise<void> {
    const { code, stdout, stderr } = await this.run("apply", "--auto-approve");
    expect(code, stdout + stderr).toBe(0);
  }

  run(...args: string[]) {
    return typed(args, { cwd: this.path, env: this.sandbox.env });
  }
}

interface Planned {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

function changesIn(planned: Planned): Record<string, string> {
  const changes = (planned.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const all = changes.map(({ address, change }) => [address, change.actions.join()] as const);
  return Object.fromEntries(all.filter(([, actions]) => actions !== "no-op"));
}

/** Changes of arguments that can be made in place, in as many types as have one. */
const CHANGES: readonly (readonly [string, string])[] = [
  ['name    = "shop"\n  tag_ids', 'name    = "shop-2"\n  tag_ids'],
  ['name         = "on-premises"', 'name         = "on-premises-2"'],
  ['name            = "serverless"', 'name            = "serverless-2"'],
  ["The agents in the cellar", "The agents in the attic"],
  ["maximum_session_duration = 1800", "maximum_session_duration = 3600"],
  ['cli_args     = "--quiet"', 'cli_args     = "--compact"'],
  ['["pre-plan", "post-apply"]', '["pre-plan"]'],
  ['name            = "announce"', 'name            = "announce-2"'],
  ["Who runs the shop", "Who minds the shop"],
  ['name         = "costs"', 'name         = "costs-2"'],
  ['name            = "house-rules"', 'name            = "house-rules-2"'],
  ['name         = "aws-production"', 'name         = "aws-prod"'],
  ['value = "https://kubernetes.example.com"', 'value = "https://k8s.example.com"'],
  ["Manages agent pools and assigns", "Keeps agent pools and assigns"],
  ['schedule      = "30 3 * * 1-5"', 'schedule      = "30 4 * * 1-5"'],
  ["Deploys from the pipeline", "Deploys from the pipelines"],
  ['name               = "pipeline"\n  expires', 'name               = "pipelines"\n  expires'],
  ['name         = "modules"', 'name         = "modules-2"'],
  ['name = "our-bucket"', 'name = "our-bucket-2"'],
  ['name = "team-shop"', 'name = "team-shop-2"'],
  ["Where the shop is", "Where the shops are"],
  ['value        = "eu-west-1"', 'value        = "eu-west-2"'],
  ['value      = "info"', 'value      = "debug"'],
  ["value_wo_version = 1", "value_wo_version = 2"],
  ['name     = "our-gitlab"', 'name     = "our-gitlab-2"'],
  ['name         = "chat"', 'name         = "chat-2"'],
  ["auto_apply     = true", "auto_apply     = false"],
  ['apply_schedule   = "0 7 * * 1-5"', 'apply_schedule   = "0 8 * * 1-5"'],
  ['name           = "stock"', 'name           = "stock-2"'],
  ['["127.0.0.1", "10.0.0.0/8"]', '["127.0.0.1", "10.0.0.0/8", "172.16.0.0/12"]'],
];

const changesOf = (configuration: string) =>
  CHANGES.filter(([before]) => configuration.includes("value_wo") || !before.startsWith("value_wo"));

/** The configuration with one argument changed in each of 30 resources. */
export function changed(configuration: string): string {
  return changesOf(configuration).reduce((text, [before, after]) => {
    expect(text).toContain(before);
    return text.replace(before, after);
  }, configuration);
}

/** How many resources `changed` changes. */
export const changeCount = (configuration: string): number => changesOf(configuration).length;

/** The configuration for programs that are older than write-only attributes. */
export const withoutWriteOnly = (configuration: string): string =>
  configuration.replace(/resource "scalr_variable" "secret" \{[^}]*\}\n/, "");

/** The state of that configuration. */
export const stateWithoutWriteOnly = (state: StateFile): StateFile => ({
  ...state,
  resources: state.resources.filter(({ type, name }) => type !== "scalr_variable" || name !== "secret"),
});

/** The schema version of each type in a state, where it is not 0. */
export function schemaVersions({ resources }: StateFile): Record<string, number> {
  const all = resources.flatMap(({ type, instances }) =>
    instances.map(({ schema_version: version }) => [type, version] as const),
  );
  return Object.fromEntries(all.filter(([, version]) => version !== 0));
}

/** Decodes what each instance keeps beside its attributes as the official provider does, and fails where it could not. */
export function privateData({ resources }: StateFile): Record<string, unknown> {
  return Object.fromEntries(
    resources.flatMap(({ type, name, instances }) =>
      instances.flatMap(({ private: bytes }) => {
        const data = bytes === undefined ? null : JSON.parse(Buffer.from(bytes, "base64").toString("utf8"));
        if (data === null) return [];
        const decoded = Object.entries(data as Record<string, string>).map(([key, value]) => [
          key,
          JSON.parse(Buffer.from(value, "base64").toString("utf8")),
        ]);
        return [[`${type}.${name}`, Object.fromEntries(decoded)]];
      }),
    ),
  );
}
