import type { World } from "../world/world.js";

type Fields = readonly (readonly [
  name: string,
  value: string | number | boolean | null | readonly string[],
])[];

/** A text that YAML reads as that text without quotes. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_-]*$/;
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;
/** A placeholder for a serverless pool's address, which may contain a secret. Such a pool must have an address. */
const WITHHELD = "https://withheld.invalid/";

/** A world as the text of a world file, one line for each object, without secrets. */
export function worldFileOf(world: World, comment: readonly string[]): string {
  const { account } = world;
  const pools = world.pools.filter(({ isScalrManaged }) => !isScalrManaged);
  const head = comment.map((line) => `# ${line.replace(/[\r\n]+/g, " ")}\n`).join("");
  return [
    head,
    "as-it-is: true\n",
    `account: ${mapping([
      ["id", account.id],
      ["name", account.name],
    ])}\n`,
    section(
      "agent-pools",
      pools.map((pool) => [
        ["id", pool.id],
        ["name", pool.name],
        ...given("default", account.defaultAgentPool === pool.id),
        ...(pool.isShared
          ? []
          : ([
              ["is-shared", false],
              ["environments", pool.environments],
            ] as Fields)),
        ...given("vcs-enabled", pool.vcsEnabled),
        ...(pool.webhookEnabled
          ? ([
              ["webhook-enabled", true],
              ["webhook-url", WITHHELD],
            ] as Fields)
          : []),
      ]),
    ),
    section(
      "environments",
      world.environments.map(({ id, name, defaultWorkspaceAgentPool: pool }) => [
        ["id", id],
        ["name", name],
        ...(pool === null ? [] : ([["default-workspace-agent-pool", pool]] as Fields)),
      ]),
    ),
    section(
      "workspaces",
      world.workspaces.map((workspace) => [
        ["id", workspace.id],
        ["name", workspace.name],
        ["environment", workspace.environment],
        ...(workspace.agentPool === null ? [] : ([["agent-pool", workspace.agentPool]] as Fields)),
        ...given("auto-apply", workspace.autoApply),
        ...(workspace.executionMode === "local" ? ([["execution-mode", "local"]] as Fields) : []),
        ...(workspace.deletionProtectionEnabled ? [] : ([["deletion-protection-enabled", false]] as Fields)),
      ]),
    ),
    section(
      "vcs-providers",
      world.vcsProviders
        .filter(({ agentPool }) => agentPool !== null)
        .map(({ id, name, vcsType, url, agentPool }) => [
          ["id", id],
          ["name", name],
          ["vcs-type", vcsType],
          ...(url === null ? [] : ([["url", url]] as Fields)),
          ["agent-pool", agentPool],
        ]),
    ),
  ].join("");
}

const given = (name: string, value: boolean): Fields => (value ? [[name, true]] : []);

const section = (name: string, objects: readonly Fields[]): string =>
  objects.length === 0 ? "" : `${name}:\n${objects.map((each) => `  - ${mapping(each)}\n`).join("")}`;

const mapping = (fields: Fields) =>
  `{ ${fields.map(([name, value]) => `${name}: ${scalar(value)}`).join(", ")} }`;

function scalar(value: Fields[number][1]): string {
  if (Array.isArray(value)) return `[${value.map((each: string) => scalar(each)).join(", ")}]`;
  if (typeof value === "string" && PLAIN.test(value) && !WORDS.test(value)) return value;
  // A JSON text is a YAML text.
  return JSON.stringify(value);
}
