import { AGENT_EXIT } from "../../agent/process/exit-codes.js";
import { DEFAULT_LIMITS } from "../../agent/protocol/protocol.js";
import { SETTINGS, type Setting } from "../../agent/settings/settings-table.js";
import { TASK_FAILURES } from "../../agent/tasks/failures.js";
import { kebab } from "../shell/command.js";

const MIB = 1024 * 1024;

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), `|${head.map(() => "---").join("|")}|`, ...rows.map((cells) => row(...cells))].join("\n");

const code = (text: string): string => `\`${text}\``;

function settingRow([key, setting]: readonly [string, Setting]): readonly string[] {
  const { variable, meaning, choices, default: value, otherwise, type, flagOfAll } = setting;
  const absent = value === undefined ? (otherwise ?? (type === "boolean" ? "off" : "")) : code(value);
  const means = choices === undefined ? meaning : `${meaning}: ${choices.map(code).join(", ")}`;
  return [code(variable), code(`--${flagOfAll ? "debug" : kebab(key)}`), means, absent];
}

/** docs/reference/agent-settings.md, made from the tables that the agent runs on. */
export const agentReference = (generated: string): string => `# Settings, exit codes and errors of an agent

${generated}

## Settings

A flag goes before its environment variable. What is on or off is on with \`1\`, \`true\` or \`yes\`.

${table(["variable", "flag", "meaning", "default"], Object.entries<Setting>(SETTINGS).map(settingRow))}

## Exit codes

${table(
  ["code", "meaning"],
  Object.values(AGENT_EXIT).map(({ code: number, meaning }) => [String(number), meaning]),
)}

## What a run's error says when its agent is at fault

The run ends errored with one of these. What happens to runs whose agent is lost is in [losses.md](losses.md).

${table(
  ["When", "The run's error"],
  Object.values(TASK_FAILURES).map(({ when, text }) => [when, text.replace(/\{(\w+)\}/g, "*$1*")]),
)}

## Limits

The server says at registration how much it takes of what a task leaves; a sandbox takes this much. A log is cut off at its limit
and says so. Of the rest, what is larger is refused with its size and the limit; a state is then kept by the agent, and the run
says where.

${table(
  ["what", "at most"],
  Object.entries(DEFAULT_LIMITS).map(([kind, bytes]) => [kind, `${bytes / MIB} MiB`]),
)}
`;
