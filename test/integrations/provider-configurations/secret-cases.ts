/** No secret of a provider configuration shows anywhere in clear, whatever executes the run. */
import { readFileSync } from "node:fs";
import { gunzipSync, inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { reached, workspaceWith } from "../../agent/workshop.js";
import type { Resource } from "../../api/support.js";
import { everythingTold, expectForOwnerAlone, expectHidden, filesIn } from "../../support/planted-secrets.js";
import { type Bench, configuration, link, logsOf, parameter } from "./provider-cases.js";

/** Part of every secret here, in clear. */
const MARK = "marked-secret";
const secret = (of: string) => `${MARK}-of-${of}-5f2a`;

const GOOGLE_KEY = JSON.stringify(
  {
    type: "service_account",
    project_id: "project-1",
    private_key: `-----BEGIN PRIVATE KEY-----\n${secret("google")}\nline two of it\n-----END PRIVATE KEY-----\n`,
    client_email: "runs@project-1.iam.gserviceaccount.com",
  },
  null,
  2,
);

/** Everything that a hook or a command can easily print of its environment, in forms that logs have. */
const PRINT_ALL = [
  "env",
  'echo "$GOOGLE_CREDENTIALS"',
  'printf %s "$AWS_SECRET_ACCESS_KEY"; printf "%s\\n" "$SCALR_TOKEN"',
  'if [ -n "$AWS_WEB_IDENTITY_TOKEN_FILE" ]; then cat "$AWS_WEB_IDENTITY_TOKEN_FILE"; fi',
  "cat ../out/provider-configurations/*/arguments.json",
].join("; ");

/** The files of a zip, decompressed, for a search in them. */
function unzipped(zip: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (end < 0) return found;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name, extra, comment, header] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const packed = zip.subarray(from, from + size);
    found.push(method === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return found;
}

/** A file as text, with what is packed in it: plans are JSON in gzip, or a tar of a zip. */
function textIn(file: Buffer): string {
  const open = file.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) ? gunzipSync(file) : file;
  const zip = open.indexOf(Buffer.from("PK\u0003\u0004"));
  const inner = zip < 0 ? [] : unzipped(open.subarray(zip));
  return [open, ...inner].map((each) => each.toString("latin1")).join("\n");
}

export interface SecretBench extends Bench {
  /** The sandbox's data folder. */
  readonly dataDir: string;
  /** Its log. */
  readonly logFile: string;
}

export function secretCases(bench: SecretBench): void {
  it("shows no secret in any log, answer, plan, state, event or audit record", async () => {
    const { sandbox, where } = bench;
    const text = `
      terraform {
        required_providers {
          scalr = { source = "scalr/scalr" }
        }
      }
      data "scalr_current_account" "a" {}
      resource "terraform_data" "a" {
        input = data.scalr_current_account.a.name
        provisioner "local-exec" { command = "env; cat ../out/provider-configurations/*/arguments.json" }
      }`;
    const workspace = await workspaceWith(sandbox, where, text, {
      hooks: { "pre-plan": PRINT_ALL, "post-plan": PRINT_ALL, "pre-apply": PRINT_ALL },
    });
    const exporting = { "export-shell-variables": true };
    const made = [
      await configuration(sandbox, "aws", {
        ...exporting,
        "aws-access-key": "AKIA",
        "aws-secret-key": secret("aws"),
        "aws-credentials-type": "access_keys",
      }),
      await configuration(sandbox, "azurerm", {
        ...exporting,
        "azurerm-client-id": "client",
        "azurerm-client-secret": secret("azurerm"),
        "azurerm-tenant-id": "tenant",
      }),
      await configuration(sandbox, "google", { ...exporting, "google-credentials": GOOGLE_KEY }),
      await configuration(sandbox, "kubernetes", { "is-custom": true }),
      await configuration(sandbox, "scalr", { "scalr-hostname": sandbox.url, "scalr-token": sandbox.token }),
    ];
    await parameter(sandbox, made[3]!.id, { key: "password", value: secret("custom"), sensitive: true });
    await parameter(sandbox, made[3]!.id, {
      key: "list",
      value: `["${secret("list")}", "b"]`,
      sensitive: true,
      hcl: true,
    });
    for (const { id } of made) await link(sandbox, workspace, id);
    const other = await configuration(sandbox, "scalr", {
      ...exporting,
      "scalr-hostname": sandbox.url,
      "scalr-token": secret("scalr"),
    });
    await link(sandbox, workspace, other.id, "other");
    const tokens = await configuration(sandbox, "aws", {
      ...exporting,
      "aws-credentials-type": "oidc",
      "aws-role-arn": "arn:aws:iam::1:role/r",
      "aws-audience": "audience",
    });
    await link(sandbox, workspace, tokens.id, "tokens");
    const run = await sandbox.run(workspace);
    const { status, errorMessage } = await reached(sandbox, run);
    const logs = await logsOf(sandbox, run);
    expect(status, `${errorMessage}\n${logs}`).toBe("applied");
    // A token that the server refuses: what the provider says of it is an error of the run.
    const failing = await workspaceWith(sandbox, where, text);
    const wrong = await configuration(sandbox, "scalr", {
      "scalr-hostname": sandbox.url,
      "scalr-token": secret("wrong"),
    });
    await link(sandbox, failing, wrong.id);
    const failed = await reached(sandbox, await sandbox.run(failing));
    expect(failed.status).toBe("errored");

    const seen = await everythingShown(bench, [workspace, failing], [run], [...made, other, tokens, wrong]);
    // It looks where secrets would be: in what hooks and commands printed, and in the names around them.
    expect(seen.logs).toContain("AWS_SECRET_ACCESS_KEY=***");
    expect(seen.logs).toContain("ARM_CLIENT_SECRET=***");
    expect(seen.events).toContain(made[0]!.id);
    expect(seen.audit).toContain(made[0]!.id);
    expect(seen.blobs!.length).toBeGreaterThan(1_000);
    // A part of a key, and the run's own credentials, count too.
    expectHidden(seen, MARK, "line two of it", sandbox.token);
    for (const [where, all] of Object.entries(seen))
      expect(/eyJhbGciOiJSUzI1NiIs[\w-]+\.[\w-]+\.[\w-]+/.exec(all)?.[0] ?? "", where).toBe("");
  });

  it("keeps them in snapshots as it keeps all other secrets, in files for their owner alone", async () => {
    const { sandbox, dataDir } = bench;
    const aws = await configuration(sandbox, "aws", { "aws-secret-key": secret("snapshot") });
    await sandbox.create("vcs-providers", { name: "vcs", "vcs-type": "github", token: secret("vcs") });
    await sandbox.sandbox("POST", "snapshots", { name: "with-secrets" });
    const listed = JSON.stringify(await sandbox.sandbox("GET", "snapshots"));
    expect(listed).not.toContain(MARK);
    const holding = expectForOwnerAlone(dataDir, MARK, (file) => textIn(readFileSync(file)));
    // The snapshot, and what the store itself keeps.
    expect(holding.some((file) => file.includes("with-secrets"))).toBe(true);
    const text = holding.map((file) => textIn(readFileSync(file))).join("\n");
    expect(text).toContain(secret("vcs"));
    expect(text).toContain(secret("snapshot"));
    expect(aws.attributes["aws-secret-key"] ?? null).toBeNull();
  });
}

/** What anybody may see of the sandbox, by where it shows. */
async function everythingShown(
  { sandbox, where, dataDir, logFile }: SecretBench,
  workspaces: readonly string[],
  runs: readonly Resource[],
  configurations: readonly Resource[],
): Promise<Readonly<Record<string, string>>> {
  const answers: string[] = [];
  const ask = async (path: string) => {
    const { body } = await sandbox.get(path);
    answers.push(typeof body === "string" ? body : JSON.stringify(body));
  };
  for (const { id } of configurations) {
    await ask(`provider-configurations/${id}?include=parameters`);
    await ask(`provider-configurations/${id}/parameters`);
    await ask(`provider-configurations?filter[provider-configuration]=${id}`);
  }
  for (const id of workspaces) {
    await ask(`workspaces/${id}?include=environment`);
    await ask(`workspaces/${id}/provider-configuration-links?include=provider-configuration`);
    await ask(`workspaces/${id}/current-state-version`);
    for (const path of [`workspaces/${id}/provider-configurations`, `workspaces/${id}/resolution`])
      answers.push(JSON.stringify(await sandbox.sandbox("GET", path)));
  }
  for (const { id, relationships } of runs) {
    await ask(`runs/${id}?include=plan,apply`);
    await ask(`plans/${relationships.plan!.data.id}/json-output`);
  }
  const blobs = ["logs", "waiting", "plans", "plan-json", "states"].flatMap((kind) =>
    filesIn(dataDir).filter((file) => file.includes(`/${kind}/`)),
  );
  return {
    answers: answers.join("\n"),
    logs: (
      await Promise.all(
        [...sandbox.simulator.store.all("runs")].map(async ({ id }) =>
          logsOf(sandbox, await sandbox.read("runs", id)).then(
            (text) => text,
            () => "",
          ),
        ),
      )
    ).join("\n"),
    runs: JSON.stringify([...sandbox.simulator.store.all("runs")]),
    blobs: blobs.map((file) => textIn(readFileSync(file))).join("\n"),
    events: await everythingTold(sandbox),
    audit: JSON.stringify(await sandbox.sandbox("GET", "audit?limit=1000")),
    "the server's log": readFileSync(logFile, "utf8"),
    "the agent's log": JSON.stringify(where.agent.lines),
  };
}
