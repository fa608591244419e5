/** Where the states of a stack are: one for each workspace of OpenTofu, laid out as OpenTofu's local backend does. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { usage } from "../shell/errors.js";

export const DEFAULT_WORKSPACE = "default";

export interface StatePlaces {
  /** The folder whose workspace is selected in `.terraform/environment`: the configuration, or the cdktf app. */
  readonly home: string;
  /** The state of the default workspace. */
  readonly path: string;
  /** The folder with a folder for each other workspace. */
  readonly workspaceDir: string;
  /** The name of the state in such a folder. */
  readonly file: string;
}

/** @param declared paths that a local backend gives, relative to `home` */
export function statePlaces(
  home: string,
  name: string,
  declared: { readonly path?: string; readonly workspaceDir?: string } = {},
): StatePlaces {
  return {
    home,
    path: resolve(home, declared.path ?? name),
    workspaceDir: resolve(home, declared.workspaceDir ?? "terraform.tfstate.d"),
    file: name,
  };
}

export function statePathOf({ path, workspaceDir, file }: StatePlaces, workspace: string): string {
  return workspace === DEFAULT_WORKSPACE ? path : join(workspaceDir, workspace, file);
}

/** The names of all workspaces, sorted, the default one first. */
export function workspacesIn({ workspaceDir }: StatePlaces): string[] {
  const made = existsSync(workspaceDir) ? readdirSync(workspaceDir, { withFileTypes: true }) : [];
  const names = made.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return [DEFAULT_WORKSPACE, ...names.filter((name) => name !== DEFAULT_WORKSPACE).sort()];
}

/** The file that names the selected workspace, the one that OpenTofu reads and writes. */
export function selectionFile(home: string, { TF_DATA_DIR: dataDir }: NodeJS.ProcessEnv): string {
  return join(resolve(home, dataDir || ".terraform"), "environment");
}

/** The workspace that `TF_WORKSPACE` names, else the one that was selected, else the default one. */
export function selectedWorkspace(home: string, env: NodeJS.ProcessEnv): string {
  if (env.TF_WORKSPACE) return checkedName(env.TF_WORKSPACE);
  const file = selectionFile(home, env);
  return (existsSync(file) && readFileSync(file, "utf8").trim()) || DEFAULT_WORKSPACE;
}

/** @throws CliError where no workspace can have the name */
export function checkedName(name: string): string {
  if (name !== "" && name !== "." && name !== ".." && /^[\w.~$&+:=@-]+$/.test(name)) return name;
  throw usage(
    `The workspace name "${name}" is not allowed. It must contain only URL safe characters, and no path separators.`,
  );
}
