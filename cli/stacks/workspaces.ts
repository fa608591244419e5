/** The commands `workspace ...`: OpenTofu's workspaces of a configuration, each with a state of its own. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readLocalState } from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { addressesIn } from "./instances.js";
import { locateStacks } from "./locate.js";
import {
  checkedName,
  DEFAULT_WORKSPACE,
  type StatePlaces,
  selectedWorkspace,
  selectionFile,
  statePathOf,
  workspacesIn,
} from "./state-places.js";

export class Workspaces {
  private constructor(
    /** Of every stack of the folder. */
    private readonly places: readonly StatePlaces[],
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async of(folder: string, context: Context): Promise<Workspaces> {
    const stacks = await locateStacks(resolve(context.cwd, folder), { ...context, only: [] });
    return new Workspaces(
      stacks.map(({ states }) => states),
      context.env,
    );
  }

  get #home(): string {
    return this.places[0]!.home;
  }

  get selected(): string {
    return selectedWorkspace(this.#home, this.env);
  }

  /** Sorted, the default one first. */
  get names(): string[] {
    return [...new Set(this.places.flatMap(workspacesIn))];
  }

  /** Makes a workspace and selects it. @throws CliError where there is one of that name */
  create(name: string): void {
    this.#refuseOverride("create");
    if (this.names.includes(checkedName(name)))
      throw new CliError("failure", `Workspace "${name}" already exists.`);
    for (const { workspaceDir } of this.places) mkdirSync(join(workspaceDir, name), { recursive: true });
    this.#select(name);
  }

  /** @throws CliError where there is no such workspace */
  select(name: string): void {
    this.#refuseOverride("select");
    if (!this.names.includes(checkedName(name))) {
      throw new CliError(
        "failure",
        `Workspace "${name}" doesn't exist. Create it with: scalr-sandbox workspace new ${name}`,
      );
    }
    this.#select(name);
  }

  /** @throws CliError where it is the selected one, or has resources and `force` is not given */
  async delete(name: string, force: boolean): Promise<void> {
    if (!this.names.includes(checkedName(name)))
      throw new CliError("failure", `Workspace "${name}" doesn't exist.`);
    if (name === DEFAULT_WORKSPACE) throw new CliError("failure", "The default workspace cannot be deleted.");
    if (name === this.selected) {
      throw new CliError(
        "failure",
        `Workspace "${name}" is your active workspace. Select another one first: scalr-sandbox workspace select default`,
      );
    }
    if (!force) await this.#refuseFull(name);
    for (const { workspaceDir } of this.places)
      rmSync(join(workspaceDir, name), { recursive: true, force: true });
  }

  async #refuseFull(name: string): Promise<void> {
    const states = await Promise.all(this.places.map((places) => readLocalState(statePathOf(places, name))));
    const addresses = states.flatMap((state) => (state === null ? [] : addressesIn(state)));
    if (addresses.length === 0) return;
    throw new CliError(
      "failure",
      `Workspace "${name}" is not empty. Its state has ${addresses.join(", ")}. Destroy them first, or add --force to forget about them.`,
    );
  }

  #refuseOverride(verb: string): void {
    if (!this.env.TF_WORKSPACE) return;
    throw new CliError(
      "failure",
      `TF_WORKSPACE is set to "${this.env.TF_WORKSPACE}" and overrides the selected workspace. Unset it to ${verb} one.`,
    );
  }

  #select(name: string): void {
    const file = selectionFile(this.#home, this.env);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, name);
  }
}
