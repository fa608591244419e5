import { resolve } from "node:path";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { type LocateOptions, locateStacks, type Stack } from "./locate.js";

/** The stack that a command means which works on one: the only one there is, or the one named. */
export async function oneStack(
  folder: string,
  args: { readonly stack: readonly string[]; readonly state: string | undefined },
  env: NodeJS.ProcessEnv,
  context: Context,
): Promise<Stack> {
  const options: LocateOptions = { ...context, env, only: args.stack, statePath: undefined };
  const stacks = await locateStacks(resolve(context.cwd, folder), options);
  if (stacks.length !== 1) {
    const names = stacks.map(({ name }) => name).join(", ");
    throw usage(`There are ${stacks.length} stacks here (${names || "none"}). Choose one with --stack.`);
  }
  const stack = stacks[0]!;
  return args.state === undefined ? stack : { ...stack, statePath: resolve(context.cwd, args.state) };
}
