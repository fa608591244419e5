/** The executor of a run, from the workspace's settings and the agent's programs. */
import type { RunOptions } from "../protocol/protocol.js";
import type { Executor, TaskOrder } from "./shared/executor.js";
import { cachedProgram, describeTool, PLATFORMS, type Tool } from "./shared/tools.js";

type Wanted = Pick<RunOptions, "iacPlatform" | "iacVersion">;

/**
 * Whether a version matches: `1.10` is any 1.10.x, `1` any 1.x, `auto` any version. A build from a version's sources counts as
 * that version.
 */
function fits(wanted: string, version: string): boolean {
  const released = version.replace(/-dev$/, "");
  return wanted === "auto" || [version, released].includes(wanted) || released.startsWith(`${wanted}.`);
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/)) as [string[], string[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    // What has a further part is a release candidate or similar, and earlier.
    if (left[i] === undefined || right[i] === undefined) return left[i] === undefined ? 1 : -1;
    const difference = Number(left[i]) - Number(right[i]) || left[i]!.localeCompare(right[i]!);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest program that a workspace's `iac-platform` and `terraform-version` allow. */
function toolFor(wanted: Wanted, tools: readonly Tool[]): Tool | undefined {
  return tools
    .filter(({ platform, version }) => platform === wanted.iacPlatform && fits(wanted.iacVersion, version))
    .sort((a, b) => compare(b.version, a.version))[0];
}

const nameOf = ({ iacPlatform, iacVersion }: Wanted) =>
  iacVersion === "auto" ? PLATFORMS[iacPlatform].title : `${PLATFORMS[iacPlatform].title} ${iacVersion}`;

/** The programs that the agent has in place of one that is wanted; nothing where it has none. */
const others = (tools: readonly Tool[]): string =>
  tools.length === 0 ? "" : `; it has ${tools.map(describeTool).join(", ")}`;

/** The program that the workspace is set to and the agent lacks. */
const lack = (wanted: Wanted, tools: readonly Tool[]): string =>
  `the workspace is set to ${nameOf(wanted)}, which this agent does not have${others(tools)}`;

/** How to install the missing program. */
function remedy(wanted: Wanted, { tools, cacheDir }: Pick<TaskOrder, "tools" | "cacheDir">): string {
  const { program } = PLATFORMS[wanted.iacPlatform];
  const version = wanted.iacVersion === "auto" ? "<version>" : wanted.iacVersion;
  const place = cachedProgram(wanted.iacPlatform, version);
  const cached = cacheDir === null ? `as ${place} in SCALR_AGENT_CACHE_DIR` : `at ${cacheDir}/${place}`;
  const other =
    tools.length === 0
      ? ""
      : ` Or set the workspace's terraform-version to ${tools[0]!.version}, which it has.`;
  return `Put \`${program}\`${version === "<version>" ? "" : ` ${version}`} on the agent's PATH, or ${cached}.${other}`;
}

/** The executor of a task: a program of the agent, or the embedded engine, with the program that it replaces. */
export type Choice = { readonly tool: Tool } | { readonly tool: null; readonly instead: TaskOrder | null };

/** Chooses the executor of a task. @throws Error if its plan was made by a program that the agent does not have */
export async function choose(order: TaskOrder): Promise<Choice> {
  if (order.phase === "apply") return makerOfPlan(order);
  const tool = order.executor.kind === "binary" ? order.tools[0] : toolFor(order.run, order.tools);
  if (tool !== undefined) return { tool };
  return { tool: null, instead: order.executor.kind === "embedded" ? null : order };
}

/** A plan is applied by the program that made it. */
async function makerOfPlan(order: TaskOrder): Promise<Choice> {
  const { makerOf } = await import("./binary/plan-file.js");
  const maker = await makerOf(order.planPath!);
  if (maker === null) return { tool: null, instead: null };
  const tool = order.tools.find(
    ({ platform, version }) => platform === maker.platform && version === maker.version,
  );
  if (tool !== undefined) return { tool };
  const wanted = { iacPlatform: maker.platform, iacVersion: maker.version };
  throw new Error(
    `The plan was made by ${nameOf(wanted)}, which this agent does not have${others(order.tools)}. ` +
      `${remedy(wanted, { ...order, tools: [] })} Then start the run again.`,
  );
}

/** Loads the executor of a task, and no other. */
export async function executorOf(choice: Choice): Promise<Executor> {
  if (choice.tool !== null) return (await import("./binary/index.js")).binaryExecutor(choice.tool);
  const { engineExecutor } = await import("./engine.js");
  const { instead } = choice;
  if (instead === null) return engineExecutor(null);
  return engineExecutor({
    lack: lack(instead.run, instead.tools),
    remedy: remedy(instead.run, instead),
  });
}
