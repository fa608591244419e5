/** The files of a task's provider configurations, which are deleted with the task, and the variables with their paths. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constantValue } from "../../../engine/index.js";
import type { ProvidedConfiguration, ProviderArgument, ProviderHandover } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";

const FOLDER = "provider-configurations";

/** A path segment that cannot lead out of its folder. */
const isPlainName = (name: string) => /^[A-Za-z0-9][\w.-]*$/.test(name);

/** The folder of a configuration's files: the same below `outDir` for the plan and the apply of a run. */
export function folderOf({ id, alias }: ProvidedConfiguration, outDir: string): string {
  const name = alias === null ? id : `${id}.${alias}`;
  if (!isPlainName(name))
    throw new Error(
      `The server named a provider configuration ${JSON.stringify(name)}, which is not a name of a folder.`,
    );
  return join(outDir, FOLDER, name);
}

/** The values of the arguments, by the names that `argumentKey` gives. */
export const ARGUMENTS_FILE = "arguments.json";
export const argumentKey = ({ path }: Pick<ProviderArgument, "path">): string => path.join(".");

/** The environment variables that the task's configurations export. */
export function providerVariables(
  handover: ProviderHandover | undefined,
  outDir: string,
): Readonly<Record<string, string>> {
  const all = (handover?.configurations ?? []).flatMap((configuration) =>
    Object.entries(configuration.variables).map(([name, value]) => [
      name,
      value.replaceAll(handover!.folder, () => folderOf(configuration, outDir)),
    ]),
  );
  return Object.fromEntries(all);
}

/** An expression that the configuration contains in plain text. */
export const isWrittenOut = ({ hcl, sensitive }: ProviderArgument): boolean => hcl && !sensitive;

/** Whether the phase does not need the configuration. */
export const isWithheld = ({ applyOnly }: ProvidedConfiguration, phase: TaskOrder["phase"]): boolean =>
  applyOnly && phase === "plan";

/** Writes the files of the task's configurations, readable for their user only. @throws Error that names the configuration */
export function writeProviderFiles({
  phase,
  providers,
  outDir,
}: Pick<TaskOrder, "phase" | "providers" | "outDir">): void {
  if (providers === null) return;
  for (const configuration of providers.configurations) {
    const folder = folderOf(configuration, outDir);
    const located = (text: string) => text.replaceAll(providers.folder, () => folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, content] of Object.entries(configuration.files)) {
      if (!isPlainName(name))
        throw new Error(`The server sent a file named ${JSON.stringify(name)}, which is not a plain name.`);
      writeFileSync(join(folder, name), located(content), { mode: 0o600 });
    }
    const values = Object.fromEntries(
      configuration.arguments
        .filter((argument) => !isWrittenOut(argument))
        .map((argument) => [
          argumentKey(argument),
          isWithheld(configuration, phase) ? null : heldValue(argument, configuration, located),
        ]),
    );
    writeFileSync(join(folder, ARGUMENTS_FILE), JSON.stringify(values), { mode: 0o600 });
  }
}

/** Removes them, because they are not needed between the plan and the apply of a run. */
export function removeProviderFiles({ outDir }: Pick<TaskOrder, "outDir">): void {
  rmSync(join(outDir, FOLDER), { recursive: true, force: true });
}

function heldValue(
  { value, hcl, path }: ProviderArgument,
  { name, id }: ProvidedConfiguration,
  located: (text: string) => string,
): unknown {
  if (typeof value !== "string") return value;
  if (!hcl) return located(value);
  try {
    return constantValue(value);
  } catch (error) {
    throw new Error(
      `Provider configuration '${name}' (${id}) cannot be used: its argument '${path.join(".")}' is a sensitive expression, and ` +
        `${(error as Error).message}. Give it a value that refers to nothing.`,
    );
  }
}
