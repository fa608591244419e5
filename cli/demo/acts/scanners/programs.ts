import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../../stage/stage.js";

const CHECKOV = `#!/bin/sh
# Stands for Checkov: an address that everybody may reach is a finding.
echo "scans $2"
if grep -rn "0.0.0.0/0" "$2" --include=*.tf; then echo "Failed checks: 1"; exit 1; fi
echo "Passed checks: 1"
`;

const INFRACOST = `// Stands for Infracost: every resource that the plan leaves costs $1.50 a month.
import { readFileSync } from "node:fs";
if (!process.env.INFRACOST_API_KEY) throw new Error("no key");
console.error("asks for prices with the key " + process.env.INFRACOST_API_KEY);
const plan = JSON.parse(readFileSync(process.argv[process.argv.indexOf("--path") + 1]));
const changes = plan.resource_changes ?? [];
const count = changes.filter(({ change }) => change.after !== null).length;
const before = changes.filter(({ change }) => change.before !== null).length;
console.log(JSON.stringify({
  pastTotalMonthlyCost: String(before * 1.5),
  totalMonthlyCost: String(count * 1.5),
  diffTotalMonthlyCost: String((count - before) * 1.5),
  summary: { totalDetectedResources: count, totalSupportedResources: count, totalUnsupportedResources: 0 },
}));
`;

/** Writes the programs of an agent that has both, and gives the flags that name them. */
export function writePrograms({ folder }: Pick<Stage, "folder">): readonly string[] {
  const [checkov, infracost] = [join(folder, "checkov"), join(folder, "infracost")];
  writeFileSync(checkov, CHECKOV, { mode: 0o755 });
  writeFileSync(`${infracost}.mjs`, INFRACOST);
  writeFileSync(infracost, `#!/bin/sh\nexec '${process.execPath}' '${infracost}.mjs' "$@"\n`, {
    mode: 0o755,
  });
  return ["--checkov", checkov, "--infracost", infracost];
}

/** An integration of the account for one environment. */
export async function integrate(
  { client }: Pick<Stage, "client">,
  kind: "checkov" | "infracost",
  attributes: Readonly<Record<string, unknown>>,
  environment: string,
): Promise<string> {
  const { data } = await client.create(`integrations/${kind}`, {
    type: kind === "checkov" ? "checkov-integrations" : "infracost-integration",
    attributes,
    relationships: { environments: { data: [{ type: "environments", id: environment }] } },
  } as never);
  return data.id;
}
