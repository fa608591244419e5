import type { Args, Options } from "../shell/command.js";

/** The flag of commands that can ask about another account than the sandbox's. */
const hostOptions = {
  hostname: {
    type: "string",
    describe:
      "Read the account of this host, such as example.scalr.io, into a sandbox in memory and ask there; nothing is changed. The token is SCALR_TOKEN",
  },
} as const;

/** The flags of commands that ask where runs go. */
export const questionOptions = {
  ...hostOptions,
  world: {
    type: "string",
    describe: "Ask about the world of this file, as `scalr-sandbox pull` writes it, instead of a sandbox",
  },
} as const;

/** What a plan does to where runs execute. */
export const effectOptions = {
  moves: {
    type: "boolean",
    default: true,
    describe: "Show whose runs the plan moves to another pool; --moves=false does not",
  },
  failIfMoves: {
    type: "string",
    repeatable: true,
    describe:
      "Fail where runs of these workspaces would move, such as production/* (repeatable; exit code 9)",
  },
} as const satisfies Options;

export type EffectArgs = Args<typeof effectOptions, Record<never, never>>;
