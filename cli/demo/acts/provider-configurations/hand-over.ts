import type { Stage } from "../../stage/stage.js";
import { configure, explained, link, logsOf, SECRETS, writeWorkload } from "./desk.js";

const LOOK = `
resource "terraform_data" "look" {
  provisioner "local-exec" {
    command = "echo \\"aws [$AWS_ACCESS_KEY_ID] [$AWS_SECRET_ACCESS_KEY] azure [$ARM_CLIENT_ID]\\""
  }
}
`;

const aws = (key: string, exported: boolean) => ({
  "aws-credentials-type": "access_keys",
  "aws-access-key": key,
  "aws-secret-key": SECRETS.aws,
  "export-shell-variables": exported,
});

/** The workspace's link goes before the environment's default; what is exported, and only that, reaches commands. */
export async function handOver(stage: Stage, workspace: string, environment: string): Promise<void> {
  const { client, ledger, progress, runs } = stage;
  const standard = await configure(stage, "aws-standard", "aws", aws("AKIA-STANDARD", true));
  const azure = await configure(stage, "azure-standard", "azurerm", {
    "azurerm-client-id": "client-of-azure",
    "azurerm-client-secret": SECRETS.azurerm,
    "azurerm-tenant-id": "tenant",
  });
  const ids = [standard, azure].map((id) => ({ type: "provider-configurations", id }));
  await client.update(`environments/${environment}`, {
    type: "environments",
    id: environment,
    relationships: { "default-provider-configurations": { data: ids } },
  });
  await link(stage, workspace, await configure(stage, "aws-own", "aws", aws("AKIA-OWN", true)));
  const candidates = await explained(stage, workspace);
  const outcomes = candidates.map(({ configuration, outcome }) => `${configuration.name} is ${outcome}`);
  ledger.observe(
    "precedence",
    outcomes.join() === "aws-own is used,aws-standard is overridden,azure-standard is used",
    outcomes.join(", "),
  );
  for (const { configuration, outcome, reason } of candidates)
    progress.keep(`  ${configuration.name}: ${outcome}. ${reason}`);
  const run = await runs.queue(workspace, { workload: writeWorkload(stage, "look", LOOK) });
  await runs.untilEnded([run]);
  const logs = await logsOf(stage, run);
  const line = /local-exec\): (aws .*)/.exec(logs)?.[1] ?? "nothing";
  ledger.observe("variables", line === "aws [AKIA-OWN] [***] azure []", `a command of the run saw: ${line}`);
  const shown = Object.values(SECRETS).filter((secret) => logs.includes(secret));
  ledger.observe(
    "secrets",
    shown.length === 0 && logs.includes("***"),
    shown.length === 0 ? "its logs mask both secrets" : `its logs show ${shown.join(", ")}`,
  );
  progress.keep(`  A command of the run saw: ${line}`);
}
